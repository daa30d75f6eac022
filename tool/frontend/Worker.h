// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The worker process: this same program, started by the driver with the hidden command "worker". It
// reads a job per line from standard input and answers each with one frame on standard output.
#pragma once
#include "tool/frontend/UnitAnalysis.h"

namespace ferrule {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(UnitOutput, summary, inputs, missing)

/// What goes wrong on purpose, for tests: the unit whose file ends with this suffix.
struct InjectedFault {
  enum Kind { None, Crash, Hang, Memory } kind = None;
  std::string fileSuffix;
};
/// "crash:a.c", "hang:a.c", "memory:a.c".
llvm::Expected<InjectedFault> parseFault(llvm::StringRef Text);

/// A frame: eight hexadecimal digits that count the bytes of the JSON text behind them.
std::string frame(llvm::StringRef Json);

/// Serves jobs until standard input ends. The first line holds the AnalysisOptions. Returns the
/// exit code.
int runWorker(const InjectedFault &Fault);

} // namespace ferrule
