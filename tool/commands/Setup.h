// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What scan, extract and doctor do first: find the commands, the root, the configuration and the
// headers of Clang, and make the plan.
#pragma once
#include "tool/commands/Commands.h"
#include "tool/frontend/Config.h"
#include "tool/frontend/Scan.h"
#include "tool/model/Assessment.h"

namespace ferrule {

/// Options that say what is analysed and how; the same for every command that analyses.
struct InputOptions {
  std::string build;
  std::vector<std::string> sources;
  std::string root;
  std::string checks;
  std::string headerFilter;
  std::vector<std::string> exclude;
  std::vector<std::string> extraArgs;
  std::vector<std::string> extraArgsBefore;

  void addTo(CLI::App &Command);
  /// Those that do not say which build or which sources.
  void addCommonTo(CLI::App &Command);
};

struct Setup {
  /// The database, or empty when flags were given behind "--".
  std::string database;
  Config config;
  AnalysisOptions analysis;
  /// As they are in the database.
  std::vector<CompileCommand> commands;
  JobPlan plan;
  /// Variables of the environment that were set aside.
  std::vector<FlagNote> environment;
};

/// Errors name the input that is wrong and the remedy.
llvm::Expected<Setup> prepare(const InputOptions &Options, const CommandLine &Line);

/// What is analysed, for the assessment.
ProjectInfo projectOf(const AnalysisOptions &Options);

/// The configurations of a project that was scanned, a build directory each; the first is the one
/// that was scanned. No build: one configuration, which is searched for. Options that are not given
/// are those of the scan.
llvm::Expected<std::vector<Setup>> prepareAll(std::vector<std::string> Builds, InputOptions Options,
                                              const Assessment &A, const CommandLine &Line);

} // namespace ferrule
