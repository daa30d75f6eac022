// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which functions are worth the price of the second tier.
#pragma once
#include "tool/rank/RankFunctions.h"

namespace ferrule {

/// The chosen functions (of Hotspots or All) as indices into Model.functions, in their order.
std::vector<unsigned> selectDeep(const ProgramModel &Model, const Surroundings &Around,
                                 DeepChoice Choice);

} // namespace ferrule
