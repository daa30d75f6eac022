// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Guards.h"
#include "checks/CheckContext.h"
#include "checks/Values.h"
#include "checks/known/LibraryFunctions.h"
#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/FoldingSet.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

using namespace clang;

namespace ferrule {

bool leaves(const Stmt *S) {
  if (!S)
    return false;
  if (const auto *E = dyn_cast<Expr>(S)) {
    E = E->IgnoreParenCasts();
    if (const auto *Full = dyn_cast<FullExpr>(E))
      E = Full->getSubExpr()->IgnoreParenCasts();
    const auto *Call = dyn_cast<CallExpr>(E);
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    return isa<CXXThrowExpr>(E) || (F && F->isNoReturn()) ||
           (Call && Call->getBuiltinCallee() == Builtin::BI__builtin_unreachable);
  }
  if (isa<ReturnStmt, GotoStmt, IndirectGotoStmt, BreakStmt, ContinueStmt>(S))
    return true;
  if (const auto *Block = dyn_cast<CompoundStmt>(S))
    return llvm::any_of(Block->body(), [](const Stmt *Child) { return leaves(Child); });
  if (const auto *If = dyn_cast<IfStmt>(S))
    return leaves(If->getThen()) && leaves(If->getElse());
  if (const auto *Attributed = dyn_cast<AttributedStmt>(S))
    return leaves(Attributed->getSubStmt());
  // do { return; } while (0), as in macros; a break or continue in it only leaves the loop.
  if (const auto *Do = dyn_cast<DoStmt>(S)) {
    const auto *Body = dyn_cast<CompoundStmt>(Do->getBody());
    return Body && !Body->body_empty() && isa<ReturnStmt, GotoStmt>(Body->body_back());
  }
  return false;
}

bool modifies(const Stmt &S, const VarDecl &V) {
  auto Names = [&](const Expr *E) { return E && variableOf(*E) == &V; };
  if (const auto *B = dyn_cast<BinaryOperator>(&S); B && B->isAssignmentOp() && Names(B->getLHS()))
    return true;
  if (const auto *U = dyn_cast<UnaryOperator>(&S);
      U && (U->isIncrementDecrementOp() || U->getOpcode() == UO_AddrOf) && Names(U->getSubExpr()))
    return true;
  if (const auto *Call = dyn_cast<CallExpr>(&S))
    if (const FunctionDecl *F = Call->getDirectCallee())
      for (unsigned I = 0, N = std::min(Call->getNumArgs(), F->getNumParams()); I != N; ++I)
        if (QualType T = F->getParamDecl(I)->getType();
            T->isReferenceType() && !T.getNonReferenceType().isConstQualified() &&
            Names(Call->getArg(I)))
          return true;
  return llvm::any_of(S.children(),
                      [&](const Stmt *Child) { return Child && modifies(*Child, V); });
}

bool modifies(llvm::ArrayRef<const Stmt *> Statements, const VarDecl &V) {
  return llvm::any_of(Statements, [&](const Stmt *S) { return modifies(*S, V); });
}

bool mayWrite(const Stmt &S) {
  if (const auto *Call = dyn_cast<CallExpr>(&S)) {
    const LibraryFunction *L = libraryFunction(*Call);
    const FunctionDecl *F = Call->getDirectCallee();
    if (!L)
      return !F || !(F->hasAttr<PureAttr>() || F->hasAttr<ConstAttr>());
    return llvm::any_of(L->Parameters, [](Role R) {
      return R == Role::Destination || R == Role::Appended || R == Role::ScanFormat ||
             R == Role::Released || R == Role::Resized;
    });
  }
  const Expr *Written = nullptr;
  if (const auto *B = dyn_cast<BinaryOperator>(&S); B && B->isAssignmentOp())
    Written = B->getLHS();
  if (const auto *U = dyn_cast<UnaryOperator>(&S); U && U->isIncrementDecrementOp())
    Written = U->getSubExpr();
  return Written && !variableOf(*Written);
}

bool holds(const Stmt &S, llvm::function_ref<bool(const Stmt &)> Wanted) {
  return Wanted(S) || llvm::any_of(S.children(), [&](const Stmt *Child) {
           return Child && holds(*Child, Wanted);
         });
}

/// Statements of a block that are looked at, back from the visited node: a bound on the time that
/// functions of thousands of statements take.
static constexpr std::ptrdiff_t MaxBefore = 100;

/// A jump may lead into S, past what stands before it.
static bool findJumpTarget(const Stmt *S) {
  return isa<SwitchCase, LabelStmt>(S) || llvm::any_of(S->children(), [](const Stmt *Child) {
           return Child && !isa<SwitchStmt>(Child) && findJumpTarget(Child);
         });
}

/// The ifs before Child that leave the block, so that what comes after them knows their opposite.
static void forExitsBefore(const CompoundStmt &Block, const Stmt *Child, const CheckContext &C,
                           llvm::function_ref<void(const Guard &)> Take) {
  auto IsJumpedTo = [&](const Stmt *S) {
    auto [It, New] = C.jumpTargets().try_emplace(S, false);
    // The map does not change meanwhile.
    return New ? It->second = findJumpTarget(S) : It->second;
  };
  llvm::ArrayRef<const Stmt *> Body(Block.body_begin(), Block.size());
  const auto *Here = llvm::find(Body, Child);
  for (const auto *At = Here;
       At != Body.begin() && At != Body.end() && Here - At < MaxBefore && !IsJumpedTo(*At);) {
    const auto *If = dyn_cast<IfStmt>(*--At);
    if (!If || !If->getCond() || leaves(If->getThen()) == leaves(If->getElse()) || IsJumpedTo(If))
      continue;
    Take({*If->getCond(), leaves(If->getThen()), llvm::ArrayRef(At + 1, Here + 1), *If,
          "the check before it"});
  }
}

void forConditionsAround(const CheckContext &C, llvm::function_ref<void(const Guard &)> Take) {
  // Each one is a child of the one before.
  llvm::ArrayRef<const Stmt *> Around = C.path();
  for (std::size_t I = Around.size(); I-- > 1;) {
    const Stmt *Owner = Around[I - 1], *Child = Around[I];
    llvm::ArrayRef<const Stmt *> Guarded = Around.slice(I, 1);
    if (const auto *For = dyn_cast<ForStmt>(Owner)) {
      if (Child == For->getBody() && For->getCond())
        Take({*For->getCond(), false, Guarded, *Owner, "the loop's condition"});
    } else if (const auto *If = dyn_cast<IfStmt>(Owner)) {
      bool InElse = Child == If->getElse();
      if ((InElse || Child == If->getThen()) && If->getCond())
        Take({*If->getCond(), InElse, Guarded, *Owner, "the condition around it"});
    } else if (const auto *While = dyn_cast<WhileStmt>(Owner)) {
      if (Child == While->getBody())
        Take({*While->getCond(), false, Guarded, *Owner, "the loop's condition"});
    } else if (const auto *Op = dyn_cast<BinaryOperator>(Owner)) {
      if (Op->isLogicalOp() && Child == Op->getRHS())
        Take(
            {*Op->getLHS(), Op->getOpcode() == BO_LOr, Guarded, *Owner, "the condition before it"});
    } else if (const auto *Choice = dyn_cast<ConditionalOperator>(Owner)) {
      if (Child != Choice->getCond())
        Take({*Choice->getCond(), Child == Choice->getFalseExpr(), Guarded, *Owner,
              "the condition around it"});
    } else if (const auto *Block = dyn_cast<CompoundStmt>(Owner)) {
      forExitsBefore(*Block, Child, C, Take);
    }
  }
}

bool isNeverReached(const CheckContext &C) {
  bool Never = false;
  forConditionsAround(C, [&](const Guard &G) {
    if (auto K = constantOf(*G.Condition.IgnoreParenImpCasts(), C))
      Never |= (*K != 0) == G.Negated;
  });
  return Never;
}

bool sameText(const Expr &A, const Expr &B, const CheckContext &C) {
  const Expr *L = A.IgnoreParenCasts(), *R = B.IgnoreParenCasts();
  if (L->HasSideEffects(C.ast()) || R->HasSideEffects(C.ast()))
    return false;
  llvm::FoldingSetNodeID IdL, IdR;
  L->Profile(IdL, C.ast(), /*Canonical=*/true);
  R->Profile(IdR, C.ast(), /*Canonical=*/true);
  return IdL == IdR;
}

/// What E is compared with in Condition, or null.
static const Expr *comparedWith(const Expr &Condition, const Expr &E, const CheckContext &C) {
  const auto *B = dyn_cast<BinaryOperator>(Condition.IgnoreParenCasts());
  if (!B)
    return nullptr;
  if (B->isRelationalOp())
    return sameText(*B->getLHS(), E, C)   ? B->getRHS()
           : sameText(*B->getRHS(), E, C) ? B->getLHS()
                                          : nullptr;
  if (!B->isLogicalOp())
    return nullptr;
  const Expr *Found = comparedWith(*B->getLHS(), E, C);
  return Found ? Found : comparedWith(*B->getRHS(), E, C);
}

std::string whyUnbounded(const Expr &Full, llvm::StringRef What, const CheckContext &C) {
  const Expr &E = *Full.IgnoreParenCasts();
  std::string Why = ("nothing bounds " + What).str();
  if (const auto *B = dyn_cast<BinaryOperator>(&E)) {
    std::string Left = whyUnbounded(*B->getLHS(), What, C);
    return Left != Why ? Left : whyUnbounded(*B->getRHS(), What, C);
  }
  if (constantOf(E, C))
    return Why;
  const Expr *Limit = nullptr;
  forConditionsAround(C, [&](const Guard &G) {
    if (!Limit)
      Limit = comparedWith(G.Condition, E, C);
  });
  if (!Limit)
    return Why;
  return "'" + C.text(E) + "' is compared with '" + C.text(*Limit) +
         (constantOf(*Limit, C) ? "', which bounds it on one side only"
                                : "', whose value is not known");
}

} // namespace ferrule
