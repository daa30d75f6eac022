// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once
#include "tool/program/ProgramModel.h"

namespace ferrule {

/// The PageRank of each function in the call graph (Brin and Page 1998; damping 0.85), times the
/// number of functions, so that 1 is what it would be if all were alike: what much of the program
/// leads to.
std::vector<double> pageRanks(const ProgramModel &Model);

} // namespace ferrule
