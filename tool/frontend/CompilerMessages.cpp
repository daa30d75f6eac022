// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/frontend/CompilerMessages.h"
#include "clang/Basic/DiagnosticIDs.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace ferrule {

void MessageCollector::HandleDiagnostic(DiagnosticsEngine::Level Level, const Diagnostic &Info) {
  DiagnosticConsumer::HandleDiagnostic(Level, Info);
  constexpr std::size_t KeptErrors = 5;
  bool Error = Level >= DiagnosticsEngine::Error;
  if (Error)
    ++Summary.errorCount;
  bool ForSummary = Error && Summary.errors.size() < KeptErrors;
  bool ForRewrites = Messages && Level >= DiagnosticsEngine::Warning;
  if (!ForSummary && !ForRewrites)
    return;
  llvm::SmallString<128> Text;
  Info.FormatDiagnostic(Text);
  UnitDiagnostic D{.message = Text.str().str()};
  if (Info.hasSourceManager() && Info.getLocation().isValid()) {
    const SourceManager &SM = Info.getSourceManager();
    FullSourceLoc Loc(SM.getExpansionLoc(Info.getLocation()), SM);
    if (OptionalFileEntryRef File = Loc.getFileEntryRef())
      D.file = Scope.displayPath(File->getNameAsRequested());
    D.line = Loc.getLineNumber();
    D.column = Loc.getColumnNumber();
  }
  if (ForRewrites)
    Messages->push_back(
        {D.file, D.line,
         Error ? ""
               : Info.getDiags()->getDiagnosticIDs()->getWarningOptionForDiag(Info.getID()).str(),
         D.message});
  if (ForSummary)
    Summary.errors.push_back(std::move(D));
}

std::vector<std::string> warningsForRewrites() {
  return {"all",          "extra",   "pedantic",          "conditional-uninitialized",
          "cast-qual",    "shadow",  "format-truncation", "fortify-source",
          "array-bounds", "nonnull", "unreachable-code",  "thread-safety"};
}

} // namespace ferrule
