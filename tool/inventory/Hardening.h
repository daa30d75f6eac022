// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which measures of the hardening ladder the commands of a build take: HardeningLadder.def.
#pragma once
#include "tool/inventory/LinkCommands.h"
#include "tool/inventory/TakeInventory.h"
#include "llvm/ADT/ArrayRef.h"

namespace ferrule {

/// All measures that some command could take, in the order of the ladder. What a compiler does by
/// default is not seen: only what its arguments say.
std::vector<HardeningMeasure> observeHardening(llvm::ArrayRef<UnitCommand> Commands,
                                               llvm::ArrayRef<LinkCommand> Linked);

} // namespace ferrule
