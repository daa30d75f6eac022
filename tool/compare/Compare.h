// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What changed between two assessments of one project.
#pragma once
#include "tool/model/Comparison.h"

namespace ferrule {

/// Without IncludeDefects, changes of defects are counted, and their places left out.
Comparison compare(const Assessment &Before, const Assessment &After, bool IncludeDefects);

} // namespace ferrule
