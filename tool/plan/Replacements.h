// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Libraries in memory-safe languages that do what this project, or a library that it is built with,
// does: Replacements.def.
#pragma once
#include "tool/model/Assessment.h"

namespace ferrule {

/// By library, in the order of the table; the project's own first. Evidence: the functions that it
/// defines, or how the dependency is known. A suggestion to look at, not a promise: nobody compared
/// the two.
std::vector<Replacement> findReplacements(const Assessment &A);

} // namespace ferrule
