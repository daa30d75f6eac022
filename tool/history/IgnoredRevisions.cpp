// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/history/IgnoredRevisions.h"
#include "tool/history/Checkout.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

namespace ferrule {

static constexpr std::uint64_t MostBytes = std::uint64_t{4} << 20;

std::string readIgnoredRevisionsFile(llvm::StringRef Root) {
  llvm::SmallString<256> Path(Root);
  llvm::sys::path::append(Path, ".git-blame-ignore-revs");
  return readRegularFile(Path, MostBytes).value_or("");
}

std::vector<std::string> ignoredRevisions(llvm::StringRef Text) {
  std::vector<std::string> Ids;
  while (!Text.empty()) {
    auto [Line, Rest] = Text.split('\n');
    Text = Rest;
    llvm::StringRef Id = Line.split('#').first.trim();
    if (isCommitId(Id))
      Ids.push_back(Id.lower());
  }
  llvm::sort(Ids);
  Ids.erase(llvm::unique(Ids), Ids.end());
  return Ids;
}

} // namespace ferrule
