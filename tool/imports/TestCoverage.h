// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Line coverage of tests or fuzzers, as lcov or llvm-cov export it.
#pragma once
#include "tool/model/LineCoverage.h"
#include "llvm/Support/Error.h"

namespace ferrule {

/// The content of a file is an lcov tracefile (geninfo(1): SF, DA, end_of_record) or the JSON of
/// llvm-cov export; which one it is, the first character tells. A line counts as run when any
/// record says so. Errors name the file, the place in it and the remedy; one of them is that no
/// file of it is below the root.
llvm::Expected<LineCoverage> testCoverageFromText(llvm::StringRef Text, llvm::StringRef File,
                                                  llvm::StringRef Root);

} // namespace ferrule
