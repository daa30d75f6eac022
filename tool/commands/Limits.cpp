// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/commands/Limits.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/raw_ostream.h"

namespace ferrule {

LimitOptions::LimitOptions()
    : pool{.workers = llvm::hardware_concurrency().compute_thread_count()} {}

void LimitOptions::addTo(CLI::App &Command) {
  Command.add_option("-j,--jobs", pool.workers, "Worker processes (default: cores)")
      ->check(CLI::PositiveNumber);
  timeout =
      Command.add_option("--timeout", pool.timeout, "Seconds that a unit may take; 0: no limit")
          ->capture_default_str();
  memoryLimit = Command
                    .add_option("--memory-limit", pool.memoryLimit,
                                "MiB of memory that a worker may take; 0: no limit")
                    ->capture_default_str();
}

void LimitOptions::complete(const Config &Configured) {
  if (Configured.timeout && !*timeout)
    pool.timeout = *Configured.timeout;
  if (Configured.memoryLimit && !*memoryLimit)
    pool.memoryLimit = *Configured.memoryLimit;
}

llvm::Expected<int> interrupted(llvm::Error E) {
  if (!interruptSignal())
    return E;
  llvm::errs() << "ferrule: " << llvm::toString(std::move(E)) << "\n";
  return 128 + interruptSignal();
}

} // namespace ferrule
