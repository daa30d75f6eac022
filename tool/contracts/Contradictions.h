// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Code that does not keep what a declaration promises.
#pragma once
#include "tool/contracts/Verdicts.h"
#include "llvm/ADT/StringRef.h"

namespace ferrule {

inline constexpr llvm::StringLiteral DeclaredContractCheck = "ferrule-types-declared-contract";

namespace contracts {

/// One open operation per place, whose step is the declaration.
std::vector<Operation> findContradictions(const View &V, llvm::ArrayRef<TUSummary> Units);

} // namespace contracts
} // namespace ferrule
