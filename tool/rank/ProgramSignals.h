// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the surroundings of a function say of it: the functions that it calls, and the file that it
// stands in.
#pragma once
#include "tool/program/ProgramModel.h"

namespace ferrule {

/// Adds to the signals of all functions of the program, in the order of Model.functions:
///   calls.arithmetic, calls.open
///                     integer operations, and open operations, in the functions that it calls,
///                     together: who drives much unsafe code decides with which sizes, and fixes
///                     often sit in the caller that checks
///   file.arithmetic, file.elements, file.writes, file.open
///                     in the rest of its file per 100 lines of code: integer operations; elements
///                     at computed places, and steps of pointers in loops; writes behind pointers;
///                     open operations. Files with one purpose share their faults (Neuhaus et al.
///                     2007)
void addProgramSignals(const ProgramModel &Model, std::vector<Signals> &All);

} // namespace ferrule
