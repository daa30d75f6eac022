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

/// Whether it is part of what the project ships, as the plan found it.
bool isShipped(const ModulePlan &M);
/// How bytes from outside come to it: "takes it", "1 call away", "1 call away, in part", "not
/// known", "none seen".
std::string reachOf(const ModulePlan &M);
/// "a port to Rust".
std::string remedyInWords(Remedy R);

void printPlan(const Assessment &A, llvm::raw_ostream &Out);

} // namespace ferrule
