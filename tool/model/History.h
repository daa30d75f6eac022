// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the version control says of the files of a scan: who owns which line since when. Names and
// mail addresses are not kept, and times are meant relative to the head commit's, never to now.
#pragma once
#include "tool/model/Enum.h"
#include "tool/model/Fields.h"
#include <map>
#include <string>
#include <vector>

namespace ferrule {

enum class HistoryStatus : unsigned char {
  None,    ///< there is nothing to read, or it was not asked for
  Read,    ///< whole, apart from the files that are lost
  Shallow, ///< it is cut off, so that every age and count would be wrong: nothing of it is used
  Failed,  ///< it could not be read
};
template <> struct EnumNames<HistoryStatus> {
  static constexpr llvm::StringLiteral Names[] = {"none", "read", "shallow", "failed"};
};

/// A file of the scan whose history could not be read.
struct LostHistory {
  std::string file;
  std::string reason;
};

/// What became of the history: for the reader of a report.
struct HistoryCoverage {
  HistoryStatus status = HistoryStatus::None;
  /// Why it was not read: one sentence without a full stop, empty when it was.
  std::string reason;
  /// Of the head commit, in UTC: "2026-05-31". Empty when nothing was read.
  std::string date;
  /// From the first commit to the head.
  double years = 0;
  /// Commits that the head has in its past, itself included.
  unsigned commits = 0;
  /// Files of the scan that have a history.
  unsigned files = 0;
  /// Commits of .git-blame-ignore-revs.
  unsigned ignoredRevisions = 0;
  std::vector<LostHistory> lost;
  /// Advisories about memory safety that the scan was given, and commits of the past that they name
  /// as fixes.
  unsigned advisories = 0;
  unsigned advisoryFixes = 0;

  /// Whether code of this age may be older: it was there in the first month of the history, and
  /// what was imported then was written before.
  bool mayBeOlder(double Age) const { return Age > years - 1.0 / 12; }
};

struct Commit {
  /// Seconds since 1970.
  long long time = 0;
  /// Equal for equal authors.
  unsigned author = 0;
  /// Files that it changed, whether they are of the scan or not.
  unsigned files = 0;
  /// The message speaks of putting something right.
  bool fix = false;
  /// The message speaks of memory safety, or has the id of a vulnerability.
  bool memoryFix = false;
};

/// Adjacent lines that one commit owns.
struct LineRun {
  /// No commit: changed in the work tree only.
  static constexpr unsigned NotCommitted = ~0U;
  unsigned lines = 0;
  unsigned commit = NotCommitted;
};

struct FileHistory {
  /// From the first line to the last; empty when nobody wants to know, or when they are lost.
  std::vector<LineRun> lines;
  /// Commits that changed the file under this name or an earlier one, without merges.
  std::vector<unsigned> commits;
};

struct History {
  HistoryCoverage coverage;
  /// Time of the head commit.
  long long headTime = 0;
  std::vector<Commit> commits;
  /// By display path; a file that is not here has no history.
  std::map<std::string, FileHistory> files;
};

FERRULE_FIELDS(LostHistory, file, reason)
FERRULE_FIELDS(HistoryCoverage, status, reason, date, years, commits, files, ignoredRevisions, lost,
               advisories, advisoryFixes)
FERRULE_FIELDS(Commit, time, author, files, fix, memoryFix)
FERRULE_FIELDS(LineRun, lines, commit)

} // namespace ferrule
