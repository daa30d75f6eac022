// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Measures, scores and orders the functions of a program.
#pragma once
#include "tool/model/LineCoverage.h"
#include "tool/program/ProgramModel.h"

namespace ferrule {

/// What is known of a program besides its code.
struct Surroundings {
  History past;
  LineCoverage tests;
  /// Names of functions that the configuration calls entry points.
  std::vector<std::string> entryPoints;
  std::vector<Inference> contracts;
};

/// Fills functions, scoring and testCoverage.
void rankFunctions(const ProgramModel &Model, const Surroundings &Around, Assessment &A);

} // namespace ferrule
