// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which remedy a module gets, what the others would cost, and why.
#pragma once
#include "tool/plan/Modules.h"

namespace ferrule {

/// Fills remedy, reason, trace and options of each module. Modules: the greatest risk first.
void chooseRemedies(std::vector<PlannedModule> &Modules, const Assessment &A,
                    llvm::ArrayRef<Replacement> Replacements);

} // namespace ferrule
