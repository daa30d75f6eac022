// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/null/NullStates.h"
#include "checks/null/NullWalk.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {

NullState stateAt(const AccessPath &V, const NullEvents &Events, std::size_t Index,
                  llvm::ArrayRef<LabelOrder> Labels, ASTContext &AST) {
  const NullEvent &Here = Events[Index];
  NullWalk W(V, AST);
  NullState State;
  auto Before = [&](NullState Earlier, bool MayBypass = false, const Stmt *S = nullptr) {
    bool Voided = MayBypass;
    if (Earlier.Good)
      for (const LabelOrder &L : Labels)
        Voided |= Earlier.Good->Order < L.Label && L.Label < Here.Order &&
                  (L.FirstGoto < Earlier.Good->Order || L.Around.contains(S));
    if (Voided && Earlier.Good && (Earlier.Bits & NullState::NonNull))
      Earlier = {(Earlier.Bits & ~NullState::NonNull) | NullState::Unchanged, Earlier.Bad, nullptr,
                 Earlier.Good->What == NullEvent::Test ? Earlier.Good : Earlier.Tested, true};
    if (Earlier.Bits)
      State = sequence(Earlier, State);
  };
  NullWalk::Range All(Events);
  for (unsigned Depth = Here.Path.size() - 1; Depth-- > 0 && (State.Bits & NullState::Unchanged);) {
    const Stmt *Parent = Here.Path[Depth], *Child = Here.Path[Depth + 1];
    NullWalk::Range Inside = W.in(Parent, Depth, All);
    if (isa<CompoundStmt>(Parent)) {
      bool OtherCase = isa<SwitchCase>(Child);
      llvm::SmallVector<NullWalk::Range, 8> Statements;
      for (const NullEvent *E = Inside.begin(); E != Inside.end() && E->Path[Depth + 1] != Child;) {
        Statements.push_back(W.in(E->Path[Depth + 1], Depth + 1, {E, Inside.end()}));
        E = Statements.back().end();
      }
      for (NullWalk::Range Earlier : llvm::reverse(Statements)) {
        if (!(State.Bits & NullState::Unchanged))
          break;
        const Stmt *S = Earlier.front().Path[Depth + 1];
        Before(W.after(S, Depth + 1, Earlier), OtherCase, S);
        OtherCase |= isa<SwitchCase>(S);
      }
    } else if (const auto *If = dyn_cast<IfStmt>(Parent)) {
      if (Child == If->getThen() || Child == If->getElse())
        Before(W.branch(If->getCond(), Child == If->getThen(), Depth, Inside));
      if (Child != If->getInit())
        Before(W.afterChild(If->getInit(), Depth, Inside));
      if (const Stmt *Declared = If->getConditionVariableDeclStmt(); Declared && Child != Declared)
        Before(W.afterChild(Declared, Depth, Inside));
    } else if (isa<WhileStmt, ForStmt, DoStmt, CXXForRangeStmt>(Parent)) {
      Before(W.beforeInLoop(Parent, Child, Depth, Inside));
    } else if (const auto *Switch = dyn_cast<SwitchStmt>(Parent)) {
      if (Child == Switch->getBody())
        Before(W.afterChild(Switch->getCond(), Depth, Inside));
    } else if (const auto *Choice = dyn_cast<ConditionalOperator>(Parent)) {
      if (Child != Choice->getCond())
        Before(W.branch(Choice->getCond(), Child == Choice->getTrueExpr(), Depth, Inside));
    } else if (const auto *B = dyn_cast<BinaryOperator>(Parent)) {
      if (B->isLogicalOp() && Child == B->getRHS())
        Before(W.branch(B->getLHS(), B->getOpcode() == BO_LAnd, Depth, Inside));
      else if (B->getOpcode() == BO_Comma && Child == B->getRHS())
        Before(W.afterChild(B->getLHS(), Depth, Inside));
      else if (B->getOpcode() == BO_Assign && Child == B->getLHS() &&
               AccessPath::of(*B->getLHS()) == V)
        for (const NullEvent &E : Inside)
          if (E.What == NullEvent::Assign && E.Path.size() == Depth + 1)
            Before(W.effect(E));
    } else if (isa<DeclStmt>(Parent)) {
      for (const NullEvent &E : Inside)
        if (E.Path.size() == Depth + 1 && E.Order < Here.Order)
          Before(W.effect(E));
    }
  }
  return State;
}

} // namespace ferrule
