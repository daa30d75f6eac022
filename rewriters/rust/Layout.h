// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The C side of the crate's asserts.
#pragma once
#include "rewriters/rust/Crate.h"
#include "rewriters/rust/RustTypes.h"

namespace ferrule::rust {

/// Where the check of one of the cut's files is, in the crate.
std::string layoutCheckPath(llvm::StringRef Source);

/// A C file for each file of the cut. It includes that file, and so has to be compiled with its
/// command, and asserts that the types that cross have the layout, and the functions the signature,
/// that the crate was made for. Types: after all was asked for.
std::vector<CrateFile> layoutChecks(const CrateInput &Input, const RustTypes &Types);

} // namespace ferrule::rust
