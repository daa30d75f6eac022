// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The figures of a project, each defined once: what reports, comparisons and portfolios print.
// There is no total and no grade: the figures are of different kinds, and a sum would mean nothing.
#pragma once
#include "tool/model/Assessment.h"
#include <functional>
#include <optional>

namespace ferrule {

/// A measured value; of an effort also the ends of its range, else all three are equal. A value
/// that is only known to be the least has an infinite high.
struct Figure {
  double likely = 0;
  double low = 0;
  double high = 0;
};

enum class MetricForm : unsigned char {
  Count,   ///< exact
  Ratio,   ///< printed with two significant figures
  Share,   ///< 0 to 1, printed as percent
  Whether, ///< 1: found, 0: looked for and not found
  Range,   ///< a likely value between two others
};

struct Metric {
  /// "density.bounds": names it in CSV and JSON.
  std::string id;
  /// The heading that it stands under.
  std::string group;
  std::string label;
  std::string unit;
  /// What is counted, without a full stop.
  std::string meaning;
  MetricForm form = MetricForm::Count;
  /// Says something when two projects stand side by side. Counts of defects do not: they tell how
  /// much somebody looked.
  bool betweenProjects = true;
  /// Nothing: it was not measured.
  std::function<std::optional<Figure>(const Assessment &A)> of;
};

/// All metrics in the order in which they are printed, with efforts of so many phases of the plan.
std::vector<Metric> allMetrics(unsigned Phases = 0);

/// "3", "12 %", "found", "2 to 6".
std::string shown(const Metric &M, const Figure &Value);

/// All operations and defects of the assessment by family name.
OperationCounts operationsByFamily(const Assessment &A);

/// "library" for "/src/library", or the name that .ferrule.yaml gives.
std::string projectName(const Assessment &A);

/// Whether a file is part of what users get: below the root, and not among the excluded ones of the
/// inventory. Without an inventory every file of the project is.
bool isShipped(const Assessment &A, llvm::StringRef File);

/// Nothing that was seen says how far the pointer may be followed.
bool isUnbounded(const Inference &I);

} // namespace ferrule
