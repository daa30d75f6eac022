// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Measures, scores and orders the functions of a program.
#pragma once
#include "tool/model/Surroundings.h"
#include "tool/program/ProgramModel.h"

namespace ferrule {

/// All signals of each function, in the order of Model.functions: those of the code, the program,
/// the past, contracts and tests, and inputReach: 1 / (1 + calls from the nearest entry point), 0
/// when none leads to it. Exposed: see exposureOf.
std::vector<Signals> measure(const ProgramModel &Model, const Surroundings &Around,
                             llvm::ArrayRef<Exposure> Exposed);

/// Fills functions, scoring and testCoverage.
void rankFunctions(const ProgramModel &Model, const Surroundings &Around, Assessment &A);

} // namespace ferrule
