// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A function that returns what it made with new. It can say so with a std::unique_ptr once all of
// its callers own the result by one; unique-ptr and unique-member bring them there. Each unit
// speaks for its declarations and calls, and one that keeps a raw pointer refuses the patch.
#include "rewriters/Rewriter.h"
#include "rewriters/cxx/OwnerEdits.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace ferrule {
namespace {

bool isUniquePtr(QualType T) {
  const auto *Class = T.getNonReferenceType()->getAsCXXRecordDecl();
  return Class && Class->isInStdNamespace() && Class->getIdentifier() &&
         Class->getName() == "unique_ptr";
}

void findReturns(const Stmt &S, std::vector<const ReturnStmt *> &Found) {
  if (const auto *Return = dyn_cast<ReturnStmt>(&S))
    Found.push_back(Return);
  if (!isa<LambdaExpr, BlockExpr>(S))
    for (const Stmt *Child : S.children())
      if (Child)
        findReturns(*Child, Found);
}

/// What speaks for it where a call stands.
constexpr char Gets[] = "a unique_ptr gets the result";

/// Box *make() { return new Box(1); } -> std::unique_ptr<Box> make() { ... }
class UniqueFactory final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "unique-factory",
        .target = RewriteTarget::SafeCxx,
        .tier = PatchTier::Review,
        .summary = "let a function return what it makes as a std::unique_ptr",
        .rationale =
            "C++ Core Guidelines I.11, F.26 and R.20. Offered where each return gives a new "
            "object, "
            "what a unique_ptr releases, or null, and each call in the database gives the result "
            "to a unique_ptr at once: then the object has the same owner at the same time, and no "
            "caller can forget it. Where one keeps a raw pointer it is named; unique-ptr and "
            "unique-member come first. All declarations and calls change together. The name for "
            "the linker stays, but not how the result is passed, so all who call it must be "
            "compiled again.",
        .checks = {"ferrule-ownership-raw-new"},
        .before = "Box *make() { return new Box(1); }\nstd::unique_ptr<Box> b(make());",
        .after = "std::unique_ptr<Box> make() { return std::make_unique<Box>(1); }\n"
                 "std::unique_ptr<Box> b(make());",
        .witness = Gets,
        .withoutWitness = "no call of it is seen: whoever calls it would not compile any more",
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    D.on<FunctionDecl>([&](const FunctionDecl &F, CheckContext &) {
      if (isFactory(F, R))
        declare(F, R);
    });
    D.on<DeclRefExpr>([&](const DeclRefExpr &E, CheckContext &C) {
      if (const auto *F = dyn_cast<FunctionDecl>(E.getDecl()); F && isFactory(*F, R))
        use(*F, E, C, R);
    });
    D.on<MemberExpr>([&](const MemberExpr &E, CheckContext &C) {
      if (const auto *F = dyn_cast<CXXMethodDecl>(E.getMemberDecl()); F && isFactory(*F, R))
        use(*F, E, C, R);
    });
  }

private:
  static bool isFactory(const FunctionDecl &F, RewriteContext &R) {
    if (!R.ast().getLangOpts().CPlusPlus11 || F.isTemplated() || F.isTemplateInstantiation() ||
        F.isImplicit() || !F.getIdentifier() || F.isExternC() ||
        !F.getReturnType()->isPointerType() || !F.getReturnType()->getPointeeType()->isRecordType())
      return false;
    const SlotContract *Known = R.contract(F, "result", "ownership");
    return Known && StringRef(Known->value).starts_with("owned by the caller") &&
           !StringRef(Known->value).contains("release with free") && Known->against.empty();
  }

  /// All units say the same of it, so that it stands where it is declared first.
  Proposal begin(const FunctionDecl &F, RewriteContext &R) const {
    const FunctionDecl &First = *F.getFirstDecl();
    Proposal P(R, info(), First.getLocation(),
               "let '" + First.getNameAsString() + "' return a unique_ptr");
    P.group(R.names().of(F));
    P.ask("Must everybody who calls '" + First.getNameAsString() +
          "', also outside of the project, own what it returns, and is everybody compiled again?");
    return P;
  }

  void declare(const FunctionDecl &F, RewriteContext &R) const {
    Proposal P = begin(F, R);
    const auto *Method = dyn_cast<CXXMethodDecl>(&F);
    QualType Pointee = F.getReturnType()->getPointeeType();
    std::string Text = pointeeText(F, R);
    if (Method && Method->isVirtual())
      P.refuse("the function is virtual");
    else if (F.isExternallyVisible() && !Method && !isDeclaredInHeader(F, R))
      P.refuse("no header declares the function, so other units may do that for themselves");
    else if (Text.empty())
      P.refuse("what it returns a pointer to is not written as 'T *'");
    else
      P.replace(F.getReturnTypeSourceRange(), "std::unique_ptr<" + Text + ">" + gapBehind(F, R))
          .include(F.getLocation(), "<memory>");
    if (F.doesThisDeclarationHaveABody() && !P.refused()) {
      if (std::string Why = whyNotPointee(Pointee); !Why.empty())
        P.refuse(Why);
      returnOwners(P, F, Text, R);
    }
    P.offer();
  }

  static bool isDeclaredInHeader(const FunctionDecl &F, RewriteContext &R) {
    return llvm::any_of(F.redecls(), [&](const FunctionDecl *Each) {
      return !R.sources().isInMainFile(R.sources().getExpansionLoc(Each->getLocation()));
    });
  }

  static std::string pointeeText(const FunctionDecl &F, const RewriteContext &R) {
    auto Type = F.getFunctionTypeLoc();
    auto Pointer = Type ? Type.getReturnLoc().getAs<PointerTypeLoc>() : PointerTypeLoc();
    if (!Pointer || Pointer.getPointeeLoc().getType().hasQualifiers())
      return "";
    return R.sourceText(Pointer.getPointeeLoc().getSourceRange());
  }

  /// 'Box *make' has no space behind the '*'.
  static std::string gapBehind(const FunctionDecl &F, const RewriteContext &R) {
    SourceLocation End = Lexer::getLocForEndOfToken(F.getReturnTypeSourceRange().getEnd(), 0,
                                                    R.sources(), R.ast().getLangOpts());
    bool Invalid = End.isInvalid() || End.isMacroID();
    return !Invalid && isWhitespace(*R.sources().getCharacterData(End)) ? "" : " ";
  }

  void returnOwners(Proposal &P, const FunctionDecl &F, StringRef Text, RewriteContext &R) const {
    std::vector<const ReturnStmt *> Returns;
    findReturns(*F.getBody(), Returns);
    for (const ReturnStmt *Return : Returns) {
      const Expr *Value =
          Return->getRetValue() ? Return->getRetValue()->IgnoreParenImpCasts() : nullptr;
      if (!Value)
        continue;
      if (isNullPointer(*Value, R.ast())) {
        P.replace(Return->getRetValue()->getSourceRange(), "nullptr");
      } else if (const auto *New = dyn_cast<CXXNewExpr>(Value); New && !New->isArray()) {
        if (std::string Why = whyNotNew(*New); !Why.empty())
          P.refuse(Why);
        if (const OpenOperation *Op = R.open("ferrule-ownership-raw-new", New->getSourceRange()))
          P.answers(*Op);
        P.because("it returns a new object", Return->getBeginLoc());
        returnOwner(P, *New, Text, F.getReturnType()->getPointeeType(), R);
      } else {
        P.refuse("it also returns what is not new" + place(*Return, R));
      }
    }
  }

  /// Name: of the function, in an expression.
  void use(const FunctionDecl &F, const Expr &Name, const CheckContext &C,
           RewriteContext &R) const {
    Proposal P = begin(F, R);
    auto Path = llvm::reverse(C.ancestors());
    auto At = Path.begin();
    auto Skip = [&] {
      while (At != Path.end() && isa<ParenExpr, ImplicitCastExpr>(*At))
        ++At;
      return At == Path.end() ? nullptr : *At++;
    };
    const auto *Call = dyn_cast_or_null<CallExpr>(Skip());
    if (!Call || Call->getCallee()->IgnoreParenImpCasts() != &Name) {
      P.refuse("the address of the function is taken" + where(Name, R)).offer();
      return;
    }
    const Stmt *Taker = Skip();
    if (const auto *Made = dyn_cast_or_null<CXXConstructExpr>(Taker);
        Made && Made->getNumArgs() == 1 && isUniquePtr(Made->getType()))
      P.because(Gets, Call->getBeginLoc());
    else if (const auto *Reset = dyn_cast_or_null<CXXMemberCallExpr>(Taker))
      assign(P, *Reset, *Call, R);
    else
      P.refuse("a call does not give the result to a unique_ptr at once" + where(*Call, R));
    P.offer();
  }

  /// p.reset(make()) -> p = make()
  static void assign(Proposal &P, const CXXMemberCallExpr &Reset, const CallExpr &Call,
                     RewriteContext &R) {
    const auto *Member = dyn_cast<MemberExpr>(Reset.getCallee()->IgnoreParens());
    const CXXMethodDecl *Method = Reset.getMethodDecl();
    if (!Member || Member->isArrow() || !Method || !Method->getIdentifier() ||
        Method->getName() != "reset" || !isUniquePtr(Member->getBase()->getType())) {
      P.refuse("a call does not give the result to a unique_ptr at once" + where(Call, R));
      return;
    }
    P.because(Gets, Call.getBeginLoc());
    P.replace({Reset.getBeginLoc(), Reset.getEndLoc()},
              R.sourceText(Member->getBase()->getSourceRange()) + " = " +
                  R.sourceText(Call.getSourceRange()));
  }

  static std::string where(const Expr &E, RewriteContext &R) {
    return ", " + R.names().file(E.getBeginLoc()) + ":" +
           std::to_string(R.sources().getExpansionLineNumber(E.getBeginLoc()));
  }
};

RegisterRewriter<UniqueFactory> X;

} // namespace
} // namespace ferrule
