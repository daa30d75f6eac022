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
            "same pointer to read or write through, or when it allocates what a pointer of that "
            "type will point to. Other sizes are no operations.",
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
      const Expr *Length = L ? argumentOf(*L, Call, Role::Length) : nullptr;
      if (const Expr *Asked = L ? argumentOf(*L, Call, Role::Size) : nullptr)
        Length = Asked;
      const auto *Size =
          Length ? dyn_cast<UnaryExprOrTypeTraitExpr>(Length->IgnoreParenImpCasts()) : nullptr;
      if (!Size || Size->getKind() != UETT_SizeOf || Size->isArgumentType())
        return;
      const VarDecl *Measured = variableOf(*Size->getArgumentExpr());
      if (!Measured || !Measured->getType()->isPointerType())
        return;
      if (L->hasRole(Role::Size))
        return allocation(*Size, *Measured, C);
      for (Role R : {Role::Destination, Role::Source})
        if (const Expr *Memory = argumentOf(*L, Call, R);
            Memory && variableOf(*Memory->IgnoreParenCasts()) == Measured)
          return C.defect(Size->getSourceRange(),
                          "'" + C.text(*Size) + "' is given for the size of what '" +
                              Measured->getNameAsString() + "' points to",
                          "it is the size of the pointer");
    });
  }

private:
  /// p = malloc(sizeof(p)): what is allocated becomes a pointer of the same type.
  static void allocation(const UnaryExprOrTypeTraitExpr &Size, const VarDecl &Measured,
                         CheckContext &C) {
    ASTContext &AST = C.ast();
    QualType Pointee = Measured.getType()->getPointeeType();
    if (Pointee->isIncompleteType() ||
        AST.getTypeSizeInChars(Pointee) == AST.getTypeSizeInChars(Measured.getType()))
      return;
    for (const Stmt *S : llvm::reverse(C.ancestors())) {
      const auto *E = dyn_cast<Expr>(S);
      if (!E || !isa<CastExpr, ParenExpr>(E))
        return;
      if (E->getType()->isVoidPointerType() ||
          !AST.hasSameUnqualifiedType(E->getType(), Measured.getType()))
        continue;
      return C.defect(Size.getSourceRange(),
                      "'" + C.text(Size) + "' is allocated for what '" +
                          Measured.getNameAsString() + "' is to point to",
                      "it is the size of the pointer");
    }
  }
};

RegisterCheck<SizeofPointer> X;

} // namespace
} // namespace ferrule
