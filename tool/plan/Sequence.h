// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What is left after each step, in the order of work and in the order that pays soonest.
#pragma once
#include "tool/plan/Steps.h"

namespace ferrule {

/// Fills removes, families and risk of each step, as if those before it were done and those that
/// are done first of all; then phases and curve.
void sequence(std::vector<Work> &All, llvm::ArrayRef<PlannedModule> Modules, const Assessment &A,
              Plan &P);

} // namespace ferrule
