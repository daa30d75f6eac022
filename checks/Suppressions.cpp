// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Suppressions.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using llvm::StringRef;

namespace ferrule {
namespace {

constexpr llvm::StringLiteral NoLint = "NOLINT";
constexpr llvm::StringLiteral Ours = "ferrule:";

bool hasMarker(StringRef Text) { return Text.contains(NoLint) || Text.contains(Ours); }

class Finder {
public:
  Finder(StringRef Text, StringRef File) : File(File) {
    Text.split(Lines, '\n');
    CodeFrom.resize(Lines.size() + 1, Lines.size());
    CloseFrom = CodeFrom;
    for (std::size_t Index = Lines.size(); Index-- > 0;) {
      CodeFrom[Index] = isComment(Lines[Index].trim()) ? CodeFrom[Index + 1] : Index;
      CloseFrom[Index] = Lines[Index].contains("*/") ? Index : CloseFrom[Index + 1];
    }
  }

  std::vector<SuppressionFact> run() {
    for (std::size_t Index = 0; Index != Lines.size(); ++Index) {
      findNoLints(Index);
      findAcceptances(Index);
    }
    return std::move(Found);
  }

private:
  /// A comment from behind the word "accepted" on.
  struct Comment {
    /// Its lines as one.
    std::string Text;
    /// Index of the line that it is about.
    std::size_t Target = 0;
  };

  void findNoLints(std::size_t Index);
  void findAcceptances(std::size_t Index);
  Comment lineComment(std::size_t Index, std::size_t Opener, StringRef Rest) const;
  Comment blockComment(std::size_t Index, std::size_t Opener, StringRef Rest) const;
  void add(std::size_t Index, std::size_t At, SuppressionKind Kind, std::size_t Target,
           StringRef List, StringRef Reason);

  static bool isComment(StringRef Line) {
    return Line.starts_with("//") || (Line.starts_with("/*") && Line.ends_with("*/"));
  }

  StringRef File;
  llvm::SmallVector<StringRef, 0> Lines;
  /// By index: the first line from there on that is no comment, and that closes one. Looked up, as
  /// many markers may stand in one comment.
  std::vector<std::size_t> CodeFrom, CloseFrom;
  std::vector<SuppressionFact> Found;
};

/// One marker for each check of the list.
void Finder::add(std::size_t Index, std::size_t At, SuppressionKind Kind, std::size_t Target,
                 StringRef List, StringRef Reason) {
  llvm::SmallVector<StringRef, 4> Checks;
  List.split(Checks, ',');
  for (StringRef Check : Checks)
    Found.push_back({.file = File.str(),
                     .line = static_cast<unsigned>(Index + 1),
                     .column = static_cast<unsigned>(At + 1),
                     .kind = Kind,
                     .target = static_cast<unsigned>(Target + 1),
                     .check = Check.trim().str(),
                     .reason = Reason.str()});
}

void Finder::findNoLints(std::size_t Index) {
  StringRef Line = Lines[Index];
  for (std::size_t At = 0; (At = Line.find(NoLint, At)) != StringRef::npos; At += NoLint.size()) {
    StringRef After = Line.substr(At + NoLint.size());
    // NOLINT is a prefix of the other markers.
    SuppressionKind Kind = After.consume_front("NEXTLINE") ? SuppressionKind::NoLintNextLine
                           : After.consume_front("BEGIN")  ? SuppressionKind::NoLintBegin
                           : After.consume_front("END")    ? SuppressionKind::NoLintEnd
                                                           : SuppressionKind::NoLint;
    StringRef List = "*";
    if (After.consume_front("("))
      List = After.take_until([](char C) { return C == ')'; });
    add(Index, At, Kind, Kind == SuppressionKind::NoLintNextLine ? Index + 1 : Index, List, "");
  }
}

void Finder::findAcceptances(std::size_t Index) {
  StringRef Line = Lines[Index];
  for (std::size_t At = 0; (At = Line.find(Ours, At)) != StringRef::npos; At += Ours.size()) {
    StringRef Rest = Line.substr(At + Ours.size()).ltrim();
    if (!Rest.consume_front("accepted") || (!Rest.empty() && llvm::isAlnum(Rest.front())))
      continue;
    // Prose about acceptances, and strings, are none.
    StringRef Before = Line.take_front(At).rtrim();
    std::size_t Opener = Before.find_last_not_of("/*!") + 1;
    StringRef Opening = Before.substr(Opener);
    bool IsLine = Opening.starts_with("//");
    // In a comment of many lines each begins with a star.
    if (!IsLine && !Opening.starts_with("/*") && Before.trim() != "*")
      continue;
    Comment C = IsLine ? lineComment(Index, Opener, Rest) : blockComment(Index, Opener, Rest);
    StringRef List, Reason = StringRef(C.Text).ltrim();
    if (Reason.consume_front("("))
      std::tie(List, Reason) = Reason.split(')');
    add(Index, At, SuppressionKind::Accepted, C.Target, List, Reason.ltrim(" \t:-").rtrim());
  }
}

/// The comment goes on in lines that hold nothing but a comment that begins in the same column, as
/// clang-format wraps it.
Finder::Comment Finder::lineComment(std::size_t Index, std::size_t Opener, StringRef Rest) const {
  Comment C{Rest.rtrim().str(), Index};
  for (std::size_t Next = Index + 1; Next < Lines.size() && !hasMarker(Lines[Next]); ++Next) {
    std::size_t Start = Lines[Next].find_first_not_of(" \t");
    StringRef Text = Lines[Next].substr(Start);
    if (Start != Opener || !Text.consume_front("//"))
      break;
    C.Text += " " + Text.ltrim('/').trim().str();
  }
  if (Lines[Index].take_front(Opener).trim().empty())
    C.Target = CodeFrom[Index + 1];
  return C;
}

Finder::Comment Finder::blockComment(std::size_t Index, std::size_t Opener, StringRef Rest) const {
  const std::size_t Last = Rest.contains("*/") ? Index : CloseFrom[Index + 1];
  if (Last == Lines.size())
    return {Rest.rtrim().str(), Index};
  Comment C{"", Index};
  StringRef Behind = (Last == Index ? Rest : Lines[Last]).split("*/").second;
  if (!Behind.trim().empty())
    C.Target = Last;
  else if (Lines[Index].take_front(Opener).trim().empty())
    C.Target = CodeFrom[Last + 1];
  // From another marker on it is that one's.
  for (std::size_t Line = Index; Line == Index || (Line <= Last && !hasMarker(Lines[Line]));
       ++Line) {
    StringRef Part = Line == Index ? Rest : Lines[Line];
    C.Text += Part.split("*/").first.trim(" \t\r*").str() + " ";
  }
  return C;
}

} // namespace

std::vector<SuppressionFact> findSuppressions(StringRef Text, StringRef File) {
  // Most files have no marker.
  return hasMarker(Text) ? Finder(Text, File).run() : std::vector<SuppressionFact>();
}

} // namespace ferrule
