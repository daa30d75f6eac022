// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// std::unique_ptr deletes what it points to when it is set, and when its scope is left. A raw
// pointer does not. So nothing changes exactly when, on every path, the object has been deleted or
// handed over before one of the two happens, and when nobody looks at the pointer in between (it
// would be null then). Whether others know the object does not matter: they see it die where it
// died before. That is a question of paths, answered by the states that the pointer can have at
// each point: a union over the paths, to a fixed point.
#include "rewriters/cxx/OwnerPaths.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace ferrule {
namespace {

/// The interpreter of one graph.
class Follower {
public:
  Follower(const CFG &Graph, ArrayRef<OwnerUse> Uses, const OwnerScope &Scope, ASTContext &AST)
      : Graph(Graph), Uses(Uses), Scope(Scope), Local(Scope.local), AST(AST) {
    for (const OwnerUse &Use : Uses) {
      ByEffect[Use.effect] = &Use;
      Names.insert(Use.name);
    }
  }

  OwnerDifferences run() {
    llvm::SmallVector<const CFGBlock *, 32> Work;
    auto Reach = [&](const CFGBlock *Block, unsigned State) {
      if (!Block || !State || (In[Block] | State) == In[Block])
        return;
      In[Block] |= State;
      Work.push_back(Block);
    };
    Reach(&Graph.getEntry(), Scope.start);
    while (!Work.empty()) {
      const CFGBlock *Block = Work.pop_back_val();
      unsigned State = In[Block];
      for (const CFGElement &Element : *Block)
        State = after(Element, State);
      // What leaves by abort() or exit() destroys no local variable.
      if (Block->hasNoReturnElement())
        continue;
      unsigned Index = 0;
      for (const CFGBlock::AdjacentBlock &Next : Block->succs())
        Reach(Next.getReachableBlock(), onEdge(*Block, Index++, State));
    }
    Differences.atEnd = In.lookup(&Graph.getExit());
    if (Local && (Differences.atEnd & OwnerState::Alive) && !Differences.left)
      Differences.left = Uses.empty() ? Local->getInit() : Uses.back().effect;
    return Differences;
  }

private:
  unsigned after(const CFGElement &Element, unsigned State) {
    if (auto End = Element.getAs<CFGLifetimeEnds>(); End && End->getVarDecl() == Local && Local) {
      if (State & OwnerState::Alive)
        Differences.left = End->getTriggerStmt();
      Differences.leftShared |= (State & OwnerState::Shared) != 0;
      return OwnerState::Undeclared;
    }
    auto Statement = Element.getAs<CFGStmt>();
    if (!Statement)
      return State;
    const Stmt *S = Statement->getStmt();
    if (const auto *D = dyn_cast<DeclStmt>(S);
        D && Local && llvm::is_contained(D->decls(), Local)) {
      // A jump back over the declaration ends its life as well.
      if (State & OwnerState::Alive)
        Differences.left = D;
      Differences.leftShared |= (State & OwnerState::Shared) != 0;
      return !Local->getInit() || isNullPointer(*Local->getInit(), AST) ? OwnerState::Null
                                                                        : OwnerState::Live;
    }
    auto Found = ByEffect.find(S);
    if (Found != ByEffect.end())
      return after(*Found->second, State);
    // Another method may set a member that is null. One that has gone it cannot even delete.
    if (Scope.setByCalls && (State & OwnerState::Null) && isa<CallExpr, CXXConstructExpr>(S))
      State |= OwnerState::Live;
    return State;
  }

  static unsigned moved(unsigned State, unsigned From, unsigned To) {
    return (State & From) ? (State & ~From) | To : State;
  }

  unsigned after(const OwnerUse &Use, unsigned State) {
    unsigned Ended = moved(State, OwnerState::Alive, OwnerState::Gone);
    switch (Use.kind) {
    case OwnerUse::Deletes:
      return Ended;
    case OwnerUse::Sets:
    case OwnerUse::Fills:
    case OwnerUse::Clears:
      if (State & OwnerState::Alive)
        Differences.lost = Use.effect;
      return Use.kind == OwnerUse::Clears ? OwnerState::Null : OwnerState::Live;
    case OwnerUse::Stays:
    case OwnerUse::Value:
    case OwnerUse::HandsOver:
      if (State & OwnerState::Gone)
        Differences.read = Use.name;
      if (Use.kind == OwnerUse::HandsOver)
        return Ended;
      return Use.kind == OwnerUse::Value ? moved(State, OwnerState::Live, OwnerState::Shared)
                                         : State;
    case OwnerUse::Unfit:
      break;
    }
    return State;
  }

  /// Where a condition has shown the pointer to be null, or not to be, it is that.
  unsigned onEdge(const CFGBlock &Block, unsigned Index, unsigned State) const {
    const Expr *Condition = Block.getLastCondition();
    if (!Condition || Block.succ_size() != 2 || isa<SwitchStmt>(Block.getTerminatorStmt()))
      return State;
    bool True = Index == 0;
    const Expr *E = Condition->IgnoreParenImpCasts();
    while (const auto *Not = dyn_cast<UnaryOperator>(E)) {
      if (Not->getOpcode() != UO_LNot)
        return State;
      True = !True;
      E = Not->getSubExpr()->IgnoreParenImpCasts();
    }
    if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isEqualityOp()) {
      if (isNullPointer(*B->getRHS(), AST))
        E = B->getLHS()->IgnoreParenImpCasts();
      else if (isNullPointer(*B->getLHS(), AST))
        E = B->getRHS()->IgnoreParenImpCasts();
      True = True == (B->getOpcode() == BO_NE);
    }
    if (!Names.contains(E))
      return State;
    if (True)
      return State & ~OwnerState::Null;
    return moved(State, OwnerState::Alive, OwnerState::Null);
  }

  const CFG &Graph;
  ArrayRef<OwnerUse> Uses;
  const OwnerScope &Scope;
  const VarDecl *Local;
  ASTContext &AST;
  llvm::DenseMap<const Stmt *, const OwnerUse *> ByEffect;
  llvm::SmallPtrSet<const Expr *, 8> Names;
  llvm::DenseMap<const CFGBlock *, unsigned> In;
  OwnerDifferences Differences;
};

} // namespace

OwnerDifferences followOwner(const CFG &Graph, ArrayRef<OwnerUse> Uses, const OwnerScope &Scope,
                             ASTContext &AST) {
  return Follower(Graph, Uses, Scope, AST).run();
}

} // namespace ferrule
