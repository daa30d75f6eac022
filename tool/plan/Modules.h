// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The modules that a plan decides about, with everything that the assessment knows of each.
#pragma once
#include "tool/model/Assessment.h"

namespace ferrule {

/// Refers to the assessment.
struct PlannedModule {
  ModulePlan plan;
  std::vector<const RankedFunction *> functions;
  /// Open operations of these functions.
  std::vector<const Finding *> open;
  /// Ready patches of its files: those that declare something, and those that change code.
  std::vector<const Patch *> annotations;
  std::vector<const Patch *> changes;
  /// Pointers of its exported interface whose bounds are unknown.
  std::vector<const Inference *> unknownPointers;
  /// The smallest cut with it that can be ported; null: there is none.
  const Boundary *cut = nullptr;
  /// The cut that is this module and nothing else; null: it was not proposed.
  const Boundary *alone = nullptr;
  bool cxx = false;
  /// Open operations in functions that calls lead to from where bytes come in.
  unsigned reachedOpen = 0;
  /// Why it is no part of what the project ships, as the inventory has it; empty when it is.
  std::string leftOut;
  /// It would be ported or isolated if that could be done.
  bool needsMore = false;
};

/// A file that is compiled alone, with what only it includes, as ferrule boundary found it; before
/// that ran, a file and the header of its name. Any other header is a module.
/// The greatest risk first; behind them what is not shipped.
std::vector<PlannedModule> plannedModules(const Assessment &A);

/// Whether a rewriter writes down what is promised, and leaves the code alone.
bool isAnnotation(const Patch &P);

/// What has to change in the C before the cut can be ported, behind a semicolon; empty: nothing.
/// The layout of a record that users know stays as it is anyway.
std::string needsFirst(const Boundary &Cut);

/// The score of a function as it counts in sums: below 0 there is nothing to win.
double riskOf(const RankedFunction &F);
unsigned openOf(const RankedFunction &F);
unsigned sourceLines(const RankedFunction &F);

} // namespace ferrule
