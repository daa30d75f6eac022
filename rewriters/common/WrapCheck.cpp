// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Values.h"
#include "checks/integers/Arithmetic.h"
#include "rewriters/common/AllocationProduct.h"
#include "rewriters/common/Guard.h"

using namespace clang;

namespace ferrule {
namespace {

/// memcpy(to, from, a + b) -> if (a > SIZE_MAX - b) return ...; in front of it
class WrapCheck final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "wrap-check",
        .tier = PatchTier::Review,
        .summary = "leave the function before a size is computed that would wrap",
        .rationale =
            "A sum, product or difference of unsigned sizes that wraps is small where it should be "
            "large, or the other way round (CWE-190, CWE-191, CERT INT30-C). The test compares "
            "without wrapping itself. It leaves as the function leaves elsewhere; whether that is "
            "right is for a person. Executions in which nothing wraps do not change.",
        .checks = {"ferrule-integers-size-arithmetic", "ferrule-integers-allocation-size"},
        .before = "memcpy(to, from, n - 1);",
        .after = "if (n < 1)\n    return -1;\nmemcpy(to, from, n - 1);",
        .mustDischarge = true,
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    D.on<CallExpr>([&](const CallExpr &E, CheckContext &C) {
      // calloc and its kin check a product themselves, with less text.
      if (const OpenOperation *Op = R.open("ferrule-integers-allocation-size", E.getSourceRange());
          Op && !allocationProduct(E, C, R))
        for (const Expr *Argument : E.arguments())
          propose(*Argument, *Op, C, R);
      for (const Expr *Argument : E.arguments())
        if (const OpenOperation *Op =
                R.open("ferrule-integers-size-arithmetic", Argument->getSourceRange()))
          propose(*Argument, *Op, C, R);
    });
  }

private:
  void propose(const Expr &Size, const OpenOperation &Op, const CheckContext &C,
               RewriteContext &R) const {
    if (!C.function())
      return;
    SizeArithmetic Found = arithmeticIn(Size, C, [](const BinaryOperator &B) {
      return B.getType()->isUnsignedIntegerType() &&
             (B.getOpcode() == BO_Add || B.getOpcode() == BO_Sub || B.getOpcode() == BO_Mul);
    });
    if (!Found.MayWrap)
      return;
    const auto &B = cast<BinaryOperator>(*Found.MayWrap);
    Proposal P(R, info(), B.getBeginLoc(), "test that '" + C.text(B) + "' does not wrap");
    P.answers(Op).because(Op.reason, B.getBeginLoc());
    const Expr &Left = *B.getLHS()->IgnoreParenImpCasts();
    const Expr &Right = *B.getRHS()->IgnoreParenImpCasts();
    std::string Condition = condition(B, Left, Right, C, R);
    if (Condition.empty())
      P.refuse("an operand comes from a macro, or is signed");
    else if (B.HasSideEffects(R.ast()))
      P.refuse("to evaluate the operands twice would do something twice");
    else
      guard(P, {Condition, {&Left, &Right}, "'" + C.text(B) + "' would wrap"}, C, R);
    P.offer();
  }

  static std::string operand(const Expr &E, const RewriteContext &R) {
    std::string Text = R.sourceText(E.getSourceRange());
    bool Simple = isa<DeclRefExpr, MemberExpr, IntegerLiteral, CallExpr, ArraySubscriptExpr,
                      UnaryExprOrTypeTraitExpr>(E);
    return Simple || Text.empty() ? Text : "(" + Text + ")";
  }

  static std::string condition(const BinaryOperator &B, const Expr &Left, const Expr &Right,
                               const CheckContext &C, const RewriteContext &R) {
    std::string A = operand(Left, R), Z = operand(Right, R);
    // A negative operand is converted first, and the comparisons below would not see what it was.
    auto Signed = [&](const Expr &E) {
      auto Range = rangeOf(E, C);
      return E.getType()->isSignedIntegerOrEnumerationType() && !(Range && Range->Low >= 0);
    };
    if (A.empty() || Z.empty() || Signed(Left) || Signed(Right))
      return "";
    std::string Type = B.getType().getUnqualifiedType().getAsString(C.ast().getPrintingPolicy());
    std::string Largest = "(" + Type + ")-1";
    if (C.isCXX())
      Largest = "static_cast<" + Type + ">(-1)";
    switch (B.getOpcode()) {
    case BO_Sub:
      return A + " < " + Z;
    case BO_Add:
      return A + " > " + Largest + " - " + Z;
    case BO_Mul:
      if (auto Factor = constantOf(Right, C); Factor && *Factor > 0)
        return A + " > " + Largest + " / " + Z;
      if (auto Factor = constantOf(Left, C); Factor && *Factor > 0)
        return Z + " > " + Largest + " / " + A;
      return Z + " != 0 && " + A + " > " + Largest + " / " + Z;
    default:
      return "";
    }
  }
};

RegisterRewriter<WrapCheck> X;

} // namespace
} // namespace ferrule
