// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Open operations say which contract would discharge them.
#pragma once
#include "tool/model/Inference.h"
#include "llvm/ADT/ArrayRef.h"

namespace ferrule {

/// Adds to the reasons of open operations on what a parameter or field leads to what is inferred of
/// that, or that nothing is.
void nameMissingContracts(llvm::ArrayRef<Inference> Inferences,
                          llvm::MutableArrayRef<Operation> Operations);

} // namespace ferrule
