// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/integers/ComputedSizes.h"
#include "checks/integers/Arithmetic.h"

using namespace clang;

namespace ferrule {

static bool isArithmetic(const BinaryOperator &B) {
  switch (B.getOpcode()) {
  case BO_Add:
  case BO_Sub:
  case BO_Mul:
  case BO_Shl:
    return true;
  default:
    return false;
  }
}

static bool isSignedArithmetic(const BinaryOperator &B) {
  return B.getType()->isSignedIntegerType() && isArithmetic(B);
}

/// The local variable that is E, or null.
static const VarDecl *localOf(const Expr &E) {
  const VarDecl *V = variableOf(*E.IgnoreParenCasts());
  return V && V->hasLocalStorage() && V->getType()->isIntegerType() ? V : nullptr;
}

void ComputedSizes::noteValue(const VarDecl &V, const Expr &Value, const CheckContext &C) {
  if (!V.hasLocalStorage() || Value.isInstantiationDependent())
    return;
  const Expr &E = *Value.IgnoreParenCasts();
  // T v(1, 2) in a template: what stands in the parentheses has no type yet.
  if (E.getType().isNull())
    return;
  bool Signed = !E.getType()->isUnsignedIntegerType();
  SizeArithmetic Found = arithmeticIn(E, C, Signed ? isSignedArithmetic : isArithmetic);
  const auto *B = dyn_cast<BinaryOperator>(&E);
  if (Found.Computes)
    Computations.push_back({&V, &E, Found.MayWrap,
                            B && (constantOf(*B->getLHS(), C) || constantOf(*B->getRHS(), C)),
                            Signed});
}

void ComputedSizes::noteUpdate(const CompoundAssignOperator &Update, const CheckContext &C) {
  const VarDecl *V = localOf(*Update.getLHS());
  bool Overflows = Update.getOpcode() == BO_AddAssign || Update.getOpcode() == BO_SubAssign ||
                   Update.getOpcode() == BO_MulAssign || Update.getOpcode() == BO_ShlAssign;
  QualType T = Update.getComputationResultType();
  if (V && Overflows && !T.isNull() && T->isIntegerType())
    Computations.push_back({V, &Update, staysInType(Update, C) ? nullptr : &Update,
                            constantOf(*Update.getRHS(), C).has_value(), T->isSignedIntegerType()});
}

void ComputedSizes::noteUse(const Expr &Size, const std::string &Use) {
  const Expr &E = *Size.IgnoreParenCasts();
  if (const VarDecl *V = localOf(E))
    Sizes.insert({V, Use});
  if (const auto *B = dyn_cast<BinaryOperator>(&E)) {
    noteUse(*B->getLHS(), Use);
    noteUse(*B->getRHS(), Use);
  }
}

void ComputedSizes::noteIndex(const Expr &Index) {
  if (const VarDecl *V = localOf(Index))
    Indices.insert({V, true});
}

void ComputedSizes::noteComparison(const BinaryOperator &Comparison) {
  const VarDecl *L = localOf(*Comparison.getLHS()), *R = localOf(*Comparison.getRHS());
  if (L && R) {
    Compared.emplace_back(L, R);
    Compared.emplace_back(R, L);
  }
}

std::string ComputedSizes::useOf(const Computation &Computed) const {
  if (const auto *It = Sizes.find(Computed.Into); It != Sizes.end())
    return "becomes " + It->second;
  // That an unsigned number wraps is meant in many other places.
  if (!Computed.Signed)
    return "";
  for (const auto &[One, Other] : Compared)
    if (const auto *It = Sizes.find(Other); One == Computed.Into && It != Sizes.end())
      return "is compared with '" + Other->getNameAsString() + "', " + It->second;
  return !Computed.Steps && Indices.contains(Computed.Into) ? "becomes an index" : "";
}

void ComputedSizes::report(CheckContext &C) const {
  for (const Computation &Each : Computations) {
    std::string Use = useOf(Each);
    if (Use.empty())
      continue;
    const Expr &Place = Each.MayWrap ? *Each.MayWrap : *Each.Value;
    std::string What =
        "'" + C.text(Place) + "' computes '" + Each.Into->getNameAsString() + "', which " + Use;
    if (Each.MayWrap)
      C.open(Place.getSourceRange(), What, "the ranges of its operands do not keep it in its type");
    else
      C.discharged(Place.getSourceRange(), What, "the ranges of its operands keep it in its type");
  }
}

} // namespace ferrule
