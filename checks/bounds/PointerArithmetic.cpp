// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/ContainerCalls.h"
#include "checks/Guards.h"
#include "checks/Values.h"
#include <limits>

using namespace clang;

namespace ferrule {
namespace {

/// p + n, p - n, p += n, p -= n, ++p, --p.
class PointerArithmetic final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-bounds-pointer-arithmetic",
        .family = Family::Bounds,
        .severity = Severity::Medium,
        .cwes = {823, 787, 125},
        .summary = "arithmetic on a raw pointer",
        .rationale =
            "A pointer that leaves its object by more than one past the end is undefined behaviour "
            "even when it is not used (C11 6.5.6p8; CERT ARR30-C). Discharged when the offset "
            "stays within an array of declared extent, and below its end when the result is "
            "dereferenced.",
        .bad = "const char *skip(const char *p, int n) { return p + n; }\n",
        .good = "static char text[64];\nchar *skip(unsigned n) { return text + (n & 63); }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<BinaryOperator>([](const BinaryOperator &E, CheckContext &C) { binary(E, C); });
    D.on<UnaryOperator>([](const UnaryOperator &E, CheckContext &C) {
      if (!E.isIncrementDecrementOp() || !E.getType()->isPointerType())
        return;
      C.open(E.getSourceRange(),
             "'" + C.text(E) + "' moves a pointer " + (E.isIncrementOp() ? "on" : "back") +
                 " by one",
             "its extent is not declared");
    });
  }

private:
  static void binary(const BinaryOperator &E, CheckContext &C) {
    bool Assigns = E.getOpcode() == BO_AddAssign || E.getOpcode() == BO_SubAssign;
    if ((!E.isAdditiveOp() && !Assigns) || !E.getType()->isPointerType())
      return;
    bool LeftMoves = E.getLHS()->getType()->isPointerType();
    const Expr &Base = *(LeftMoves ? E.getLHS() : E.getRHS());
    const Expr &Offset = *(LeftMoves ? E.getRHS() : E.getLHS());
    std::string What = "'" + C.text(E) + "' moves a pointer";
    auto Size = Assigns ? std::nullopt : extentOf(Base, C);
    auto By = rangeOf(Offset, C);
    if (By && By->Low == 0 && By->High == 0)
      return C.discharged(E.getSourceRange(), What, "the offset is 0");
    if (E.getOpcode() == BO_Add && areOfOneContainer(Base, Offset, C))
      return C.discharged(E.getSourceRange(), What, "it is the end of the same container");
    if (!Size)
      return C.open(E.getSourceRange(), What, "its extent is not declared");
    // What is left of it behind a pointer that was moved already.
    bool Rest = isa<BinaryOperator>(Base.IgnoreParenImpCasts());
    if (Rest && !Size->Elements)
      What += " from the end of '" + Size->Declared + "'";
    else if (Rest)
      What += " into the last " + std::to_string(Size->Elements) + " elements of '" +
              Size->Declared + "'";
    else
      What += " into '" + Size->Declared + "' of " + std::to_string(Size->Elements) +
              (Size->Elements == 1 ? " element" : " elements");
    if (!By)
      return C.open(E.getSourceRange(), What, whyUnbounded(Offset, "the offset", C));
    constexpr std::int64_t Least = std::numeric_limits<std::int64_t>::min();
    if (E.getOpcode() == BO_Sub)
      std::tie(By->Low, By->High) =
          std::pair(-std::max(By->High, Least + 1), -std::max(By->Low, Least + 1));
    const auto *Used = dyn_cast_or_null<UnaryOperator>(C.parent());
    bool Dereferenced = Used && Used->getOpcode() == UO_Deref;
    auto Last = static_cast<std::int64_t>(Size->Elements) - (Dereferenced ? 1 : 0);
    if (By->Low >= 0 && By->High <= Last)
      return C.discharged(E.getSourceRange(), What,
                          "0 <= offset <= " + std::to_string(By->High) + " because of " + By->Why);
    if (isNeverReached(C))
      return C.discharged(E.getSourceRange(), What, "a constant condition keeps it from running");
    // An offset into a member, or back from what may be an element, can stay in the object around.
    bool Whole = isa<DeclRefExpr, StringLiteral>(Base.IgnoreParenImpCasts());
    if (By->Low == By->High && Whole && Base.IgnoreParenImpCasts()->getType()->isArrayType())
      return C.defect(E.getSourceRange(), What, "the offset is " + std::to_string(By->Low));
    C.open(E.getSourceRange(), What,
           "the offset can be " + std::to_string(By->High > Last ? By->High : By->Low) +
               " as far as " + By->Why + " tells");
  }
};

RegisterCheck<PointerArithmetic> X;

} // namespace
} // namespace ferrule
