// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What is analysed: the root that paths are relative to, and which files below it are in scope.
#pragma once
#include "checks/EntityNames.h"
#include "tool/model/Fields.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace ferrule {

/// Everything besides the command itself that changes what a unit's summary says. It travels to the
/// workers, and into the keys of the cache and the heads of shards.
struct AnalysisOptions {
  /// Absolute path.
  std::string root;
  /// Regular expression over display paths: headers that are in scope. Empty: all below the root.
  std::string headerFilter;
  /// Regular expressions over display paths: files that are out of scope.
  std::vector<std::string> exclude;
  /// Globs over check ids as clang-tidy has them: comma separated, '-' takes away.
  std::string checks = "*";
  friend bool operator==(const AnalysisOptions &, const AnalysisOptions &) = default;
};
FERRULE_FIELDS(AnalysisOptions, root, headerFilter, exclude, checks)

/// The git checkout that holds all files, or their common directory. Empty when there are no files.
std::string findRoot(llvm::ArrayRef<std::string> Files);

/// Path relative to Root with '/' if it lies below, else as it is.
std::string displayPath(llvm::StringRef Root, llvm::StringRef Path);

/// An error names the regular expression that is none.
llvm::Expected<SourceScope> makeScope(const AnalysisOptions &Options);

/// Whether a display path matches an --exclude. Options' expressions are valid.
bool isExcluded(const AnalysisOptions &Options, llvm::StringRef DisplayPath);

} // namespace ferrule
