// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The NOLINT comments of the unit at hand.
#pragma once
#include "tool/model/Suppression.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/DenseMap.h"

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
  const clang::SourceManager &SM;
  llvm::DenseMap<clang::FileID, std::vector<SuppressionFact>> Files;
};

} // namespace ferrule
