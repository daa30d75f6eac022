// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How the build links: CMake's link.txt (make), and build.ninja of CMake and Meson.
#pragma once
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace ferrule {

struct LinkCommand {
  /// As the build file names it.
  std::string output;
  /// The build file, absolute, and the line.
  std::string file;
  unsigned line = 0;
  bool isExecutable = false;
  /// Makes no program or shared library, but an archive.
  bool isArchive = false;
  /// The first is the linker or empty.
  std::vector<std::string> arguments;
};

/// Those of a build directory, by file and place. None when it was made by something else: nothing
/// is known then.
std::vector<LinkCommand> readLinkCommands(llvm::StringRef Build);

} // namespace ferrule
