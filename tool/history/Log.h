// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The commits in the past of the head, and which of them changed which file of the scan: one pass
// over the log, without contents.
#pragma once
#include "tool/history/Git.h"
#include "tool/model/History.h"

namespace ferrule {

/// What happened to a file.
struct FileLog {
  /// A file of the head commit. What is not has no history.
  bool tracked = false;
  /// Commits without merges that changed it, newest first.
  std::vector<unsigned> commits;
  /// Hash of the ids of all commits that changed it, merges too: the same as long as its history
  /// is.
  std::string past;
};

struct Log {
  /// In the order of git: no commit comes before one that descends from it, so the first is the
  /// head.
  std::vector<std::string> ids;
  /// As long as ids.
  std::vector<Commit> commits;
  /// As long as the list of files.
  std::vector<FileLog> files;
};

FERRULE_FIELDS(FileLog, tracked, commits, past)
FERRULE_FIELDS(Log, ids, commits, files)

/// Reads the log of the head, and indexes the commits for the blames to come, at once when Jobs
/// allows it. Files: paths relative to the top of the checkout; they are followed through renames.
/// The error says why there is none.
llvm::Expected<Log> readLog(Git &G, llvm::ArrayRef<std::string> Files, unsigned Jobs);

/// Options and format of the above: what changes a log that was kept.
extern const llvm::StringLiteral LogFormat;

} // namespace ferrule
