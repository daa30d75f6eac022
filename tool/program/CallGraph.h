// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Who calls whom, across units, and what follows from it.
#pragma once
#include "tool/program/ProgramModel.h"

namespace ferrule {

/// Fills callees, callers, distance, addressTaken and componentSize of each function. A call
/// through a pointer may reach every function of that canonical type whose address is taken
/// somewhere; a call of a virtual function every one that overrides it.
void linkCalls(std::vector<ProgramFunction> &Functions,
               llvm::ArrayRef<AddressTakenFact> AddressTaken);

} // namespace ferrule
