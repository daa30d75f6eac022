// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/frontend/Scan.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/xxhash.h"

namespace ferrule {

llvm::Expected<ShardChoice> parseShardChoice(llvm::StringRef Text) {
  ShardChoice Choice;
  auto [Index, Count] = Text.split('/');
  if (Index.getAsInteger(10, Choice.index) || Count.getAsInteger(10, Choice.count) ||
      Choice.index < 1 || Choice.index > Choice.count)
    return llvm::createStringError("--shard '" + Text +
                                   "' is not i/n with 1 <= i <= n, such as 2/3");
  return Choice;
}

void keepShard(JobPlan &Plan, ShardChoice Choice) {
  auto Elsewhere = [&](const auto &Unit) {
    return llvm::xxh3_64bits(Unit.unit) % Choice.count != Choice.index - 1;
  };
  llvm::erase_if(Plan.jobs, Elsewhere);
  llvm::erase_if(Plan.settled, Elsewhere);
}

std::optional<std::vector<Cache::Entry>> findAll(llvm::ArrayRef<Job> Jobs, Cache &C) {
  std::vector<Cache::Entry> Entries;
  for (const Job &J : Jobs) {
    auto E = C.find(J);
    if (!E)
      return std::nullopt;
    Entries.push_back(std::move(*E));
  }
  return Entries;
}

llvm::Expected<ScanResult> runPlan(JobPlan Plan, const AnalysisOptions &Analysis,
                                   const PoolOptions &Pool, Cache &C, ProgressMode Mode) {
  ScanResult Result;
  Result.units = std::move(Plan.settled);
  std::vector<std::optional<Cache::Entry>> Entries(Plan.jobs.size());
  std::vector<Job> Missing;
  std::vector<std::size_t> MissingIndex;
  for (auto [I, J] : llvm::enumerate(Plan.jobs)) {
    auto E = C.find(J);
    auto Summary = E ? C.load(*E) : std::nullopt;
    if (Summary) {
      Result.units.push_back(std::move(*Summary));
      Entries[I] = std::move(E);
    } else {
      MissingIndex.push_back(I);
      Missing.push_back(J);
    }
  }
  Progress P(Missing.size(), Mode);
  auto Done = [&](std::size_t Index, UnitOutput Output,
                  std::chrono::system_clock::time_point Started) {
    P.unitDone(Missing[Index].displayFile);
    // How a unit crashed or timed out may be the machine's doing: not kept.
    UnitStatus Status = Output.summary.status;
    if (Status != UnitStatus::Crashed && Status != UnitStatus::TimedOut)
      Entries[MissingIndex[Index]] = C.store(Missing[Index], Output, Started);
    Result.units.push_back(std::move(Output.summary));
  };
  if (llvm::Error E = runJobs(Missing, Analysis, Pool, Done))
    return E;
  llvm::sort(Result.units, [](const TUSummary &A, const TUSummary &B) { return A.unit < B.unit; });
  if (llvm::all_of(Entries, [](const auto &E) { return E.has_value(); })) {
    Result.entries.emplace();
    for (auto &E : Entries)
      Result.entries->push_back(std::move(*E));
  }
  return Result;
}

} // namespace ferrule
