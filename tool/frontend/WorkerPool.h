// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The driver's side of the worker processes. A crash, a hang or a memory blow-up costs one unit:
// the worker is replaced and the run goes on.
#pragma once
#include "tool/frontend/UnitAnalysis.h"
#include <chrono>

namespace ferrule {

struct PoolOptions {
  /// Worker processes.
  unsigned workers = 1;
  /// Seconds that a unit may take; 0: no limit.
  unsigned timeout = 120;
  /// MiB of resident memory that a worker may have; 0: no limit.
  unsigned memoryLimit = 4096;
  /// For tests: handed to the workers as it is.
  std::string fault;
};

/// A result in the order in which jobs end.
using JobDone = llvm::function_ref<void(std::size_t Index, UnitOutput Output,
                                        std::chrono::system_clock::time_point Started)>;

/// Runs the jobs and calls Done for each of them. What a worker did not survive has a summary with
/// status crashed or timedOut. Errors: a worker cannot be started at all; the run was interrupted
/// by SIGINT or SIGTERM (see interruptSignal).
llvm::Error runJobs(llvm::ArrayRef<Job> Jobs, const AnalysisOptions &Analysis,
                    const PoolOptions &Options, JobDone Done);

/// SIGINT or SIGTERM came since catchInterrupts; 128 + the signal is then the exit code.
int interruptSignal();
/// From now on these signals end the run in order instead of at once.
void catchInterrupts();

} // namespace ferrule
