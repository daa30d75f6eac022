// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// From remedies to pieces of work.
#pragma once
#include "tool/plan/EffortModel.h"
#include "tool/plan/Modules.h"

namespace ferrule {

/// A step with what it is made from. Refers to the modules and the assessment.
struct Work {
  PlanStep step;
  /// Nothing when the effort is not estimated.
  std::optional<Days> days;
  /// Fingerprints of the open operations that it answers.
  std::vector<llvm::StringRef> answers;
  /// Functions that it replaces as a whole.
  std::vector<const RankedFunction *> ported;
};

/// All steps, phase by phase; removes, families and risk are not filled in yet.
std::vector<Work> workOf(std::vector<PlannedModule> &Modules, const Assessment &A);

} // namespace ferrule
