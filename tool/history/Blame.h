// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which commit owns which line of a file.
#pragma once
#include "tool/history/Git.h"
#include "tool/model/History.h"

namespace ferrule {

/// Who owns the lines of a file, with the ids of commits.
struct Blame {
  std::vector<std::string> ids;
  /// Their commits are indices into ids.
  std::vector<LineRun> lines;
};

FERRULE_FIELDS(Blame, ids, lines)

/// The command for a file. Path: relative to the top of the checkout. Contents: a file that holds
/// what was scanned, so that lines agree even when they are not committed. IgnoredRevisions: a file
/// with ids of commits that only change the layout; may be empty.
Git::Command blameCommand(llvm::StringRef Path, llvm::StringRef Contents,
                          llvm::StringRef IgnoredRevisions);

/// What git wrote. An error: it is not what was expected.
llvm::Expected<Blame> parseBlame(llvm::StringRef Text);

/// Options and format of the above: what changes a blame that was kept.
extern const llvm::StringLiteral BlameFormat;

} // namespace ferrule
