// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Pieces of the sources of a crate.
#pragma once
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace ferrule::rust {

/// A Mustache template with each {{name}} replaced; a name that is not given by nothing.
std::string renderTemplate(llvm::StringRef Template,
                           llvm::ArrayRef<std::pair<llvm::StringRef, std::string>> Values);

/// A documentation comment: each line behind Indent and "/// ". Foreign text cannot end it.
std::string docComment(llvm::ArrayRef<std::string> Lines, llvm::StringRef Indent = "");

} // namespace ferrule::rust
