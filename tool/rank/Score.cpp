// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A sum of terms, one per signal: weight x log2(1 + value) / spread. The logarithm, because a
// function's hundredth open operation says less than its first. The spread, which is the standard
// deviation over the functions of the scan, because what is much differs between projects. No
// weight is below zero: more of a signal is never less of a risk, so that every term can be read by
// itself.
#include "tool/rank/Score.h"
#include "tool/rank/Signals.h"
#include "tool/rank/Weights.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <cmath>

namespace ferrule {
namespace {

constexpr llvm::StringLiteral UnexecutedOpen = "tests.unexecutedOpen";

/// Open operations that no test runs weigh as much again as those of the family with the greatest
/// weight. It is a judgement: the benchmark has no coverage to fit it to.
double weightOfUnexecutedOpen() {
  double Greatest = 0;
  for (const FittedWeight &W : fittedWeights())
    if (W.signal.starts_with("open."))
      Greatest = std::max(Greatest, W.weight);
  return Greatest;
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

/// A signal that few functions have would be points for being known.
static bool isKnownOfMost(llvm::ArrayRef<Signals> All, const std::string &Signal) {
  const auto Known = static_cast<std::size_t>(
      llvm::count_if(All, [&](const Signals &S) { return S.contains(Signal); }));
  return Known * 2 > All.size();
}

Scoring scoringOf(llvm::ArrayRef<Signals> All) {
  Scoring How{.history = isKnownOfMost(All, "history.commits"), .lines = LinesExponent};
  auto Add = [&](llvm::StringRef Signal, double Weight) {
    if (const double Spread = spreadOf(All, Signal); Spread > 0)
      How.signals.push_back({Signal.str(), Weight, Spread});
  };
  for (const FittedWeight &W : fittedWeights())
    if (How.history || !W.signal.starts_with("history."))
      Add(W.signal, W.weight);
  if (isKnownOfMost(All, UnexecutedOpen.str()))
    Add(UnexecutedOpen, weightOfUnexecutedOpen());
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
