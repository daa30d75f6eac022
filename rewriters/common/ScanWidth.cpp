// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/known/LibraryFunctions.h"
#include "checks/libc/Strings.h"
#include "rewriters/common/Room.h"
#include "clang/AST/FormatString.h"

using namespace clang;

namespace ferrule {
namespace {

/// A %s or %[ without a width.
struct Unbounded {
  unsigned argument;
  /// Of the byte behind the %, in the format.
  unsigned offset;
};

class FindUnbounded final : public analyze_format_string::FormatStringHandler {
public:
  explicit FindUnbounded(StringRef Format) : Format(Format) {}
  llvm::SmallVector<Unbounded, 4> Found;

  bool HandleScanfSpecifier(const analyze_scanf::ScanfSpecifier &FS, const char *Start,
                            unsigned) override {
    auto Offset = static_cast<unsigned>(Start - Format.begin()) + 1;
    // Neither %ls, which writes wide characters, nor %ms, nor a place among the arguments.
    if (FS.consumesDataArgument() && Offset < Format.size() &&
        (Format[Offset] == 's' || Format[Offset] == '['))
      Found.push_back({FS.getArgIndex(), Offset});
    return true;
  }

private:
  StringRef Format;
};

/// scanf("%s", word) -> scanf("%15s", word)
class ScanWidth final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "scan-width",
        .target = RewriteTarget::CBounds,
        .tier = PatchTier::Safe,
        .summary = "give the width of the array to a format that scans a string into it",
        .rationale =
            "%s and %[ without a width write as much as the input has (CWE-120, CERT STR31-C). "
            "With the size of the array less one, for the NUL, the conversion ends where the array "
            "does (C11 7.21.6.2p9). Input that fits is converted as before; with input that does "
            "not, the behaviour was undefined.",
        .checks = {Id},
        .before = "char word[16];\nscanf(\"%s\", word);",
        .after = "char word[16];\nscanf(\"%15s\", word);",
        .mustDischarge = true,
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    D.on<CallExpr>([&](const CallExpr &E, CheckContext &C) {
      const LibraryFunction *L = libraryFunction(E);
      if (!L || !L->hasRole(Role::ScanFormat) || L->has(LibraryFunction::VaList) ||
          L->has(LibraryFunction::Wide))
        return;
      for (unsigned I = L->indexOf(Role::ScanFormat) + 1; I < E.getNumArgs(); ++I)
        if (const OpenOperation *Op = R.open(Id, E.getArg(I)->getSourceRange()))
          propose(E, *L, I, *Op, C, R);
    });
  }

private:
  static constexpr char Id[] = "ferrule-libc-unbounded-copy";

  void propose(const CallExpr &E, const LibraryFunction &L, unsigned Index, const OpenOperation &Op,
               const CheckContext &C, RewriteContext &R) const {
    const Expr &To = *E.getArg(Index);
    Proposal P(R, info(), To.getBeginLoc(),
               "limit what is scanned into '" + C.text(To) + "' to its size");
    P.answers(Op).because(Op.reason, To.getBeginLoc());
    const Expr &Format = *argumentOf(L, E, Role::ScanFormat);
    const auto *Literal = dyn_cast<StringLiteral>(Format.IgnoreParenImpCasts());
    auto Room = roomAt(To, C, R);
    SourceLocation Place = Literal
                               ? placeOfWidth(*Literal, Index - L.indexOf(Role::ScanFormat) - 1, R)
                               : SourceLocation();
    if (!Room)
      P.refuse("no array is seen here that says how large what '" + C.text(To) + "' points to is");
    else if (Room->bytes < 2)
      P.refuse("the array has no room for a character and its NUL");
    else if (Place.isInvalid() || Place.isMacroID())
      P.refuse("the format stands elsewhere, comes from a macro, or has a width that is too large");
    else
      P.insertBefore(Place, std::to_string(Room->bytes - 1));
    P.offer();
  }

  static SourceLocation placeOfWidth(const StringLiteral &Format, unsigned Argument,
                                     const RewriteContext &R) {
    if (Format.getCharByteWidth() != 1)
      return {};
    StringRef Text = Format.getString();
    const TargetInfo &Target = R.ast().getTargetInfo();
    FindUnbounded Handler(Text);
    analyze_format_string::ParseScanfString(Handler, Text.begin(), Text.end(),
                                            R.ast().getLangOpts(), Target);
    for (const Unbounded &Each : Handler.Found)
      if (Each.argument == Argument)
        return Format.getLocationOfByte(Each.offset, R.sources(), R.ast().getLangOpts(), Target);
    return {};
  }
};

RegisterRewriter<ScanWidth> X;

} // namespace
} // namespace ferrule
