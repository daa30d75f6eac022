// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Pieces of the sources of a crate.
#pragma once
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace ferrule::rust {

/// Text with each {{name}} replaced. A name that is not there is an assertion.
std::string fill(llvm::StringRef Template,
                 llvm::ArrayRef<std::pair<llvm::StringRef, std::string>> Values);

/// A documentation comment: each line behind Indent and "/// ". Foreign text cannot end it.
std::string docComment(llvm::ArrayRef<std::string> Lines, llvm::StringRef Indent = "");

} // namespace ferrule::rust
