// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How a scan is repeated: figures are comparable only if it left out the same.
#pragma once
#include "tool/model/Assessment.h"
#include <string>

namespace ferrule {

/// What chose the code and the checks of this assessment, for behind "ferrule scan -p BUILD": each
/// option with a space in front, quoted for a shell.
std::string scanOptions(const Assessment &A);

} // namespace ferrule
