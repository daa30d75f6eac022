// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What other programs may give and get is declared at once for all functions of a header. Nothing
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
        .summary = "declare which pointers of exported functions may be null",
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
  void propose(const FunctionDecl &F, RewriteContext &R) const {
    const std::string &Header = R.names().file(F.getLocation());
    Proposal P(R, info(), F.getLocation(),
               "declare which pointers of the functions in '" + Header + "' may be null");
    P.group(Header).ask("Is that what these functions promise to callers elsewhere?");
    bool Any = false;
    auto Declare = [&](llvm::StringRef Slot, TypeLoc Written, const std::string &What) {
      const SlotContract *Known = R.contract(F, Slot, "nullability");
      auto Pointer = Written.getUnqualifiedLoc().getAs<PointerTypeLoc>();
      // What a macro or a typedef hides is left out, as others need not wait for it.
      if (!Known || !Pointer || Pointer.getStarLoc().isMacroID() || !isCertain(*Known))
        return;
      bool Null = Known->value == "nullable";
      // That a result is never null is how the code is today, and no promise: a test that is put in
      // front of it returns NULL.
      if (!Null && Slot == "result")
        return;
      for (const PatchEvidence &E : Known->evidence)
        P.because({What + " of '" + F.getNameAsString() + "' " +
                       (Null ? "may be null: " : "is never null: ") + E.what,
                   E.file, E.line});
      // The '*' is replaced, so that an owner can be declared behind it.
      P.replace(Pointer.getStarLoc(), (Null ? "*FERRULE_NULLABLE" : "*FERRULE_NONNULL") +
                                          gapBehind(Pointer.getStarLoc(), R));
      Any = true;
    };
    if (auto Type = F.getFunctionTypeLoc();
        Type && !F.getReturnType()->getNullability() && !F.hasAttr<ReturnsNonNullAttr>())
      Declare("result", Type.getReturnLoc(), "the result");
    for (const ParmVarDecl *Parameter : F.parameters())
      if (!Parameter->getType()->getNullability() && !isDeclared(F, *Parameter) &&
          Parameter->getTypeSourceInfo())
        Declare("parameter " + std::to_string(Parameter->getFunctionScopeIndex() + 1),
                Parameter->getTypeSourceInfo()->getTypeLoc(), nameOf(*Parameter));
    if (Any)
      P.insertBlock(F.getLocation(), Macros).offer();
  }

  static bool isCertain(const SlotContract &Known) {
    return (Known.value == "nullable" || Known.value == "nonnull") && !Known.conflict &&
           Known.confidence == Confidence::High && Known.against.empty();
  }

  static bool isDeclared(const FunctionDecl &F, const ParmVarDecl &P) {
    const auto *All = F.getAttr<NonNullAttr>();
    return P.hasAttr<NonNullAttr>() || (All && All->isNonNull(P.getFunctionScopeIndex()));
  }

  static std::string nameOf(const ParmVarDecl &P) {
    return P.getIdentifier() ? "'" + P.getNameAsString() + "'"
                             : "parameter " + std::to_string(P.getFunctionScopeIndex() + 1);
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
