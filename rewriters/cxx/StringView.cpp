// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A function that only reads a text that ends with a NUL. A std::string_view is made of what the
// callers give as before, and knows its length. It does not say that a NUL follows: so nothing that
// looks for one may get it, and no index may reach it.
#include "checks/Check.h"
#include "checks/Guards.h"
#include "rewriters/Rewriter.h"
#include "rewriters/common/Annotation.h"
#include "rewriters/cxx/Hardening.h"
#include "rewriters/cxx/OwnerEdits.h"
#include "rewriters/cxx/SpanUses.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace ferrule {
namespace {

/// The function of the C library that a call calls, or "".
StringRef libraryCallee(const Stmt *S) {
  const auto *Call = dyn_cast_or_null<CallExpr>(S);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  return F && F->getIdentifier() && F->isExternC() ? F->getName() : "";
}

bool isString(const Expr &E) {
  const CXXRecordDecl *Class = E.getType()->getAsCXXRecordDecl();
  return Class && Class->isInStdNamespace() && Class->getIdentifier() &&
         llvm::is_contained({"basic_string", "basic_string_view", "basic_ostream"},
                            Class->getName());
}

/// static bool isName(const char *s) -> static bool isName(std::string_view s)
class StringView final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "string-view",
        .target = RewriteTarget::SafeCxx,
        .tier = PatchTier::Review,
        .summary = "let a function that reads a text take a std::string_view",
        .rationale =
            "C++ Core Guidelines SL.str.2 and R.14: the length is found once, where the text is, "
            "and a library with checks tests each index ([string.view.access]; CWE-125). Only a "
            "static function or private method without overloads, of whose parameter the contract "
            "of all units says that it is a string and never null, and whose body asks for its "
            "length, indexes below that, compares it or gives it to strings and streams. "
            "Refused where it is given on as a C string, which a view need not be. Callers stay "
            "as they are. Needs C++17.",
        .checks = {"ferrule-bounds-*", "ferrule-libc-*"},
        .before = "static bool isLong(const char *s) { return strlen(s) > 80; }",
        .after = "static bool isLong(std::string_view s) { return s.size() > 80; }",
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    D.on<FunctionDecl>([&](const FunctionDecl &F, CheckContext &) {
      for (unsigned I : stringsOf(F, R))
        declare(F, I, R);
    });
    D.on<DeclRefExpr>([&](const DeclRefExpr &E, CheckContext &C) {
      if (const auto *F = dyn_cast<FunctionDecl>(E.getDecl()))
        use(*F, E, C, R);
    });
    D.on<MemberExpr>([&](const MemberExpr &E, CheckContext &C) {
      if (const auto *F = dyn_cast<CXXMethodDecl>(E.getMemberDecl()))
        use(*F, E, C, R);
    });
  }

private:
  /// The parameters that are strings and never null, as all units show.
  static std::vector<unsigned> stringsOf(const FunctionDecl &F, RewriteContext &R) {
    std::vector<unsigned> Found;
    if (!R.ast().getLangOpts().CPlusPlus || F.isTemplated() || F.isTemplateInstantiation() ||
        F.isImplicit() || !F.getIdentifier() || !isInternal(F))
      return Found;
    for (unsigned I = 0; I != F.getNumParams(); ++I) {
      QualType T = F.getParamDecl(I)->getType();
      if (!T->isPointerType() ||
          !R.ast().hasSameType(T->getPointeeType(), R.ast().CharTy.withConst()))
        continue;
      std::string Slot = "parameter " + std::to_string(I + 1);
      const SlotContract *Bounds = R.contract(F, Slot, "bounds");
      const SlotContract *Null = R.contract(F, Slot, "nullability");
      if (Bounds && Bounds->value == "string" && Null && Null->value == "nonnull")
        Found.push_back(I);
    }
    return Found;
  }

  /// All units say the same of it, so that it stands where it is declared first.
  Proposal begin(const FunctionDecl &F, unsigned Index, RewriteContext &R) const {
    const FunctionDecl &First = *F.getFirstDecl();
    std::string Name = First.getParamDecl(Index)->getNameAsString();
    Proposal P(R, info(), First.getLocation(),
               "let '" + First.getNameAsString() + "' take '" + Name + "' as a std::string_view");
    P.group(R.names().of(F) + " " + std::to_string(Index));
    P.ask(std::string(HardeningQuestion) + " Does no caller give null for '" + Name + "'?");
    P.require("C++17, for std::string_view").require(HardeningPrecondition);
    for (const char *Property : {"bounds", "nullability"})
      for (const SlotContract *Known :
           {R.contract(F, "parameter " + std::to_string(Index + 1), Property)}) {
        for (const PatchEvidence &E : Known->evidence)
          P.because(E);
        if (std::string Doubt = doubtOf(*Known); !Doubt.empty())
          P.refuse(Doubt);
      }
    return P;
  }

  void declare(const FunctionDecl &F, unsigned Index, RewriteContext &R) const {
    Proposal P = begin(F, Index, R);
    const ParmVarDecl &V = *F.getParamDecl(Index);
    const auto *Method = dyn_cast<CXXMethodDecl>(&F);
    if (!R.ast().getLangOpts().CPlusPlus17)
      P.refuse("std::string_view is of C++17, and not all units are compiled as that");
    else if (F.isExternC() || (Method && Method->isVirtual()) || isa<CXXConstructorDecl>(F))
      P.refuse("the function is declared for C, virtual, or a constructor");
    else if (isOverloaded(F))
      P.refuse("the function has overloads, of which another one may be chosen");
    else if (V.hasDefaultArg())
      P.refuse("the parameter has a default");
    else if (pointeeText(V, R).empty())
      P.refuse("the type of the pointer is not written as 'T *'");
    if (F.doesThisDeclarationHaveABody())
      writeBody(P, F, V, R);
    std::string Name = V.getNameAsString();
    P.replace(V.getSourceRange(), std::string(V.getType().isConstQualified() ? "const " : "") +
                                      "std::string_view" + (Name.empty() ? "" : " " + Name));
    P.include(F.getLocation(), "<string_view>").offer();
  }

  static bool isOverloaded(const FunctionDecl &F) {
    return llvm::any_of(
        F.getDeclContext()->getRedeclContext()->lookup(F.getDeclName()),
        [&](const NamedDecl *Each) { return Each->getCanonicalDecl() != F.getCanonicalDecl(); });
  }

  static void writeBody(Proposal &P, const FunctionDecl &F, const ParmVarDecl &V,
                        RewriteContext &R) {
    for (const OpenOperation *Op : R.operationsAbout(F, V))
      if (StringRef(Op->check).starts_with("ferrule-bounds-") ||
          StringRef(Op->check).starts_with("ferrule-libc-"))
        P.answers(*Op);
    std::vector<SourceLocation> Names{V.getLocation()};
    onNames(*F.getBody(), V, [&](llvm::ArrayRef<const Stmt *> Path) {
      Names.push_back(R.sources().getSpellingLoc(Path.back()->getBeginLoc()));
      std::string Why = Path.back()->getBeginLoc().isMacroID() ? "it is used in a macro"
                                                               : writeUse(P, Path, V, R);
      if (!Why.empty())
        P.refuse(Why + place(*Path.back(), R));
    });
    if (std::string Why = whyNotText(V, F.getSourceRange(), {}, Names, R); !Why.empty())
      P.refuse(Why);
  }

  /// Why the use of the name cannot be one of a view, or empty. Path: down to the name.
  static std::string writeUse(Proposal &P, llvm::ArrayRef<const Stmt *> Path, const ParmVarDecl &V,
                              RewriteContext &R) {
    for (const Stmt *S : Path)
      if (isa<LambdaExpr, BlockExpr>(S))
        return "a lambda uses it";
    // What is around the value, and around that.
    llvm::SmallVector<const Stmt *, 8> Around;
    for (const Stmt *S : llvm::reverse(Path.drop_back()))
      if (!isa<ParenExpr, ImplicitCastExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr>(S))
        Around.push_back(S);
    Around.resize(std::max<std::size_t>(Around.size(), 3));
    const Stmt *User = Around[0];
    if (libraryCallee(User) == "strlen") {
      P.replace(User->getSourceRange(), V.getNameAsString() + ".size()");
      return "";
    }
    if (libraryCallee(User) == "strcmp")
      return writeComparison(P, *cast<CallExpr>(User), Around[1], R);
    if (const auto *At = dyn_cast_or_null<ArraySubscriptExpr>(User)) {
      const auto *Taken = dyn_cast_or_null<UnaryOperator>(Around[1]);
      if (Taken && Taken->getOpcode() == UO_AddrOf)
        return "the address of a character is taken";
      return isBelowLength(*At, Path, V) ? "" : "an index may reach its end";
    }
    return isTakenByString(User) ? "" : "it is given on, or used, as a C string";
  }

  /// strcmp(s, t) == 0, !strcmp(s, t) -> (s == t)
  static std::string writeComparison(Proposal &P, const CallExpr &Call, const Stmt *User,
                                     RewriteContext &R) {
    const auto *Not = dyn_cast_or_null<UnaryOperator>(User);
    const auto *Binary = dyn_cast_or_null<BinaryOperator>(User);
    bool Equal = Not && Not->getOpcode() == UO_LNot;
    if (Binary && Binary->isEqualityOp()) {
      auto Value = Binary->getRHS()->getIntegerConstantExpr(R.ast());
      Equal = Value && *Value == 0;
    }
    const char *Operator = Binary && Binary->getOpcode() == BO_NE ? " != " : " == ";
    if (!Equal)
      return "it is compared for more than equality";
    P.replace(User->getSourceRange(), "(" + R.sourceText(Call.getArg(0)->getSourceRange()) +
                                          Operator +
                                          R.sourceText(Call.getArg(1)->getSourceRange()) + ")");
    return "";
  }

  /// for (...; i < strlen(s); ...) ... s[i]
  static bool isBelowLength(const ArraySubscriptExpr &At, llvm::ArrayRef<const Stmt *> Path,
                            const ParmVarDecl &V) {
    const auto *Index = dyn_cast<DeclRefExpr>(At.getIdx()->IgnoreParenImpCasts());
    const auto *Variable = Index ? dyn_cast<VarDecl>(Index->getDecl()) : nullptr;
    auto Names = [](const Expr &E, const VarDecl &D) {
      const auto *Ref = dyn_cast<DeclRefExpr>(E.IgnoreParenImpCasts());
      return Ref && Ref->getDecl() == &D;
    };
    return Variable && llvm::any_of(Path, [&](const Stmt *S) {
             const auto *For = dyn_cast<ForStmt>(S);
             const auto *Less = For ? dyn_cast_or_null<BinaryOperator>(For->getCond()) : nullptr;
             const auto *Length =
                 Less ? dyn_cast<CallExpr>(Less->getRHS()->IgnoreParenImpCasts()) : nullptr;
             return Length && Less->getOpcode() == BO_LT && Names(*Less->getLHS(), *Variable) &&
                    libraryCallee(Length) == "strlen" && Names(*Length->getArg(0), V) &&
                    llvm::is_contained(Path, For->getBody()) &&
                    !modifies(*For->getBody(), *Variable);
           });
  }

  /// A string or stream that takes a view just as well.
  static bool isTakenByString(const Stmt *User) {
    if (const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(User)) {
      switch (Operator->getOperator()) {
      case OO_Equal:
      case OO_PlusEqual:
      case OO_EqualEqual:
      case OO_ExclaimEqual:
      case OO_LessLess:
        return llvm::any_of(Operator->arguments(), [](const Expr *E) { return isString(*E); });
      default:
        return false;
      }
    }
    if (const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(User)) {
      const CXXMethodDecl *Method = Call->getMethodDecl();
      return Method && Method->getIdentifier() && Call->getNumArgs() == 1 &&
             isString(*Call->getImplicitObjectArgument()) &&
             llvm::is_contained({"append", "assign", "compare", "find", "rfind"},
                                Method->getName());
    }
    // std::string(s) takes it, and a conversion that is not written does not.
    const auto *Made = dyn_cast_or_null<CXXFunctionalCastExpr>(User);
    const auto *Direct = dyn_cast_or_null<CXXConstructExpr>(User);
    return (Made && isString(*Made)) ||
           (Direct && isString(*Direct) && Direct->getParenOrBraceRange().isValid() &&
            llvm::all_of(llvm::drop_begin(Direct->arguments()),
                         [](const Expr *E) { return isa<CXXDefaultArgExpr>(E); }));
  }

  /// Name: of the function, in an expression.
  void use(const FunctionDecl &F, const Expr &Name, const CheckContext &C,
           RewriteContext &R) const {
    std::vector<unsigned> Strings = stringsOf(F, R);
    if (Strings.empty())
      return;
    const auto *Call = dyn_cast_or_null<CallExpr>(C.parent());
    bool Calls = Call && Call->getCallee()->IgnoreParenImpCasts() == &Name;
    for (unsigned I : Strings)
      if (!Calls)
        begin(F, I, R).refuse("the address of the function is taken" + place(Name, R)).offer();
      else if (isNullPointer(*Call->getArg(I)->IgnoreParenImpCasts(), R.ast()))
        begin(F, I, R).refuse("a call gives null" + place(*Call, R)).offer();
  }
};

RegisterRewriter<StringView> X;

} // namespace
} // namespace ferrule
