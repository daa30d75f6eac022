// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/null/NullWalk.h"
#include "checks/Guards.h"
#include "checks/Values.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {

static NullState join(NullState A, const NullState &B) {
  A.Bits |= B.Bits;
  A.Bad = A.Bad ? A.Bad : B.Bad;
  A.Good = A.Good ? A.Good : B.Good;
  A.Tested = A.Tested ? A.Tested : B.Tested;
  A.Bypassed |= B.Bypassed;
  A.Stale |= B.Stale;
  return A;
}

NullState suspect(NullState State, const NullEvent *Tested) {
  if (!Tested || !(State.Bits & NullState::Unknown))
    return State;
  State.Bits = (State.Bits & ~NullState::Unknown) | NullState::Nullable;
  State.Bad = State.Bad ? State.Bad : Tested;
  return State;
}

/// What a test has shown holds no more.
static NullState afterWrite(NullState State) {
  if (State.Bits & (NullState::NonNull | NullState::Null))
    State.Bits = (State.Bits & ~(NullState::NonNull | NullState::Null)) | NullState::Unknown;
  State.Stale = true;
  return State;
}

NullState sequence(const NullState &First, NullState Second) {
  if (!First.Bits || !(Second.Bits & NullState::Unchanged))
    return First.Bits ? Second : First;
  Second.Bits &= ~NullState::Unchanged;
  NullState Before = suspect(First, Second.Tested);
  return join(Second, Second.Stale ? afterWrite(Before) : Before);
}

/// Where a branch ends that is taken when the variable is null: if nothing has
/// changed it, it is what it was before, under suspicion.
static NullState endOfBranch(NullState State) {
  if (State.Bits == NullState::Null && State.Bad->What == NullEvent::Test)
    return {NullState::Unchanged, nullptr, nullptr, State.Bad};
  return State;
}

bool standsFor(const Expr &E, const AccessPath &V) {
  if (AccessPath::of(E) == V)
    return true;
  const auto *B = dyn_cast<BinaryOperator>(E.IgnoreParenImpCasts());
  return B && B->getOpcode() == BO_Assign && AccessPath::of(*B->getLHS()) == V;
}

NullState NullWalk::effect(const NullEvent &E) {
  switch (E.What) {
  case NullEvent::Test:
    return {NullState::Unchanged, nullptr, nullptr, &E};
  case NullEvent::Use:
    return {NullState::NonNull, nullptr, &E};
  case NullEvent::Write:
    return afterWrite({});
  case NullEvent::Assign:
    break;
  }
  bool Bad = E.Effect & (NullState::Null | NullState::Nullable);
  return {E.Effect, Bad ? &E : nullptr, E.Effect & NullState::NonNull ? &E : nullptr};
}

bool NullWalk::shows(const Expr &Condition, bool Value, bool IsNull) const {
  const Expr *E = Condition.IgnoreParenImpCasts();
  if (const auto *Full = dyn_cast<FullExpr>(E))
    return shows(*Full->getSubExpr(), Value, IsNull);
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E); Cast && Cast->getType()->isIntegerType())
    return shows(*Cast->getSubExpr(), Value, IsNull);
  if (standsFor(*E, V))
    return Value != IsNull;
  if (const auto *Not = dyn_cast<UnaryOperator>(E); Not && Not->getOpcode() == UO_LNot)
    return shows(*Not->getSubExpr(), !Value, IsNull);
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return Call->getBuiltinCallee() == Builtin::BI__builtin_expect &&
           shows(*Call->getArg(0), Value, IsNull);
  const auto *B = dyn_cast<BinaryOperator>(E);
  if (!B)
    return false;
  if (B->getOpcode() == BO_Comma)
    return shows(*B->getRHS(), Value, IsNull);
  if (B->getOpcode() == (Value ? BO_LAnd : BO_LOr))
    return shows(*B->getLHS(), Value, IsNull) || shows(*B->getRHS(), Value, IsNull);
  if (B->isLogicalOp())
    return shows(*B->getLHS(), Value, IsNull) && shows(*B->getRHS(), Value, IsNull);
  if (!B->isEqualityOp())
    return false;
  auto IsZero = [&](const Expr *Side) {
    return Side->IgnoreParenImpCasts()->isNullPointerConstant(AST,
                                                              Expr::NPC_ValueDependentIsNotNull) ||
           Side->IgnoreParenCasts()->isNullPointerConstant(AST, Expr::NPC_ValueDependentIsNotNull);
  };
  bool Tested = (standsFor(*B->getLHS(), V) && IsZero(B->getRHS())) ||
                (standsFor(*B->getRHS(), V) && IsZero(B->getLHS()));
  return Tested && (B->getOpcode() == BO_EQ) == (Value == IsNull);
}

/// The assignments of which one may be the last: not those in a block that
/// leaves the function or ends in a goto.
NullState NullWalk::anyAssignment(Range Events, unsigned Depth) {
  auto Leads = [&](const NullEvent &E) {
    return llvm::none_of(llvm::drop_begin(E.Path, Depth), [](const Stmt *S) {
      const auto *Block = dyn_cast<CompoundStmt>(S);
      return Block && !Block->body_empty() && isa<ReturnStmt, GotoStmt>(Block->body_back());
    });
  };
  NullState All;
  for (const NullEvent &E : Events)
    if ((E.What == NullEvent::Assign || E.What == NullEvent::Write) && Leads(E))
      All = join(All, effect(E));
  return All;
}

NullState NullWalk::branch(const Expr *Condition, bool Value, unsigned Depth, Range Events) const {
  if (!Condition)
    return {};
  Range Inside = in(Condition, Depth + 1, Events);
  const auto *Test =
      llvm::find_if(Inside, [](const NullEvent &E) { return E.What == NullEvent::Test; });
  if (Test != Inside.end()) {
    NullState Known;
    if (shows(*Condition, Value, /*IsNull=*/false))
      Known = {NullState::NonNull, nullptr, Test, nullptr};
    else if (shows(*Condition, Value, /*IsNull=*/true))
      Known = {NullState::Null, Test, nullptr};
    if (!(Known.Bits & NullState::Unchanged))
      return std::any_of(Test, Inside.end(),
                         [](const NullEvent &E) { return E.What == NullEvent::Write; })
                 ? afterWrite(Known)
                 : Known;
  }
  return after(Condition, Depth + 1, Inside);
}

/// Events in the order in which they stand; those behind &&, || and ?: need not
/// take place.
NullState NullWalk::afterExpr(const Stmt *S, unsigned Depth, Range Events) const {
  const Stmt *Inner = S;
  unsigned At = Depth;
  auto IsExtension = [](const Stmt *E) {
    const auto *U = dyn_cast<UnaryOperator>(E);
    return U && U->getOpcode() == UO_Extension;
  };
  while (isa<ParenExpr, CastExpr, FullExpr>(Inner) || IsExtension(Inner)) {
    Inner = *Inner->child_begin();
    ++At;
  }
  if (const auto *Block = dyn_cast<StmtExpr>(Inner))
    return after(Block->getSubStmt(), At + 1, in(Block->getSubStmt(), At + 1, Events));
  if (const auto *B = dyn_cast<BinaryOperator>(Inner); B && B->getOpcode() == BO_Comma)
    return sequence(afterChild(B->getLHS(), At, Events), afterChild(B->getRHS(), At, Events));
  if (const auto *Choice = dyn_cast<ConditionalOperator>(Inner)) {
    bool Die[] = {leaves(Choice->getFalseExpr()), leaves(Choice->getTrueExpr())};
    if (Die[0] != Die[1])
      return branch(Choice->getCond(), Die[0], At, Events);
  }
  NullState State;
  for (const NullEvent &E : Events) {
    NullState New = effect(E);
    for (unsigned I = Depth; I + 1 < E.Path.size(); ++I) {
      const auto *B = dyn_cast<BinaryOperator>(E.Path[I]);
      const auto *Choice = dyn_cast<AbstractConditionalOperator>(E.Path[I]);
      if ((B && B->isLogicalOp() && E.Path[I + 1] == B->getRHS()) ||
          (Choice && E.Path[I + 1] != Choice->getCond()) || isa<LambdaExpr>(E.Path[I]))
        New.Bits |= NullState::Unchanged;
    }
    State = sequence(State, New);
  }
  return State;
}

/// do { ... } while (0)
static bool isOnce(const DoStmt &Do) {
  const auto *Zero = dyn_cast<IntegerLiteral>(Do.getCond()->IgnoreParenImpCasts());
  return Zero && Zero->getValue() == 0;
}

/// A break or continue, of whatever loop, stands in S.
static bool hasJump(const Stmt *S) {
  return S && (isa<BreakStmt, ContinueStmt>(S) || llvm::any_of(S->children(), hasJump));
}

NullState NullWalk::afterLoop(const Stmt *S, unsigned Depth, Range Events) const {
  const Expr *Condition = nullptr;
  NullState First;
  if (const auto *While = dyn_cast<WhileStmt>(S)) {
    Condition = While->getCond();
  } else if (const auto *For = dyn_cast<ForStmt>(S)) {
    Condition = For->getCond();
    First = afterChild(For->getInit(), Depth, Events);
  } else if (const auto *Do = dyn_cast<DoStmt>(S)) {
    Condition = Do->getCond();
    First = afterChild(Do->getBody(), Depth, Events);
    if (isOnce(*Do) && First.Bits && !hasJump(Do->getBody()))
      return First;
    if (!First.Bits) // it ends in a jump, which may be a continue
      First = anyAssignment(Events, Depth);
  }
  NullState End = branch(Condition, false, Depth, Events);
  if (End.Bits == NullState::Null)
    End = anyAssignment(Events, Depth).Bits == NullState::Unchanged
              ? endOfBranch(End)
              : NullState{NullState::Nullable | NullState::NonNull, End.Bad};
  // A condition that ends the loop decides; a break in it is as good as a test
  // that it follows.
  if (Condition && !(End.Bits & NullState::Unchanged))
    return End;
  return sequence(First, join(End, anyAssignment(Events, Depth)));
}

NullState NullWalk::after(const Stmt *S, unsigned Depth, Range Events) const {
  if (Events.empty())
    return leaves(S) ? NullState{0} : NullState{};
  if (const auto *Block = dyn_cast<CompoundStmt>(S)) {
    NullState State;
    for (const Stmt *Child : Block->body()) {
      if (isa<LabelStmt>(Child))
        State = join(State, {NullState::Unknown | NullState::Unchanged});
      State = sequence(State, afterChild(Child, Depth, Events));
    }
    return State;
  }
  if (const auto *If = dyn_cast<IfStmt>(S)) {
    NullState Before = sequence(afterChild(If->getInit(), Depth, Events),
                                afterChild(If->getConditionVariableDeclStmt(), Depth, Events));
    NullState Then = sequence(branch(If->getCond(), true, Depth, Events),
                              afterChild(If->getThen(), Depth, Events));
    NullState Else = sequence(branch(If->getCond(), false, Depth, Events),
                              afterChild(If->getElse(), Depth, Events));
    return sequence(Before, join(endOfBranch(Then), endOfBranch(Else)));
  }
  if (isa<WhileStmt, ForStmt, DoStmt>(S))
    return afterLoop(S, Depth, Events);
  if (isa<SwitchStmt, CXXForRangeStmt, CXXTryStmt>(S))
    return anyAssignment(Events, Depth);
  if (const auto *Label = dyn_cast<LabelStmt>(S))
    return afterChild(Label->getSubStmt(), Depth, Events);
  if (const auto *Case = dyn_cast<SwitchCase>(S))
    return afterChild(Case->getSubStmt(), Depth, Events);
  if (const auto *Attributed = dyn_cast<AttributedStmt>(S))
    return afterChild(Attributed->getSubStmt(), Depth, Events);
  if (isa<ReturnStmt>(S))
    return {0};
  return afterExpr(S, Depth, Events);
}

NullState NullWalk::beforeInLoop(const Stmt *Loop, const Stmt *Child, unsigned Depth,
                                 Range Events) const {
  auto Reached = [](NullState S) { return S.Bits ? S : NullState{}; };
  if (const auto *Do = dyn_cast<DoStmt>(Loop)) {
    NullState Body = Reached(afterChild(Do->getBody(), Depth, Events));
    if (Child == Do->getCond())
      return Body;
    if (isOnce(*Do))
      return {};
    return join({}, sequence(Body, branch(Do->getCond(), true, Depth, Events)));
  }
  if (const auto *Each = dyn_cast<CXXForRangeStmt>(Loop))
    return join({}, Reached(afterChild(Each->getBody(), Depth, Events)));
  const auto *For = dyn_cast<ForStmt>(Loop);
  const auto *While = dyn_cast<WhileStmt>(Loop);
  const Expr *Condition = For ? For->getCond() : While->getCond();
  const Stmt *Body = For ? For->getBody() : While->getBody();
  const Stmt *Step = For ? For->getInc() : nullptr;
  if (For && Child == For->getInit())
    return {};
  NullState First = For ? afterChild(For->getInit(), Depth, Events) : NullState{};
  NullState Round =
      sequence(Reached(afterChild(Body, Depth, Events)), Reached(afterChild(Step, Depth, Events)));
  NullState Start = sequence(First, join({}, Round));
  if (Child == Condition)
    return Start;
  Start = sequence(Start, branch(Condition, true, Depth, Events));
  return Child == Step ? sequence(Start, Reached(afterChild(Body, Depth, Events))) : Start;
}

} // namespace ferrule
