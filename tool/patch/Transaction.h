// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Changes many files so that either all of them are changed or none, whatever ends the process.
//
// POSIX renames one file at a time. So the new contents are staged in ROOT/.ferrule-apply first,
// and the list of renames beside them is the point of no return: before it is there nothing has
// changed; once it is there the renames are carried out by a process of its own, which the end of
// this one, a signal to its group or a closed terminal does not reach. Should that one be ended as
// well (the machine stops), the next run finds the list and finishes it.
#pragma once
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace ferrule {

struct FileChange {
  /// Absolute, of a regular file below the root.
  std::string path;
  std::string before;
  std::string after;
};

/// Errors: a file is not what it was before (nothing was changed then); it cannot be written;
/// another process is at it.
llvm::Error changeFiles(llvm::StringRef Root, llvm::ArrayRef<FileChange> Changes);

/// Finishes what an earlier process began. True: there was something to finish.
llvm::Expected<bool> finishChanges(llvm::StringRef Root);

} // namespace ferrule
