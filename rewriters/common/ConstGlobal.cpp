// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/Rewriter.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

using namespace clang;

namespace ferrule {
namespace {

/// The name stands where the value is read, and the type of what is read is the same when the
/// variable is const.
bool isRead(const DeclRefExpr &Name, ASTContext &AST) {
  const Expr *At = &Name;
  while (true) {
    DynTypedNodeList Parents = AST.getParents(*At);
    if (Parents.size() != 1)
      return false;
    if (Parents[0].get<UnaryExprOrTypeTraitExpr>())
      return true;
    const auto *Parent = Parents[0].get<Expr>();
    const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(Parent);
    const auto *Element = dyn_cast_or_null<ArraySubscriptExpr>(Parent);
    if (Cast && Cast->getCastKind() == CK_LValueToRValue)
      return true;
    // Given to somebody who only reads it.
    if (Cast && Cast->getCastKind() == CK_NoOp && Cast->getType()->isPointerType())
      return Cast->getType()->getPointeeType().isConstQualified();
    const auto *Choice = dyn_cast_or_null<ConditionalOperator>(Parent);
    if (!isa_and_nonnull<ParenExpr>(Parent) && !(Element && Element->getBase() == At) &&
        !(Cast && Cast->getCastKind() == CK_ArrayToPointerDecay) &&
        !(Choice && Choice->getCond() != At))
      return false;
    At = Parent;
  }
}

/// Where a unit names a variable, and the first place where it does more than to read it.
class UsesOf : public RecursiveASTVisitor<UsesOf> {
public:
  UsesOf(const VarDecl &V, ASTContext &AST) : V(V), AST(AST) {
    names.insert(V.getLocation());
    TraverseDecl(AST.getTranslationUnitDecl());
  }
  std::set<SourceLocation> names;
  SourceLocation other;

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (E->getDecl()->getCanonicalDecl() != V.getCanonicalDecl())
      return true;
    names.insert(AST.getSourceManager().getSpellingLoc(E->getLocation()));
    if (other.isInvalid() && !isRead(*E, AST))
      other = E->getLocation();
    return true;
  }

private:
  const VarDecl &V;
  ASTContext &AST;
};

/// Each token of its name, in the function or else in the file, is one of those: what another
/// configuration compiles does not write it.
bool areAll(const std::set<SourceLocation> &Names, const VarDecl &V, const CheckContext &C) {
  const SourceManager &SM = C.sources();
  FileID File = SM.getFileID(V.getLocation());
  SourceRange In = V.isStaticLocal() && C.function()
                       ? C.function()->getSourceRange()
                       : SourceRange(SM.getLocForStartOfFile(File), SM.getLocForEndOfFile(File));
  if (SM.getFileID(In.getBegin()) != File || SM.getFileID(In.getEnd()) != File)
    return false;
  StringRef Text = SM.getBufferData(File);
  Lexer Lex(SM.getLocForStartOfFile(File), C.language(), Text.begin(),
            Text.begin() + SM.getFileOffset(In.getBegin()), Text.end());
  Token Each;
  for (bool Last = false; !Last;) {
    Last = Lex.LexFromRawLexer(Each);
    if (In.getEnd() < Each.getLocation())
      break;
    if (Each.is(tok::raw_identifier) && Each.getRawIdentifier() == V.getName() &&
        !Names.contains(Each.getLocation()))
      return false;
  }
  return true;
}

/// static int a, b;
bool sharesDeclaration(const VarDecl &V) {
  return llvm::any_of(V.getDeclContext()->decls(), [&](const Decl *D) {
    return D != &V && isa<DeclaratorDecl>(D) && D->getBeginLoc() == V.getBeginLoc();
  });
}

/// static const char *Names[] -> static const char *const Names[]
class ConstGlobal final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "const-global",
        .target = RewriteTarget::Values,
        .tier = PatchTier::Safe,
        .summary = "declare const what lives as long as the program and is never written",
        .rationale =
            "Offered for a static variable of a unit, or of a function, of which each use in the "
            "unit reads the value: nobody else can name it, and its address goes to nobody who may "
            "write. An object that is never written is the same when it is const (C11 6.7.3, "
            "[dcl.type.cv]), and cannot be part of a data race.",
        .checks = {Id},
        .before = R"(static const char *Names[] = {"a", "b"};)",
        .after = R"(static const char *const Names[] = {"a", "b"};)",
        .mustDischarge = true,
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    D.on<VarDecl>([&](const VarDecl &V, CheckContext &C) {
      const OpenOperation *Op = R.open(Id, V.getSourceRange());
      if (Op && C.ast().getBaseElementType(V.getType())->isScalarType())
        propose(V, *Op, C, R);
    });
  }

private:
  static constexpr char Id[] = "ferrule-concurrency-shared-global";

  void propose(const VarDecl &V, const OpenOperation &Op, const CheckContext &C,
               RewriteContext &R) const {
    Proposal P(R, info(), V.getLocation(), "declare '" + V.getNameAsString() + "' const");
    P.answers(Op).because(Op.reason, V.getLocation());
    UsesOf Uses(V, R.ast());
    if (Uses.other.isValid())
      P.refuse("it is written, or its address is taken, line " +
               std::to_string(R.sources().getExpansionLineNumber(Uses.other)));
    else if (V.hasExternalFormalLinkage() && !V.isInAnonymousNamespace())
      P.refuse(V.isStaticDataMember() ? "it is a member: another file of the class may write it"
                                      : "it is not static: others may write it");
    else if (V.getLocation().isMacroID())
      P.refuse("it is declared in a macro");
    else if (V.getType().isVolatileQualified() || V.hasAttrs())
      P.refuse("it is volatile, or has an attribute");
    else if (sharesDeclaration(V))
      P.refuse("it is declared together with another one");
    else if (!V.hasInit() || V.getPreviousDecl())
      P.refuse("it is declared without a value");
    else if (!areAll(Uses.names, V, C))
      P.refuse("its name is written where this configuration does not use it");
    else
      P.insertBefore(placeOfConst(V, R), "const ");
    P.offer();
  }

  /// Behind the last '*', or else in front of the type.
  static SourceLocation placeOfConst(const VarDecl &V, const RewriteContext &R) {
    StringRef Before = R.fileText(V.getLocation());
    Before = Before.take_front(R.sources().getFileOffset(V.getLocation())).rtrim();
    return Before.ends_with("*") ? V.getLocation() : V.getTypeSpecStartLoc();
  }
};

RegisterRewriter<ConstGlobal> X;

} // namespace
} // namespace ferrule
