// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// From a compilation database to the summaries of all its units: plan, cache, workers.
#pragma once
#include "tool/frontend/Cache.h"
#include "tool/frontend/Job.h"
#include "tool/frontend/Progress.h"
#include "tool/frontend/Shard.h"
#include "tool/frontend/WorkerPool.h"

namespace ferrule {

/// Part Index (from 1) of Count: units are dealt by a hash of their name, so that a new file moves
/// no other.
struct ShardChoice {
  unsigned index = 1;
  unsigned count = 1;
};
/// "2/3". An error says what it must look like.
llvm::Expected<ShardChoice> parseShardChoice(llvm::StringRef Text);

/// Keeps the part of a plan that belongs to a shard.
void keepShard(JobPlan &Plan, ShardChoice Choice);

/// The entries of all jobs, when every one of them is in the cache: the scan has been done before.
std::optional<std::vector<Cache::Entry>> findAll(llvm::ArrayRef<Job> Jobs, Cache &C);

/// Runs what is not in the cache and returns all units, sorted, with the entries under which the
/// cache has them (nothing when it could not keep one). Errors: see runJobs.
struct ScanResult {
  std::vector<TUSummary> units;
  std::optional<std::vector<Cache::Entry>> entries;
};
llvm::Expected<ScanResult> runPlan(JobPlan Plan, const AnalysisOptions &Analysis,
                                   const PoolOptions &Pool, Cache &C, ProgressMode Mode);

} // namespace ferrule
