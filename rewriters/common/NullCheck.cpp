// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/common/Guard.h"

using namespace clang;

namespace ferrule {
namespace {

/// p->x -> if (p == NULL) return ...; in front of it
class NullCheck final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "null-check",
        .target = RewriteTarget::Values,
        .tier = PatchTier::Review,
        .summary = "leave the function before a pointer that may be null is used",
        .rationale =
            "Where a result that can be null, or a pointer that the function itself compares with "
            "NULL, is used without a test on the way (CWE-476, CERT EXP34-C). The test leaves as "
            "the function leaves elsewhere; whether that is right, and what has to be released on "
            "that way, is for a person. Defined executions do not change: in them the pointer is "
            "not null there.",
        .checks = {Id},
        .before = "p = malloc(n);\np->x = 1;",
        .after = "p = malloc(n);\nif (p == NULL)\n    return NULL;\np->x = 1;",
        .mustDischarge = true,
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    D.on<MemberExpr>([&](const MemberExpr &E, CheckContext &C) {
      if (E.isArrow())
        proposeHere(E, *E.getBase(), C, R);
    });
    D.on<UnaryOperator>([&](const UnaryOperator &E, CheckContext &C) {
      if (E.getOpcode() == UO_Deref)
        proposeHere(E, *E.getSubExpr(), C, R);
    });
    D.on<ArraySubscriptExpr>(
        [&](const ArraySubscriptExpr &E, CheckContext &C) { proposeHere(E, *E.getBase(), C, R); });
    // A function that is given the pointer uses it.
    D.on<CallExpr>([&](const CallExpr &E, CheckContext &C) {
      for (const Expr *Argument : E.arguments())
        if (const OpenOperation *Op = R.open(Id, Argument->getSourceRange()); Op && isInCallee(*Op))
          propose(*Argument, *Argument, *Op, C, R);
    });
  }

private:
  static constexpr char Id[] = "ferrule-null-nullable-dereference";

  /// The operation is what a function does with its argument; else what is done here.
  static bool isInCallee(const OpenOperation &Op) {
    StringRef Message = Op.message;
    return Message.contains("() dereferences") || Message.starts_with("what is called");
  }

  void proposeHere(const Expr &Use, const Expr &Pointer, const CheckContext &C, RewriteContext &R) {
    if (const OpenOperation *Op = R.open(Id, Use.getSourceRange()); Op && !isInCallee(*Op))
      propose(Use, Pointer, *Op, C, R);
  }

  void propose(const Expr &Use, const Expr &Pointer, const OpenOperation &Op, const CheckContext &C,
               RewriteContext &R) {
    const Expr &Tested = *Pointer.IgnoreParenCasts();
    if (!C.function() || !Tested.getType()->isAnyPointerType())
      return;
    std::string Text = R.sourceText(Tested.getSourceRange());
    // In p->a->b two operations begin at one place.
    Proposal P(R, info(), Tested.getEndLoc(), "test '" + C.text(Tested) + "' before it is used");
    P.answers(Op).because(Op.reason, Use.getBeginLoc());
    if (Text.empty())
      P.refuse("the pointer comes from a macro");
    else if (Tested.HasSideEffects(R.ast()))
      P.refuse("to evaluate the pointer twice would do something twice");
    else
      guard(P, {nullTest(Tested, Text, R), {&Tested}, "'" + C.text(Tested) + "' is null"}, C, R,
            Tests);
    P.offer();
  }

  /// As the file writes it.
  static std::string nullTest(const Expr &Pointer, const std::string &Text,
                              const RewriteContext &R) {
    StringRef File = R.fileText(Pointer.getBeginLoc());
    const std::string Operand =
        isa<DeclRefExpr, MemberExpr, ArraySubscriptExpr>(Pointer) ? Text : "(" + Text + ")";
    if (R.ast().getLangOpts().CPlusPlus11)
      return File.contains("== nullptr") ? Operand + " == nullptr" : "!" + Operand;
    return File.contains("== NULL") ? Operand + " == NULL" : "!" + Operand;
  }

  Guards Tests;
};

RegisterRewriter<NullCheck> X;

} // namespace
} // namespace ferrule
