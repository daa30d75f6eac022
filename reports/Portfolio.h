// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Several projects side by side, for somebody who decides which to fund. The same figures for each,
// by name: no total and no order, as what matters more is for the reader to say.
#pragma once
#include "tool/model/Metrics.h"
#include "llvm/Support/raw_ostream.h"

namespace ferrule {

/// What a portfolio needs of an assessment, which may be large.
struct PortfolioEntry {
  std::string name;
  std::string commit;
  std::string date;
  std::string tool;
  std::string checks;
  std::vector<std::string> exclude;
  bool complete = false;
  /// One for each of portfolioMetrics().
  std::vector<std::optional<Figure>> figures;
};

/// The metrics that say something when two projects stand side by side.
std::vector<Metric> portfolioMetrics();
PortfolioEntry portfolioEntry(const Assessment &A);

struct PortfolioFormat {
  llvm::StringLiteral name;
  /// Entries: by name. Equal input gives equal bytes.
  void (*write)(llvm::ArrayRef<PortfolioEntry> Entries, llvm::raw_ostream &Out);
};

/// "text", "md", "csv" or "html"; null for anything else.
const PortfolioFormat *findPortfolioFormat(llvm::StringRef Name);

} // namespace ferrule
