// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Files that are there whole or not at all.
#pragma once
#include "llvm/Support/Error.h"

namespace ferrule {

/// Writes a temporary file beside Path and renames it. On failure Path is as it was, no temporary
/// file is left, and the error names the path and the reason.
llvm::Error writeFileAtomically(llvm::StringRef Path, llvm::StringRef Content);

/// Makes a directory and its parents. The error names what is in the way.
llvm::Error makeDirectory(llvm::StringRef Path);

} // namespace ferrule
