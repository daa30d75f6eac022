// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Values.h"
#include "rewriters/common/Guard.h"
#include "rewriters/common/IndexTest.h"
#include "clang/AST/TypeLoc.h"

using namespace clang;

namespace ferrule {
namespace {

/// a[i] -> if (i >= N) return ...; in front of it
class IndexCheck final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "index-check",
        .target = RewriteTarget::CBounds,
        .tier = PatchTier::Review,
        .summary = "leave the function before an array is indexed beyond its size",
        .rationale =
            "Where an array of known size is indexed and nothing that is known bounds the index "
            "(CWE-129, CERT ARR30-C). The test leaves as the function leaves elsewhere; whether "
            "that is right is for a person. Defined executions do not change: in them the index is "
            "within the array.",
        .checks = {"ferrule-bounds-array-subscript"},
        .before = "int table[16];\nreturn table[i];",
        .after = "int table[16];\nif (i >= 16)\n    return -1;\nreturn table[i];",
        .mustDischarge = true,
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    D.on<ArraySubscriptExpr>([&](const ArraySubscriptExpr &E, CheckContext &C) {
      const OpenOperation *Op = R.open("ferrule-bounds-array-subscript", E.getSourceRange());
      if (Op && C.function())
        propose(E, *Op, C, R);
    });
  }

private:
  void propose(const ArraySubscriptExpr &E, const OpenOperation &Op, const CheckContext &C,
               RewriteContext &R) {
    const Expr &Whole = *E.getIdx()->IgnoreParenImpCasts();
    // The value of i++ is that of i.
    const auto *Step = dyn_cast<UnaryOperator>(&Whole);
    if (Step && !Step->isPostfix())
      Step = nullptr;
    const Expr &Index = Step ? *Step->getSubExpr()->IgnoreParenImpCasts() : Whole;
    // In a[i][k] two operations begin at one place.
    Proposal P(R, info(), Whole.getBeginLoc(),
               "test the index '" + C.text(Index) + "' before it is used");
    P.answers(Op).because(Op.reason, E.getBeginLoc());
    std::string Text = R.sourceText(Index.getSourceRange());
    auto Size = extentOf(*E.getBase(), C);
    // One past the last element is a place that a pointer may have (C11 6.5.3.2p3).
    const auto *Around = dyn_cast_or_null<UnaryOperator>(C.parent());
    const bool OnePast = Around && Around->getOpcode() == UO_AddrOf;
    if (Text.empty() || !Size)
      P.refuse("the index comes from a macro");
    else if (Index.HasSideEffects(R.ast()))
      P.refuse("the index would be evaluated twice, and it calls a function or changes something");
    else
      guard(P,
            {indexTest(Index, Text, {sizeText(*E.getBase(), *Size, R), Size->Elements}, OnePast, C),
             {&Index},
             "'" + C.text(Index) + (OnePast ? "' is beyond the end of '" : "' is no index of '") +
                 Size->Declared + "'",
             Step},
            C, R, Tests);
    P.offer();
  }

  /// As the declaration says it, when that is a name or a number of one token.
  static std::string sizeText(const Expr &Base, const Extent &Size, const RewriteContext &R) {
    const Expr *E = Base.IgnoreParenImpCasts();
    const DeclaratorDecl *Declared = nullptr;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      Declared = dyn_cast<DeclaratorDecl>(Ref->getDecl());
    else if (const auto *Member = dyn_cast<MemberExpr>(E))
      Declared = dyn_cast<DeclaratorDecl>(Member->getMemberDecl());
    const TypeSourceInfo *Type = Declared ? Declared->getTypeSourceInfo() : nullptr;
    if (auto Array =
            Type ? Type->getTypeLoc().getAs<ConstantArrayTypeLoc>() : ConstantArrayTypeLoc();
        Array && Array.getSizeExpr() &&
        R.names().file(Declared->getLocation()) == R.names().file(Base.getBeginLoc())) {
      SourceRange Tokens = Array.getSizeExpr()->getSourceRange();
      SourceRange Spelled(R.sources().getExpansionLoc(Tokens.getBegin()),
                          R.sources().getExpansionLoc(Tokens.getEnd()));
      std::string Text = R.sourceText(Spelled);
      if (Spelled.getBegin() == Spelled.getEnd() && !Text.empty())
        return Text;
    }
    return std::to_string(Size.Elements);
  }

  Guards Tests;
};

RegisterRewriter<IndexCheck> X;

} // namespace
} // namespace ferrule
