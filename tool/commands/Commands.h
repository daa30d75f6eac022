// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The subcommands. Each has a file of its own that adds itself to the parser and does the work when
// it is called.
#pragma once
#include "llvm/Support/Error.h"
#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

namespace ferrule {

/// Exit codes; docs/exit-codes.md.
enum ExitCode : int {
  ExitOk = 0,
  ExitError = 1,      ///< usage or internal error
  ExitGate = 2,       ///< --fail-on exceeded
  ExitIncomplete = 3, ///< finished, but some unit was not analysed
};

/// What the commands share with main.
struct CommandLine {
  /// What stood behind "--", and whether there was one.
  std::vector<std::string> flags;
  bool hasFlags = false;
  /// Set by the command that runs.
  int exitCode = ExitOk;
};

/// A subcommand whose work is Run: an error is printed as "ferrule: error: ..." and is exit code 1.
/// Run is called after the options are parsed.
CLI::App *addCommand(CLI::App &App, CommandLine &Line, const std::string &Name,
                     const std::string &Description, std::function<llvm::Expected<int>()> Run);

void addScan(CLI::App &App, CommandLine &Line);
void addRewrite(CLI::App &App, CommandLine &Line);
void addRewriters(CLI::App &App, CommandLine &Line);
void addBoundary(CLI::App &App, CommandLine &Line);
void addPlan(CLI::App &App, CommandLine &Line);
void addReport(CLI::App &App, CommandLine &Line);
void addRoadmap(CLI::App &App, CommandLine &Line);
void addDiff(CLI::App &App, CommandLine &Line);
void addPortfolio(CLI::App &App, CommandLine &Line);
void addSample(CLI::App &App, CommandLine &Line);
void addContracts(CLI::App &App, CommandLine &Line);
void addExplain(CLI::App &App, CommandLine &Line);
void addChecks(CLI::App &App, CommandLine &Line);
void addDoctor(CLI::App &App, CommandLine &Line);
void addExtract(CLI::App &App, CommandLine &Line);
void addMerge(CLI::App &App, CommandLine &Line);
void addWorker(CLI::App &App, CommandLine &Line);

} // namespace ferrule
