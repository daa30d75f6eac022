// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the C should change before a cut.
#pragma once
#include "tool/boundary/CrossingCost.h"
#include "tool/boundary/Modules.h"

namespace ferrule {

/// The cheapest first; each a sentence without a full stop. B is measured.
std::vector<std::string> prerequisitesOf(const Boundary &B, const ModuleTable &Table);

} // namespace ferrule
