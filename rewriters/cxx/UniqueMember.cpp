// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A member that its class deletes. As for a local variable (OwnerPaths.cpp) nothing changes when a
// unique_ptr never finds an object to delete where a pointer did not delete it. The paths of one
// method are not enough for that, as the member outlives it, so each method must keep a promise:
// whatever the member is at first, it is not set while an object lives, and is not left behind as
// a pointer to an object that has gone; and the destructor leaves nothing. By induction over the
// calls the member then is null or alive whenever a method begins.
#include "checks/FunctionFlow.h"
#include "rewriters/Rewriter.h"
#include "rewriters/cxx/MemberMentions.h"
#include "rewriters/cxx/OwnerClass.h"
#include "rewriters/cxx/OwnerEdits.h"
#include "rewriters/cxx/OwnerPaths.h"

using namespace clang;

namespace ferrule {
namespace {

/// T *p_; ~C() { delete p_; } -> std::unique_ptr<T> p_; ~C() { p_.reset(); }
class UniqueMember final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "unique-member",
        .target = RewriteTarget::SafeCxx,
        .tier = PatchTier::Safe,
        .summary = "let a std::unique_ptr own what a class deletes",
        .rationale =
            "C++ Core Guidelines R.3, C.31 to C.33, CERT MEM51-CPP. Offered where all methods are "
            "seen, and none sets the member while an object lives, or leaves a pointer to one that "
            "has gone, and the destructor deletes it on each path: reset() deletes it where delete "
            "did ([unique.ptr.single.modifiers]), before other members are destroyed, and the "
            "member's own destructor finds a null pointer. A class that could be copied cannot be "
            "any more ([unique.ptr.single.general]): that is safe where one file has it all, as "
            "the compiler would tell. For review in a header, and where an exception can leave a "
            "constructor, as that leaked the object (CWE-401).",
        .checks = {"ferrule-ownership-owning-pointer", "ferrule-ownership-raw-new",
                   "ferrule-ownership-raw-delete"},
        .before = "~Holder() { delete box_; }\nBox *box_;",
        .after = "~Holder() { box_.reset(); }\nstd::unique_ptr<Box> box_;",
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    D.on<CXXRecordDecl>([&](const CXXRecordDecl &Class, CheckContext &C) {
      if (!C.language().CPlusPlus11 || !Class.isThisDeclarationADefinition())
        return;
      for (const FieldDecl *Field : Class.fields())
        if (const OpenOperation *Op =
                Field->getType()->isPointerType() && Field->getIdentifier()
                    ? R.open("ferrule-ownership-owning-pointer", Field->getSourceRange())
                    : nullptr)
          consider(Class, *Field, *Op, C, R);
    });
  }

private:
  /// What one function does with the member.
  struct Method {
    const FunctionDecl *function;
    std::vector<OwnerUse> uses;
    /// The member's own initialiser in a constructor.
    const CXXCtorInitializer *initialiser = nullptr;
  };

  struct Member {
    const CXXRecordDecl &parent;
    const FieldDecl &field;
    bool array = false;
    std::vector<Method> methods;
  };

  void consider(const CXXRecordDecl &Class, const FieldDecl &Field, const OpenOperation &Op,
                CheckContext &C, RewriteContext &R) const {
    const bool InMainFile = R.sources().isInMainFile(Field.getLocation());
    const MemberMentions Found = findMentions(Field, R.names());
    const std::string Missing = whatIsMissing(Class);
    // A unit that sees all methods speaks for the class, one that uses it otherwise speaks against.
    if (!Missing.empty() && !InMainFile && !isUsedIn(Found, R))
      return;
    Member M{Class, Field, false, {}};
    for (const FunctionDecl *F : Found.functions)
      M.array |= llvm::any_of(usesIn(*F, Field, true, C.ast()),
                              [](const OwnerUse &Use) { return Use.kind == OwnerUse::Deletes; });
    for (const FunctionDecl *F : Found.functions)
      M.methods.push_back({F, usesIn(*F, Field, M.array, C.ast()), nullptr});
    addConstructors(M);

    Proposal P(R, info(), Field.getLocation(),
               "let a unique_ptr own what '" + Field.getNameAsString() + "' of '" +
                   Class.getNameAsString() + "' points to");
    answer(P, M, Op, R);
    std::string Why = whyNotClass(Class, Field, InMainFile);
    if (Why.empty() && !Missing.empty())
      Why = "'" + Missing + "' is not seen by each file that uses it";
    if (Why.empty() && Found.elsewhere.isValid())
      Why = "it is used by something that is no method";
    if (Why.empty())
      Why = whyNotUses(M, R);
    for (const Method &Each : M.methods)
      if (Why.empty())
        Why = whyNotMethod(Each, M, C, R);
    if (!Why.empty())
      P.refuse(Why);
    else
      write(P, M, InMainFile, R);
    P.offer();
  }

  static std::vector<OwnerUse> usesIn(const FunctionDecl &F, const FieldDecl &Field, bool Array,
                                      ASTContext &AST) {
    auto Names = [&](const Expr &E) {
      const auto *Ref = dyn_cast<MemberExpr>(&E);
      return Ref && Ref->getMemberDecl() == &Field;
    };
    const OwnerTraits Traits{.array = Array, .member = true};
    std::vector<OwnerUse> Uses;
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&F))
      for (const CXXCtorInitializer *Each : Constructor->inits())
        if (const Expr *Init = Each->getInit())
          llvm::append_range(Uses, ownerUses(*Init, Traits, AST, Names));
    llvm::append_range(Uses, ownerUses(*F.getBody(), Traits, AST, Names));
    // Others may only read it: the promise is the methods' to keep, each for its own object.
    const bool Promises = isMethodOf(F, *Field.getParent());
    for (OwnerUse &Use : Uses)
      if (!(Promises && isOwn(Use)) && Use.kind != OwnerUse::Stays && Use.kind != OwnerUse::Value &&
          Use.kind != OwnerUse::Unfit) {
        Use.kind = OwnerUse::Unfit;
        Use.why = "it is set or deleted from outside of the object";
      }
    return Uses;
  }

  static bool isMethodOf(const FunctionDecl &F, const RecordDecl &Class) {
    const auto *Method = dyn_cast<CXXMethodDecl>(&F);
    return Method && Method->getParent()->getCanonicalDecl() == Class.getCanonicalDecl();
  }

  static bool isOwn(const OwnerUse &Use) {
    return isa<CXXThisExpr>(cast<MemberExpr>(Use.name)->getBase()->IgnoreParenImpCasts());
  }

  /// Constructors set the member even when they do not name it.
  static void addConstructors(Member &M) {
    for (const CXXConstructorDecl *Each : M.parent.ctors()) {
      const FunctionDecl *Body = nullptr;
      if (Each->isImplicit() || !Each->hasBody(Body))
        continue;
      auto At =
          llvm::find_if(M.methods, [&](const Method &Known) { return Known.function == Body; });
      if (At == M.methods.end())
        At = M.methods.insert(At, {Body, {}, nullptr});
      for (const CXXCtorInitializer *Init : cast<CXXConstructorDecl>(Body)->inits())
        if (Init->getMember() == &M.field)
          At->initialiser = Init;
    }
  }

  static const CXXNewExpr *madeByNew(const Expr *E) {
    return E ? dyn_cast<CXXNewExpr>(E->IgnoreParenCasts()) : nullptr;
  }

  /// Every new that the member is set from.
  static std::vector<const CXXNewExpr *> news(const Member &M) {
    std::vector<const CXXNewExpr *> Found;
    auto Add = [&](const Expr *E) {
      if (const CXXNewExpr *New = madeByNew(E))
        Found.push_back(New);
    };
    Add(M.field.getInClassInitializer());
    for (const Method &Each : M.methods) {
      if (Each.initialiser && Each.initialiser->isWritten())
        Add(Each.initialiser->getInit());
      for (const OwnerUse &Use : Each.uses)
        if (Use.kind == OwnerUse::Sets)
          Add(cast<BinaryOperator>(Use.effect)->getRHS());
    }
    return Found;
  }

  static void answer(Proposal &P, const Member &M, const OpenOperation &Op,
                     const RewriteContext &R) {
    P.answers(Op).because(Op.message + ": " + Op.reason, M.field.getLocation());
    auto Take = [&](llvm::StringRef Check, SourceRange Range) {
      if (const OpenOperation *Each = R.open(Check, Range))
        P.answers(*Each).because(Each->message, Range.getBegin());
    };
    for (const CXXNewExpr *New : news(M))
      Take("ferrule-ownership-raw-new", New->getSourceRange());
    for (const Method &Each : M.methods)
      for (const OwnerUse &Use : Each.uses)
        if (Use.kind == OwnerUse::Deletes)
          Take("ferrule-ownership-raw-delete", Use.effect->getSourceRange());
  }

  /// The main file has a function that uses it.
  static bool isUsedIn(const MemberMentions &Found, const RewriteContext &R) {
    return Found.elsewhere.isValid() || llvm::any_of(Found.functions, [&](const FunctionDecl *F) {
             return R.sources().isInMainFile(R.sources().getExpansionLoc(F->getLocation()));
           });
  }

  static std::string whyNotUses(const Member &M, const RewriteContext &R) {
    for (const CXXNewExpr *New : news(M)) {
      if (New->isArray() != M.array)
        return "it is deleted as an array in one place and made as an object in another";
      if (std::string Why = whyNotNew(*New); !Why.empty())
        return Why;
    }
    std::vector<SourceLocation> Others{M.field.getLocation()};
    std::vector<OwnerUse> All;
    for (const Method &Each : M.methods) {
      if (Each.initialiser && Each.initialiser->isWritten())
        Others.push_back(Each.initialiser->getMemberLocation());
      llvm::append_range(All, Each.uses);
      for (const OwnerUse &Use : Each.uses) {
        if (Use.kind == OwnerUse::Unfit)
          return Use.why + place(*Use.name, R);
        if (Use.subscript &&
            !R.open("ferrule-bounds-pointer-subscript", Use.subscript->getSourceRange()))
          return "that an index is within the array is shown of the pointer, and would not be of "
                 "a unique_ptr" +
                 place(*Use.name, R);
      }
    }
    if (std::string Why = whyNotText(M.field, M.parent.getBraceRange(), All, Others, R);
        !Why.empty())
      return Why;
    std::vector<const FunctionDecl *> Bodies;
    for (const Method &Each : M.methods)
      Bodies.push_back(Each.function);
    for (const Decl *D : M.parent.decls())
      if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D))
        Bodies.push_back(Template->getTemplatedDecl()->getDefinition());
    for (const FunctionDecl *Each : Bodies)
      if (std::string Why = whyNotText(M.field, Each->getSourceRange(), All, Others, R);
          !Why.empty())
        return Why;
    return "";
  }

  /// What the member can be before the function's first statement.
  static unsigned atBegin(const Method &Each, const Member &M, ASTContext &AST) {
    const auto *Constructor = dyn_cast<CXXConstructorDecl>(Each.function);
    if (!Constructor || Constructor->isDelegatingConstructor())
      return OwnerState::Live;
    const Expr *Init = M.field.getInClassInitializer();
    if (Each.initialiser && Each.initialiser->isWritten())
      Init = Each.initialiser->getInit();
    // What is not initialised may not be read. A unique_ptr is null then.
    if (!Init || isa<ImplicitValueInitExpr>(Init) || isNullPointer(*Init, AST))
      return OwnerState::Null;
    return OwnerState::Live;
  }

  /// What is called could call a method of this object: it is no constructor that keeps 'this' to
  /// itself.
  static bool isKnownToOthers(const FunctionDecl &F) {
    const auto *Constructor = dyn_cast<CXXConstructorDecl>(&F);
    return !Constructor || givesThis(*Constructor->getBody()) ||
           llvm::any_of(Constructor->inits(), [](const CXXCtorInitializer *Each) {
             return Each->getInit() && givesThis(*Each->getInit());
           });
  }

  static bool givesThis(const Stmt &S) {
    if (isa<CXXThisExpr>(S))
      return true;
    if (const auto *Member = dyn_cast<MemberExpr>(&S))
      if (isa<FieldDecl>(Member->getMemberDecl()) && isa<CXXThisExpr>(Member->getBase()))
        return false;
    if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(&S))
      return givesThis(*Default->getExpr());
    return llvm::any_of(S.children(), [](const Stmt *Child) { return Child && givesThis(*Child); });
  }

  static std::string whyNotMethod(const Method &Each, const Member &M, CheckContext &C,
                                  const RewriteContext &R) {
    const FunctionDecl &F = *Each.function;
    if (F.isTemplated() || F.isTemplateInstantiation() || isa<CoroutineBodyStmt>(F.getBody()))
      return "'" + F.getNameAsString() + "' is a template or a coroutine";
    if (!isMethodOf(F, M.parent))
      return "";
    FunctionFlow Flow(F);
    const CFG *Graph = Flow.linear().getCFG();
    if (!Graph)
      return "the paths of '" + F.getNameAsString() + "' are not known";
    std::vector<OwnerUse> Own;
    llvm::copy_if(Each.uses, std::back_inserter(Own), isOwn);
    const OwnerScope Scope{.start = atBegin(Each, M, C.ast()), .setByCalls = isKnownToOthers(F)};
    OwnerDifferences D = followOwner(*Graph, Own, Scope, C.ast());
    if (D.read)
      return "it is read when the object has gone" + place(*D.read, R);
    if (D.lost)
      return "the object that it had is lost or belongs to somebody else when it is set" +
             place(*D.lost, R);
    bool End = isa<CXXDestructorDecl>(F);
    if (End && (D.atEnd & OwnerState::Alive))
      return "the destructor does not delete it on each path";
    if (!End && (D.atEnd & OwnerState::Gone))
      return "'" + F.getNameAsString() + "' leaves it when the object has gone";
    return "";
  }

  /// An exception can leave a constructor that has made the object.
  static bool mayThrowHalfMade(const Member &M) {
    if (!M.parent.getASTContext().getLangOpts().CXXExceptions)
      return false;
    if (!M.parent.hasUserDeclaredConstructor() &&
        llvm::any_of(M.parent.fields(), [&](const FieldDecl *Other) {
          const Expr *Init = Other->getInClassInitializer();
          return Other != &M.field &&
                 (Other->getType()->isRecordType() || (Init && mayThrow(*Init)));
        }))
      return true;
    return llvm::any_of(M.methods, [](const Method &Each) {
      const auto *Constructor = dyn_cast<CXXConstructorDecl>(Each.function);
      return Constructor &&
             (mayThrow(*Constructor->getBody()) ||
              llvm::any_of(Constructor->inits(), [&](const CXXCtorInitializer *Init) {
                return Init != Each.initialiser && Init->getInit() && mayThrow(*Init->getInit());
              }));
    });
  }

  void write(Proposal &P, const Member &M, bool InMainFile, RewriteContext &R) const {
    const std::string Name = "'" + M.field.getNameAsString() + "'";
    if (!InMainFile && canBeCopied(M.parent))
      P.ask("The class can be copied, and cannot be any more. Does nobody copy it?");
    else if (mayThrowHalfMade(M))
      P.ask("When an exception leaves a constructor, what " + Name +
            " points to leaked, and is deleted now. Does nobody else use it then?");
    if (M.field.getType().isConstQualified())
      P.because("a const std::unique_ptr could not be reset: the member is not const any more",
                M.field.getLocation());
    declareMemberOwner(P, M.field, M.array, R);
    for (const Method &Each : M.methods) {
      const Expr *Init =
          Each.initialiser && Each.initialiser->isWritten() ? Each.initialiser->getInit() : nullptr;
      // 0 may be an integer for unique_ptr's constructors.
      if (Init && isNullPointer(*Init, R.ast()) &&
          !isa<ImplicitValueInitExpr, InitListExpr>(Init) &&
          !isa<CXXNullPtrLiteralExpr>(Init->IgnoreParenImpCasts()))
        P.replace(Init->getSourceRange(), "nullptr");
      for (const OwnerUse &Use : Each.uses)
        rewriteUse(P, Use, R);
    }
    P.include(M.field.getLocation(), "<memory>");
  }
};

RegisterRewriter<UniqueMember> X;

} // namespace
} // namespace ferrule
