// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace ferrule {
namespace {

/// setjmp(env), longjmp(env, 1)
class SetJump final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-lifetime-setjmp",
        .family = Family::Lifetime,
        .severity = Severity::Medium,
        .cwes = {825, 457, 401},
        .summary = "jump between functions",
        .rationale =
            "longjmp is undefined behaviour when the function that called setjmp has returned "
            "(C11 7.13.2.1p2); local variables that were changed since and are not volatile are "
            "indeterminate (p3); nothing that the functions in between hold is released (CERT "
            "MSC22-C), and C++ destructors do not run ([csetjmp.syn]p2).",
        .bad = "#include <setjmp.h>\nstatic jmp_buf env;\nvoid fail(void) { longjmp(env, 1); }\n",
        .good = "int fail(void) { return -1; }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<CallExpr>([](const CallExpr &E, CheckContext &C) {
      const FunctionDecl *F = E.getDirectCallee();
      if (!F || !F->getIdentifier() || E.getNumArgs() == 0)
        return;
      llvm::StringRef Name = F->getName();
      Name.consume_front("__builtin_");
      Name = Name.ltrim('_');
      switch (llvm::StringSwitch<int>(Name)
                  .Cases({"setjmp", "sigsetjmp", "savectx"}, 1)
                  .Cases({"longjmp", "siglongjmp", "longjmp_chk"}, 2)
                  .Default(0)) {
      case 1:
        return C.open(E.getSourceRange(), "'" + Name.str() + "' marks a place to jump to",
                      "local variables that change afterwards must be volatile");
      case 2:
        return C.open(E.getSourceRange(), "'" + Name.str() + "' jumps to a place marked before",
                      "the function that marked it must not have returned");
      default:
        return;
      }
    });
  }
};

RegisterCheck<SetJump> X;

} // namespace
} // namespace ferrule
