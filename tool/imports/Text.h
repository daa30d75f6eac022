// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once
#include "llvm/Support/Error.h"
#include <string>

namespace ferrule {

/// The content of a file that the user names. The error names it.
llvm::Expected<std::string> readText(llvm::StringRef File);

} // namespace ferrule
