// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Whether a difference between two assessments comes from the code, or from how it was looked at.
#pragma once
#include "tool/model/Assessment.h"

namespace ferrule {

/// What makes the two differ beside the code: each a sentence without a full stop.
std::vector<std::string> unfairness(const Assessment &Before, const Assessment &After);

} // namespace ferrule
