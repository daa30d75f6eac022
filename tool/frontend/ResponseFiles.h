// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// @file arguments of compile commands.
#pragma once
#include "tool/model/TUSummary.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace ferrule {

/// Replaces each `@file` by the arguments in it (GNU quoting), recursively; relative paths are
/// relative to \p Directory, at every level. A file that is missing or must not be read is left out
/// with a note.
/// \returns an error when the result grows out of proportion, as with a file that names itself.
llvm::Expected<std::vector<std::string>> expandResponseFiles(llvm::ArrayRef<std::string> Arguments,
                                                             llvm::StringRef Directory,
                                                             std::vector<FlagNote> &Notes);

} // namespace ferrule
