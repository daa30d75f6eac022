// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How many workers a command has, and what each may take: options, and the configuration behind
// them.
#pragma once
#include "tool/commands/Commands.h"
#include "tool/frontend/Config.h"
#include "tool/frontend/WorkerPool.h"

namespace ferrule {

struct LimitOptions {
  PoolOptions pool;

  LimitOptions();
  void addTo(CLI::App &Command);
  /// What the command line does not say, the configuration does.
  void complete(const Config &Configured);

private:
  CLI::Option *timeout = nullptr;
  CLI::Option *memoryLimit = nullptr;
};

/// The exit code when a signal is the reason of the error, else the error.
llvm::Expected<int> interrupted(llvm::Error E);

} // namespace ferrule
