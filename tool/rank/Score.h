// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The score: a pure function over printable signals. Signals are measured by measure() in
// RankFunctions.h; how much each weighs stands in one table in Weights.cpp and nowhere else.
// docs/ranking.md says where the weights are from and what the order is worth.
#pragma once
#include "tool/model/Assessment.h"

namespace ferrule {

/// How the functions of a scan, with these signals, are to be scored: with the past if it is known
/// of most of them.
Scoring scoringOf(llvm::ArrayRef<Signals> All);

/// The terms of a function's score, greatest first; those that add nothing are left out.
std::vector<ScoreTerm> scoreTerms(const Scoring &How, const Signals &S);

/// The sum of the terms. Compares functions of one scan; it is no probability.
double score(const Scoring &How, const Signals &S);

/// The order for a reader with a budget of lines. A score is as a logarithm of risk, so risk per
/// line is a difference.
double effortScore(const Scoring &How, const Signals &S);

} // namespace ferrule
