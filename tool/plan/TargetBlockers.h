// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What is in the way of a kind of change, anywhere in the project.
#pragma once
#include "tool/plan/Modules.h"

namespace ferrule {

/// By target, the most frequent first.
std::vector<TargetBlocker> targetBlockers(const Assessment &A,
                                          llvm::ArrayRef<PlannedModule> Modules);

} // namespace ferrule
