// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once
#include "tool/boundary/Modules.h"

namespace ferrule {

struct PortOrder {
  /// Of each module: its place, from 1. Modules that call each other in a circle have the same one.
  std::vector<unsigned> place;
  /// Of each module: those that it calls, and that are not in its circle, in ascending order.
  std::vector<std::vector<unsigned>> after;
};

/// Callees before their callers. Of what is free, a program is last, the cheaper cut is first, then
/// the one that calls fewer others. Costs: of each module alone.
PortOrder orderModules(const ModuleTable &Table, llvm::ArrayRef<double> Costs);

} // namespace ferrule
