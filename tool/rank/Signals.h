// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The measurements of a function that a score may weigh.
#pragma once
#include "tool/program/ProgramModel.h"

namespace ferrule {

/// Signals of a function, by name:
///   open.FAMILY       open operations of that family
///   defects           diagnosed defects
///   operations        all operations, whatever their state
///   sloc              lines of code
///   complexity        cyclomatic complexity (McCabe 1976)
///   nesting           deepest nesting of control statements
///   loops             loops
///   callers, callees  functions
///   recursion         functions in its strongly connected component, when more than one
///   apiReach          1 / (1 + calls from the nearest exported function); 0 when none reaches it
///   pointerParameters, pointerParametersWithoutLength  parameters
Signals signalsOf(const ProgramFunction &F);

} // namespace ferrule
