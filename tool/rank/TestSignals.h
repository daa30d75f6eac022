// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What tests and fuzzers leave of a function.
#pragma once
#include "tool/model/LineCoverage.h"
#include "tool/program/ProgramModel.h"

namespace ferrule {

/// Adds to the signals of all functions of the program, in the order of Model.functions, when
/// something is known of the file; else they are absent:
///   tests.unexecutedLines  lines with code that did not run
///   tests.unexecutedOpen   open operations in such lines: no sanitizer ever saw them. An operation
///                          in a line without a record of its own counts to the one above
void addTestSignals(const ProgramModel &Model, const LineCoverage &Tests,
                    std::vector<Signals> &All);

} // namespace ferrule
