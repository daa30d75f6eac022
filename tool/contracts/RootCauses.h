// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which unknown slots keep others unknown. The model is 3C's root causes.
#pragma once
#include "tool/contracts/Verdicts.h"
#include "tool/model/Inference.h"

namespace ferrule::contracts {

/// The greatest first, of equally great ones in the order of slots.
std::vector<RootCause> findRootCauses(const View &V);

} // namespace ferrule::contracts
