// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Ways to use C that have a name, found in what units say of functions and records.
#pragma once
#include "tool/contracts/Verdicts.h"
#include "tool/model/Inference.h"

namespace ferrule::contracts {

/// By file, line, entity and kind.
std::vector<Idiom> findIdioms(const View &V, llvm::ArrayRef<TUSummary> Units,
                              llvm::ArrayRef<Inference> Inferences);

} // namespace ferrule::contracts
