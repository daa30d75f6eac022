// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/Guards.h"
#include "checks/Values.h"

using namespace clang;

namespace ferrule {
namespace {

/// delete p
class RawDelete final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-ownership-raw-delete",
        .family = Family::Ownership,
        .severity = Severity::High,
        .cwes = {416, 415, 762},
        .summary = "delete of an object that other pointers may still reach",
        .rationale =
            "After delete each pointer to the object is invalid, and deleting it again is "
            "undefined behaviour (C++ [basic.stc.general]p4; CERT MEM50-CPP, MEM51-CPP). "
            "Discharged for a null pointer. A defect when the form does not match the new that "
            "initialised the variable (CWE-762).",
        .bad = "void drop(int *p) { delete p; }\n",
        .good = "#include <memory>\nvoid drop(std::unique_ptr<int> P) { P.reset(); }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<CXXDeleteExpr>([](const CXXDeleteExpr &E, CheckContext &C) {
      const Expr &Pointer = *E.getArgument()->IgnoreParenCasts();
      std::string What = "'delete' ends the life of what '" + C.text(Pointer) + "' points to";
      if (Pointer.isNullPointerConstant(C.ast(), Expr::NPC_ValueDependentIsNotNull))
        return C.discharged(E.getSourceRange(), What, "delete ignores a null pointer");
      if (isOtherForm(E, Pointer, C))
        return C.defect(E.getSourceRange(), What,
                        E.isArrayForm() ? "'new' without [] made it, 'delete[]' ends it (CWE-762)"
                                        : "'new[]' made it, 'delete' without [] ends it (CWE-762)");
      C.open(E.getSourceRange(), What, why(E));
    });
  }

private:
  static bool isOtherForm(const CXXDeleteExpr &E, const Expr &Pointer, const CheckContext &C) {
    const VarDecl *V = variableOf(Pointer);
    if (!V || !V->isLocalVarDecl() || !V->getInit() || !C.function())
      return false;
    const auto *New = dyn_cast<CXXNewExpr>(V->getInit()->IgnoreParenCasts());
    return New && New->isArray() != E.isArrayForm() && !modifies(*C.function()->getBody(), *V);
  }

  static std::string why(const CXXDeleteExpr &E) {
    if (isa<CXXThisExpr>(E.getArgument()->IgnoreParenCasts()))
      return "the object deletes itself: nobody may use it, or have it on the stack";
    QualType T = E.getDestroyedType();
    const CXXRecordDecl *R = T.isNull() ? nullptr : T->getAsCXXRecordDecl();
    if (R && !R->hasDefinition())
      return "the type is incomplete here: its destructor does not run";
    const CXXDestructorDecl *End = R ? R->getDestructor() : nullptr;
    if (R && R->isPolymorphic() && !R->isEffectivelyFinal() && !(End && End->isVirtual()))
      return "the class has virtual functions, but no virtual destructor";
    return "nobody has shown that it is the last pointer to it that is used";
  }
};

RegisterCheck<RawDelete> X;

} // namespace
} // namespace ferrule
