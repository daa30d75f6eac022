// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Numbers in sentences.
#pragma once
#include "llvm/ADT/StringRef.h"
#include <string>

namespace ferrule {

/// "3 functions", "1 function"; Plural when it is not made with an s.
std::string counted(std::size_t N, llvm::StringRef Noun, llvm::StringRef Plural = "");

/// A measured number with at most two significant figures: "120", "3.4", "0.051".
std::string twoFigures(double Value);

/// A share, 0 to 1, in percent with at most two significant figures: "97 %". Only what is all is
/// "100 %"; what is nearly all is ">99 %".
std::string percent(double Share);

} // namespace ferrule
