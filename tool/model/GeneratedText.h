// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Files that a program has written: nobody is asked about them, and nothing is changed there.
#pragma once
#include "llvm/ADT/StringRef.h"

namespace ferrule {

/// Whether the first lines of a file say that a program wrote it.
bool isGenerated(llvm::StringRef Head);

} // namespace ferrule
