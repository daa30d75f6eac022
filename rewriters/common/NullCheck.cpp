// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Guards.h"
#include "checks/Values.h"
#include "rewriters/common/FreeNames.h"
#include "rewriters/common/Guard.h"
#include "llvm/ADT/STLExtras.h"

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
    D.on<CallExpr>([&](const CallExpr &E, CheckContext &C) { proposeGiven(E, C, R); });
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

  /// A function uses a pointer that it is given. The operation is the call, or as much of it as the
  /// argument ends.
  void proposeGiven(const CallExpr &E, const CheckContext &C, RewriteContext &R) {
    llvm::SmallVector<const Expr *, 4> Given;
    if (const auto *Method = dyn_cast<CXXMemberCallExpr>(&E))
      Given.push_back(Method->getImplicitObjectArgument());
    Given.append(E.arg_begin(), E.arg_end());
    const OpenOperation *Whole = R.open(Id, E.getSourceRange());
    for (const Expr *Argument : Given) {
      if (!Argument->getType()->isAnyPointerType())
        continue;
      const OpenOperation *Op = R.open(Id, {E.getBeginLoc(), Argument->getEndLoc()});
      if (Op && Op != Whole && isInCallee(*Op))
        propose(E, *Argument, *Op, C, R);
    }
    if (!Whole || !isInCallee(*Whole))
      return;
    auto Named = llvm::find_if(Given, [&](const Expr *Argument) {
      return Argument->getType()->isAnyPointerType() && isNamed(*Argument, *Whole, C);
    });
    if (Named != Given.end())
      propose(E, **Named, *Whole, C, R);
  }

  /// The operation speaks of this argument: it is, or is a variable that is set from, a call of the
  /// function that it names.
  static bool isNamed(const Expr &Argument, const OpenOperation &Op, const CheckContext &C) {
    const auto [Function, Rest] = StringRef(Op.message).split("what '").second.split("' returns");
    auto IsCallOf = [&, Name = Function](const Expr *E) {
      const auto *Call = dyn_cast_or_null<CallExpr>(E ? E->IgnoreParenCasts() : nullptr);
      const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
      return Callee && Callee->getNameAsString() == Name;
    };
    if (IsCallOf(&Argument))
      return true;
    const auto *Ref = dyn_cast<DeclRefExpr>(Argument.IgnoreParenCasts());
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    const Stmt *Body = C.function() ? C.function()->getBody() : nullptr;
    return V && V->hasLocalStorage() && Body &&
           (IsCallOf(V->getInit()) || holds(*Body, [&](const Stmt &S) {
              const auto *B = dyn_cast<BinaryOperator>(&S);
              return B && B->getOpcode() == BO_Assign && variableOf(*B->getLHS()) == V &&
                     IsCallOf(B->getRHS());
            }));
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
    GuardCondition Condition{.operands = {&Tested}, .words = "'" + C.text(Tested) + "' is null"};
    const auto *Call = dyn_cast<CallExpr>(&Tested);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    if (!Text.empty() && Callee && Callee->getIdentifier()) {
      // What is called is called once.
      Text = Names.free("checked", Callee->getNameAsString(), C);
      Condition.kept = Call;
      Condition.name = Text;
      Condition.declaration = declare(Tested.getType(), Text, C);
    }
    if (Text.empty()) {
      P.refuse("the pointer comes from a macro");
    } else if (!Condition.kept && Tested.HasSideEffects(R.ast())) {
      P.refuse(
          "the pointer would be evaluated twice, and it calls a function or changes something");
    } else {
      bool Plain = Condition.kept || isa<DeclRefExpr, MemberExpr, ArraySubscriptExpr>(Tested);
      Condition.text = nullTest(Plain ? Text : "(" + Text + ")", Tested.getBeginLoc(), R);
      guard(P, Condition, C, R, Tests);
    }
    P.offer();
  }

  /// As the file writes it.
  static std::string nullTest(const std::string &Operand, SourceLocation Loc,
                              const RewriteContext &R) {
    StringRef File = R.fileText(Loc);
    if (R.ast().getLangOpts().CPlusPlus11)
      return File.contains("== nullptr") ? Operand + " == nullptr" : "!" + Operand;
    return File.contains("== NULL") ? Operand + " == NULL" : "!" + Operand;
  }

  static std::string declare(QualType T, std::string Name, const CheckContext &C) {
    if (C.language().CPlusPlus11)
      return "const auto " + Name;
    T.getUnqualifiedType().getAsStringInternal(Name, C.ast().getPrintingPolicy());
    return Name;
  }

  FreeNames Names;
  Guards Tests;
};

RegisterRewriter<NullCheck> X;

} // namespace
} // namespace ferrule
