// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Numbers as the HTML report writes them.
#pragma once
#include "tool/model/Counted.h"
#include <cstdint>
#include <string>

namespace ferrule {

/// "12,345".
std::string grouped(std::uint64_t N);
/// "1 function", "12,345 functions".
std::string amount(std::uint64_t N, llvm::StringRef Noun);
/// Part of All with two significant figures at most: "46 %", "3.1 %"; "less than 0.1 %", and "-"
/// where All is 0.
std::string percent(double Part, double All);
/// Within a URL, every character that has a meaning there replaced.
std::string inUrl(llvm::StringRef Text);

} // namespace ferrule
