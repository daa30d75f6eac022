// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The second tier of a scan: the static analyzer on the functions that are worth it.
#pragma once
#include "tool/frontend/Scan.h"
#include "tool/rank/DeepSelection.h"

namespace ferrule {

struct DeepOptions {
  DeepChoice choice = DeepChoice::None;
  PoolOptions pool;
  ProgressMode progress = ProgressMode::None;
};

/// Chooses functions of a program that the flow analysis has followed, runs the analyzer on them in
/// workers, and adds what it says to the units: possible defects that nothing definite stands for
/// already. A unit that does not survive it keeps its first tier, and S.deep counts it. Jobs: those
/// that made the units. Errors: see runPlan.
llvm::Error analyzeDeep(Shard &S, llvm::ArrayRef<Job> Jobs, const DeepOptions &Options, Cache &C);

} // namespace ferrule
