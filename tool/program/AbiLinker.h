// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// From what units say of types and functions to what the program says.
#pragma once
#include "tool/model/Abi.h"

namespace ferrule {

/// Each id once: a definition before a declaration, the most that a unit saw of what a function
/// touches. The order of the units does not matter.
UnitAbi linkAbi(std::vector<UnitAbi> Units);

} // namespace ferrule
