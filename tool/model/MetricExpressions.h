// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How anybody can compute a metric again: a jq expression over assessment.json. A test compares
// them with what ferrule prints.
#pragma once
#include "llvm/ADT/StringRef.h"
#include <string>

namespace ferrule {

/// Shares are 0 to 1. Empty for the effort of a phase, which is several numbers with a unit.
std::string expressionOf(llvm::StringRef MetricId);

} // namespace ferrule
