// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A compile command made ready: cleaned, named, and judged whether it is to be analysed at all.
#pragma once
#include "rewriters/Proposal.h"
#include "tool/frontend/CommandCleaner.h"
#include "tool/frontend/CompilationDatabase.h"
#include "tool/frontend/Project.h"
#include "tool/model/TUSummary.h"

namespace ferrule {

/// What a worker makes of a unit.
enum class JobTask : unsigned char {
  Summarize, ///< the first tier: a summary
  Deep,      ///< the second tier: the static analyzer looks at the functions in Job::deep
  Propose,   ///< the rewriters propose changes, and the compiler says what it warns of
  Compile,   ///< the compiler says what it warns of, and what object code it makes
  Describe,  ///< types, signatures, and what functions touch: for boundaries
  Format,    ///< formats edits; no unit, and not for analyzeUnit
};
template <> struct EnumNames<JobTask> {
  static constexpr llvm::StringLiteral Names[] = {"summarize", "deep",     "propose",
                                                  "compile",   "describe", "format"};
};

/// What a file is to hold while a unit is parsed.
struct OverlayFile {
  /// Absolute.
  std::string path;
  std::string content;
};
FERRULE_FIELDS(OverlayFile, path, content)

/// Edits of one file, for its style.
struct FormatInput {
  std::string text;
  /// Of each patch that changes it.
  std::vector<std::vector<Edit>> edits;
};
FERRULE_FIELDS(FormatInput, text, edits)

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
  JobTask task = JobTask::Summarize;
  /// Deep: EntityNames of functions.
  std::vector<std::string> deep;
  /// Propose.
  RewriteInput rewrite;
  /// Compile: object code is wanted, too.
  bool objectCode = false;
  std::vector<OverlayFile> overlay;
  FormatInput format;
};
FERRULE_FIELDS(Job, unit, file, displayFile, directory, arguments, flags, task, deep, rewrite,
               objectCode, overlay, format)

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
