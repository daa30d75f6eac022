// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// .ferrule.yaml: the options of a project, kept with it.
#pragma once
#include "tool/model/ProjectFacts.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

namespace ferrule {

inline constexpr llvm::StringLiteral ConfigFileName = ".ferrule.yaml";

/// Every key is optional; the command line goes before the file.
struct Config {
  /// Where it was found; empty when there is none.
  std::string file;
  std::optional<std::string> checks;
  std::optional<std::string> headerFilter;
  std::vector<std::string> exclude;
  std::vector<std::string> extraArgs;
  std::vector<std::string> extraArgsBefore;
  std::optional<std::string> failOn;
  std::vector<std::string> entryPoints;
  std::optional<unsigned> timeout;
  std::optional<unsigned> memoryLimit;
  ProjectFacts facts;
};

/// Reads the nearest .ferrule.yaml in Directory or above it, as clang-tidy finds .clang-tidy. None
/// is no error. An unknown key or a wrong value is one, with file, line, column, and the key that
/// was probably meant.
llvm::Expected<Config> findConfig(llvm::StringRef Directory);

} // namespace ferrule
