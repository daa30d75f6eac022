// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Sets of modules that are worth more together than alone.
#pragma once
#include "tool/boundary/Cut.h"

namespace ferrule {

/// Sets that have the module Seed, the best of its kind each: the one that is cheapest to cut out,
/// and those on the way to the most benefit per cost. May have sets of one.
std::vector<Side> growSets(unsigned Seed, const CutContext &C);

} // namespace ferrule
