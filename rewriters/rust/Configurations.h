// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One crate for several configurations of a program: what differs by the width of pointers is
// asserted for each width; what differs otherwise the crate cannot have.
#pragma once
#include "rewriters/rust/Crate.h"
#include "rewriters/rust/RustTypes.h"

namespace ferrule::rust {

/// One configuration for each width of pointers that is not the crate's own.
std::vector<AbiIndex> otherWidths(const RustTypes &Types);

/// The fields have the same names in the same order, so that one definition may do for both.
bool hasSameFields(const AbiRecord &A, const AbiRecord &B);

/// Records that cross and that the crate has wrong for some configuration, each with what differs.
std::vector<std::string> differencesOf(const RustTypes &Types);

} // namespace ferrule::rust
