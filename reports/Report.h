// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The interface of a report format: assessment in, text out. A format is one .cpp in this folder
// that registers itself; ferrule report --format and its help list what is registered.
#pragma once
#include "tool/model/Comparison.h"
#include "llvm/Support/raw_ostream.h"

namespace ferrule {

struct ReportOptions {
  /// Colour and line drawing for a terminal.
  bool color = false;
  /// Each finding, and not only the hotspots.
  bool allFindings = false;
  /// Formats that go to others: where diagnosed defects are, and how they come about. Without it
  /// they are counted only.
  bool includeDefects = false;
  /// Formats that can show it: what changed since an earlier assessment. Null: nobody asked.
  const Comparison *comparison = nullptr;
};

struct ReportFormat {
  /// The word for --format.
  std::string name;
  /// One line for --help.
  std::string summary;
  /// Equal input gives equal bytes.
  void (*write)(const Assessment &A, const ReportOptions &Options, llvm::raw_ostream &Out);
};

/// All formats, sorted by name.
const std::vector<ReportFormat> &reportFormats();
/// Null when there is no such format.
const ReportFormat *findReportFormat(llvm::StringRef Name);

struct RegisterReport {
  explicit RegisterReport(ReportFormat Format);
};

} // namespace ferrule
