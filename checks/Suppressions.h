// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Finds the comments NOLINT and "ferrule: accepted" in the text of a file.
#pragma once
#include "tool/model/Suppression.h"
#include "llvm/ADT/StringRef.h"
#include <vector>

namespace ferrule {

/// The markers in the text of a file, by line. NOLINT is read as clang-tidy reads it. An acceptance
/// begins its comment; the comment may go on in lines below, and comments may stand between it and
/// the line that it is about.
std::vector<SuppressionFact> findSuppressions(llvm::StringRef Text, llvm::StringRef File);

} // namespace ferrule
