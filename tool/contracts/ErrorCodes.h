// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Integer results that tell whether a function did what it is for.
#pragma once
#include "tool/contracts/Verdicts.h"
#include <map>

namespace ferrule::contracts {

/// By EntityName of the function, what its constants mean, in words.
std::map<std::string, std::string> findErrorCodes(const View &V, llvm::ArrayRef<TUSummary> Units);

} // namespace ferrule::contracts
