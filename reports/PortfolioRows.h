// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The rows of a portfolio, as words.
#pragma once
#include "reports/Portfolio.h"

namespace ferrule {

struct PortfolioRow {
  std::string group;
  std::string label;
  std::string unit;
  /// What is counted, without a full stop; empty: the label says it.
  std::string meaning;
  /// One per project; text of the project, so that it has to be escaped.
  std::vector<std::string> cells;
  bool isNumber = false;
};

/// Where the figures are from, then the figures. Of the phases of the plans, those that any has.
std::vector<PortfolioRow> portfolioRows(llvm::ArrayRef<PortfolioEntry> Entries);

/// Whether any project has a figure for it.
bool isMeasured(llvm::ArrayRef<PortfolioEntry> Entries, std::size_t Metric);

/// How to read it, and what makes it unfair: each a sentence with its full stop.
std::vector<std::string> portfolioNotes(llvm::ArrayRef<PortfolioEntry> Entries);

} // namespace ferrule
