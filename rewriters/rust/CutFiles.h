// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The files of a cut.
#pragma once
#include "tool/model/Boundary.h"

namespace ferrule::rust {

bool isCxx(llvm::StringRef Path);

/// Those that a compiler is started for, as headers are not.
std::vector<std::string> compiledFiles(const Boundary &Cut);

} // namespace ferrule::rust
