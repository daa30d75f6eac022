// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// From summaries to the files and the terminal: what scan and merge do last.
#pragma once
#include "tool/commands/Commands.h"
#include "tool/frontend/Cache.h"
#include "tool/frontend/Shard.h"

namespace ferrule {

struct OutputOptions {
  std::string directory = "ferrule-out";
  /// "auto", "always", "never".
  std::string color = "auto";
  bool allFindings = false;
  bool quiet = false;
  /// "", "defect", or a severity.
  std::string failOn;

  void addTo(CLI::App &Command);
  llvm::Error check() const;
  bool useColor() const;
};

/// Runs the flow analysis over the program: for once, and before it is rendered.
void followFlow(Shard &S);

/// Links, infers and ranks. Units that were followed. Notes: what the user may want to know, a line
/// each.
Assessment assessProgram(Shard S, llvm::raw_ostream &Notes);

/// Links, ranks and renders: the reports by file name, and beside them "stdout", "notes" and
/// "exit".
Cache::Reports render(Shard S, const OutputOptions &Options);

/// Writes the files into the directory, all or none of them newer than before; prints "stdout",
/// says on standard error where the files are; and returns the exit code.
llvm::Expected<int> deliver(const Cache::Reports &Files, const OutputOptions &Options);

} // namespace ferrule
