// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/rank/Score.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>

namespace ferrule {
namespace {

struct Weight {
  const char *Signal;
  /// Points per doubling of (1 + signal): a function's hundredth open operation says less than its
  /// first.
  double PerDoubling;
};

// First weights, set by judgement: what reaches memory weighs more than what only describes. They
// are tuned against later-fixed functions with the ranking benchmark.
constexpr Weight Weights[] = {
    {"defects", 4.0},
    {"open.bounds", 2.0},
    {"open.libc", 1.5},
    {"open.lifetime", 1.0},
    {"open.ownership", 1.0},
    {"open.null", 0.5},
    {"open.init", 0.5},
    {"open.types", 0.75},
    {"open.integers", 1.5},
    {"open.concurrency", 0.25},
    {"complexity", 1.5},
    {"sloc", 0.5},
    {"pointerParametersWithoutLength", 1.0},
    {"apiReach", 1.5},
    {"callers", 0.25},
};

double rounded(double Value) { return std::round(Value * 1000) / 1000; }

} // namespace

std::vector<ScoreTerm> scoreTerms(const Signals &S) {
  std::vector<ScoreTerm> Terms;
  for (const Weight &W : Weights) {
    auto It = S.find(W.Signal);
    if (It == S.end() || It->second <= 0)
      continue;
    Terms.push_back(
        {W.Signal, It->second, W.PerDoubling, rounded(W.PerDoubling * std::log2(1 + It->second))});
  }
  llvm::sort(Terms, [](const ScoreTerm &A, const ScoreTerm &B) {
    return std::tie(B.points, A.signal) < std::tie(A.points, B.signal);
  });
  return Terms;
}

double score(const Signals &S) {
  double Sum = 0;
  for (const ScoreTerm &T : scoreTerms(S))
    Sum += T.points;
  return rounded(Sum);
}

double effortScore(const Signals &S) {
  auto Sloc = S.find("sloc");
  double Lines = Sloc == S.end() || Sloc->second < 1 ? 1 : Sloc->second;
  return rounded(score(S) / std::sqrt(Lines));
}

} // namespace ferrule
