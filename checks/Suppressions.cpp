// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Suppressions.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/GlobPattern.h"

using namespace clang;

namespace ferrule {

/// The list behind a marker: absent means every check.
static bool listMatches(llvm::StringRef AfterMarker, llvm::StringRef Check) {
  if (!AfterMarker.consume_front("("))
    return true;
  llvm::SmallVector<llvm::StringRef, 4> Globs;
  AfterMarker.take_until([](char C) { return C == ')'; }).split(Globs, ',');
  return llvm::any_of(Globs, [&](llvm::StringRef Glob) {
    llvm::Expected<llvm::GlobPattern> Pattern = llvm::GlobPattern::create(Glob.trim());
    if (!Pattern) {
      llvm::consumeError(Pattern.takeError());
      return false;
    }
    return Pattern->match(Check);
  });
}

static bool hasMarker(llvm::StringRef Line, llvm::StringRef Marker, llvm::StringRef Check) {
  for (std::size_t At = Line.find(Marker); At != llvm::StringRef::npos;
       At = Line.find(Marker, At + 1)) {
    llvm::StringRef After = Line.substr(At + Marker.size());
    // NOLINT is a prefix of the other markers.
    if (!After.starts_with("NEXTLINE") && !After.starts_with("BEGIN") &&
        !After.starts_with("END") && listMatches(After, Check))
      return true;
  }
  return false;
}

bool Suppressions::cover(SourceLocation Loc, llvm::StringRef Check) {
  auto [File, Offset] = SM.getDecomposedLoc(SM.getExpansionLoc(Loc));
  llvm::StringRef Buffer = SM.getBufferData(File);
  auto [It, New] = Files.try_emplace(File);
  if (New)
    It->second = {Buffer.contains("NOLINT"), Buffer.contains("NOLINTBEGIN")};
  if (!It->second.Any)
    return false;
  std::size_t Start = Buffer.substr(0, Offset).rfind('\n') + 1;
  if (hasMarker(Buffer.substr(Start).take_until([](char C) { return C == '\n'; }), "NOLINT", Check))
    return true;
  llvm::StringRef Before = Buffer.substr(0, Start);
  llvm::StringRef Previous = Before.drop_back(Before.empty() ? 0 : 1);
  if (hasMarker(Previous.substr(Previous.rfind('\n') + 1), "NOLINTNEXTLINE", Check))
    return true;
  if (!It->second.Blocks)
    return false;
  // Inside a block: more begins than ends before the line.
  int Depth = 0;
  llvm::SmallVector<llvm::StringRef, 0> Lines;
  Before.split(Lines, '\n');
  for (llvm::StringRef Line : Lines)
    Depth += hasMarker(Line, "NOLINTBEGIN", Check) - hasMarker(Line, "NOLINTEND", Check);
  return Depth > 0;
}

} // namespace ferrule
