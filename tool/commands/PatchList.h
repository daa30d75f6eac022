// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Patches for the terminal.
#pragma once
#include "tool/frontend/SourceFiles.h"
#include "llvm/Support/raw_ostream.h"

namespace ferrule {

/// A line per ready patch, what became of the others by reason, and the sums by rewriter.
/// OpenAfter: as SecondScan::openAfter(). Details: everything that is known of each patch, with its
/// diff.
void listPatches(const Assessment &A, std::optional<std::size_t> OpenAfter, bool Details,
                 SourceFiles &Files, llvm::raw_ostream &Out);

} // namespace ferrule
