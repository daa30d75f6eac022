// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/Rewriter.h"
#include "rewriters/cxx/ArrayDeclaration.h"
#include "rewriters/cxx/ArrayUses.h"
#include "rewriters/cxx/Hardening.h"
#include "clang/AST/Attr.h"

using namespace clang;

namespace ferrule {
namespace {

/// T a[N]; -> std::array<T, N> a;
class StdArray final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "std-array",
        .target = RewriteTarget::SafeCxx,
        .tier = PatchTier::Review,
        .summary = "make an array a std::array",
        .rationale =
            "std::array holds an array and nothing else ([array.overview]), and does not convert "
            "to a pointer (C++ Core Guidelines SL.con.1, ES.27): each place where the array did "
            "gets .data(). Values, their places and the times at which they are initialised do "
            "not change. It is worth something where the library checks the index, so that an "
            "index beyond the end stops the program (CWE-129). Refused where the array as a whole "
            "is used (decltype, a reference to it), where others may use it, and where objects of "
            "its class are seen as something else.",
        .checks = {Id},
        .before = "int table[16];\nuse(table);\nreturn table[i];",
        .after = "std::array<int, 16> table;\nuse(table.data());\nreturn table[i];",
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    auto Uses = std::make_shared<std::optional<ArrayUses>>();
    auto Handle = [this, Uses, &R](const DeclaratorDecl &Array) {
      const auto *V = dyn_cast<VarDecl>(&Array);
      if (!R.ast().getLangOpts().CPlusPlus || !Array.getType()->isConstantArrayType() ||
          isa<ParmVarDecl>(Array) || (V && V->getPreviousDecl()))
        return;
      if (!*Uses)
        Uses->emplace(R);
      propose(Array, **Uses, R);
    };
    D.on<VarDecl>([Handle](const VarDecl &V, CheckContext &) { Handle(V); });
    D.on<FieldDecl>([Handle](const FieldDecl &F, CheckContext &) { Handle(F); });
  }

private:
  static constexpr char Id[] = "ferrule-bounds-array-subscript";

  void propose(const DeclaratorDecl &Array, const ArrayUses &Uses, RewriteContext &R) const {
    Proposal P(R, info(), Array.getLocation(),
               "make '" + Array.getNameAsString() + "' a std::array");
    bool Answers = false;
    for (const ArrayUse &Use : Uses.of(Array)) {
      const OpenOperation *Op =
          Use.subscript ? R.open(Id, Use.subscript->getSourceRange()) : nullptr;
      if (Op)
        P.answers(*Op).because(Op->reason, Use.subscript->getBeginLoc());
      Answers |= Op != nullptr;
    }
    if (!Answers)
      return;
    askFor(P, Array, Uses, R);
    if (const char *Why = problemOf(Array, Uses, R))
      P.refuse(Why);
    for (const ArrayUse &Use : Uses.of(Array))
      adapt(P, Use, R);
    for (const Decl *Each : Array.redecls())
      if (!P.refused()) {
        declareAsStdArray(P, *cast<DeclaratorDecl>(Each), R);
        P.include(Each->getLocation(), "<array>");
      }
    P.offer();
  }

  static void askFor(Proposal &P, const DeclaratorDecl &Array, const ArrayUses &Uses,
                     const RewriteContext &R) {
    std::string Question = HardeningQuestion;
    P.require(HardeningPrecondition);
    for (const ArrayUse &Use : Uses.of(Array)) {
      if (!Use.mayBeEnd)
        continue;
      std::string Element = "'&" + R.sourceText(Use.subscript->getSourceRange()) + "'";
      P.require(Element + " in line " +
                std::to_string(R.sources().getExpansionLineNumber(Use.subscript->getBeginLoc())) +
                " is not one past the last element, where a library with checks ends the program");
      if (!StringRef(Question).contains("past"))
        Question += " Is " + Element + " never one past the last element?";
    }
    P.ask(Question);
  }

  static const char *problemOf(const DeclaratorDecl &Array, const ArrayUses &Uses,
                               const RewriteContext &R) {
    const ASTContext &AST = R.ast();
    QualType Element = AST.getAsArrayType(Array.getType())->getElementType();
    if (!AST.getLangOpts().CPlusPlus11)
      return "std::array is of C++11";
    if (isOfTemplate(Array))
      return "it stands in a template";
    if (Element->isArrayType())
      return "it has more than one dimension";
    if (AST.getAsConstantArrayType(Array.getType())->getSize() == 0)
      return "it has no elements";
    if (Element.isVolatileQualified())
      return "std::array has no members for volatile objects";
    for (const Decl *Each : Array.redecls())
      if (llvm::any_of(Each->attrs(), [](const Attr *A) { return !A->isImplicit(); }))
        return "it has an attribute";
    if (Array.getDeclContext()->isExternCContext())
      return "it is declared for C";
    if (const auto *Field = dyn_cast<FieldDecl>(&Array))
      return problemOf(*Field, Uses, R);
    const auto &V = cast<VarDecl>(Array);
    bool Inside = V.isLocalVarDecl() || V.getFormalLinkage() == Linkage::Internal ||
                  (V.isStaticDataMember() && V.getAccess() == AS_private);
    return Inside ? nullptr : "other units may use it";
  }

  static const char *problemOf(const FieldDecl &Field, const ArrayUses &Uses,
                               const RewriteContext &R) {
    const RecordDecl &Class = *Field.getParent();
    if (Class.isUnion())
      return "it is a member of a union";
    if (Class.isAnonymousStructOrUnion())
      return "it is a member of a structure without a name";
    if (Uses.isReinterpreted(Class))
      return "pointers to objects of its class are converted to pointers to something else";
    if (Field.getAccess() != AS_private && !R.sources().isInMainFile(Field.getLocation()))
      return "others may use the member";
    return nullptr;
  }

  static bool isOfTemplate(const Decl &D) {
    if (D.isTemplated())
      return true;
    for (const DeclContext *In = D.getDeclContext(); In; In = In->getParent()) {
      const auto *F = dyn_cast<FunctionDecl>(In);
      if (isa<ClassTemplateSpecializationDecl>(In) || (F && F->isTemplateInstantiation()))
        return true;
    }
    return false;
  }

  static void adapt(Proposal &P, const ArrayUse &Use, const RewriteContext &R) {
    switch (Use.change) {
    case ArrayUse::None:
      break;
    case ArrayUse::Data:
      P.insertAfter(Use.name->getEndLoc(), ".data()");
      break;
    case ArrayUse::Element: {
      SourceLocation Star = Use.dereference->getOperatorLoc();
      P.replace(Star, standsBehindWord(Star, R) ? " " : "")
          .insertAfter(Use.name->getEndLoc(), "[0]");
      break;
    }
    case ArrayUse::Refused:
      P.refuse(Use.why);
    }
  }

  /// Without the token, what is around it would be one word.
  static bool standsBehindWord(SourceLocation Token, const RewriteContext &R) {
    unsigned Offset = R.sources().getFileOffset(Token);
    return Offset && isAsciiIdentifierContinue(R.fileText(Token)[Offset - 1]);
  }
};

RegisterRewriter<StdArray> X;

} // namespace
} // namespace ferrule
