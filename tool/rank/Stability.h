// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which hotspots stand where they stand whatever one assumes.
#pragma once
#include "tool/model/Assessment.h"

namespace ferrule {

/// What stays in the first ten.
struct Stability {
  /// In words: the weights fitted without one of the libraries of the benchmark; and, where the
  /// past is known, open operations times exp(-age / tau) of their function's lines, for the three
  /// tau of HistorySignals.h.
  std::vector<std::string> settings;
  /// Of each function: in how many settings it is one of the first ten.
  std::vector<unsigned> topTen;
};

/// How: as the functions with these signals are scored. Lines: of each function, physical ones, at
/// least one.
Stability stabilityOf(const Scoring &How, llvm::ArrayRef<Signals> All,
                      llvm::ArrayRef<unsigned> Lines);

} // namespace ferrule
