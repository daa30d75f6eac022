// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The plan for a terminal, and its tables for the other reports.
#pragma once
#include "reports/Tables.h"
#include "tool/model/Assessment.h"
#include "tool/model/Counted.h"

namespace ferrule {

/// The modules with their remedies, the greatest risk first.
Table moduleTable(const Assessment &A, std::size_t Rows);
/// The steps in the order of work.
Table stepTable(const Assessment &A);
Table phaseTable(const Assessment &A);
/// What is left after each step, in the order that pays soonest.
Table curveTable(const Assessment &A);

/// "a port to Rust".
std::string remedyInWords(Remedy R);

void printPlan(const Assessment &A, llvm::raw_ostream &Out);

} // namespace ferrule
