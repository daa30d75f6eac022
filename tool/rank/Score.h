// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The score: a pure function over printable signals. Signals are measured in Signals.cpp; how much
// each weighs stands in one table in Score.cpp and nowhere else, so that it can be tuned by itself.
#pragma once
#include "tool/model/Assessment.h"

namespace ferrule {

/// The terms of the score, greatest first, terms that add nothing left out. Signals that have no
/// weight do not count.
std::vector<ScoreTerm> scoreTerms(const Signals &S);

/// The sum of the terms, rounded to three places so that it prints the same everywhere.
double score(const Signals &S);

/// The order for a reader with a budget of lines: score per root of the size. Dividing by the size
/// itself would put one-liners first; see docs/adr/0006-score.md.
double effortScore(const Signals &S);

} // namespace ferrule
