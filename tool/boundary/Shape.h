// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which way of porting fits a cut, or why none does.
#pragma once
#include "tool/boundary/Cut.h"

namespace ferrule {

/// Fills shape and reason of a cut that is measured. IsLibrary: it is all of the program but the
/// modules that define main.
void giveShape(Boundary &B, const Side &Inside, bool IsLibrary, const CutContext &C);

} // namespace ferrule
