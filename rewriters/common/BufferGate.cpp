// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/Rewriter.h"
#include "clang/Analysis/Analyses/UnsafeBufferUsage.h"

using namespace clang;

namespace ferrule {
namespace {

constexpr char Gate[] = "#if defined(__clang__) && defined(__has_warning)\n"
                        "#if __has_warning(\"-Wunsafe-buffer-usage\")\n"
                        "#pragma clang diagnostic error \"-Wunsafe-buffer-usage\"\n"
                        "#endif\n"
                        "#endif\n";

/// A file without raw buffers says that it is to stay so.
class BufferGate final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "buffer-gate",
        .target = RewriteTarget::CBounds,
        .tier = PatchTier::Review,
        .summary = "let Clang refuse raw buffers in a file that has none",
        .rationale =
            "What was cleaned up once stays clean (the C++ Safe Buffers model of Clang): in a file "
            "in which nothing indexes or moves a pointer whose extent is not known, "
            "-Wunsafe-buffer-usage is an error from now on. It stands in the file, behind its "
            "first "
            "#includes, so no build has to be changed and no other file is held to it. The warning "
            "is an error while the file is verified, and the object code must stay the same; "
            "compilers without the warning skip it.",
        .before = "#include \"text.h\"",
        .after = "#include \"text.h\"\n" + std::string(Gate),
        .sameObject = true,
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    D.on<TranslationUnitDecl>([&](const TranslationUnitDecl &Unit, CheckContext &) {
      const FunctionDecl *First = nullptr;
      if (isClean(Unit, R, First) && First &&
          !R.fileText(First->getLocation()).contains("-Wunsafe-buffer-usage"))
        propose(First->getLocation(), R);
    });
  }

private:
  /// First: of the functions that the main file defines.
  static bool isClean(const DeclContext &In, RewriteContext &R, const FunctionDecl *&First) {
    const SourceManager &SM = R.sources();
    for (const Decl *D : In.decls()) {
      if (D->isImplicit() || !SM.isInMainFile(SM.getExpansionLoc(D->getLocation())))
        continue;
      const auto *F = D->getAsFunction();
      if (F && F->doesThisDeclarationHaveABody()) {
        First = First ? First : F;
        if (!findUnsafePointers(F).empty())
          return false;
      }
      if (const auto *Inner = dyn_cast<DeclContext>(D); Inner && !F && !isClean(*Inner, R, First))
        return false;
    }
    return true;
  }

  void propose(SourceLocation Where, RewriteContext &R) const {
    Proposal P(R, info(), Where, "let Clang refuse raw buffers in '" + R.names().file(Where) + "'");
    P.group(R.names().file(Where));
    P.because("nothing in the file indexes or moves a pointer whose extent is not known", Where);
    P.require("it is for Clang 16 and later: other compilers skip it");
    P.ask("Is it to be an error from now on to use raw buffers in this file?");
    P.insertBlock(Where, Gate).offer();
  }
};

RegisterRewriter<BufferGate> X;

} // namespace
} // namespace ferrule
