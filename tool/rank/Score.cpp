// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A sum of terms, one per signal: weight x log2(1 + value) / spread. The logarithm, because a
// function's hundredth open operation says less than its first. The spread, which is the standard
// deviation over the functions of the scan, because what is much differs between projects. No
// weight is below zero: more of a signal is never less of a risk, so that every term can be read by
// itself.
#include "tool/rank/Score.h"
#include "tool/rank/Signals.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>

namespace ferrule {
namespace {

struct FittedWeight {
  const char *Signal;
  double WithoutHistory;
  double WithHistory;
};

// Fitted by test/bench/cve/fit.py to functions that were fixed later, of eight libraries; signals
// that it gave no weight are not listed.
constexpr FittedWeight Weights[] = {
    {"code.arithmetic", 0.213, 0.215},
    {"file.arithmetic", 0.164, 0.168},
    {"file.elements", 0.156, 0.153},
    {"open.ownership", 0.153, 0.150},
    {"history.fixes", 0.000, 0.136},
    {"sloc", 0.135, 0.101},
    {"calls.arithmetic", 0.126, 0.119},
    {"code.fieldWrites", 0.126, 0.103},
    {"open.integers", 0.112, 0.108},
    {"code.dereferences", 0.103, 0.087},
    {"file.writes", 0.093, 0.100},
    {"calls.open", 0.096, 0.084},
    {"complexity", 0.077, 0.039},
    {"history.commits", 0.000, 0.063},
    {"open.lifetime", 0.062, 0.062},
    {"code.outArguments", 0.056, 0.052},
    {"code.returns", 0.054, 0.038},
    {"code.elementCasts", 0.052, 0.052},
    {"code.computedSubscripts", 0.046, 0.049},
    {"code.calls", 0.037, 0.003},
    {"nesting", 0.032, 0.033},
    {"code.subscripts", 0.024, 0.015},
    {"file.open", 0.009, 0.017},
    {"history.authors", 0.000, 0.017},
    {"code.writes", 0.013, 0.008},
    {"code.shifts", 0.011, 0.008},
    {"code.walks", 0.000, 0.005},
    {"code.dataAllocations", 0.004, 0.003},
};

/// The exponent of the lines of code, from the same fit.
constexpr double LinesExponent = 0.9;

double valueOf(const Signals &S, llvm::StringRef Signal) {
  auto It = S.find(Signal.str());
  return It == S.end() ? 0 : std::max(0.0, It->second);
}

double spreadOf(llvm::ArrayRef<Signals> All, llvm::StringRef Signal) {
  double Sum = 0, Squares = 0;
  for (const Signals &S : All) {
    const double Value = std::log2(1 + valueOf(S, Signal));
    Sum += Value;
    Squares += Value * Value;
  }
  const auto Count = static_cast<double>(All.size());
  const double Mean = Sum / Count;
  return rounded(std::sqrt(std::max(0.0, Squares / Count - Mean * Mean)));
}

} // namespace

Scoring scoringOf(llvm::ArrayRef<Signals> All) {
  Scoring How{.lines = LinesExponent};
  const auto Known = static_cast<std::size_t>(
      llvm::count_if(All, [](const Signals &S) { return S.contains("history.commits"); }));
  How.history = Known * 2 > All.size();
  for (const FittedWeight &W : Weights) {
    const double Weight = How.history ? W.WithHistory : W.WithoutHistory;
    const double Spread = Weight > 0 ? spreadOf(All, W.Signal) : 0;
    if (Spread > 0)
      How.signals.push_back({W.Signal, Weight, Spread});
  }
  llvm::sort(How.signals, [](const SignalWeight &A, const SignalWeight &B) {
    return std::tie(B.weight, A.signal) < std::tie(A.weight, B.signal);
  });
  return How;
}

std::vector<ScoreTerm> scoreTerms(const Scoring &How, const Signals &S) {
  std::vector<ScoreTerm> Terms;
  for (const SignalWeight &W : How.signals) {
    const double Value = valueOf(S, W.signal);
    if (Value > 0)
      Terms.push_back({W.signal, Value, W.weight, W.spread,
                       rounded(W.weight * std::log2(1 + Value) / W.spread)});
  }
  llvm::sort(Terms, [](const ScoreTerm &A, const ScoreTerm &B) {
    return std::tie(B.points, A.signal) < std::tie(A.points, B.signal);
  });
  return Terms;
}

double score(const Scoring &How, const Signals &S) {
  double Sum = 0;
  for (const ScoreTerm &T : scoreTerms(How, S))
    Sum += T.points;
  return rounded(Sum);
}

double effortScore(const Scoring &How, const Signals &S) {
  return rounded(score(How, S) - How.lines * std::log(std::max(1.0, valueOf(S, "sloc"))));
}

} // namespace ferrule
