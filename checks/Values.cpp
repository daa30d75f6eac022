// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Values.h"
#include "checks/CheckContext.h"
#include "checks/Guards.h"
#include "checks/WrapTests.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <limits>

using namespace clang;

namespace ferrule {

namespace {
constexpr std::int64_t Min = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t Max = std::numeric_limits<std::int64_t>::max();

/// Half-open knowledge from conditions: either end may be unknown (Min, Max).
struct Bounds {
  std::int64_t Low = Min;
  std::int64_t High = Max;
  bool known() const { return Low != Min || High != Max; }
};
} // namespace

std::optional<std::int64_t> constantOf(const Expr &E, const CheckContext &C) {
  if (E.isValueDependent() || !E.getType()->isIntegralOrEnumerationType())
    return std::nullopt;
  Expr::EvalResult Result;
  if (E.EvaluateAsInt(Result, C.ast(), Expr::SE_NoSideEffects)) {
    const llvm::APSInt &Value = Result.Val.getInt();
    if (Value.isRepresentableByInt64())
      return Value.getExtValue();
    return std::nullopt;
  }
  // In C a const variable is no constant expression, but it has one value all the same.
  if (const VarDecl *V = variableOf(E); V && V->getType().isConstQualified())
    if (const Expr *Init = V->getAnyInitializer(); Init && Init != &E)
      return constantOf(*Init, C);
  return std::nullopt;
}

const VarDecl *variableOf(const Expr &E) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E.IgnoreParenImpCasts()))
    return dyn_cast<VarDecl>(Ref->getDecl());
  return nullptr;
}

using Subject = llvm::function_ref<bool(const Expr &)>;

/// What Condition (or, if Negated, its opposite) says of the expression that Is accepts.
static Bounds boundsFrom(const Expr &Condition, Subject Is, bool Negated, const CheckContext &C) {
  const Expr *E = Condition.IgnoreParenImpCasts();
  if (const auto *Not = dyn_cast<UnaryOperator>(E); Not && Not->getOpcode() == UO_LNot)
    return boundsFrom(*Not->getSubExpr(), Is, !Negated, C);
  const auto *B = dyn_cast<BinaryOperator>(E);
  if (!B)
    return {};
  if (B->getOpcode() == (Negated ? BO_LOr : BO_LAnd)) {
    Bounds L = boundsFrom(*B->getLHS(), Is, Negated, C);
    Bounds R = boundsFrom(*B->getRHS(), Is, Negated, C);
    return {std::max(L.Low, R.Low), std::min(L.High, R.High)};
  }
  if (!B->isComparisonOp())
    return {};
  BinaryOperatorKind Op = B->getOpcode();
  const Expr *Limit = B->getRHS();
  if (!Is(*B->getLHS())) {
    if (!Is(*B->getRHS()))
      return {};
    Limit = B->getLHS();
    Op = BinaryOperator::reverseComparisonOp(Op);
  }
  if (Negated)
    Op = BinaryOperator::negateComparisonOp(Op);
  // The comparison is made in the common type: with an unsigned limit a negative value is huge.
  bool Unsigned = Limit->getType()->isUnsignedIntegerType();
  std::optional<std::int64_t> K = constantOf(*Limit, C);
  if (!K)
    return {};
  switch (Op) {
  case BO_LT:
    return {Unsigned ? 0 : Min, *K == Min ? Min : *K - 1};
  case BO_LE:
    return {Unsigned ? 0 : Min, *K};
  case BO_GT:
    return {*K == Max ? Max : *K + 1, Max};
  case BO_GE:
    return {*K, Max};
  case BO_EQ:
    return {*K, *K};
  default:
    return {};
  }
}

static Bounds boundsFrom(const Expr &Condition, const VarDecl &V, bool Negated,
                         const CheckContext &C) {
  return boundsFrom(Condition, [&](const Expr &E) { return variableOf(E) == &V; }, Negated, C);
}

std::optional<std::int64_t> limitByConditions(Subject Is,
                                              llvm::function_ref<bool(const Stmt &)> Disturbs,
                                              const CheckContext &C) {
  std::int64_t Most = Max;
  forConditionsAround(C, [&](const Guard &G) {
    if (llvm::none_of(G.Guarded, [&](const Stmt *S) { return holds(*S, Disturbs); }))
      Most = std::min(Most, boundsFrom(G.Condition, Is, G.Negated, C).High);
  });
  return Most == Max ? std::nullopt : std::optional(Most);
}

/// A counting loop: for (V = a; V < b; ++V), V changed by the header only. Its start bounds V on
/// one side, its condition on the other.
static Bounds boundsFromLoop(const ForStmt &For, const VarDecl &V, const CheckContext &C) {
  Bounds Result = boundsFrom(*For.getCond(), V, false, C);
  const Expr *Start = nullptr;
  if (const auto *Decl = dyn_cast_or_null<DeclStmt>(For.getInit())) {
    if (Decl->isSingleDecl() && Decl->getSingleDecl() == &V)
      Start = V.getInit();
  } else if (const auto *Assign = dyn_cast_or_null<BinaryOperator>(For.getInit())) {
    if (Assign->getOpcode() == BO_Assign && variableOf(*Assign->getLHS()) == &V)
      Start = Assign->getRHS();
  }
  const auto *Step = dyn_cast_or_null<UnaryOperator>(For.getInc());
  if (!Start || !Step || variableOf(*Step->getSubExpr()) != &V)
    return Result;
  std::optional<std::int64_t> From = constantOf(*Start, C);
  if (!From)
    return Result;
  if (Step->isIncrementOp()) {
    Result.Low = std::max(Result.Low, *From);
    // i != n, counting up from below n
    if (const auto *B = dyn_cast<BinaryOperator>(For.getCond()->IgnoreParenImpCasts());
        B && B->getOpcode() == BO_NE && variableOf(*B->getLHS()) == &V)
      if (auto K = constantOf(*B->getRHS(), C); K && *From <= *K)
        Result.High = std::min(Result.High, *K - 1);
  } else if (Step->isDecrementOp()) {
    Result.High = std::min(Result.High, *From);
  }
  return Result;
}

/// Collects what the statements around the visited node say of a variable.
static std::optional<ValueRange> rangeFromContext(const VarDecl &V, const CheckContext &C) {
  if (!V.hasLocalStorage())
    return std::nullopt;
  Bounds All;
  std::string Why;
  forConditionsAround(C, [&](const Guard &G) {
    Bounds B;
    if (const auto *For = dyn_cast<ForStmt>(&G.Owner))
      B = boundsFromLoop(*For, V, C);
    else
      B = boundsFrom(G.Condition, V, G.Negated, C);
    if (!B.known() || modifies(G.Guarded, V))
      return;
    All = {std::max(All.Low, B.Low), std::min(All.High, B.High)};
    if (Why.empty())
      Why = G.Kind;
  });
  if (!All.known())
    return std::nullopt;
  return ValueRange{All.Low, All.High, Why};
}

static std::optional<ValueRange> rangeOfType(QualType T, const CheckContext &C) {
  if (T->isBooleanType())
    return ValueRange{0, 1, "the type bool"};
  if (!T->isIntegerType() || T->isDependentType())
    return std::nullopt;
  std::uint64_t Width = C.ast().getIntWidth(T);
  if (Width >= 64)
    return std::nullopt;
  std::string Why = "the type '" + T.getUnqualifiedType().getAsString() + "'";
  std::int64_t Span = std::int64_t{1} << (T->isUnsignedIntegerType() ? Width : Width - 1);
  return ValueRange{T->isUnsignedIntegerType() ? 0 : -Span, Span - 1, Why};
}

static std::optional<ValueRange> combine(BinaryOperatorKind Op, const ValueRange &L,
                                         const ValueRange &R) {
  // Corners of the result; __int128 holds every sum and product of two 64-bit integers.
  using Wide = __int128;
  Wide Low, High;
  switch (Op) {
  case BO_Add:
    Low = Wide{L.Low} + R.Low;
    High = Wide{L.High} + R.High;
    break;
  case BO_Sub:
    Low = Wide{L.Low} - R.High;
    High = Wide{L.High} - R.Low;
    break;
  case BO_Mul: {
    Wide Corners[] = {Wide{L.Low} * R.Low, Wide{L.Low} * R.High, Wide{L.High} * R.Low,
                      Wide{L.High} * R.High};
    Low = *std::min_element(std::begin(Corners), std::end(Corners));
    High = *std::max_element(std::begin(Corners), std::end(Corners));
    break;
  }
  case BO_Shl:
    if (L.Low < 0 || R.Low < 0 || R.High > 62)
      return std::nullopt;
    Low = Wide{L.Low} << R.Low;
    High = Wide{L.High} << R.High;
    break;
  case BO_Div:
    if (R.Low <= 0 || L.Low < 0)
      return std::nullopt;
    Low = L.Low / R.High;
    High = L.High / R.Low;
    break;
  default:
    return std::nullopt;
  }
  if (Low <= Min || High >= Max)
    return std::nullopt;
  return ValueRange{static_cast<std::int64_t>(Low), static_cast<std::int64_t>(High),
                    L.Why.empty() ? R.Why : L.Why};
}

/// The exact result of an operator, if that is always a value of its type.
static std::optional<ValueRange> exactResult(const BinaryOperator &B, const CheckContext &C) {
  auto L = rangeOf(*B.getLHS(), C), R = rangeOf(*B.getRHS(), C);
  if (!L || !R)
    return std::nullopt;
  BinaryOperatorKind Op = B.isCompoundAssignmentOp()
                              ? BinaryOperator::getOpForCompoundAssignment(B.getOpcode())
                              : B.getOpcode();
  auto Result = combine(Op, *L, *R);
  // A result that leaves the type has wrapped.
  auto OfType = rangeOfType(B.getType(), C);
  bool WrapsBelow = B.getType()->isUnsignedIntegerType() && Result && Result->Low < 0;
  if (WrapsBelow ||
      (Result && OfType && (Result->Low < OfType->Low || Result->High > OfType->High)))
    return std::nullopt;
  return Result;
}

bool staysInType(const BinaryOperator &B, const CheckContext &C) {
  return exactResult(B, C).has_value() || isTestedForWrap(B, C);
}

/// The length of something that lies in memory. No address space is used to more than an eighth, so
/// the sum of a few of them does not overflow.
static std::optional<ValueRange> rangeOfLength(const CallExpr &Call, const CheckContext &C) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  if (!Callee || !Callee->getDeclName().isIdentifier() || !Call.getType()->isUnsignedIntegerType())
    return std::nullopt;
  llvm::StringRef Name = Callee->getName();
  Name.consume_front("__builtin_");
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  bool Measures = Method ? Method->getParent()->isInStdNamespace() &&
                               (Name == "size" || Name == "length" || Name == "capacity")
                         : Name == "strlen" || Name == "strnlen" || Name == "wcslen";
  if (!Measures)
    return std::nullopt;
  std::uint64_t Width = C.ast().getIntWidth(Call.getType());
  return ValueRange{0, std::int64_t{1} << (Width - 3), "the size of what fits into memory"};
}

static std::optional<ValueRange> rangeOfOperator(const BinaryOperator &B, const CheckContext &C) {
  std::optional<std::int64_t> K = constantOf(*B.getRHS(), C);
  switch (B.getOpcode()) {
  case BO_And: {
    auto Mask = K ? K : constantOf(*B.getLHS(), C);
    if (Mask && *Mask >= 0)
      return ValueRange{0, *Mask, "the mask"};
    return std::nullopt;
  }
  case BO_Rem: {
    if (!K || *K <= 0)
      return std::nullopt;
    auto L = rangeOf(*B.getLHS(), C);
    bool NonNegative = B.getLHS()->getType()->isUnsignedIntegerType() || (L && L->Low >= 0);
    return ValueRange{NonNegative ? 0 : -(*K - 1), *K - 1, "the modulo"};
  }
  case BO_Shr: {
    QualType T = B.getLHS()->getType();
    std::uint64_t Width = C.ast().getIntWidth(T);
    if (!K || *K < 0 || static_cast<std::uint64_t>(*K) >= Width)
      return std::nullopt;
    if (auto L = rangeOf(*B.getLHS(), C); L && L->Low >= 0)
      return ValueRange{L->Low >> *K, L->High >> *K, "the shift"};
    if (T->isUnsignedIntegerType() && *K > 0)
      return ValueRange{0, static_cast<std::int64_t>((~std::uint64_t{0} >> (64 - Width)) >> *K),
                        "the shift"};
    return std::nullopt;
  }
  case BO_Comma:
    return rangeOf(*B.getRHS(), C);
  default:
    break;
  }
  return exactResult(B, C);
}

static std::optional<ValueRange> rangeByForm(const Expr &E, const CheckContext &C) {
  if (const auto *B = dyn_cast<BinaryOperator>(&E))
    return rangeOfOperator(*B, C);
  if (const auto *Choice = dyn_cast<ConditionalOperator>(&E)) {
    auto L = rangeOf(*Choice->getTrueExpr(), C), R = rangeOf(*Choice->getFalseExpr(), C);
    if (L && R)
      return ValueRange{std::min(L->Low, R->Low), std::max(L->High, R->High), L->Why};
  }
  if (const auto *Cast = dyn_cast<CastExpr>(&E);
      Cast && Cast->getSubExpr()->getType()->isIntegralOrEnumerationType()) {
    auto Inner = rangeOf(*Cast->getSubExpr(), C);
    auto OfType = rangeOfType(E.getType(), C);
    bool Fits = Inner && (OfType ? Inner->Low >= OfType->Low && Inner->High <= OfType->High
                                 : Inner->Low >= 0 || !E.getType()->isUnsignedIntegerType());
    // What is known of the operand is not true of a value that the conversion changes.
    return Fits ? Inner : std::nullopt;
  }
  if (const auto *Call = dyn_cast<CallExpr>(&E))
    return rangeOfLength(*Call, C);
  if (const auto *Member = dyn_cast<MemberExpr>(&E))
    if (const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
        Field && Field->isBitField() && Field->getType()->isUnsignedIntegerType() &&
        !Field->getBitWidth()->isValueDependent() && Field->getBitWidthValue() < 63)
      return ValueRange{0, (std::int64_t{1} << Field->getBitWidthValue()) - 1, "the bit-field"};
  if (const VarDecl *V = variableOf(E))
    return rangeFromContext(*V, C);
  return std::nullopt;
}

std::optional<ValueRange> rangeOf(const Expr &Full, const CheckContext &C) {
  const Expr &E = *Full.IgnoreParens();
  if (E.isTypeDependent() || !E.getType()->isIntegralOrEnumerationType())
    return std::nullopt;
  if (auto K = constantOf(E, C))
    return ValueRange{*K, *K, "the constant"};
  auto OfType = rangeOfType(E.getType(), C);
  auto Found = rangeByForm(E, C);
  if (!Found)
    return OfType;
  // The type is a bound as well.
  if (OfType) {
    if (Found->Low < OfType->Low || Found->High > OfType->High)
      Found->Why += " and " + OfType->Why;
    Found->Low = std::max(Found->Low, OfType->Low);
    Found->High = std::min(Found->High, OfType->High);
  } else if (E.getType()->isUnsignedIntegerType()) {
    Found->Low = std::max<std::int64_t>(Found->Low, 0);
  }
  return Found;
}

static std::string nameOfBase(const Expr &E) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&E))
    return Ref->getDecl()->getNameAsString();
  if (const auto *Member = dyn_cast<MemberExpr>(&E))
    return Member->getMemberDecl()->getNameAsString();
  return "the object";
}

/// What is left of Base from a constant offset on.
static std::optional<Extent> extentAfter(const Expr &Base, const Expr &Offset,
                                         const CheckContext &C) {
  auto Whole = extentOf(Base, C);
  auto Index = constantOf(Offset, C);
  if (!Whole || !Index || *Index < 0 || static_cast<std::uint64_t>(*Index) > Whole->Elements)
    return std::nullopt;
  return Extent{Whole->Elements - static_cast<std::uint64_t>(*Index), Whole->Declared};
}

/// What data() of a std::array leads to.
static std::optional<Extent> extentOfStandardArray(const CXXMemberCallExpr &Call) {
  const Expr *Object = Call.getImplicitObjectArgument();
  const CXXMethodDecl *Method = Call.getMethodDecl();
  if (!Object || !Method || !Method->getIdentifier() || Method->getName() != "data")
    return std::nullopt;
  const auto *Class = dyn_cast<ClassTemplateSpecializationDecl>(Method->getParent());
  if (!Class || !Class->isInStdNamespace() || Class->getName() != "array" ||
      Class->getTemplateArgs().size() != 2 ||
      Class->getTemplateArgs()[1].getKind() != TemplateArgument::Integral)
    return std::nullopt;
  return Extent{Class->getTemplateArgs()[1].getAsIntegral().getZExtValue(), nameOfBase(*Object)};
}

std::optional<Extent> extentOf(const Expr &Base, const CheckContext &C) {
  const Expr &E = *Base.IgnoreParenImpCasts();
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(&E))
    return extentOfStandardArray(*Call);
  if (const auto *S = dyn_cast<StringLiteral>(&E))
    return Extent{S->getLength() + 1ull, "the string literal"};
  if (const auto *U = dyn_cast<UnaryOperator>(&E); U && U->getOpcode() == UO_AddrOf) {
    const Expr &Object = *U->getSubExpr()->IgnoreParens();
    if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(&Object))
      return extentAfter(*Subscript->getBase(), *Subscript->getIdx(), C);
    if (const auto *Deref = dyn_cast<UnaryOperator>(&Object))
      return Deref->getOpcode() == UO_Deref ? extentOf(*Deref->getSubExpr(), C) : std::nullopt;
    return Extent{1, nameOfBase(Object)};
  }
  if (const auto *B = dyn_cast<BinaryOperator>(&E);
      B && B->getOpcode() == BO_Add && B->getType()->isPointerType())
    return B->getLHS()->getType()->isPointerType() ? extentAfter(*B->getLHS(), *B->getRHS(), C)
                                                   : extentAfter(*B->getRHS(), *B->getLHS(), C);
  if (const auto *Array = C.ast().getAsConstantArrayType(E.getType())) {
    if (E.isFlexibleArrayMemberLike(C.ast(),
                                    LangOptions::StrictFlexArraysLevelKind::OneZeroOrIncomplete))
      return std::nullopt;
    return Extent{Array->getSize().getZExtValue(), nameOfBase(E)};
  }
  if (const auto *P = dyn_cast_or_null<ParmVarDecl>(variableOf(E))) {
    const auto *Array = C.ast().getAsConstantArrayType(P->getOriginalType());
    if (Array && Array->getSizeModifier() == ArraySizeModifier::Static)
      return Extent{Array->getSize().getZExtValue(), P->getNameAsString()};
  }
  if (const VarDecl *V = variableOf(E);
      V && V->getType()->isPointerType() && V->getType().isConstQualified() && !isa<ParmVarDecl>(V))
    if (const Expr *Init = V->getAnyInitializer(); Init && !Init->isValueDependent())
      return extentOf(*Init, C);
  return std::nullopt;
}

std::optional<std::uint64_t> byteExtentOf(const Expr &Base, const CheckContext &C) {
  const Expr &E = *Base.IgnoreParenCasts();
  auto Found = extentOf(E, C);
  if (!Found)
    return std::nullopt;
  QualType T = E.getType();
  QualType Element =
      T->isArrayType() ? C.ast().getAsArrayType(T)->getElementType() : T->getPointeeType();
  if (Element.isNull() || Element->isIncompleteType() || Element->isDependentType())
    return std::nullopt;
  return Found->Elements * C.ast().getTypeSizeInChars(Element).getQuantity();
}

} // namespace ferrule
