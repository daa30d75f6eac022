// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The history of the files of a scan, from the checkout that they are in: log, then blame, each
// kept for the next scan.
#pragma once
#include "tool/model/History.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <map>
#include <optional>

namespace ferrule {

/// Where results are kept. What read returns is what write was given for the name, or nothing.
struct HistoryStore {
  llvm::function_ref<std::optional<std::string>(llvm::StringRef Name)> read;
  llvm::function_ref<bool(llvm::StringRef Name, llvm::StringRef Content)> write;
};

struct HistoryOptions {
  /// Absolute path; only when it is the top of a checkout there is a history.
  std::string root;
  /// The commit that was scanned: the history is not read when the checkout is at another one.
  std::string commit;
  /// At most so many processes of git at once.
  unsigned jobs = 1;
  /// Commits that are fixes of memory safety whatever their messages say.
  llvm::ArrayRef<std::string> memoryFixes;
};

/// Whatever a history depends on besides the commit and the files themselves. Equal texts, equal
/// histories.
std::string historyInputs(llvm::StringRef Root);

/// By display path the files of the scan, and whether anybody will ask who owns its lines. Those
/// that are not below the root, or not in the commit, have no history.
using HistoryFiles = std::map<std::string, bool>;

/// Stop: see Git. What goes wrong is a status and a reason, never an error.
History readHistory(const HistoryOptions &Options, const HistoryFiles &Files,
                    const HistoryStore &Store, llvm::function_ref<bool()> Stop);

} // namespace ferrule
