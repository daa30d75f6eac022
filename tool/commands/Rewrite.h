// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// From an assessment and the compile commands to verified patches.
#pragma once
#include "tool/commands/Setup.h"
#include "tool/frontend/Verification.h"
#include "tool/model/Assessment.h"
#include <optional>

namespace ferrule {

/// Which patches the user wants to see.
struct PatchChoice {
  PatchTier highest = PatchTier::Design;
  /// Globs over ids of checks and rewriters; empty: all.
  std::string globs;
  /// Names of RewriteTarget; empty: all.
  std::vector<std::string> targets;
  /// Ids of patches; empty: all.
  std::vector<std::string> only;
};

/// Fills in Assessment::patches. Setups: of the configurations, the first of which is the one that
/// was scanned. Problems: units that could propose nothing. Errors: the user's (a glob that matches
/// nothing), or see runJobs.
/// How many operations a scan finds open with all ready patches; nothing: there are none.
llvm::Expected<std::optional<std::size_t>> makePatches(Assessment &A, std::vector<Setup> &Setups,
                                                       const PatchChoice &Choice,
                                                       SourceFiles &Files, const PoolOptions &Pool,
                                                       Cache &C,
                                                       std::vector<UnitProblem> &Problems);

} // namespace ferrule
