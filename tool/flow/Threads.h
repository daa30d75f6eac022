// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Programs in which one thread only can run.
#pragma once
#include "tool/model/TUSummary.h"
#include <vector>

namespace ferrule {

/// Discharges the open operations on variables that all threads share, where the file has the
/// 'main' of a program that starts no thread. The units have to be all of the program.
void dischargeSingleThreaded(std::vector<TUSummary> &Units);

} // namespace ferrule
