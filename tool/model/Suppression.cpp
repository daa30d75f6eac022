// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/model/Suppression.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/GlobPattern.h"

namespace ferrule {

std::vector<SuppressionFact> findSuppressions(llvm::StringRef Text, llvm::StringRef File) {
  std::vector<SuppressionFact> Found;
  unsigned Line = 1;
  std::size_t Counted = 0;
  for (std::size_t At = 0; (At = Text.find("NOLINT", At)) != llvm::StringRef::npos;) {
    Line += Text.slice(Counted, At).count('\n');
    Counted = At;
    At += llvm::StringRef("NOLINT").size();
    llvm::StringRef After = Text.substr(At).take_until([](char C) { return C == '\n'; });
    // NOLINT is a prefix of the other markers.
    SuppressionKind Kind = After.consume_front("NEXTLINE") ? SuppressionKind::NextLine
                           : After.consume_front("BEGIN")  ? SuppressionKind::Begin
                           : After.consume_front("END")    ? SuppressionKind::End
                                                           : SuppressionKind::Line;
    llvm::StringRef Checks = "*";
    if (After.consume_front("("))
      Checks = After.take_until([](char C) { return C == ')'; });
    Found.push_back({File.str(), Line, Kind, Checks.str()});
  }
  return Found;
}

static bool listMatches(llvm::StringRef List, llvm::StringRef Check) {
  llvm::SmallVector<llvm::StringRef, 4> Globs;
  List.split(Globs, ',');
  return llvm::any_of(Globs, [&](llvm::StringRef Glob) {
    llvm::Expected<llvm::GlobPattern> Pattern = llvm::GlobPattern::create(Glob.trim());
    if (!Pattern) {
      llvm::consumeError(Pattern.takeError());
      return false;
    }
    return Pattern->match(Check);
  });
}

bool isSuppressed(llvm::ArrayRef<SuppressionFact> Markers, unsigned Line, llvm::StringRef Check) {
  // Inside a block: more begins than ends before the line.
  int Depth = 0;
  for (const SuppressionFact &M : Markers) {
    if (M.line > Line)
      break;
    bool SameLine = M.line == Line;
    bool Matters = M.kind == SuppressionKind::Line       ? SameLine
                   : M.kind == SuppressionKind::NextLine ? M.line + 1 == Line
                                                         : !SameLine;
    if (!Matters || !listMatches(M.checks, Check))
      continue;
    if (M.kind == SuppressionKind::Line || M.kind == SuppressionKind::NextLine)
      return true;
    Depth += M.kind == SuppressionKind::Begin ? 1 : -1;
  }
  return Depth > 0;
}

} // namespace ferrule
