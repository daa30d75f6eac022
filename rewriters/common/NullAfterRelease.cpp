// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Guards.h"
#include "checks/known/LibraryFunctions.h"
#include "checks/ownership/MemoryCalls.h"
#include "rewriters/Rewriter.h"
#include "rewriters/common/Braces.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace ferrule {
namespace {

/// free(x->p); -> free(x->p); x->p = NULL;
class NullAfterRelease final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "null-after-release",
        .target = RewriteTarget::Ownership,
        .tier = PatchTier::Safe,
        .summary = "set a member or global to NULL once what it points to was released",
        .rationale =
            "The pointer outlives the call. As NULL it can be released again without harm, and its "
            "next use ends the program instead of reading what somebody else has put there "
            "(CERT MEM01-C, CWE-415, CWE-416). The operation stays open: other pointers to the "
            "block are not seen. A defined execution cannot read the old value (C11 6.2.4p2). Not "
            "offered where the object that holds the pointer is released next, or the pointer is "
            "set anyway.",
        .checks = {"ferrule-ownership-release", "ferrule-ownership-raw-delete"},
        .before = "free(s->text);",
        .after = "free(s->text);\ns->text = NULL;",
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    D.on<CallExpr>([&](const CallExpr &E, CheckContext &C) {
      const OpenOperation *Op = R.open("ferrule-ownership-release", E.getSourceRange());
      auto Call = Op ? memoryCall(E, C.wrappers()) : std::nullopt;
      if (Call && Call->Does == MemoryCall::Releases && Call->Sure >= Confidence::Medium)
        propose(E, *Call->Block->IgnoreParenCasts(), *Op, C, R);
    });
    D.on<CXXDeleteExpr>([&](const CXXDeleteExpr &E, CheckContext &C) {
      if (const OpenOperation *Op = R.open("ferrule-ownership-raw-delete", E.getSourceRange()))
        propose(E, *E.getArgument()->IgnoreParenCasts(), *Op, C, R);
    });
  }

private:
  void propose(const Expr &Release, const Expr &Pointer, const OpenOperation &Op,
               const CheckContext &C, RewriteContext &R) const {
    const auto *Ref = dyn_cast<DeclRefExpr>(&Pointer);
    const auto *Global = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    bool Outlives = isa<MemberExpr>(Pointer) || (Global && !Global->hasLocalStorage());
    // Locals end soon: a compiler would drop the store, and a reader would wonder.
    if (!Outlives || !C.function())
      return;
    Proposal P(R, info(), Release.getBeginLoc(),
               "set '" + C.text(Pointer) + "' to NULL once it is released");
    P.answers(Op).because(Op.reason, Release.getBeginLoc());
    std::string Text = R.sourceText(Pointer.getSourceRange());
    const auto *Block = dyn_cast_or_null<CompoundStmt>(C.parent());
    const Stmt *Branch = C.parent() && isa<IfStmt>(C.parent()) ? C.parent() : nullptr;
    if (Branch)
      Block = blockAround(*Branch, C);
    const Stmt *Next = statementBehind(C);
    auto End = Lexer::findLocationAfterToken(Release.getEndLoc(), tok::semi, R.sources(),
                                             R.ast().getLangOpts(),
                                             /*SkipTrailingWhitespaceAndNewLine=*/false);
    const FunctionDecl *Releaser = projectFunction(Release);
    if (Releaser)
      P.ask("Does '" + Releaser->getNameAsString() + "' leave '" + C.text(Pointer) +
            "' itself as it is?");
    if (Text.empty() || End.isInvalid())
      P.refuse("the pointer or the call comes from a macro");
    else if (isa_and_nonnull<CXXMethodDecl>(Releaser) || (Releaser && isLinked(Pointer.getType())))
      P.refuse("'" + Releaser->getNameAsString() + "' may have set it to something else");
    else if (Pointer.HasSideEffects(R.ast()))
      P.refuse(
          "the pointer would be evaluated twice, and it calls a function or changes something");
    else if (Pointer.getType().isConstQualified())
      P.refuse("the pointer is const");
    else if (!Block && !Branch)
      P.refuse("the call is part of a larger expression");
    else if (isa<CXXDestructorDecl>(C.function()))
      P.refuse("the object ends with this destructor");
    else if (Block && holderEnds(*Block, Branch ? *Branch : Release, Pointer, C))
      P.refuse("what holds the pointer is released, or overwritten, right behind");
    else if (Next && assigns(*Next, Pointer, C))
      P.refuse("it is set in the next statement");
    else if (Branch)
      addBraces(P, *Branch, Release, Text + " = " + null(Release, R) + ";", R);
    else
      P.insertLinesAfter(End.getLocWithOffset(-1), R.indentation(Release.getBeginLoc()).str() +
                                                       Text + " = " + null(Release, R) + ";");
    P.offer();
  }

  /// It points to a node, such as that of a list: who ends it may take it out of there first, and
  /// set what led to it.
  static bool isLinked(QualType Pointer) {
    const RecordDecl *Node = Pointer->getPointeeType()->getAsRecordDecl();
    Node = Node ? Node->getDefinition() : nullptr;
    return Node && llvm::any_of(Node->fields(), [&](const FieldDecl *Field) {
             QualType T = Field->getType();
             return T->isPointerType() && T->getPointeeType()->getAsRecordDecl() &&
                    T->getPointeeType()->getAsRecordDecl()->getDefinition() == Node;
           });
  }

  /// The function, not one of the library, that a call is of: it may write what it can reach.
  static const FunctionDecl *projectFunction(const Expr &Release) {
    const auto *Call = dyn_cast<CallExpr>(&Release);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    return Callee && !libraryFunction(*Callee) ? Callee : nullptr;
  }

  /// The block that an if is a statement of.
  static const CompoundStmt *blockAround(const Stmt &If, const CheckContext &C) {
    const auto *At = llvm::find(C.path(), &If);
    return At == C.path().begin() ? nullptr : dyn_cast<CompoundStmt>(*std::prev(At));
  }

  static const Stmt *statementAfter(const CompoundStmt &Block, const Stmt &S) {
    const auto *It = llvm::find(Block.body(), &S);
    return It == Block.body_end() || std::next(It) == Block.body_end() ? nullptr : *std::next(It);
  }

  /// What runs next: behind the branches that end with the visited node.
  static const Stmt *statementBehind(const CheckContext &C) {
    const Stmt *Child = C.path().back();
    for (const Stmt *Parent : llvm::reverse(C.path().drop_back())) {
      if (const auto *Block = dyn_cast<CompoundStmt>(Parent)) {
        if (const Stmt *Next = statementAfter(*Block, *Child))
          return Next;
      } else if (!isa<IfStmt>(Parent)) {
        return nullptr;
      }
      Child = Parent;
    }
    return nullptr;
  }

  static bool assigns(const Stmt &S, const Expr &Pointer, const CheckContext &C) {
    return holds(S, [&](const Stmt &Part) {
      const auto *B = dyn_cast<BinaryOperator>(&Part);
      return B && B->getOpcode() == BO_Assign && sameText(*B->getLHS(), Pointer, C);
    });
  }

  /// A statement behind the call, in its block, gives the object that holds the pointer, or a
  /// pointer to it, to a call that releases something.
  static bool holderEnds(const CompoundStmt &Block, const Stmt &Release, const Expr &Pointer,
                         const CheckContext &C) {
    const auto *Member = dyn_cast<MemberExpr>(&Pointer);
    if (!Member)
      return false;
    const Expr &Holder = *Member->getBase()->IgnoreParenImpCasts();
    bool Behind = false;
    for (const Stmt *S : Block.body()) {
      if (Behind && holds(*S, [&](const Stmt &Part) {
            const auto *Call = dyn_cast<CallExpr>(&Part);
            auto Memory = Call ? memoryCall(*Call, C.wrappers()) : std::nullopt;
            const Expr *Block = Memory ? Memory->Block : nullptr;
            if (const auto *Delete = dyn_cast<CXXDeleteExpr>(&Part))
              Block = Delete->getArgument();
            const auto *Assign = dyn_cast<BinaryOperator>(&Part);
            return (Block && sameText(*Block->IgnoreParenCasts(), Holder, C)) ||
                   (Assign && Assign->getOpcode() == BO_Assign &&
                    Assign->getLHS()->getType()->isRecordType());
          }))
        return true;
      Behind |= S == &Release;
    }
    return false;
  }

  static std::string null(const Stmt &Where, const RewriteContext &R) {
    if (R.ast().getLangOpts().CPlusPlus11)
      return "nullptr";
    return R.fileText(Where.getBeginLoc()).contains("NULL") ? "NULL" : "0";
  }
};

RegisterRewriter<NullAfterRelease> X;

} // namespace
} // namespace ferrule
