// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/history/Blame.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include <array>
#include <map>

namespace ferrule {

/// A file whose past is so expensive goes without.
static constexpr unsigned BlameSeconds = 120;

// White space does not change the owner; neither does a move of at least 400 letters and digits
// within the file, or of 800 from a file that the same commit changed: about a function of 15 or
// 25 lines. git's own least numbers, 20 and 40, also take single lines for moved, and cost several
// times as much (docs/adr/0013-history.md).
static constexpr llvm::StringLiteral Moves = "-M400";
static constexpr llvm::StringLiteral MovesBetweenFiles = "-C800";

const llvm::StringLiteral BlameFormat = "blame/1 -w -M400 -C800";

Git::Command blameCommand(llvm::StringRef Path, llvm::StringRef Contents,
                          llvm::StringRef IgnoredRevisions) {
  Git::Command C{{"blame", "-w", Moves.str(), MovesBetweenFiles.str(), "--incremental", "--root",
                  "--contents", Contents.str()},
                 BlameSeconds};
  if (!IgnoredRevisions.empty())
    C.arguments.push_back("--ignore-revs-file=" + IgnoredRevisions.str());
  llvm::append_range(C.arguments, std::array<std::string, 2>{"--", Path.str()});
  return C;
}

static bool isUncommitted(llvm::StringRef Id) { return Id.find_first_not_of('0') == Id.npos; }

llvm::Expected<Blame> parseBlame(llvm::StringRef Text) {
  // By first line: the owner and the number of lines.
  std::map<unsigned, std::pair<llvm::StringRef, unsigned>> Groups;
  bool InGroup = false;
  while (!Text.empty()) {
    auto [Line, Rest] = Text.split('\n');
    Text = Rest;
    // Of the lines on a group (author, summary and so on) "filename" is the last one.
    if (InGroup) {
      InGroup = !Line.starts_with("filename ");
      continue;
    }
    llvm::SmallVector<llvm::StringRef, 4> Words;
    Line.split(Words, ' ');
    unsigned First = 0, Count = 0;
    if (Words.size() != 4 || !isCommitId(Words[0]) || Words[2].getAsInteger(10, First) ||
        Words[3].getAsInteger(10, Count) || !Count)
      return llvm::createStringError("what git writes of a blame is not as expected");
    Groups[First] = {Words[0], Count};
    InGroup = true;
  }
  Blame B;
  llvm::StringMap<unsigned> Known;
  unsigned Next = 1;
  for (const auto &[First, Group] : Groups) {
    auto [Id, Count] = Group;
    if (First != Next)
      return llvm::createStringError("git did not find the owner of every line");
    Next += Count;
    LineRun Run{Count, LineRun::NotCommitted};
    if (!isUncommitted(Id)) {
      auto [It, New] = Known.try_emplace(Id, B.ids.size());
      if (New)
        B.ids.push_back(Id.str());
      Run.commit = It->second;
    }
    if (!B.lines.empty() && B.lines.back().commit == Run.commit)
      B.lines.back().lines += Count;
    else
      B.lines.push_back(Run);
  }
  return B;
}

} // namespace ferrule
