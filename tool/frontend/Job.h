// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A compile command made ready: cleaned, named, and judged whether it is to be analysed at all.
#pragma once
#include "tool/frontend/CommandCleaner.h"
#include "tool/frontend/CompilationDatabase.h"
#include "tool/frontend/Project.h"
#include "tool/model/TUSummary.h"

namespace ferrule {

struct Job {
  /// Display path of the main file, '#', and a hash of the cleaned command.
  std::string unit;
  /// Absolute.
  std::string file;
  std::string displayFile;
  std::string directory;
  /// For Clang's driver.
  std::vector<std::string> arguments;
  std::vector<FlagNote> flags;
  /// EntityNames of functions that the static analyzer is to look at; empty: the job is the first
  /// tier, a whole summary.
  std::vector<std::string> deep;
};
FERRULE_FIELDS(Job, unit, file, displayFile, directory, arguments, flags, deep)

struct JobPlan {
  /// To be analysed; sorted by unit.
  std::vector<Job> jobs;
  /// Commands that are settled without analysis, with the reason: excluded, not chosen, duplicate,
  /// not C or C++ (skipped), or their file is missing (failed).
  std::vector<TUSummary> settled;
};

/// Names, cleans and deduplicates commands. Sources: when not empty, only these files (absolute)
/// are analysed. The result does not depend on the order of the commands.
JobPlan planJobs(llvm::ArrayRef<CompileCommand> Commands, const AnalysisOptions &Options,
                 const CleaningOptions &Cleaning, llvm::ArrayRef<std::string> Sources);

/// The summary of a unit about which nothing but its end is known.
TUSummary settledSummary(const Job &J, UnitStatus Status, std::string Reason);

} // namespace ferrule
