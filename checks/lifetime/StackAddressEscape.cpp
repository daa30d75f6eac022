// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/Values.h"

using namespace clang;

namespace ferrule {
namespace {

/// return &local; global = &local; parameter->field = local_array
class StackAddressEscape final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-lifetime-stack-address-escape",
        .family = Family::Lifetime,
        .severity = Severity::High,
        .cwes = {562, 825},
        .summary = "address of a local variable that leaves its function",
        .rationale =
            "The variable ends with the block it is declared in, and a pointer to it is "
            "indeterminate from then on (C11 6.2.4p2, CERT DCL30-C). A defect when the address is "
            "returned. Open when it is stored in a static object or through a parameter: then it "
            "must be replaced before the function ends. Addresses that go through another "
            "variable are not followed.",
        .bad = "int *count(void) { int n = 0; return &n; }\n",
        .good = "int count(void) { int n = 0; return n; }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<ReturnStmt>([](const ReturnStmt &S, CheckContext &C) {
      const Expr *Value = S.getRetValue();
      if (!Value || !C.function() || insideLambda(C))
        return;
      QualType Returned = C.function()->getReturnType();
      bool Reference = Returned->isReferenceType();
      // What is converted in an instance is not the variable.
      if (Reference && Value->isTypeDependent() &&
          !C.ast().hasSameUnqualifiedType(Value->getType(), Returned.getNonReferenceType()))
        return;
      const VarDecl *V = Reference ? localObject(*Value) : addressedLocal(*Value);
      if (V)
        C.defect(Value->getSourceRange(),
                 "the function returns the address of '" + V->getNameAsString() + "'",
                 "the variable ends when the function returns");
    });
    D.on<BinaryOperator>([](const BinaryOperator &E, CheckContext &C) {
      if (E.getOpcode() != BO_Assign || !E.getLHS()->getType()->isPointerType())
        return;
      const VarDecl *V = addressedLocal(*E.getRHS());
      std::string Where = V ? outlivingPlace(*E.getLHS()) : "";
      if (!Where.empty())
        C.open(E.getSourceRange(),
               "'" + C.text(*E.getLHS()) + "' keeps the address of '" + V->getNameAsString() + "'",
               Where + " can outlive the variable");
    });
  }

private:
  static bool insideLambda(const CheckContext &C) {
    return llvm::any_of(C.ancestors(), [](const Stmt *S) { return isa<LambdaExpr>(S); });
  }

  /// The variable with automatic storage that holds the object that an lvalue names, or null.
  static const VarDecl *localObject(const Expr &Lvalue) {
    const Expr *E = Lvalue.IgnoreParenCasts();
    if (const auto *Member = dyn_cast<MemberExpr>(E))
      return Member->isArrow() ? nullptr : localObject(*Member->getBase());
    if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E)) {
      const Expr *Base = Element->getBase()->IgnoreParenImpCasts();
      return Base->getType()->isArrayType() ? localObject(*Base) : nullptr;
    }
    const auto *Ref = dyn_cast<DeclRefExpr>(E);
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    return V && V->hasLocalStorage() && !V->getType()->isReferenceType() ? V : nullptr;
  }

  /// The local variable whose address, or the address of a part of which, a value is; or null.
  static const VarDecl *addressedLocal(const Expr &Value) {
    const Expr *E = Value.IgnoreParenCasts();
    if (const auto *U = dyn_cast<UnaryOperator>(E); U && U->getOpcode() == UO_AddrOf)
      return localObject(*U->getSubExpr());
    if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isAdditiveOp()) {
      const VarDecl *L = addressedLocal(*B->getLHS());
      return L ? L : addressedLocal(*B->getRHS());
    }
    return E->getType()->isArrayType() && E->isLValue() ? localObject(*E) : nullptr;
  }

  /// What holds the object that is assigned to, when that is not a local variable; empty: it is
  /// one, or is reached through one.
  static std::string outlivingPlace(const Expr &Lvalue, bool ThroughPointer = false) {
    const Expr *E = Lvalue.IgnoreParenCasts();
    if (const auto *Member = dyn_cast<MemberExpr>(E)) {
      if (isa<VarDecl>(Member->getMemberDecl()))
        return "the static member";
      if (isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts()))
        return "the object";
      return outlivingPlace(*Member->getBase(), ThroughPointer || Member->isArrow());
    }
    if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
      return outlivingPlace(
          *Element->getBase(),
          ThroughPointer || !Element->getBase()->IgnoreParenImpCasts()->getType()->isArrayType());
    if (const auto *U = dyn_cast<UnaryOperator>(E); U && U->getOpcode() == UO_Deref)
      return outlivingPlace(*U->getSubExpr(), true);
    const VarDecl *V = variableOf(*E);
    if (!V)
      return "";
    std::string Name = "'" + V->getNameAsString() + "'";
    if (!V->hasLocalStorage())
      return Name;
    bool Outside = ThroughPointer || V->getType()->isReferenceType();
    return isa<ParmVarDecl>(V) && Outside ? "what " + Name + " points to" : "";
  }
};

RegisterCheck<StackAddressEscape> X;

} // namespace
} // namespace ferrule
