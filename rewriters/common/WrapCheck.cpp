// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Values.h"
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
        .target = RewriteTarget::CBounds,
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
               RewriteContext &R) {
    if (!C.function())
      return;
    llvm::SmallVector<const BinaryOperator *, 2> Wrapping;
    collect(Size, C, Wrapping);
    if (Wrapping.empty())
      return;
    const BinaryOperator &Whole = *Wrapping.back();
    Proposal P(R, info(), Whole.getBeginLoc(), "test that '" + C.text(Whole) + "' does not wrap");
    P.answers(Op).because(Op.reason, Whole.getBeginLoc());
    std::string Condition;
    llvm::SmallVector<const Expr *, 2> Operands;
    // The inner ones first: what is tested after them does not wrap itself.
    for (const BinaryOperator *B : Wrapping) {
      const Expr &Left = *B->getLHS()->IgnoreParenImpCasts();
      const Expr &Right = *B->getRHS()->IgnoreParenImpCasts();
      std::string Wraps = condition(*B, Left, Right, C, R);
      if (Wraps.empty())
        P.refuse("an operand comes from a macro, or is signed");
      bool And = B->getOpcode() == BO_Mul && StringRef(Wraps).contains(" && ");
      Condition += (Condition.empty() ? "" : " || ") +
                   (And && Wrapping.size() > 1 ? "(" + Wraps + ")" : Wraps);
      Operands.append({&Left, &Right});
    }
    if (Whole.HasSideEffects(R.ast()))
      P.refuse(
          "the operands would be evaluated twice, and they call a function or change something");
    if (!P.refused())
      guard(P, {Condition, Operands, "'" + C.text(Whole) + "' would wrap"}, C, R, Tests);
    P.offer();
  }

  /// The operators that may wrap, the inner ones first.
  static void collect(const Expr &Size, const CheckContext &C,
                      llvm::SmallVectorImpl<const BinaryOperator *> &Found) {
    const auto *B = dyn_cast<BinaryOperator>(Size.IgnoreParenCasts());
    if (!B || !B->getType()->isIntegralOrEnumerationType() || constantOf(*B, C))
      return;
    collect(*B->getLHS(), C, Found);
    collect(*B->getRHS(), C, Found);
    bool Counts = B->getOpcode() == BO_Add || B->getOpcode() == BO_Sub || B->getOpcode() == BO_Mul;
    if (Counts && B->getType()->isUnsignedIntegerType() && !staysInType(*B, C))
      Found.push_back(B);
  }

  static std::string operand(const Expr &E, const RewriteContext &R) {
    std::string Text = R.sourceText(E.getSourceRange());
    bool Simple = isa<DeclRefExpr, MemberExpr, IntegerLiteral, CallExpr, ArraySubscriptExpr,
                      UnaryExprOrTypeTraitExpr>(E);
    return Simple || Text.empty() ? Text : "(" + Text + ")";
  }

  /// The largest value of the operator's type, as the file would write it.
  static std::string largest(const BinaryOperator &B, const CheckContext &C,
                             const RewriteContext &R) {
    std::string Type = B.getType().getUnqualifiedType().getAsString(C.ast().getPrintingPolicy());
    StringRef File = R.fileText(B.getBeginLoc());
    if (C.ast().hasSameUnqualifiedType(B.getType(), C.ast().getSizeType())) {
      if (File.contains("SIZE_MAX") && R.ast().Idents.get("SIZE_MAX").hasMacroDefinition())
        return "SIZE_MAX";
      if (File.contains("size_t"))
        Type = "size_t";
    }
    return C.isCXX() ? "static_cast<" + Type + ">(-1)" : "(" + Type + ")-1";
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
    std::string Largest = largest(B, C, R);
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

  Guards Tests;
};

RegisterRewriter<WrapCheck> X;

} // namespace
} // namespace ferrule
