// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The files of a tree that is not trusted: regular files only, no symbolic link is followed.
#pragma once
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ferrule {

/// No file of a tree that is counted or searched may be larger.
inline constexpr std::uint64_t MaxTreeFileBytes = std::uint64_t{16} << 20;

struct TreeFile {
  /// Relative to the root.
  std::string name;
  std::uint64_t bytes = 0;
};

struct Tree {
  /// By name.
  std::vector<TreeFile> files;
  /// Directories that could not be listed, by name.
  std::vector<std::string> unreadable;
};

/// Everything below a directory but what no person wrote there: the data of version control
/// systems, and directories that a build system, a package manager or ferrule fills (those that
/// hold a CMakeCache.txt, a build.ninja or an assessment.json, those named node_modules, and
/// Build). A root is never taken for one of them.
llvm::Expected<Tree> listTree(llvm::StringRef Root, llvm::StringRef Build);

/// The content of a regular file that is no symbolic link and has at most Limit bytes.
std::optional<std::string> readFileOfTree(llvm::StringRef Path, std::uint64_t Limit);

} // namespace ferrule
