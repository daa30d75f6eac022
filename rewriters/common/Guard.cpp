// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/common/Guard.h"
#include "checks/Guards.h"
#include "rewriters/common/Braces.h"
#include "rewriters/common/ErrorExit.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {
namespace {

/// Where a test can stand.
struct GuardPlace {
  const Stmt *statement = nullptr;
  /// Not null: the statement is the branch or body of this one, without braces.
  const Stmt *owner = nullptr;
  /// All that is evaluated from the test to the node, and more.
  llvm::SmallVector<const Stmt *, 2> between;
  std::string refusal;
};

GuardPlace refused(std::string Why) { return {.refusal = std::move(Why)}; }

/// Child is evaluated once, each time that Parent is.
bool isEvaluatedOnce(const Stmt &Parent, const Stmt &Child) {
  if (const auto *Condition = dyn_cast<AbstractConditionalOperator>(&Parent))
    return Condition->getCond() == &Child;
  if (const auto *Logical = dyn_cast<BinaryOperator>(&Parent); Logical && Logical->isLogicalOp())
    return Logical->getLHS() == &Child;
  return !isa<LambdaExpr, BlockExpr, CoroutineSuspendExpr, CXXDefaultArgExpr, CXXDefaultInitExpr>(
      Parent);
}

GuardPlace findPlace(const CheckContext &C) {
  if (isInLambda(C))
    return refused("it stands in a lambda or block, which does not leave as the function does");
  GuardPlace P;
  const Stmt *Child = C.path().back();
  const Stmt *Outermost = Child;
  for (const Stmt *Parent : llvm::reverse(C.path().drop_back())) {
    if (isa<Expr>(Parent)) {
      if (isa<StmtExpr>(Parent))
        return refused("it stands in a statement expression");
      if (!isEvaluatedOnce(*Parent, *Child))
        return refused("it is evaluated under a condition of its own expression");
      Outermost = Child = Parent;
      continue;
    }
    P.statement = Child;
    if (isa<CompoundStmt>(Parent))
      break;
    if (const auto *If = dyn_cast<IfStmt>(Parent)) {
      if (Child == If->getThen() || Child == If->getElse()) {
        P.owner = If;
        break;
      }
    } else if (const auto *Switch = dyn_cast<SwitchStmt>(Parent)) {
      if (Child == Switch->getBody())
        return refused("it stands in a switch without braces");
    } else if (const auto *While = dyn_cast<WhileStmt>(Parent)) {
      if (Child != While->getBody())
        return refused("it is evaluated in each round of a loop");
      P.owner = While;
      break;
    } else if (const auto *For = dyn_cast<ForStmt>(Parent)) {
      if (Child == For->getBody()) {
        P.owner = For;
        break;
      }
      if (Child != For->getInit())
        return refused("it is evaluated in each round of a loop");
    } else if (isa<DoStmt, CXXForRangeStmt>(Parent)) {
      return refused("it is evaluated in each round of a loop");
    } else if (isa<SwitchCase, LabelStmt>(Parent)) {
      break;
    } else if (isa<DeclStmt>(Parent)) {
      // The declarators before it are evaluated on the way.
      Outermost = Parent;
    }
    Child = Parent;
  }
  if (!P.statement || isa<CompoundStmt>(P.statement))
    return refused("no statement is around it");
  P.between.push_back(Outermost);
  return P;
}

/// Whether evaluating the statements may change what an operand reads, before the node is reached.
/// What has the node as a part (a call that it is given to, an assignment) takes effect after it.
bool mayChange(const GuardPlace &Place, const Expr &Operand, const CheckContext &C) {
  bool ReadsMemory = false, Changes = false;
  holds(Operand, [&](const Stmt &S) {
    const auto *Ref = dyn_cast<DeclRefExpr>(&S);
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    if (V && !V->hasLocalStorage())
      ReadsMemory = true;
    for (const Stmt *Between : Place.between)
      Changes |= V && holds(*Between, [&](const Stmt &Part) {
                   return !llvm::is_contained(C.path(), &Part) &&
                          !isa<CompoundStmt, DeclStmt>(Part) && modifies(Part, *V);
                 });
    ReadsMemory |= isa<MemberExpr, ArraySubscriptExpr>(S) ||
                   (isa<UnaryOperator>(S) && cast<UnaryOperator>(S).getOpcode() == UO_Deref);
    return false;
  });
  if (Changes || !ReadsMemory)
    return Changes;
  return llvm::any_of(Place.between, [&](const Stmt *Between) {
    return holds(*Between, [&](const Stmt &Part) {
      return !llvm::is_contained(C.path(), &Part) && mayWrite(Part);
    });
  });
}

} // namespace

void guard(Proposal &P, const GuardCondition &Condition, const CheckContext &C, RewriteContext &R) {
  GuardPlace Place = findPlace(C);
  if (!Place.refusal.empty()) {
    P.refuse(Place.refusal);
    return;
  }
  for (const Expr *Operand : Condition.operands)
    if (mayChange(Place, *Operand, C)) {
      P.refuse("what would be tested may change before it is used");
      return;
    }
  auto Exit = errorExit(*C.function(), R);
  if (!Exit) {
    P.refuse("nothing in '" + C.function()->getNameAsString() +
             "' shows how it would leave when something is wrong");
    return;
  }
  const std::string Leave = StringRef(Exit->statement).drop_back().str();
  if (Exit->example.isValid())
    P.because("the function leaves with '" + Leave + "' elsewhere", Exit->example);
  P.ask("Is '" + Leave + "' right when " + Condition.words +
        ", and is all that was taken before released on that way?");
  SourceLocation Begin = Place.statement->getBeginLoc();
  std::string Step = R.indentStep(Begin);
  P.insertLineBefore(Begin, "if (" + Condition.text + ")\n" + Step + Exit->statement);
  if (Place.owner)
    addBraces(P, *Place.owner, *Place.statement, "", R);
}

} // namespace ferrule
