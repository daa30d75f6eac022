// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the past of a function says of it. Nothing here is a count of bugs to come: it orders
// functions, and is one axis beside how exposed they are.
#pragma once
#include "tool/model/Assessment.h"
#include "tool/model/History.h"

namespace ferrule {

/// Signals by name; all of them are absent, and not zero, for a file without history. Times are
/// years before the head commit; a line that is changed in the work tree only is of now and nobody.
///
/// Of the lines of the function, and the commits that own them:
///   history.commits      commits: what was changed often keeps being changed, and with it the
///                        number of faults (Nagappan and Ball 2005)
///   history.authors      authors: many hands, each with a part of the knowledge (Bird et al. 2011)
///   history.youngest, history.median, history.oldest
///                        age of its lines in years
///   history.recentLines  lines that are younger than two years: vulnerabilities are found in new
///                        code before old (Alexopoulos et al. 2022)
///   history.fixes        commits whose message speaks of putting something right
///   history.memoryFixes  commits whose message speaks of memory safety or has the id of a
///                        vulnerability: where one was there are others (Neuhaus et al. 2007)
///   history.weight2.5y, history.weight4y, history.weight7y
///                        sum over its lines of exp(-age / tau): lines by how many of the
///                        vulnerabilities that they brought are still in them, if these are found
///                        at the rate of code that is fuzzed a lot, of the mean of open source, or
///                        of slow code
/// Of the file, and the commits that changed it under whatever name, without merges:
///   history.fileCommits, history.fileRecentCommits, history.fileMemoryFixes
///                        commits; of these, those of the last two years, and those whose message
///                        speaks of memory safety
///   history.coupledFiles other files of the scan that changed in at least three of its commits and
///                        in at least a third of them: a change that misses one of them breaks an
///                        assumption (D'Ambros et al. 2009). Commits of more than 50 files do not
///                        count.
class HistorySignals {
public:
  /// H outlives it.
  explicit HistorySignals(const History &H);

  /// Adds the signals of the function in the given lines of the file.
  void add(llvm::StringRef File, unsigned FirstLine, unsigned LastLine, Signals &S) const;

private:
  void addFileSignals(const std::string &File, const FileHistory &F);

  const History &H;
  /// By file: what is the same for all its functions.
  std::map<std::string, Signals> OfFile;
};

} // namespace ferrule
