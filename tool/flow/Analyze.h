// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The flow analysis of a program: its operations get states and reasons, its defects are found.
#pragma once
#include "tool/model/TUSummary.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace ferrule {

/// Interprets the bodies of all units together. Open operations that are shown to be safe become
/// discharged, with the reason; defects of the checks that are Enabled are added to the unit whose
/// function they are in. The result does not depend on the order of the units. The bodies stay.
void analyzeFlow(std::vector<TUSummary> &Units,
                 llvm::function_ref<bool(llvm::StringRef Check)> Enabled);

} // namespace ferrule
