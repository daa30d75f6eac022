// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Numbers in sentences.
#pragma once
#include "llvm/ADT/StringRef.h"
#include <string>

namespace ferrule {

/// "3 functions", "1 function"; Plural when it is not made with an s.
std::string counted(std::size_t N, llvm::StringRef Noun, llvm::StringRef Plural = "");

} // namespace ferrule
