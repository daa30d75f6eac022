// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The measurements of a function that a score may weigh.
#pragma once
#include "tool/program/ProgramModel.h"

namespace ferrule {

/// 0 for a signal that a function does not have.
double valueOf(const Signals &S, llvm::StringRef Signal);

/// To three places: what is printed and compared must be the same on every machine.
double rounded(double Value);

/// The signals that code and program give, of each function in the order of Model.functions: those
/// of ProgramSignals.h, and by name:
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
///   pageRank          how much of the program leads to it: PageRank.h
///   pointerParameters, pointerParametersWithoutLength, pointersToPointers  parameters
///   code.NAME         the counts of FunctionShape, which says at each what it is
std::vector<Signals> signalsOf(const ProgramModel &Model);

} // namespace ferrule
