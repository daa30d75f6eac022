// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/common/Guard.h"
#include "checks/Guards.h"
#include "rewriters/common/Braces.h"
#include "rewriters/common/ErrorExit.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/Builtins.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {
namespace {

/// Where a test can stand.
struct GuardPlace {
  const Stmt *statement = nullptr;
  /// Not null: the statement is the branch or body of this one, without braces.
  const Stmt *owner = nullptr;
  /// A label stands in front of the statement, where C has no declarations.
  bool labelled = false;
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
      P.labelled = true;
      break;
    } else if (const auto *Declared = dyn_cast<DeclStmt>(Parent)) {
      if (llvm::any_of(Declared->decls(), [](const Decl *D) {
            const auto *V = dyn_cast<VarDecl>(D);
            return V && V->isStaticLocal();
          }))
        return refused("it is evaluated the first time only");
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

/// It writes a number or pointer that is a field, and no operand reads that field or memory that
/// may be it.
bool writesOtherField(const Stmt &S, const Expr &Operand) {
  const auto *Assignment = dyn_cast<BinaryOperator>(&S);
  const auto *Step = dyn_cast<UnaryOperator>(&S);
  const Expr *Written = Assignment && Assignment->isAssignmentOp() ? Assignment->getLHS()
                        : Step && Step->isIncrementDecrementOp()   ? Step->getSubExpr()
                                                                   : nullptr;
  const auto *Member = Written ? dyn_cast<MemberExpr>(Written->IgnoreParens()) : nullptr;
  const auto *Field = Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
  auto IsApart = [](const FieldDecl &F) { return !F.getParent()->isUnion() && !F.isBitField(); };
  if (!Field || !Field->getType()->isScalarType() || !IsApart(*Field))
    return false;
  return !holds(Operand, [&](const Stmt &Part) {
    const auto *Read = dyn_cast<MemberExpr>(&Part);
    const auto *Other = Read ? dyn_cast<FieldDecl>(Read->getMemberDecl()) : nullptr;
    if (Read)
      return !Other || Other == Field || !IsApart(*Other);
    const auto *Deref = dyn_cast<UnaryOperator>(&Part);
    return isa<ArraySubscriptExpr>(Part) || (Deref && Deref->getOpcode() == UO_Deref);
  });
}

/// A part of S other than Except, and than what the visited node is a part of (a call that it is
/// given to, an assignment: they take effect after it), does something by itself that Does accepts.
bool anyPart(const Stmt &S, const Stmt *Except, const CheckContext &C,
             llvm::function_ref<bool(const Stmt &)> Does) {
  if (&S == Except)
    return false;
  if (!llvm::is_contained(C.path(), &S) && Does(S))
    return true;
  return llvm::any_of(S.children(),
                      [&](const Stmt *Child) { return Child && anyPart(*Child, Except, C, Does); });
}

/// S changes V, and none of its parts does.
bool changesItself(const Stmt &S, const VarDecl &V) {
  return !isa<CompoundStmt, DeclStmt>(S) && modifies(S, V) &&
         llvm::none_of(S.children(),
                       [&](const Stmt *Child) { return Child && modifies(*Child, V); });
}

/// Its address is taken, so what writes through a pointer may change it.
bool isPointedTo(const VarDecl &V, const CheckContext &C) {
  const Stmt *Body = C.function()->getBody();
  return Body && holds(*Body, [&](const Stmt &S) {
           const auto *U = dyn_cast<UnaryOperator>(&S);
           const auto *Ref = U && U->getOpcode() == UO_AddrOf
                                 ? dyn_cast<DeclRefExpr>(U->getSubExpr()->IgnoreParens())
                                 : nullptr;
           return Ref && Ref->getDecl() == &V;
         });
}

/// Whether evaluating the statements may change what an operand reads, before the node is reached.
bool mayChange(const GuardPlace &Place, const Expr &Operand, const Stmt *Except,
               const CheckContext &C) {
  bool ReadsMemory = false, Changes = false;
  holds(Operand, [&](const Stmt &S) {
    const auto *Ref = dyn_cast<DeclRefExpr>(&S);
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    if (V && (!V->hasLocalStorage() || isPointedTo(*V, C)))
      ReadsMemory = true;
    for (const Stmt *Between : Place.between)
      Changes |= V && anyPart(*Between, Except, C,
                              [&](const Stmt &Part) { return changesItself(Part, *V); });
    ReadsMemory |= isa<MemberExpr, ArraySubscriptExpr>(S) ||
                   (isa<UnaryOperator>(S) && cast<UnaryOperator>(S).getOpcode() == UO_Deref);
    return false;
  });
  return Changes || (ReadsMemory && llvm::any_of(Place.between, [&](const Stmt *Between) {
                       return anyPart(*Between, Except, C, [&](const Stmt &Part) {
                         return mayWrite(Part) && !writesOtherField(Part, Operand);
                       });
                     }));
}

/// Why the expression cannot be evaluated in front of the statement; empty: it can.
std::string whyNotKept(const GuardPlace &Place, const Expr &Kept, const CheckContext &C) {
  if (!C.isCXX() && !C.language().C99)
    return "C89 has no declarations behind statements";
  if (Place.labelled)
    return "a label stands in front of it, where there is no place for a declaration";
  bool Acts = Kept.HasSideEffects(C.ast());
  auto DoesSomething = [&](const Stmt &S) {
    const auto *U = dyn_cast<UnaryOperator>(&S);
    const auto *B = dyn_cast<BinaryOperator>(&S);
    return isa<CallExpr, CXXConstructExpr>(S) || (U && U->isIncrementDecrementOp()) ||
           (B && B->isAssignmentOp());
  };
  if (Acts && llvm::any_of(Place.between, [&](const Stmt *Between) {
        return anyPart(*Between, &Kept, C, DoesSomething);
      }))
    return "it would be evaluated before another part of the statement that does something";
  return "";
}

/// A jump can lead into it from outside.
bool holdsLabel(const Stmt &S) {
  return holds(S, [](const Stmt &Part) { return isa<LabelStmt, SwitchCase>(Part); });
}

/// Adds what is evaluated from the beginning of the I-th statement on the path to the node.
void addWay(std::size_t I, const CheckContext &C, GuardPlace &P) {
  const Stmt *S = C.path()[I];
  const Stmt *Next = I + 1 < C.path().size() ? C.path()[I + 1] : nullptr;
  if (const auto *If = dyn_cast<IfStmt>(S); If && Next && !If->getInit() && !If->hasVarStorage()) {
    P.between.push_back(If->getCond());
    if (Next != If->getCond())
      addWay(I + 1, C, P);
  } else if (const auto *Block = dyn_cast<CompoundStmt>(S); Block && Next) {
    for (const Stmt *Before : Block->body()) {
      if (Before == Next)
        break;
      P.between.push_back(Before);
    }
    addWay(I + 1, C, P);
  } else {
    P.between.push_back(S);
  }
}

/// The way from a statement before the visited node, in a block around it, to the node; empty when
/// it is no such statement, or the node can be reached without it.
GuardPlace placeAt(const Stmt &Earlier, const CheckContext &C) {
  GuardPlace P;
  for (std::size_t I = 0; I + 1 < C.path().size(); ++I) {
    const auto *Block = dyn_cast<CompoundStmt>(C.path()[I]);
    if (!Block || !llvm::is_contained(Block->body(), &Earlier))
      continue;
    for (auto It = llvm::find(Block->body(), &Earlier); It != Block->body_end(); ++It) {
      if (holdsLabel(**It))
        return {};
      P.statement = &Earlier;
      if (*It == C.path()[I + 1]) {
        addWay(I + 1, C, P);
        return P;
      }
      P.between.push_back(*It);
    }
  }
  return {};
}

llvm::SmallVector<const ValueDecl *, 4> namesIn(const GuardCondition &Condition) {
  llvm::SmallVector<const ValueDecl *, 4> Names;
  for (const Expr *Operand : Condition.operands)
    holds(*Operand, [&](const Stmt &S) {
      if (const auto *Ref = dyn_cast<DeclRefExpr>(&S))
        Names.push_back(Ref->getDecl());
      return false;
    });
  return Names;
}

bool mayChangeAny(const GuardPlace &Place, const GuardCondition &Condition, const CheckContext &C) {
  const Stmt *Except = Condition.kept ? Condition.kept : Condition.step;
  return llvm::any_of(Condition.operands,
                      [&](const Expr *Operand) { return mayChange(Place, *Operand, Except, C); });
}

/// A function that has begun to read its variable arguments has to end that before it leaves (C11
/// 7.16.1p1).
bool readsArguments(const Stmt &Body, SourceLocation Before, const SourceManager &SM) {
  const auto *Call = dyn_cast<CallExpr>(&Body);
  if (Call && llvm::is_contained({Builtin::BI__builtin_va_start, Builtin::BI__builtin_va_copy},
                                 Call->getBuiltinCallee()))
    return SM.isBeforeInTranslationUnit(SM.getExpansionLoc(Call->getBeginLoc()), Before);
  return llvm::any_of(Body.children(), [&](const Stmt *Child) {
    return Child && readsArguments(*Child, Before, SM);
  });
}

/// What the condition names is declared on the way, as in T *p = malloc(n + sizeof *p).
bool isDeclaredBetween(const GuardPlace &Place, const GuardCondition &Condition) {
  const auto Names = namesIn(Condition);
  return llvm::any_of(Place.between, [&](const Stmt *S) {
    const auto *Declared = dyn_cast<DeclStmt>(S);
    return Declared && llvm::any_of(Declared->decls(), [&](const Decl *D) {
             return llvm::is_contained(Names, dyn_cast<ValueDecl>(D));
           });
  });
}

/// In a template, which the scan of the changed sources does not follow: a local that was given
/// what 'new' made, before the node and in a block around it.
const VarDecl *unfollowedOwner(const CheckContext &C) {
  if (!C.function()->isDependentContext() && !C.function()->getTemplateInstantiationPattern())
    return nullptr;
  for (auto [Block, Next] : llvm::zip(C.path(), C.path().drop_front()))
    if (isa<CompoundStmt>(Block))
      for (const Stmt *S :
           llvm::make_range(Block->child_begin(), llvm::find(Block->children(), Next)))
        if (const auto *Declared = dyn_cast<DeclStmt>(S))
          for (const Decl *D : Declared->decls())
            if (const auto *V = dyn_cast<VarDecl>(D);
                V && V->hasInit() && isa<CXXNewExpr>(V->getInit()->IgnoreParenCasts()))
              return V;
  return nullptr;
}

/// In front of the statement around the visited node; or why not.
GuardPlace newPlace(const GuardCondition &Condition, const CheckContext &C) {
  GuardPlace Place = findPlace(C);
  if (!Place.refusal.empty())
    return Place;
  if (readsArguments(*C.function()->getBody(),
                     C.sources().getExpansionLoc(Place.statement->getBeginLoc()), C.sources()))
    return refused("the function would leave between va_start and va_end");
  if (const VarDecl *Owner = unfollowedOwner(C))
    return refused("what '" + Owner->getNameAsString() + "' owns may be lost on that way out");
  if (isDeclaredBetween(Place, Condition))
    return refused("what would be tested is declared in the statement itself");
  if (mayChangeAny(Place, Condition, C))
    return refused("what would be tested may change before it is used");
  if (Condition.kept)
    Place.refusal = whyNotKept(Place, *Condition.kept, C);
  return Place;
}

/// Where an earlier test of the condition stands, if it still holds at the visited node.
GuardPlace findEarlier(const Guards &Earlier, const GuardCondition &Condition,
                       const CheckContext &C) {
  for (const Guards::Guard &G : Earlier.all) {
    if (G.function != C.function() || G.condition != Condition.text ||
        G.names != namesIn(Condition))
      continue;
    GuardPlace Place = placeAt(*G.statement, C);
    if (Place.statement && !mayChangeAny(Place, Condition, C))
      return Place;
  }
  return {};
}

} // namespace

/// A parameter through which the function hands out a value, when nothing else tells the caller
/// that there is none; empty: there is no such parameter.
static std::string unsetOutput(const FunctionDecl &F, const RewriteContext &R) {
  if (!F.getReturnType()->isVoidType())
    return "";
  for (const ParmVarDecl *Parameter : F.parameters()) {
    std::string Slot = "parameter " + std::to_string(Parameter->getFunctionScopeIndex() + 1);
    const SlotContract *Known = R.contract(F, Slot, "mutability");
    if (Known && Known->value == "out")
      return Parameter->getNameAsString();
  }
  return "";
}

void guard(Proposal &P, const GuardCondition &Condition, const CheckContext &C, RewriteContext &R,
           Guards &Earlier) {
  if (isInLambda(C)) {
    P.refuse("it stands in a lambda or block, which does not leave as the function does");
    return;
  }
  GuardPlace Place = Condition.kept ? GuardPlace() : findEarlier(Earlier, Condition, C);
  if (!Place.statement)
    Place = newPlace(Condition, C);
  if (!Place.refusal.empty()) {
    P.refuse(Place.refusal);
    return;
  }
  auto Exit = errorExit(*C.function(), R);
  if (!Exit) {
    P.refuse("nothing in '" + C.function()->getNameAsString() +
             "' shows how it would leave early when something is wrong");
    return;
  }
  if (std::string Output = unsetOutput(*C.function(), R); !Output.empty()) {
    P.refuse("the caller would read '" + Output + "', and it would have no value");
    return;
  }
  const std::string Leave = StringRef(Exit->statement).drop_back().str();
  if (Exit->example.isValid())
    P.because("the function leaves with '" + Leave + "' elsewhere", Exit->example);
  P.ask("Is '" + Leave + "' right when " + Condition.words +
        ", and is all that was taken before released on that way?");
  SourceLocation Begin = Place.statement->getBeginLoc();
  std::string Step = R.indentStep(Begin);
  std::string Keep;
  if (Condition.kept) {
    Keep = Condition.declaration + " = " + R.sourceText(Condition.kept->getSourceRange()) + ";\n";
    P.replace(Condition.kept->getSourceRange(), Condition.name);
  }
  std::string Lines = Keep + "if (" + Condition.text + ")\n" + Step + Exit->statement;
  if (Place.owner && sharesLine(*Place.statement, R)) {
    addBracesOnLine(P, *Place.owner, *Place.statement, Lines, R);
  } else {
    P.insertLineBefore(Begin, Lines);
    if (Place.owner)
      addBraces(P, *Place.owner, *Place.statement, "", R);
  }
  // A variable that keeps a value is there for this node only.
  if (P.refused() || Condition.kept)
    return;
  SourceLocation Loc = R.sources().getExpansionLoc(Begin);
  P.group(R.names().file(Loc) + ":" + std::to_string(R.sources().getFileOffset(Loc)) + ": " +
          Condition.text);
  Earlier.all.push_back({C.function(), Place.statement, Condition.text, namesIn(Condition)});
}

} // namespace ferrule
