// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The commits that a project says do not own the lines that they changed: those that only change
// the layout.
#pragma once
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace ferrule {

/// What .git-blame-ignore-revs at the top of a checkout says.
std::string readIgnoredRevisionsFile(llvm::StringRef Root);

/// The ids in such a text, in lower case, sorted and each once. What is no id is left out: git
/// would give up over it.
std::vector<std::string> ignoredRevisions(llvm::StringRef Text);

} // namespace ferrule
