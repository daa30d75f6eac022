// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One pass over the text with one state: in code, in a comment, or in a string, which is code but
// in which no comment starts. A line counts when a character of code was seen in it. It is no
// lexer: it knows of each language what could be mistaken for a comment, and forgets a string that
// its line does not end, so that an apostrophe too many costs one line and not the rest of the
// file.
#include "tool/inventory/Languages.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include <string>

using llvm::StringRef;

namespace ferrule {
namespace {

class Scanner {
public:
  Scanner(StringRef Text, const CommentSyntax &Syntax) : Text(Text), Syntax(Syntax) {
    llvm::SplitString(Syntax.line, LineMarks);
    llvm::SplitString(Syntax.blocks, BlockMarks);
  }

  unsigned count() {
    while (!Text.empty())
      step();
    return Lines + HasCode;
  }

private:
  bool has(CommentSyntax::Option Option) const { return Syntax.options & Option; }

  void take(std::size_t Bytes, bool IsCode) {
    for (char C : Text.take_front(Bytes)) {
      if (C == '\n') {
        Lines += HasCode;
        HasCode = IsLineBegun = false;
      } else if (!llvm::isSpace(C)) {
        HasCode |= IsCode;
        IsLineBegun = true;
      }
      Last = C;
    }
    Text = Text.drop_front(Bytes);
  }

  /// All up to the end of the line, which stays.
  void takeLine(bool IsCode) { take(std::min(Text.find('\n'), Text.size()), IsCode); }

  /// All up to a mark and with it, or to the end.
  void takeUntil(StringRef Mark, bool IsCode) {
    const std::size_t At = Text.find(Mark);
    take(At == StringRef::npos ? Text.size() : At + Mark.size(), IsCode);
  }

  /// Whether a mark of the table stands here; it loses what says where it may.
  bool starts(StringRef &Mark) const {
    if (Mark.size() > 1 && Mark.consume_front("^") && IsLineBegun)
      return false;
    if (Mark.size() > 1 && Mark.consume_front("|") && Last != '\n')
      return false;
    return Text.starts_with(Mark);
  }

  void step() {
    if (takeComment() || takeString())
      return;
    take(1, true);
  }

  bool takeComment() {
    for (std::size_t I = 0; I + 1 < BlockMarks.size(); I += 2)
      if (StringRef Open = BlockMarks[I]; starts(Open)) {
        StringRef Close = BlockMarks[I + 1];
        take(Open.size(), false);
        takeBlock(Open, Close);
        return true;
      }
    for (StringRef Mark : LineMarks)
      if (starts(Mark) && !(has(CommentSyntax::WordStart) && !llvm::isSpace(Last))) {
        takeLine(false);
        return true;
      }
    if (has(CommentSyntax::HashComments) && !IsLineBegun && Text.starts_with("#") &&
        !isDirective()) {
      takeLine(false);
      return true;
    }
    return false;
  }

  void takeBlock(StringRef Open, StringRef Close) {
    if (!Close.consume_front("|")) {
      unsigned Depth = 1;
      while (!Text.empty() && Depth) {
        if (Text.starts_with(Close)) {
          take(Close.size(), false);
          --Depth;
        } else if (has(CommentSyntax::Nested) && Text.starts_with(Open)) {
          take(Open.size(), false);
          ++Depth;
        } else {
          take(1, false);
        }
      }
      return;
    }
    // A line of its own ends it.
    while (!Text.empty()) {
      const bool IsEnd = Last == '\n' && Text.starts_with(Close);
      takeLine(false);
      if (IsEnd)
        return;
      take(std::min<std::size_t>(1, Text.size()), false);
    }
  }

  bool isDirective() const {
    StringRef Word = Text.drop_front().ltrim(" \t").take_while(llvm::isAlpha);
    return llvm::StringSwitch<bool>(Word)
        .Cases({"define", "undef", "include", "if", "ifdef", "ifndef", "elif", "else", "endif"},
               true)
        .Cases({"error", "warning", "pragma", "line"}, true)
        .Default(false);
  }

  bool takeString() {
    if (has(CommentSyntax::RawStrings) && takeRawString())
      return true;
    const char Quote = Text.front();
    if (Quote == '\'' && has(CommentSyntax::Characters)) {
      takeCharacter();
      return true;
    }
    if (!Syntax.quotes.contains(Quote))
      return false;
    if (const std::string Triple(3, Quote);
        has(CommentSyntax::TripleQuotes) && Text.starts_with(Triple)) {
      take(3, true);
      takeUntil(Triple, true);
      return true;
    }
    take(1, true);
    const bool IsLong = has(CommentSyntax::LongStrings) || Quote == '`';
    while (!Text.empty() && Text.front() != Quote && (IsLong || Text.front() != '\n'))
      take(Text.front() == '\\' && Quote != '`' && Text.size() > 1 ? 2 : 1, true);
    if (Text.starts_with(StringRef(&Quote, 1)))
      take(1, true);
    return true;
  }

  /// A literal such as 'x', '\'' or '\u{1F600}'; else the apostrophe alone, as in 1'000 or in a
  /// lifetime.
  void takeCharacter() {
    const std::size_t From = Text.starts_with("'\\") ? 3 : 2;
    const std::size_t End = Text.take_front(12).find('\'', From);
    const bool IsOne =
        End != StringRef::npos && !Text.take_front(End).contains('\n') && (From == 3 || End <= 5);
    take(IsOne ? End + 1 : 1, true);
  }

  /// R"x(...)x" and r#"..."#.
  bool takeRawString() {
    if (llvm::isAlnum(Last) && Last != 'u' && Last != 'U' && Last != 'L' && Last != '8' &&
        Last != 'b' && Last != 'c')
      return false;
    StringRef Rest = Text;
    if (Rest.consume_front("R\"")) {
      StringRef Delimiter = Rest.take_until([](char C) { return C == '('; });
      if (Delimiter.size() > 16 || Delimiter.contains('\n') || Delimiter.size() == Rest.size())
        return false;
      take(2 + Delimiter.size(), true);
      takeUntil((")" + Delimiter + "\"").str(), true);
      return true;
    }
    if (!Rest.consume_front("r"))
      return false;
    StringRef Hashes = Rest.take_while([](char C) { return C == '#'; });
    if (!Rest.drop_front(Hashes.size()).starts_with("\""))
      return false;
    take(2 + Hashes.size(), true);
    takeUntil(("\"" + Hashes).str(), true);
    return true;
  }

  StringRef Text;
  const CommentSyntax &Syntax;
  llvm::SmallVector<StringRef, 6> LineMarks;
  llvm::SmallVector<StringRef, 4> BlockMarks;
  unsigned Lines = 0;
  bool HasCode = false;
  /// Something but space was seen in the line.
  bool IsLineBegun = false;
  char Last = '\n';
};

} // namespace

unsigned countSourceLines(StringRef Text, const CommentSyntax &Syntax) {
  return Scanner(Text, Syntax).count();
}

} // namespace ferrule
