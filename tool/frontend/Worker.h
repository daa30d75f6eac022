// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The worker process: this same program, started by the driver with the hidden command "worker". It
// reads frames from standard input (the AnalysisOptions, then a Job each) and answers each job with
// a frame (a UnitOutput) on standard output.
#pragma once
#include "tool/frontend/UnitAnalysis.h"

namespace ferrule {

FERRULE_FIELDS(UnitOutput, summary, inputs, missing, suggestions, messages, object, abi, formatted)

/// What goes wrong on purpose, for tests: the unit whose file ends with this suffix, in the first
/// or the second tier.
struct InjectedFault {
  enum Kind { None, Crash, Hang, Memory } kind = None;
  bool deep = false;
  std::string fileSuffix;
};
/// "crash:a.c", "hang:a.c", "memory:a.c"; "deep-crash:a.c" and so on for the second tier.
llvm::Expected<InjectedFault> parseFault(llvm::StringRef Text);

/// A frame: eight hexadecimal digits that count the bytes of the archive behind them.
inline constexpr std::size_t FrameHead = 8;
std::string frame(llvm::StringRef Archive);
/// The count in a head, or nothing when it is none.
std::optional<std::size_t> frameSize(llvm::StringRef Head);

/// Writes everything, whatever signals come. False: the other end is closed.
bool writeAll(int Fd, llvm::StringRef Bytes);

/// Serves jobs until standard input ends. Returns the exit code.
int runWorker(const InjectedFault &Fault);

} // namespace ferrule
