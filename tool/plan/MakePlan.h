// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The plan of an assessment: a pure function, tested from JSON alone.
#pragma once
#include "tool/model/Assessment.h"

namespace ferrule {

/// A: with its inventory. AssumeDone: ids of steps. An id that is no step is an error that names
/// those there are.
llvm::Expected<Plan> makePlan(const Assessment &A, llvm::ArrayRef<std::string> AssumeDone);

} // namespace ferrule
