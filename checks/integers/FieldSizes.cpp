// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/integers/FieldSizes.h"
#include "checks/integers/Arithmetic.h"

using namespace clang;

namespace ferrule {

/// The variables and members that E adds, multiplies and the like; not those in a call or behind a
/// pointer, which yield a value of their own.
static void forNames(const Expr &Full, llvm::function_ref<void(const ValueDecl &)> Take) {
  const Expr &E = *Full.IgnoreParenCasts();
  if (const auto *B = dyn_cast<BinaryOperator>(&E);
      B && !B->isLogicalOp() && !B->isComparisonOp()) {
    forNames(*B->getLHS(), Take);
    forNames(*B->getRHS(), Take);
  } else if (const auto *Choice = dyn_cast<ConditionalOperator>(&E)) {
    forNames(*Choice->getTrueExpr(), Take);
    forNames(*Choice->getFalseExpr(), Take);
  } else if (const auto *Member = dyn_cast<MemberExpr>(&E)) {
    if (isa<FieldDecl>(Member->getMemberDecl()) && E.getType()->isIntegerType())
      Take(*Member->getMemberDecl());
  } else if (const VarDecl *V = variableOf(E); V && V->getType()->isIntegerType()) {
    Take(*V);
  }
}

/// A sum or product of numbers that have less than 64 bits: those that have count what lies in
/// memory, where sums do not wrap.
static bool mayGrowTooLarge(const BinaryOperator &B, const CheckContext &C) {
  QualType T = B.getType();
  if (const auto *Update = dyn_cast<CompoundAssignOperator>(&B))
    T = Update->getComputationResultType();
  if (T.isNull() || !T->isIntegerType() || T->isDependentType() || C.ast().getIntWidth(T) >= 64)
    return false;
  switch (B.getOpcode()) {
  case BO_Add:
  case BO_Mul:
  case BO_AddAssign:
  case BO_MulAssign:
    return true;
  // 1 << n is a number of bits or a mask.
  case BO_Shl:
  case BO_ShlAssign:
    return !constantOf(*B.getLHS(), C);
  default:
    return false;
  }
}

void FieldSizes::noteValue(const VarDecl &Target, const Expr &Value) {
  if (Target.getType()->isIntegerType() && !Value.isInstantiationDependent())
    forNames(Value, [&](const ValueDecl &From) { Sources[&Target].push_back(&From); });
}

void FieldSizes::noteValue(const Expr &Target, const Expr &Value, const CheckContext &C) {
  if (Value.isInstantiationDependent() || Value.IgnoreParenCasts()->getType().isNull())
    return;
  if (const VarDecl *V = variableOf(Target))
    return noteValue(*V, Value);
  const auto *Member = dyn_cast<MemberExpr>(Target.IgnoreParens());
  const auto *Into = Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
  if (!Into || !Into->getType()->isIntegerType() || !C.function())
    return;
  forNames(Value, [&](const ValueDecl &From) {
    if (&From != Into)
      Sources[Into].push_back(&From);
  });
  if (const auto *Update = dyn_cast<CompoundAssignOperator>(&Value)) {
    // One more, or a fixed number more, is a step of a counter.
    if (mayGrowTooLarge(*Update, C) && !constantOf(*Update->getRHS(), C))
      Computations.push_back(
          {C.function(), Into, Update, staysInType(*Update, C) ? nullptr : Update});
    return;
  }
  SizeArithmetic Found =
      arithmeticIn(Value, C, [&](const BinaryOperator &B) { return mayGrowTooLarge(B, C); });
  const auto *B = dyn_cast<BinaryOperator>(Value.IgnoreParenCasts());
  bool Steps =
      B && B->isAdditiveOp() && (constantOf(*B->getLHS(), C) || constantOf(*B->getRHS(), C));
  if (Found.Computes && !Steps)
    Computations.push_back({C.function(), Into, &Value, Found.MayWrap});
}

void FieldSizes::noteUse(const Expr &Size, const std::string &Use, bool Allocates) {
  forNames(Size, [&](const ValueDecl &V) { (Allocates ? Sizes : Lengths).insert({&V, Use}); });
}

void FieldSizes::report(CheckContext &C) {
  llvm::SmallVector<const ValueDecl *, 32> Work;
  for (const auto &[V, Use] : Sizes)
    Work.push_back(V);
  while (!Work.empty()) {
    const ValueDecl *V = Work.pop_back_val();
    for (const ValueDecl *From : Sources.lookup(V))
      if (Sizes.insert({From, Sizes[V]}).second)
        Work.push_back(From);
  }
  for (const Computation &Each : Computations) {
    const auto *Use = Sizes.find(Each.Into);
    if (Use == Sizes.end())
      Use = Lengths.find(Each.Into);
    if (Use == Lengths.end())
      continue;
    const Expr &Place = Each.MayWrap ? *Each.MayWrap : *Each.Value;
    std::string What = "'" + C.text(Place) + "' computes '" + Each.Into->getNameAsString() +
                       "', which becomes " + Use->second;
    C.within(*Each.Function, [&] {
      if (Each.MayWrap)
        C.open(Place.getSourceRange(), What,
               "the ranges of its operands do not keep it in its type");
      else
        C.discharged(Place.getSourceRange(), What,
                     "the ranges of its operands keep it in its type");
    });
  }
  *this = {};
}

} // namespace ferrule
