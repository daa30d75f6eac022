// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/init/WrittenBefore.h"
#include "clang/Analysis/Analyses/PostOrderCFGView.h"
#include "clang/Analysis/CFG.h"
#include "clang/Analysis/FlowSensitive/DataflowWorklist.h"

using namespace clang;

namespace ferrule {

bool isWrittenBefore(const Statements &Uses, const Statements &Writes, const VarDecl &V,
                     AnalysisDeclContext &Function) {
  const CFG *Graph = Function.getCFG();
  if (!Graph)
    return false;
  Statements Shown;
  // Every block is taken to begin with the variable written until a way to it shows that not: what
  // is left in the end holds on all paths.
  llvm::DenseMap<const CFGBlock *, bool> WrittenAt;
  ForwardDataflowWorklist Work(*Graph, Function);
  WrittenAt[&Graph->getEntry()] = false;
  Work.enqueueBlock(&Graph->getEntry());
  while (const CFGBlock *Block = Work.dequeue()) {
    bool Written = WrittenAt.lookup(Block);
    for (const CFGElement &Each : *Block) {
      auto Element = Each.getAs<CFGStmt>();
      if (!Element)
        continue;
      const Stmt *S = Element->getStmt();
      if (const auto *Declaration = dyn_cast<DeclStmt>(S);
          Declaration && llvm::is_contained(Declaration->decls(), &V))
        Written = false;
      else if (Writes.contains(S))
        Written = true;
      else if (Uses.contains(S) && !Written)
        return false;
      else if (Uses.contains(S))
        Shown.insert(S);
    }
    for (const CFGBlock *Next : Block->succs()) {
      if (!Next)
        continue;
      auto [At, New] = WrittenAt.try_emplace(Next, Written);
      if (New || (At->second && !Written)) {
        At->second = Written;
        Work.enqueueBlock(Next);
      }
    }
  }
  return Shown.size() == Uses.size();
}

} // namespace ferrule
