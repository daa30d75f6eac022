// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A local variable that owns. What makes the change sound is in OwnerPaths.cpp: on every path the
// object is gone before a unique_ptr would delete it, so that it dies where it died before. There
// is one path that is not in the graph: an exception passes. There the object leaked and is
// deleted now, which somebody who kept its address could notice.
#include "checks/FunctionFlow.h"
#include "checks/Guards.h"
#include "rewriters/Rewriter.h"
#include "rewriters/cxx/OwnerEdits.h"
#include "rewriters/cxx/OwnerPaths.h"

using namespace clang;

namespace ferrule {
namespace {

/// T *p = new T; ... delete p; -> std::unique_ptr<T> p(new T); ... p.reset();
class UniquePtr final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "unique-ptr",
        .target = RewriteTarget::SafeCxx,
        .tier = PatchTier::Safe,
        .summary = "let a std::unique_ptr own what a local variable deletes",
        .rationale =
            "C++ Core Guidelines R.3, R.11 and R.23, CERT MEM51-CPP. Offered where, on each path, "
            "the object is deleted or handed over before the scope ends or the variable is set "
            "again, and the pointer is not read after that: reset() then deletes it where delete "
            "did ([unique.ptr.single.modifiers]), and the destructor finds a null pointer "
            "([unique.ptr.single.dtor]). Whoever else has the address sees no difference. For "
            "review where an exception can pass: what leaked then is deleted now. Also for review "
            "where the object leaks on some path. An array stays a new T[n], as make_unique<T[]> "
            "would zero it. What a call sets (make(&p)) is owned behind the call, for review, as "
            "what "
            "it made is known only to it. Not offered where the size of an array is known of the "
            "pointer: it "
            "would not be of a unique_ptr.",
        .checks = {"ferrule-ownership-owning-pointer", "ferrule-ownership-raw-new",
                   "ferrule-ownership-raw-delete"},
        .before = "Box *b = new Box(1);\nb->open();\ndelete b;\nreport();",
        .after = "auto b = std::make_unique<Box>(1);\nb->open();\nb.reset();\nreport();",
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    D.on<VarDecl>([&](const VarDecl &V, CheckContext &C) {
      if (C.language().CPlusPlus11 && C.function() && V.isLocalVarDecl() && V.hasLocalStorage() &&
          V.getType()->isPointerType() && V.getIdentifier())
        consider(V, C, R);
    });
  }

private:
  /// One variable, and what is known of it.
  struct Variable {
    const VarDecl &declaration;
    /// The block that ends with its life; null: it is declared in a condition, or before another.
    const CompoundStmt *scope;
    const DeclStmt *statement;
    bool array;
    std::vector<OwnerUse> uses;
    OwnerDifferences differences;
    /// The statement in which a call sets it, if there is one: it becomes the owner behind that.
    const Stmt *filler = nullptr;
    const OwnerUse *fill = nullptr;

    const Stmt &begin() const { return filler ? *filler : *statement; }
  };

  void consider(const VarDecl &V, CheckContext &C, RewriteContext &R) const {
    const Stmt *Body = C.function()->getBody();
    auto Names = [&](const Expr &E) {
      const auto *Ref = dyn_cast<DeclRefExpr>(&E);
      return Ref && Ref->getDecl() == &V;
    };
    const Expr *Made = V.getInit() ? madeByNew(*V.getInit()) : nullptr;
    bool Array = Made && cast<CXXNewExpr>(Made)->isArray();
    if (!Made)
      Array = llvm::any_of(ownerUses(*Body, {.array = true}, C.ast(), Names),
                           [](const OwnerUse &Use) { return Use.kind == OwnerUse::Deletes; });
    Variable Var{V,  nullptr, nullptr, Array, ownerUses(*Body, {.array = Array}, C.ast(), Names),
                 {}, nullptr, nullptr};
    llvm::ArrayRef<const Stmt *> Path = C.path();
    if (!Path.empty())
      Var.statement = dyn_cast<DeclStmt>(Path.back());
    if (Path.size() > 1)
      Var.scope = dyn_cast<CompoundStmt>(Path[Path.size() - 2]);

    Proposal P(R, info(), V.getLocation(),
               "let a unique_ptr own what '" + V.getNameAsString() + "' points to");
    if (!answer(P, Var, R))
      return;
    std::string Why = whyNot(Var, C, R);
    if (Why.empty())
      Why = whyNotFilled(Var, R);
    if (Why.empty())
      Why = whyNotOnPaths(Var, C, R);
    if (!Why.empty())
      P.refuse(Why);
    else
      write(P, Var, C, R);
    P.offer();
  }

  static const Expr *madeByNew(const Expr &Init) {
    return dyn_cast<CXXNewExpr>(Init.IgnoreParenCasts());
  }

  /// Takes the open operations that are about the variable; false if there is none.
  static bool answer(Proposal &P, const Variable &Var, const RewriteContext &R) {
    bool Any = false;
    auto Take = [&](llvm::StringRef Check, SourceRange Range) {
      const OpenOperation *Op = R.open(Check, Range);
      if (!Op)
        return;
      P.answers(*Op).because(Op->message + ": " + Op->reason, Range.getBegin());
      Any = true;
    };
    const Expr *Init = Var.declaration.getInit();
    Take("ferrule-ownership-owning-pointer", Var.declaration.getSourceRange());
    // What a variable is given that is never deleted is none of its business.
    if (const Expr *New = Init ? madeByNew(*Init) : nullptr)
      Take("ferrule-ownership-raw-new", New->getSourceRange());
    bool Deleted = false;
    for (const OwnerUse &Use : Var.uses)
      if (Use.kind == OwnerUse::Deletes) {
        Take("ferrule-ownership-raw-delete", Use.effect->getSourceRange());
        Deleted = true;
      }
    if (Deleted)
      for (const OwnerUse &Use : Var.uses)
        if (Use.kind == OwnerUse::Sets)
          if (const Expr *New = madeByNew(*cast<BinaryOperator>(Use.effect)->getRHS()))
            Take("ferrule-ownership-raw-new", New->getSourceRange());
    return Any;
  }

  /// What stands in the way, whatever the paths are; empty: nothing.
  static std::string whyNot(const Variable &Var, CheckContext &C, const RewriteContext &R) {
    const VarDecl &V = Var.declaration;
    if (C.function()->isTemplated() || C.function()->isTemplateInstantiation() ||
        isa<CoroutineBodyStmt>(C.function()->getBody()))
      return "it is in a template or a coroutine";
    if (!Var.statement || !Var.scope || !Var.statement->isSingleDecl())
      return "it is not declared by a statement of its own";
    if (llvm::any_of(C.path(), [](const Stmt *S) { return isa<LambdaExpr, BlockExpr>(S); }))
      return "it is a variable of a lambda";
    if (V.getType().isLocalConstQualified() || V.getType().isVolatileQualified() || V.hasAttrs() ||
        V.getStorageClass() != SC_None)
      return "it is const, or declared with more than its type";
    if (std::string Why = whyNotPointee(V.getType()->getPointeeType()); !Why.empty())
      return Why;
    if (const Expr *Init = V.getInit(); Init && !isNullPointer(*Init, C.ast())) {
      const Expr *Made = madeForOwner(*Init, Var.array);
      if (!Made && !isTakenFromCaller(*Init))
        return "it begins with a pointer that others may have, too";
      if (std::string Why = Made ? whyNotNew(*Made) : ""; !Why.empty())
        return Why;
    } else if (!Init && hasJumps(*C.function()->getBody())) {
      return "a jump may lead over its declaration";
    }
    for (const OwnerUse &Use : Var.uses) {
      if (Use.kind == OwnerUse::Unfit)
        return Use.why + place(*Use.name, R);
      // The size of a new T[n] is known to whoever follows the pointer, not through unique_ptr.
      if (Use.subscript &&
          !R.open("ferrule-bounds-pointer-subscript", Use.subscript->getSourceRange()))
        return "that an index is within the array is shown of the pointer, and would not be of a "
               "unique_ptr" +
               place(*Use.name, R);
      if (Use.kind == OwnerUse::Sets)
        if (std::string Why =
                whyNotNew(*madeForOwner(*cast<BinaryOperator>(Use.effect)->getRHS(), Var.array));
            !Why.empty())
          return Why;
    }
    return whyNotText(V, {V.getLocation(), Var.scope->getRBracLoc()}, Var.uses, V.getLocation(), R);
  }

  /// static_cast<T *>(argument), where a void * is what a callback gets.
  static bool isTakenFromCaller(const Expr &Init) {
    const auto *Cast = dyn_cast<ExplicitCastExpr>(Init.IgnoreParenImpCasts());
    const auto *Ref =
        Cast ? dyn_cast<DeclRefExpr>(Cast->getSubExpr()->IgnoreParenImpCasts()) : nullptr;
    return Ref && isa<ParmVarDecl>(Ref->getDecl()) && Ref->getType()->isVoidPointerType();
  }

  /// T *p; make(&p); the pointer is passed on as it is, and what it points to gets an owner then.
  static std::string whyNotFilled(Variable &Var, const RewriteContext &R) {
    for (const OwnerUse &Use : Var.uses) {
      if (Use.kind != OwnerUse::Fills)
        continue;
      if (Var.fill)
        return "its address is taken in two places" + place(*Use.name, R);
      Var.fill = &Use;
    }
    if (!Var.fill)
      return "";
    for (const Stmt *S : Var.scope->body())
      if (isa<Expr, DeclStmt>(S) &&
          holds(*S, [&](const Stmt &Part) { return &Part == Var.fill->effect; }))
        Var.filler = S;
    if (!Var.filler ||
        (Var.declaration.getInit() &&
         !isNullPointer(*Var.declaration.getInit(), Var.declaration.getASTContext())))
      return "its address is taken" + place(*Var.fill->name, R);
    for (const OwnerUse &Use : Var.uses)
      if (&Use != Var.fill &&
          R.sources().isBeforeInTranslationUnit(Use.name->getExprLoc(), Var.filler->getEndLoc()))
        return "it is used before a call sets it" + place(*Use.name, R);
    return "";
  }

  static bool hasJumps(const Stmt &S) {
    if (isa<LabelStmt, SwitchStmt, IndirectGotoStmt>(S))
      return true;
    return llvm::any_of(S.children(), [](const Stmt *Child) { return Child && hasJumps(*Child); });
  }

  static std::string whyNotOnPaths(Variable &Var, CheckContext &C, const RewriteContext &R) {
    CFG *Graph = C.flow(*C.function()).linear().getCFG();
    if (!Graph)
      return "the paths of the function are not known";
    bool Behind = false;
    for (const Stmt *S : Var.scope->body()) {
      Behind |= S == Var.statement;
      if (Behind && C.language().CXXExceptions && holdsTry(*S))
        return "exceptions are caught while it lives";
    }
    Var.differences = followOwner(*Graph, Var.uses, {.local = &Var.declaration}, C.ast());
    if (const Expr *Read = Var.differences.read)
      return "it is read when the object has gone" + place(*Read, R);
    if (const Stmt *Lost = Var.differences.lost)
      return "the object that it had is lost or belongs to somebody else when it is set" +
             place(*Lost, R);
    if (!Var.differences.left)
      return onlyReturned(Var) && !mayThrowBehind(Var)
                 ? "all that happens to it is that it is returned"
                 : "";
    const Expr *Init = Var.declaration.getInit();
    bool Fresh = Var.filler || (Init && madeByNew(*Init));
    if (Var.differences.leftShared || !Fresh)
      return "the scope is left while the object lives, and others may have it" +
             place(*Var.differences.left, R);
    return "";
  }

  static bool holdsTry(const Stmt &S) {
    return isa<CXXTryStmt>(S) ||
           llvm::any_of(S.children(), [](const Stmt *Child) { return Child && holdsTry(*Child); });
  }

  static bool onlyReturned(const Variable &Var) {
    return llvm::none_of(Var.uses,
                         [](const OwnerUse &Use) { return Use.kind == OwnerUse::Deletes; });
  }

  /// Something behind the declaration may throw.
  static bool mayThrowBehind(const Variable &Var) {
    const ASTContext &AST = Var.declaration.getASTContext();
    if (!AST.getLangOpts().CXXExceptions)
      return false;
    bool Behind = false;
    for (const Stmt *S : Var.scope->body()) {
      if (Behind && mayThrow(*S))
        return true;
      Behind |= S == &Var.begin();
    }
    return false;
  }

  /// longjmp over the end of a unique_ptr is undefined ([csetjmp.syn]), over a pointer it is not.
  static bool knowsLongJump(ASTContext &AST) {
    return !AST.getTranslationUnitDecl()
                ->lookup(DeclarationName(&AST.Idents.get("longjmp")))
                .empty();
  }

  void write(Proposal &P, const Variable &Var, const CheckContext &C, RewriteContext &R) const {
    const std::string Name = "'" + Var.declaration.getNameAsString() + "'";
    const Stmt *Left = Var.differences.left;
    if (Var.filler && Left)
      P.ask("Is " + Name + " null where the scope is left" + place(*Left, R) +
            ", as nothing was made? What it points to is deleted there now.");
    else if (Var.filler)
      P.ask("Does the call keep no pointer to " + Name + ", to set it later?");
    else if (Left)
      P.ask("Is it a leak that " + Name + " is not deleted" + place(*Left, R) +
            "? It is deleted there now.");
    else if (mayThrowBehind(Var))
      P.ask("When an exception passes, what " + Name +
            " points to leaked, and is deleted now. Does nobody else use it then?");
    else if (knowsLongJump(C.ast()))
      P.ask("Does no longjmp() pass while " + Name + " lives? It must not skip a destructor.");
    if (Var.filler)
      declareFilledOwner(P, Var.declaration, Var.array, *Var.fill, *Var.filler, R);
    else
      declareLocalOwner(P, Var.declaration, Var.array, R);
    for (const OwnerUse &Use : Var.uses)
      if (Use.kind != OwnerUse::Deletes || !endsScope(*Use.effect, Var) ||
          !removeStatement(P, *Use.effect, R))
        rewriteUse(P, Use, R);
    P.include(Var.declaration.getLocation(), "<memory>").offer();
  }

  /// The text in front of the semicolon changes, so that the line behind cannot be taken away.
  static bool endsWithEdit(const Stmt &S, const Variable &Var) {
    return &S == &Var.begin() || llvm::any_of(Var.uses, [&](const OwnerUse &Use) {
      return Use.name->getEndLoc() == S.getEndLoc() || Use.effect->getEndLoc() == S.getEndLoc() ||
             (isa<DeclStmt>(S) && holds(S, [&](const Stmt &Part) {
                return &Part == Use.name && Use.kind != OwnerUse::Stays;
              }));
    });
  }

  /// The delete is the last that happens in the scope of the variable, so that the destructor of a
  /// unique_ptr does the same: no other destructor runs between them.
  static bool endsScope(const Stmt &Delete, const Variable &Var) {
    if (Var.scope->body_back() != &Delete ||
        endsWithEdit(**std::prev(Var.scope->body_end(), 2), Var))
      return false;
    bool Behind = false;
    for (const Stmt *S : Var.scope->body()) {
      const auto *D = dyn_cast<DeclStmt>(S);
      if (Behind && D && llvm::any_of(D->decls(), [](const Decl *Each) {
            const auto *Other = dyn_cast<VarDecl>(Each);
            return Other &&
                   (Other->getType()->isReferenceType() || Other->getType().isDestructedType());
          }))
        return false;
      Behind |= S == &Var.begin();
    }
    return true;
  }
};

RegisterRewriter<UniquePtr> X;

} // namespace
} // namespace ferrule
