// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/Guards.h"
#include "checks/Values.h"

using namespace clang;

namespace ferrule {
namespace {

/// p + n * sizeof(*p): an offset in bytes, where the compiler counts in elements.
class DoubleScaling final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-bounds-double-scaling",
        .family = Family::Bounds,
        .severity = Severity::High,
        .cwes = {468},
        .summary = "offset of a pointer that is multiplied by the size of its target",
        .rationale =
            "Pointer arithmetic and subscripts count in elements (C11 6.5.6p8; CERT ARR39-C): an "
            "offset that is multiplied by the size of an element is scaled twice and goes too far. "
            "A defect when a factor of the offset is the sizeof of the element's type, or of one "
            "of the same size. Discharged where a constant condition keeps it from running. An "
            "offset in which a size is divided out again, and one of a pointer to bytes, is no "
            "operation.",
        .bad = "int *skip(int *p, int n) { return p + n * sizeof(*p); }\n",
        .good = "int *skip(int *p, int n) { return p + n; }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<BinaryOperator>([](const BinaryOperator &E, CheckContext &C) {
      bool Assigns = E.getOpcode() == BO_AddAssign || E.getOpcode() == BO_SubAssign;
      if ((!E.isAdditiveOp() && !Assigns) || !E.getType()->isPointerType())
        return;
      bool LeftMoves = E.getLHS()->getType()->isPointerType();
      judge(E, LeftMoves ? *E.getLHS() : *E.getRHS(), LeftMoves ? *E.getRHS() : *E.getLHS(),
            E.getType()->getPointeeType(), "is moved", C);
    });
    D.on<ArraySubscriptExpr>([](const ArraySubscriptExpr &E, CheckContext &C) {
      if (!E.getBase()->getType()->isVectorType())
        judge(E, *E.getBase(), *E.getIdx(), E.getType(), "is indexed", C);
    });
  }

private:
  static void judge(const Expr &E, const Expr &Base, const Expr &Offset, QualType Element,
                    const char *Does, CheckContext &C) {
    auto Unit = sizeIn(Element, C);
    if (!Unit || *Unit < 2)
      return;
    const UnaryExprOrTypeTraitExpr *Size = scaleOf(Offset, Element, *Unit, C);
    if (!Size || constantOf(Offset, C) == 0)
      return;
    bool Alone = Offset.IgnoreParenCasts() == Size;
    std::string What = "'" + C.text(*Base.IgnoreParenImpCasts()) + "' " + Does + " by " +
                       (Alone ? "" : "a multiple of ") + "'" + C.text(*Size) + "'";
    if (isNeverReached(C))
      return C.discharged(E.getSourceRange(), What, "a constant condition keeps it from running");
    C.defect(E.getSourceRange(), What,
             "it counts in elements of " + std::to_string(*Unit) + " bytes, so it goes " +
                 std::to_string(*Unit) + " times too far");
  }

  static std::optional<std::int64_t> sizeIn(QualType T, const CheckContext &C) {
    if (T.isNull() || T->isDependentType() || T->isVoidType() || T->isFunctionType() ||
        T->isIncompleteType() || !T->isConstantSizeType())
      return std::nullopt;
    return C.ast().getTypeSizeInChars(T).getQuantity();
  }

  /// The sizeof that a term of the offset is multiplied by, or null. Alone it may be a count that
  /// has nothing to do with the element, so its type must be the same then.
  static const UnaryExprOrTypeTraitExpr *scaleOf(const Expr &Offset, QualType Element,
                                                 std::int64_t Unit, const CheckContext &C) {
    const Expr &E = *Offset.IgnoreParenCasts();
    if (const auto *Size = sizeofIn(E))
      return C.ast().hasSameUnqualifiedType(measured(*Size), Element) ? Size : nullptr;
    const auto *B = dyn_cast<BinaryOperator>(&E);
    if (B && B->isAdditiveOp()) {
      // n + sizeof(int) is not in bytes as a whole; n * sizeof(int) + 1 is.
      for (const Expr *Term : {B->getLHS(), B->getRHS()})
        if (!sizeofIn(*Term->IgnoreParenCasts()))
          if (const auto *Size = scaleOf(*Term, Element, Unit, C))
            return Size;
      return nullptr;
    }
    if (!B || B->getOpcode() != BO_Mul || divides(*B))
      return nullptr;
    llvm::SmallVector<const Expr *, 4> Factors{B};
    while (!Factors.empty()) {
      const Expr &Factor = *Factors.pop_back_val()->IgnoreParenCasts();
      if (const auto *Product = dyn_cast<BinaryOperator>(&Factor);
          Product && Product->getOpcode() == BO_Mul)
        Factors.append({Product->getRHS(), Product->getLHS()});
      else if (const auto *Size = sizeofIn(Factor); Size && sizeIn(measured(*Size), C) == Unit)
        return Size;
    }
    return nullptr;
  }

  static const UnaryExprOrTypeTraitExpr *sizeofIn(const Expr &E) {
    const auto *Size = dyn_cast<UnaryExprOrTypeTraitExpr>(&E);
    return Size && Size->getKind() == UETT_SizeOf ? Size : nullptr;
  }

  static QualType measured(const UnaryExprOrTypeTraitExpr &Size) {
    return Size.getTypeOfArgument().getNonReferenceType();
  }

  /// A division in it may take the size out again.
  static bool divides(const Stmt &S) {
    const auto *B = dyn_cast<BinaryOperator>(&S);
    return (B && B->isMultiplicativeOp() && B->getOpcode() != BO_Mul) ||
           llvm::any_of(S.children(), [](const Stmt *Child) { return Child && divides(*Child); });
  }
};

RegisterCheck<DoubleScaling> X;

} // namespace
} // namespace ferrule
