// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the C should change before a cut.
#pragma once
#include "tool/boundary/Cut.h"

namespace ferrule {

/// The cheapest first; each a sentence without a full stop. B is measured.
std::vector<std::string> prerequisitesOf(const Boundary &B, const CutContext &C);

} // namespace ferrule
