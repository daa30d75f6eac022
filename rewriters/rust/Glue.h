// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How the crate gets into a C build without an edit of C: a launcher for the compiler, which
// renames the functions of the cut in their object files and puts the crate beside them.
#pragma once
#include "rewriters/rust/Crate.h"

namespace ferrule::rust {

/// The symbol that a function of the cut has after it was replaced.
std::string originalName(const AbiFunction &F);

/// Replaced: the functions that the crate defines in place of the cut's; others keep their names.
std::vector<CrateFile> glueFiles(const Boundary &Cut, llvm::ArrayRef<const AbiFunction *> Replaced);

} // namespace ferrule::rust
