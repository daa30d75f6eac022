// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/integers/ComputedSizes.h"
#include "checks/Guards.h"
#include "checks/integers/Arithmetic.h"
#include <climits>

using namespace clang;

namespace ferrule {

/// Not the difference of pointers: where they point to one object, it fits.
static bool isArithmetic(const BinaryOperator &B) {
  if (B.getLHS()->getType()->isPointerType())
    return false;
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

/// The local variable that is E, or that E steps on, or null.
static const VarDecl *localOf(const Expr &Full) {
  const Expr *E = Full.IgnoreParenCasts();
  if (const auto *Step = dyn_cast<UnaryOperator>(E); Step && Step->isIncrementDecrementOp())
    E = Step->getSubExpr()->IgnoreParenCasts();
  const VarDecl *V = variableOf(*E);
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

void ComputedSizes::noteIndex(const Expr &Index, bool OfArray) {
  if (const VarDecl *V = localOf(Index))
    (OfArray ? ArrayIndices : Indices).insert(V);
}

/// The comparison that keeps V below a limit in a loop with that condition, or null.
static const BinaryOperator *upperLimit(const Expr &Condition, const VarDecl &V) {
  const auto *B = dyn_cast<BinaryOperator>(Condition.IgnoreParenImpCasts());
  if (!B)
    return nullptr;
  if (B->getOpcode() == BO_LAnd) {
    const BinaryOperator *L = upperLimit(*B->getLHS(), V);
    return L ? L : upperLimit(*B->getRHS(), V);
  }
  BinaryOperatorKind Op = B->getOpcode();
  bool Below = ((Op == BO_LT || Op == BO_LE) && variableOf(*B->getLHS()) == &V) ||
               ((Op == BO_GT || Op == BO_GE) && variableOf(*B->getRHS()) == &V);
  return Below ? B : nullptr;
}

/// The increment is all that happens to V between one test of the loop and the next.
static bool isOnlyChange(const UnaryOperator &Increment, const VarDecl &V, const Stmt &Body,
                         const Stmt *Step) {
  auto Changes = [&](const Stmt &S) {
    if (isa<LabelStmt>(S))
      return true;
    const auto *B = dyn_cast<BinaryOperator>(&S);
    const auto *U = dyn_cast<UnaryOperator>(&S);
    const Expr *Target = B && B->isAssignmentOp()                     ? B->getLHS()
                         : U && U != &Increment && U->isIncrementOp() ? U->getSubExpr()
                                                                      : nullptr;
    return Target && variableOf(*Target) == &V;
  };
  return !holds(Body, Changes) && !(Step && holds(*Step, Changes));
}

void ComputedSizes::noteStep(const UnaryOperator &Increment, const CheckContext &C) {
  const VarDecl *V = localOf(Increment);
  // No memory has as many elements as there are numbers of 64 bits.
  if (!V || !V->getType()->isSignedIntegerType() || V->getType()->isDependentType() ||
      C.ast().getIntWidth(V->getType()) != C.ast().getIntWidth(C.ast().IntTy))
    return;
  llvm::ArrayRef<const Stmt *> Path = C.path();
  for (std::size_t I = Path.size(); I-- > 1;) {
    const auto *For = dyn_cast<ForStmt>(Path[I - 1]);
    const auto *While = dyn_cast<WhileStmt>(Path[I - 1]);
    if (!For && !While && !isa<DoStmt>(Path[I - 1]))
      continue;
    Step Found{V, &Increment, nullptr, nullptr};
    const Expr *Condition = For ? For->getCond() : While ? While->getCond() : nullptr;
    const Stmt *Body = For ? For->getBody() : While ? While->getBody() : nullptr;
    const BinaryOperator *Limit =
        Condition && Path[I] != Condition ? upperLimit(*Condition, *V) : nullptr;
    if (Limit && isOnlyChange(Increment, *V, *Body, For ? For->getInc() : nullptr)) {
      const Expr &Other = variableOf(*Limit->getLHS()) == V ? *Limit->getRHS() : *Limit->getLHS();
      auto Range = rangeOf(Other, C);
      bool Strict = Limit->getOpcode() == BO_LT || Limit->getOpcode() == BO_GT;
      bool Fits = (Strict && C.ast().hasSameUnqualifiedType(Other.getType(), V->getType())) ||
                  (Range && Range->High < INT_MAX);
      if (Fits)
        Found.Below = Limit;
      else if (Strict)
        Found.Beyond = &Other;
    }
    Steps.push_back(Found);
    return;
  }
}

void ComputedSizes::noteAddress(const Expr &E) {
  if (const VarDecl *V = localOf(E))
    Exposed.insert(V);
}

void ComputedSizes::noteComparison(const BinaryOperator &Comparison, const CheckContext &C) {
  const VarDecl *L = localOf(*Comparison.getLHS()), *R = localOf(*Comparison.getRHS());
  if (L && R && Comparison.isRelationalOp()) {
    Compared.emplace_back(L, R);
    Compared.emplace_back(R, L);
  }
  if (L && constantOf(*Comparison.getRHS(), C) != 0)
    Limited.insert(L);
  if (R && constantOf(*Comparison.getLHS(), C) != 0)
    Limited.insert(R);
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
  return !Computed.Steps &&
                 (Indices.contains(Computed.Into) || ArrayIndices.contains(Computed.Into))
             ? "becomes an index"
             : "";
}

/// Counters of elements. Those of an array leave the array long before they overflow.
void ComputedSizes::reportSteps(CheckContext &C) const {
  for (const Step &Each : Steps) {
    const auto *Size = Sizes.find(Each.Counter);
    if (Size == Sizes.end() && !Indices.contains(Each.Counter))
      continue;
    std::string What = "'" + C.text(*Each.Increment) + "' counts in '" +
                       Each.Counter->getNameAsString() + "', which becomes " +
                       (Size != Sizes.end() ? Size->second : "an index");
    SourceRange Where = Each.Increment->getSourceRange();
    // Somebody else may change it, too.
    if (Exposed.contains(Each.Counter))
      continue;
    if (Each.Below)
      C.discharged(Where, What, "the loop's condition '" + C.text(*Each.Below) + "'");
    else if (Each.Beyond)
      C.open(Where, What, "'" + C.text(*Each.Beyond) + "' can be more than its type holds");
    else if (!Limited.contains(Each.Counter))
      C.open(Where, What, "nothing compares it with a limit, and it may overflow");
  }
}

void ComputedSizes::report(CheckContext &C) const {
  reportSteps(C);
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
