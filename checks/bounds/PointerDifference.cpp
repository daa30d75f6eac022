// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/Values.h"

using namespace clang;

namespace ferrule {
namespace {

/// p - q of two raw pointers.
class PointerDifference final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-bounds-pointer-difference",
        .family = Family::Bounds,
        .severity = Severity::Low,
        .cwes = {469, 131},
        .summary = "difference of two raw pointers",
        .rationale =
            "The difference of two pointers is defined only within one array (C11 6.5.6p9; CERT "
            "ARR36-C), and no type says that they point into the same one; it is also the usual "
            "source of lengths. Discharged when both are offsets from the same variable or one is "
            "such an offset from the other.",
        .bad = "long length(const char *begin, const char *end) { return end - begin; }\n",
        .good = "long offset(const char *begin, int n) { return (begin + n) - begin; }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<BinaryOperator>([](const BinaryOperator &E, CheckContext &C) {
      if (E.getOpcode() != BO_Sub || !E.getLHS()->getType()->isPointerType() ||
          !E.getRHS()->getType()->isPointerType())
        return;
      std::string What = "'" + C.text(E) + "' subtracts two pointers";
      const VarDecl *Left = root(*E.getLHS());
      if (Left && Left == root(*E.getRHS()))
        return C.discharged(E.getSourceRange(), What,
                            "both are offsets from '" + Left->getNameAsString() + "'");
      C.open(E.getSourceRange(), What, "nothing says that they point into the same object");
    });
  }

private:
  /// The variable that a pointer expression is an offset from, or null.
  static const VarDecl *root(const Expr &Pointer) {
    const Expr *E = Pointer.IgnoreParenCasts();
    if (const auto *U = dyn_cast<UnaryOperator>(E); U && U->getOpcode() == UO_AddrOf) {
      const auto *Element = dyn_cast<ArraySubscriptExpr>(U->getSubExpr()->IgnoreParens());
      return Element ? root(*Element->getBase()) : nullptr;
    }
    if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isAdditiveOp())
      return root(B->getLHS()->getType()->isPointerType() ? *B->getLHS() : *B->getRHS());
    return variableOf(*E);
  }
};

RegisterCheck<PointerDifference> X;

} // namespace
} // namespace ferrule
