// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Unified diffs, as git and patch read them.
#pragma once
#include "tool/model/Patch.h"
#include "llvm/ADT/ArrayRef.h"
#include <string>

namespace ferrule {

/// The diff of one file, with three lines of context. Edits: as for applyEdits. Nothing is
/// compared: the edits say which lines change. Lines keep their ends (CRLF, none at the end of the
/// file).
std::string unifiedDiff(llvm::StringRef File, llvm::StringRef Text, llvm::ArrayRef<Edit> Edits);

} // namespace ferrule
