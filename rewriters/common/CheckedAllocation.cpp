// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Values.h"
#include "rewriters/common/AllocationProduct.h"

using namespace clang;

namespace ferrule {
namespace {

/// malloc(n * sizeof(T)) -> calloc(n, sizeof(T))
class CheckedAllocation final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "checked-allocation",
        .target = RewriteTarget::CBounds,
        .tier = PatchTier::Review,
        .summary = "allocate a product with the function that checks it",
        .rationale =
            "calloc returns a null pointer where the product of its arguments does not fit (C11 "
            "7.22.3.2, CERT INT30-C, CWE-190), and so does reallocarray, which is offered where "
            "the unit declares it (POSIX.1-2024). calloc zeroes what it allocates: that costs "
            "time, and hides reads of what was not written from sanitizers.",
        .checks = {Id},
        .before = "p = malloc(n * sizeof(int));",
        .after = "p = calloc(n, sizeof(int));",
        .mustDischarge = true,
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    D.on<CallExpr>([&](const CallExpr &E, CheckContext &C) {
      const OpenOperation *Op = R.open(Id, E.getSourceRange());
      auto Found = Op ? allocationProduct(E, C, R) : std::nullopt;
      if (Found)
        propose(E, *Found, *Op, C, R);
    });
  }

private:
  static constexpr char Id[] = "ferrule-integers-allocation-size";

  void propose(const CallExpr &E, const AllocationProduct &Found, const OpenOperation &Op,
               const CheckContext &C, RewriteContext &R) const {
    const BinaryOperator &B = *Found.product;
    Proposal P(R, info(), E.getBeginLoc(),
               "let " + Found.checkedName + "() check '" + C.text(B) + "'");
    P.answers(Op).because(Op.reason, E.getBeginLoc());
    std::string Question = Found.checkedName == "reallocarray"
                               ? "Is reallocarray() there on all platforms of the project"
                               : "May what is allocated be zeroed";
    // As a size_t a negative operand is huge, and the call fails.
    for (const Expr *Side : {B.getLHS(), B.getRHS()})
      if (mayBeNegative(*Side->IgnoreParenImpCasts(), C))
        Question += ", and is '" + C.text(*Side->IgnoreParenImpCasts()) + "' never negative";
    P.ask(Question + "?");
    P.replace(E.getCallee()->getSourceRange(), Found.checkedName);
    std::string Left = R.sourceText(B.getLHS()->getSourceRange());
    std::string Right = R.sourceText(B.getRHS()->getSourceRange());
    // The number comes first: compilers warn of calloc(sizeof(int), n).
    if (isSizeof(*B.getLHS()) && !isSizeof(*B.getRHS()))
      std::swap(Left, Right);
    if (B.getType()->isSignedIntegerType())
      P.refuse("the product is signed: its operands would be converted each by itself");
    else
      P.replace(B.getSourceRange(), Left + ", " + Right);
    P.offer();
  }

  static bool isSizeof(const Expr &E) {
    return isa<UnaryExprOrTypeTraitExpr>(E.IgnoreParenImpCasts());
  }

  static bool mayBeNegative(const Expr &E, const CheckContext &C) {
    auto Range = rangeOf(E, C);
    return E.getType()->isSignedIntegerOrEnumerationType() && !(Range && Range->Low >= 0);
  }
};

RegisterRewriter<CheckedAllocation> X;

} // namespace
} // namespace ferrule
