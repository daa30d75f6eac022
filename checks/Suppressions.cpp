// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Suppressions.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace ferrule {

bool Suppressions::cover(SourceLocation Loc, llvm::StringRef Check) {
  auto [File, Offset] = SM.getDecomposedLoc(SM.getExpansionLoc(Loc));
  auto [It, New] = Files.try_emplace(File);
  if (New)
    It->second = findSuppressions(SM.getBufferData(File), "");
  // Most files have no marker.
  return !It->second.empty() && isSuppressed(It->second, SM.getLineNumber(File, Offset), Check);
}

} // namespace ferrule
