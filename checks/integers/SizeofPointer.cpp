// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/Values.h"
#include "checks/known/LibraryFunctions.h"

using namespace clang;

namespace ferrule {
namespace {

/// memset(p, 0, sizeof(p)), where p is a pointer: the size of the pointer for that of its target.
class SizeofPointer final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-integers-sizeof-pointer",
        .family = Family::Integers,
        .severity = Severity::High,
        .cwes = {467},
        .summary = "size of a pointer given as the size of what it points to",
        .rationale =
            "sizeof a pointer is 4 or 8, whatever it points to; an array that became a pointer as "
            "a parameter is the usual cause (CERT ARR01-C). A defect when the call is given that "
            "same pointer to read or write through. Other sizes are no operations.",
        .bad = "#include <string.h>\n"
               "void clear(int *values) { memset(values, 0, sizeof(values)); }\n",
        .good = "#include <string.h>\n"
                "void clear(int *value) { memset(value, 0, sizeof(*value)); }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<CallExpr>([](const CallExpr &Call, CheckContext &C) {
      const LibraryFunction *L = libraryFunction(Call);
      const Expr *Length = L ? L->argument(Call, Role::Length) : nullptr;
      const auto *Size =
          Length ? dyn_cast<UnaryExprOrTypeTraitExpr>(Length->IgnoreParenImpCasts()) : nullptr;
      if (!Size || Size->getKind() != UETT_SizeOf || Size->isArgumentType())
        return;
      const VarDecl *Measured = variableOf(*Size->getArgumentExpr());
      if (!Measured || !Measured->getType()->isPointerType())
        return;
      for (Role R : {Role::Destination, Role::Source})
        if (const Expr *Memory = L->argument(Call, R);
            Memory && variableOf(*Memory->IgnoreParenCasts()) == Measured)
          return C.defect(Size->getSourceRange(),
                          "'" + C.text(*Size) + "' is given for the size of what '" +
                              Measured->getNameAsString() + "' points to",
                          "it is the size of the pointer");
    });
  }
};

RegisterCheck<SizeofPointer> X;

} // namespace
} // namespace ferrule
