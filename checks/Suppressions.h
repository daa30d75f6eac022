// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// NOLINT comments, as clang-tidy reads them.
#pragma once
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringRef.h"

namespace clang {
class SourceManager;
}

namespace ferrule {

class Suppressions {
public:
  explicit Suppressions(const clang::SourceManager &SM) : SM(SM) {}

  /// The line has // NOLINT, or the one before // NOLINTNEXTLINE, or the line stands between
  /// NOLINTBEGIN and NOLINTEND; alone, or with a list of globs in parentheses that matches the
  /// check.
  bool cover(clang::SourceLocation Loc, llvm::StringRef Check);

private:
  /// Most files have no marker at all, few have blocks.
  struct Markers {
    bool Any;
    bool Blocks;
  };
  const clang::SourceManager &SM;
  llvm::DenseMap<clang::FileID, Markers> Files;
};

} // namespace ferrule
