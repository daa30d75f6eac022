// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a report that goes to others leaves out: a diagnosed defect, possible or not, is private to
// the maintainers until they have put it right.
#pragma once
#include "tool/model/Assessment.h"

namespace ferrule {

/// Counts of what was left out.
struct Withheld {
  unsigned defects = 0;
  unsigned possible = 0;
  /// Patches that would show where one of these is.
  unsigned patches = 0;
};

/// Takes findings of the kinds "defect" and "possible" out of the assessment, the patches that
/// answer one of them, and their part in the counts by function, hotspot and module. Scores stay:
/// they are made of the scan as it was.
Withheld withholdDefects(Assessment &A);

} // namespace ferrule
