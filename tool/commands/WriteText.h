// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Where a command's text goes.
#pragma once
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace ferrule {

/// Into a file, all or nothing, or to standard output when it is "-". Errors name the file.
llvm::Error writeText(llvm::StringRef FileOrDash,
                      llvm::function_ref<void(llvm::raw_ostream &)> Write);

} // namespace ferrule
