// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What work costs, from the cases that were published; docs/plan.md has them with their sources.
// Where there is no case, the figure is an assumption and its basis says so.
#pragma once
#include "tool/model/Plan.h"
#include "llvm/ADT/ArrayRef.h"

namespace ferrule {

/// Person-days, before they are rounded. The sum of a phase is made of these; phases are shown one
/// under the other, so what is asked for several is the sum of what is shown.
struct Days {
  double low = 0;
  double likely = 0;
  double high = 0;
  Days &operator+=(const Days &Other);
};

/// A port to safe Rust of that many source lines of C: 500 to 2,500 lines in a person-month, then
/// an overrun of 1, 1.5 and 3 (rav1d: 7 person-months estimated, more than 20 needed).
Days portingDays(unsigned Lines);
/// Reading and deciding so many changes or declarations, one after the other.
Days reviewDays(unsigned Questions);
/// Changing the flags of a build, running its tests and its benchmarks.
Days flagDays();

/// In the unit in which the low end has a whole number, to one significant figure.
Effort effortOf(const Days &D, std::string Basis);
/// Of figures that stand one under the other: in the greatest of their units, rounded again. Those
/// that are not estimated count nothing; Shown must have one that is.
Effort sumOf(llvm::ArrayRef<Effort> Shown, std::string Basis);
/// There is no published case to compare with, and no figure.
Effort notEstimated(std::string Why);

} // namespace ferrule
