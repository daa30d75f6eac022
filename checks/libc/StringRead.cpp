// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/known/LibraryFunctions.h"
#include "checks/libc/Strings.h"

using namespace clang;

namespace ferrule {
namespace {

/// strlen(s) and every other function that reads until it meets a NUL.
class StringRead final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-libc-string-read",
        .family = Family::Libc,
        .severity = Severity::Medium,
        .cwes = {126, 170},
        .summary = "library call that reads up to a NUL",
        .rationale =
            "The function reads on until it meets a NUL, and no type says that there is one (C11 "
            "7.1.1p1, 7.24.1; CERT STR32-C). One operation per call. Discharged when each string "
            "is a literal, a constant that is initialised with one, or comes from std::string or a "
            "function that returns strings. The source of a copy without a length belongs to "
            "ferrule-libc-unbounded-copy.",
        .bad = "#include <string.h>\nunsigned long f(const char *s) { return strlen(s); }\n",
        .good = "#include <string.h>\nstatic const char name[] = \"ferrule\";\n"
                "unsigned long f(void) { return strlen(name); }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<CallExpr>([](const CallExpr &Call, CheckContext &C) {
      const LibraryFunction *L = libraryFunction(Call);
      if (!L || isUnboundedCopy(*L))
        return;
      std::string Why, Unknown;
      for (unsigned I = 0; I != LibraryFunction::MaxParameters; ++I) {
        if (L->Parameters[I] != Role::String && L->Parameters[I] != Role::BoundedString)
          continue;
        const Expr &String = *Call.getArg(I);
        if (String.isNullPointerConstant(C.ast(), Expr::NPC_ValueDependentIsNotNull))
          continue;
        std::string Reason = whyTerminated(String, C);
        if (Reason.empty())
          Unknown += (Unknown.empty() ? "'" : " and '") + C.text(String) + "'";
        else
          Why = Reason;
      }
      std::string Callee = Call.getDirectCallee()->getNameAsString() + "()";
      if (!Unknown.empty())
        C.open(Call.getSourceRange(), Callee + " reads " + Unknown + " up to a NUL",
               "nothing says that there is one");
      else if (!Why.empty())
        C.discharged(Call.getSourceRange(), Callee + " reads up to a NUL", Why);
    });
  }

private:
  static bool isUnboundedCopy(const LibraryFunction &L) {
    return !L.hasRole(Role::Length) && (L.hasRole(Role::Destination) || L.hasRole(Role::Appended));
  }
};

RegisterCheck<StringRead> X;

} // namespace
} // namespace ferrule
