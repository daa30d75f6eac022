// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What other programs may give and get is declared at once for all pointers of a function. Nothing
// is discharged by it here: who reads it are callers that the scan does not see.
#include "checks/Exported.h"
#include "rewriters/Rewriter.h"
#include "clang/AST/Attr.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace ferrule {
namespace {

constexpr char Macros[] =
    "#ifndef FERRULE_NONNULL /* which pointers may be null, for tools that check it */\n"
    "#if defined(__FERRULE__) || (defined(FERRULE_NULLABILITY) && defined(__clang__))\n"
    "#define FERRULE_NONNULL _Nonnull\n"
    "#define FERRULE_NULLABLE _Nullable\n"
    "#else\n"
    "#define FERRULE_NONNULL\n"
    "#define FERRULE_NULLABLE\n"
    "#endif\n"
    "#endif\n";

/// char *text(char *p); -> char *FERRULE_NULLABLE text(char *FERRULE_NONNULL p);
class DeclareNull final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "declare-null",
        .target = RewriteTarget::Values,
        .tier = PatchTier::Review,
        .summary = "declare which pointers of an exported function may be null",
        .rationale =
            "The contract was inferred from all units with high confidence, and nothing speaks "
            "against it: a parameter is relied upon on every path without a test, or asserted; it "
            "is tested before it is used; a result is NULL on some path (CERT EXP34-C, CWE-476). "
            "A caller that is not seen here can read it. The macros are Clang's _Nonnull and "
            "_Nullable where ferrule reads the file, or where the build defines "
            "FERRULE_NULLABILITY, and empty elsewhere, so the object code must stay the same.",
        .before = "char *find(const char *text);",
        .after = "char *FERRULE_NULLABLE find(const char *FERRULE_NONNULL text);",
        .sameObject = true,
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    D.on<FunctionDecl>([&](const FunctionDecl &F, CheckContext &) {
      if (F.isFirstDecl() && !F.isTemplated() && !F.isImplicit() && F.getIdentifier() &&
          isExported(F, R.sources()))
        propose(F, R);
    });
  }

private:
  struct Place {
    SourceLocation star;
    std::string macro;
    std::string what;
    const SlotContract *known;
  };

  void propose(const FunctionDecl &F, RewriteContext &R) const {
    std::vector<Place> Places;
    auto Add = [&](llvm::StringRef Slot, TypeLoc Written, const std::string &What) {
      const SlotContract *Known = R.contract(F, Slot, "nullability");
      auto Pointer =
          Written ? Written.getUnqualifiedLoc().getAs<PointerTypeLoc>() : PointerTypeLoc();
      if (!Known || !Pointer || Known->confidence != Confidence::High || Known->conflict ||
          !Known->against.empty())
        return;
      bool Null = Known->value == "nullable";
      if (Null || Known->value == "nonnull")
        Places.push_back({Pointer.getStarLoc(), Null ? "FERRULE_NULLABLE" : "FERRULE_NONNULL",
                          What + (Null ? " may be null" : " is never null"), Known});
    };
    if (!F.getReturnType()->getNullability() && !F.hasAttr<ReturnsNonNullAttr>())
      if (auto Type = F.getFunctionTypeLoc())
        Add("result", Type.getReturnLoc(), "the result");
    for (const ParmVarDecl *P : F.parameters())
      if (!P->getType()->getNullability() && !isDeclared(F, *P) && P->getTypeSourceInfo())
        Add("parameter " + std::to_string(P->getFunctionScopeIndex() + 1),
            P->getTypeSourceInfo()->getTypeLoc(), nameOf(*P));
    if (!Places.empty())
      offer(F, Places, R);
  }

  static bool isDeclared(const FunctionDecl &F, const ParmVarDecl &P) {
    const auto *All = F.getAttr<NonNullAttr>();
    return P.hasAttr<NonNullAttr>() || (All && All->isNonNull(P.getFunctionScopeIndex()));
  }

  static std::string nameOf(const ParmVarDecl &P) {
    return P.getIdentifier() ? "'" + P.getNameAsString() + "'"
                             : "parameter " + std::to_string(P.getFunctionScopeIndex() + 1);
  }

  void offer(const FunctionDecl &F, llvm::ArrayRef<Place> Places, RewriteContext &R) const {
    Proposal P(R, info(), F.getLocation(),
               "declare which pointers of '" + F.getNameAsString() + "' may be null");
    std::string All;
    for (const Place &Each : Places) {
      All += (All.empty() ? "" : ", ") + Each.what;
      for (const PatchEvidence &E : Each.known->evidence)
        P.because(E);
      P.insertAfter(Each.star, Each.macro + gapBehind(Each.star, R));
    }
    P.ask("Is that what '" + F.getNameAsString() + "' promises to callers elsewhere: " + All + "?");
    P.insertBlock(F.getLocation(), Macros).offer();
  }

  /// A name may stand there without a space.
  static std::string gapBehind(SourceLocation Star, const RewriteContext &R) {
    SourceLocation End = Lexer::getLocForEndOfToken(Star, 0, R.sources(), R.ast().getLangOpts());
    return End.isFileID() && isAsciiIdentifierContinue(*R.sources().getCharacterData(End)) ? " "
                                                                                           : "";
  }
};

RegisterRewriter<DeclareNull> X;

} // namespace
} // namespace ferrule
