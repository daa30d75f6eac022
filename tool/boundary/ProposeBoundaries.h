// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Where a program can be cut.
#pragma once
#include "tool/model/Assessment.h"

namespace ferrule {

/// The cuts worth looking at, best first: each module alone, sets of modules that belong together,
/// and the library as a whole. Program: of all units. A: its functions, operations and contracts.
std::vector<Boundary> proposeBoundaries(const UnitAbi &Program, const Assessment &A);

/// The cut of that name: one of A.boundaries, or modules joined by '+'. Errors name what there is
/// instead.
llvm::Expected<Boundary> findCut(llvm::StringRef Name, const UnitAbi &Program, const Assessment &A);

} // namespace ferrule
