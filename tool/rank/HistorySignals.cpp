// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/rank/HistorySignals.h"
#include "tool/rank/Signals.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <cmath>
#include <set>

namespace ferrule {

static constexpr double SecondsPerYear = 365.25 * 24 * 3600;
static constexpr double RecentYears = 2;
/// A commit of more files changes no two of them together.
static constexpr unsigned MostCoupledFiles = 50;
static constexpr unsigned LeastSharedCommits = 3;

/// Clocks go wrong: nothing is younger than the head.
static double yearsOld(const History &H, const Commit &C) {
  return std::max(0.0, static_cast<double>(H.headTime) - static_cast<double>(C.time)) /
         SecondsPerYear;
}

HistorySignals::HistorySignals(const History &H) : H(H) {
  for (const auto &[File, F] : H.files)
    addFileSignals(File, F);
  std::vector<std::vector<const std::string *>> FilesOf(H.commits.size());
  auto Couples = [&](unsigned C) { return H.commits[C].files <= MostCoupledFiles; };
  for (const auto &[File, F] : H.files)
    for (unsigned C : F.commits)
      if (Couples(C))
        FilesOf[C].push_back(&File);
  for (const auto &[File, F] : H.files) {
    std::map<const std::string *, unsigned> Shared;
    for (unsigned C : F.commits)
      for (const std::string *Other : FilesOf[C])
        ++Shared[Other];
    const auto Own = static_cast<unsigned>(llvm::count_if(F.commits, Couples));
    OfFile[File]["history.coupledFiles"] =
        static_cast<double>(llvm::count_if(Shared, [&](const auto &Entry) {
          return *Entry.first != File && Entry.second >= LeastSharedCommits &&
                 Entry.second * 3 >= Own;
        }));
  }
}

void HistorySignals::addFileSignals(const std::string &File, const FileHistory &F) {
  unsigned Recent = 0, MemoryFixes = 0;
  for (unsigned C : F.commits) {
    Recent += yearsOld(H, H.commits[C]) < RecentYears;
    MemoryFixes += H.commits[C].memoryFix;
  }
  Signals &S = OfFile[File];
  S["history.fileCommits"] = static_cast<double>(F.commits.size());
  S["history.fileRecentCommits"] = Recent;
  S["history.fileMemoryFixes"] = MemoryFixes;
}

/// The parts of runs that lie in lines First to Last, which count from 1.
static std::vector<LineRun> cut(llvm::ArrayRef<LineRun> Runs, unsigned First, unsigned Last) {
  std::vector<LineRun> Result;
  unsigned Begin = 1;
  for (const LineRun &R : Runs) {
    const unsigned From = std::max(First, Begin);
    Begin += R.lines;
    const unsigned To = std::min(Last + 1, Begin);
    if (From < To)
      Result.push_back({To - From, R.commit});
  }
  return Result;
}

/// Of ages and how many lines have them, sorted: the lower one of two in the middle.
static double medianAge(llvm::ArrayRef<std::pair<double, unsigned>> Ages, unsigned Lines) {
  unsigned Seen = 0;
  for (auto [Age, Count] : Ages) {
    Seen += Count;
    if (Seen * 2 >= Lines)
      return Age;
  }
  return 0;
}

void HistorySignals::add(llvm::StringRef File, unsigned FirstLine, unsigned LastLine,
                         Signals &S) const {
  auto F = H.files.find(File.str());
  if (F == H.files.end())
    return;
  std::set<unsigned> Owners, Authors;
  std::vector<std::pair<double, unsigned>> Ages;
  unsigned Lines = 0, RecentLines = 0;
  double Weight2 = 0, Weight4 = 0, Weight7 = 0;
  for (const LineRun &R : cut(F->second.lines, FirstLine, LastLine)) {
    double Age = 0;
    if (R.commit != LineRun::NotCommitted) {
      const Commit &C = H.commits[R.commit];
      Owners.insert(R.commit);
      Authors.insert(C.author);
      Age = yearsOld(H, C);
    }
    Ages.emplace_back(Age, R.lines);
    Lines += R.lines;
    RecentLines += Age < RecentYears ? R.lines : 0;
    Weight2 += R.lines * std::exp(-Age / 2.5);
    Weight4 += R.lines * std::exp(-Age / 4);
    Weight7 += R.lines * std::exp(-Age / 7);
  }
  // The file became shorter since it was scanned.
  if (Ages.empty())
    return;
  llvm::sort(Ages);
  auto Count = [&](bool Commit::*Kind) {
    return static_cast<double>(
        llvm::count_if(Owners, [&](unsigned C) { return H.commits[C].*Kind; }));
  };
  const Signals &Common = OfFile.at(F->first);
  S.insert(Common.begin(), Common.end());
  S["history.commits"] = static_cast<double>(Owners.size());
  S["history.authors"] = static_cast<double>(Authors.size());
  S["history.youngest"] = rounded(Ages.front().first);
  S["history.median"] = rounded(medianAge(Ages, Lines));
  S["history.oldest"] = rounded(Ages.back().first);
  S["history.recentLines"] = RecentLines;
  S["history.fixes"] = Count(&Commit::fix);
  S["history.memoryFixes"] = Count(&Commit::memoryFix);
  S["history.weight2.5y"] = rounded(Weight2);
  S["history.weight4y"] = rounded(Weight4);
  S["history.weight7y"] = rounded(Weight7);
}

} // namespace ferrule
