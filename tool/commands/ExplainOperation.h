// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Why an operation is in its state, and what rewriters made of it.
#pragma once
#include "tool/model/Assessment.h"
#include "llvm/Support/raw_ostream.h"

namespace ferrule {

/// The operations and defects that What names: FILE:LINE, or a fingerprint. Returns how many.
unsigned explainOperations(llvm::StringRef What, const Assessment &A, llvm::raw_ostream &Out);

} // namespace ferrule
