// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which lines ran under the project's tests or fuzzers.
#pragma once
#include <map>
#include <string>

namespace ferrule {

struct LineCoverage {
  /// The file that says it, as it was given; empty: none was.
  std::string file;
  /// By display path, the lines that hold code, and whether one ran.
  std::map<std::string, std::map<unsigned, bool>> lines;
  /// Files that are not below the root, or not there.
  unsigned otherFiles = 0;
};

} // namespace ferrule
