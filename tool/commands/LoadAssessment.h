// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Reading a scan's result back.
#pragma once
#include "tool/model/Assessment.h"

namespace ferrule {

/// The assessment in a file, or in the output directory of a scan. Errors name the file, the field
/// and the remedy.
llvm::Expected<Assessment> loadAssessment(llvm::StringRef FileOrDirectory);

} // namespace ferrule
