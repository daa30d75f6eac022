// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The file that carries summaries from one machine to another: JSON lines, a head and then a
// summary per unit, sorted. Merging is the union by unit, so it is associative and commutative.
#pragma once
#include "tool/frontend/Project.h"
#include "tool/model/Assessment.h"
#include "tool/model/Surroundings.h"

namespace ferrule {

struct Shard {
  AnalysisOptions options;
  ProjectInfo project;
  /// Sorted by unit, each unit once.
  std::vector<TUSummary> units;
  /// Of the second tier, which scan adds once the program is whole: never in a file.
  DeepCoverage deep;
  /// Only the entry points are in a file: the rest is read or inferred once the program is whole.
  Surroundings around;
};

/// Equal shards give equal bytes.
std::string toText(const Shard &S);
/// Errors name the line and what is wrong with it: another version of ferrule, broken JSON.
llvm::Expected<Shard> shardFromText(llvm::StringRef Text);
llvm::Expected<Shard> readShard(llvm::StringRef File);

/// Fails when the two come from another project, other options or another commit. Of a unit that
/// both have, the better status is kept.
llvm::Error mergeInto(Shard &Into, Shard From);

} // namespace ferrule
