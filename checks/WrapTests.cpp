// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A comparison counts only where it is made in the type of the arithmetic, so that both see the
// same values; then "a <= MAX - b" and "a <= MAX / b" are what not to wrap means. MAX must be the
// largest value of the type: with less, MAX - b may itself wrap.
#include "checks/WrapTests.h"
#include "checks/CheckContext.h"
#include "checks/Guards.h"
#include "checks/Values.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {
namespace {

class WrapTests {
public:
  WrapTests(const BinaryOperator &B, const CheckContext &C)
      : Op(B.getOpcode()), Type(B.getType()), Left(*B.getLHS()), Right(*B.getRHS()), C(C) {}

  bool found() const {
    bool Found = false;
    forConditionsAround(C, [&](const Guard &G) {
      if (!Found && excludes(*G.Condition.IgnoreParenImpCasts(), G.Negated))
        Found = !isChanged(Left, G) && !isChanged(Right, G);
    });
    return Found;
  }

private:
  /// That the condition holds (or, if negated, does not) shows that nothing wraps.
  bool excludes(const Expr &Condition, bool Negated) const {
    const auto *B = dyn_cast<BinaryOperator>(&Condition);
    if (!B)
      return false;
    auto Part = [&](const Expr *E) { return excludes(*E->IgnoreParenImpCasts(), Negated); };
    if (B->getOpcode() == (Negated ? BO_LOr : BO_LAnd))
      return Part(B->getLHS()) || Part(B->getRHS());
    // Of a product with 0 there is nothing to show: b != 0 && a > MAX / b
    if (Negated && B->getOpcode() == BO_LAnd && Op == BO_Mul)
      return isNotZero(*B->getLHS()) && Part(B->getRHS());
    if (!B->isRelationalOp())
      return false;
    BinaryOperatorKind Is =
        Negated ? BinaryOperator::negateComparisonOp(B->getOpcode()) : B->getOpcode();
    bool Below = Is == BO_LT || Is == BO_LE;
    return isLimit(Below ? *B->getLHS() : *B->getRHS(), Below ? *B->getRHS() : *B->getLHS());
  }

  bool isNotZero(const Expr &Condition) const {
    const Expr *E = Condition.IgnoreParenImpCasts();
    const auto *B = dyn_cast<BinaryOperator>(E);
    if (B && (B->getOpcode() == BO_NE || B->getOpcode() == BO_GT) &&
        constantOf(*B->getRHS(), C) == 0)
      E = B->getLHS();
    // No value but 0 is converted to 0 on the way to a type that is not smaller.
    return isSame(*E->IgnoreParenImpCasts(), *Left.IgnoreParenImpCasts()) ||
           isSame(*E->IgnoreParenImpCasts(), *Right.IgnoreParenImpCasts());
  }

  /// Value <= Limit shows it.
  bool isLimit(const Expr &Value, const Expr &Limit) const {
    if (!hasType(Value) || !hasType(Limit))
      return false;
    return (isSame(Value, Left) && leavesRoomFor(Limit, Right)) ||
           (isSame(Value, Right) && leavesRoomFor(Limit, Left));
  }

  bool leavesRoomFor(const Expr &Limit, const Expr &Other) const {
    const auto Most = llvm::APInt::getMaxValue(C.ast().getIntWidth(Type));
    if (auto Constant = valueOf(Limit)) {
      auto K = valueOf(Other);
      if (!K)
        return false;
      return Op == BO_Add ? Constant->ule(Most - *K) : K->isZero() || Constant->ule(Most.udiv(*K));
    }
    const auto *B = dyn_cast<BinaryOperator>(Limit.IgnoreParenImpCasts());
    if (!B || B->getOpcode() != (Op == BO_Add ? BO_Sub : BO_Div) || !hasType(*B->getRHS()))
      return false;
    auto From = valueOf(*B->getLHS());
    return From && *From == Most && hasType(*B->getLHS()) && isSame(*B->getRHS(), Other);
  }

  bool hasType(const Expr &E) const {
    return E.getType()->isUnsignedIntegerType() &&
           C.ast().getIntWidth(E.getType()) == C.ast().getIntWidth(Type);
  }

  /// The same expression, casts included.
  bool isSame(const Expr &A, const Expr &B) const {
    llvm::FoldingSetNodeID IdA, IdB;
    A.IgnoreParens()->Profile(IdA, C.ast(), /*Canonical=*/true);
    B.IgnoreParens()->Profile(IdB, C.ast(), /*Canonical=*/true);
    return IdA == IdB;
  }

  /// A constant, as a value of the type.
  std::optional<llvm::APInt> valueOf(const Expr &E) const {
    Expr::EvalResult Result;
    if (E.isValueDependent() || !E.EvaluateAsInt(Result, C.ast()))
      return std::nullopt;
    return Result.Val.getInt().extOrTrunc(C.ast().getIntWidth(Type));
  }

  /// What runs between the test and the operation: the rest of the condition, and of an if that is
  /// not around the operation the branch that goes on.
  llvm::SmallVector<const Stmt *, 8> between(const Guard &G) const {
    llvm::SmallVector<const Stmt *, 8> Parts(G.Guarded.begin(), G.Guarded.end());
    Parts.push_back(&G.Condition);
    const auto *If = dyn_cast<IfStmt>(&G.Owner);
    if (If && !llvm::is_contained(C.path(), If))
      for (const Stmt *Branch : {If->getThen(), If->getElse()})
        if (Branch && !leaves(Branch))
          Parts.push_back(Branch);
    return Parts;
  }

  /// Others may write it.
  bool isShared(const VarDecl &V) const {
    return !V.hasLocalStorage() || V.getType()->isReferenceType() || !C.function() ||
           holds(*C.function()->getBody(), [&](const Stmt &S) {
             const auto *U = dyn_cast<UnaryOperator>(&S);
             return U && U->getOpcode() == UO_AddrOf && variableOf(*U->getSubExpr()) == &V;
           });
  }

  /// It may change what the operand reads. What the operation is a part of takes effect after it.
  bool isChanged(const Expr &Operand, const Guard &G) const {
    // Of sizeof(*p) the value is constant, whatever p is.
    if (valueOf(Operand))
      return false;
    const auto Between = between(G);
    bool ReadsMemory = false, Changed = false;
    holds(Operand, [&](const Stmt &S) {
      const auto *Ref = dyn_cast<DeclRefExpr>(&S);
      const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
      Changed |= V && modifies(Between, *V);
      ReadsMemory |= (V && isShared(*V)) || isa<MemberExpr, ArraySubscriptExpr, CallExpr>(S) ||
                     (isa<UnaryOperator>(S) && cast<UnaryOperator>(S).getOpcode() == UO_Deref);
      return false;
    });
    return Changed || (ReadsMemory && llvm::any_of(Between, [&](const Stmt *Part) {
                         return holds(*Part, [&](const Stmt &S) {
                           return !llvm::is_contained(C.path(), &S) && mayWrite(S);
                         });
                       }));
  }

  BinaryOperatorKind Op;
  QualType Type;
  const Expr &Left, &Right;
  const CheckContext &C;
};

} // namespace

bool isTestedForWrap(const BinaryOperator &B, const CheckContext &C) {
  if ((B.getOpcode() != BO_Add && B.getOpcode() != BO_Mul) || B.isTypeDependent() ||
      !B.getType()->isUnsignedIntegerType() || B.getLHS()->HasSideEffects(C.ast()) ||
      B.getRHS()->HasSideEffects(C.ast()))
    return false;
  return WrapTests(B, C).found();
}

} // namespace ferrule
