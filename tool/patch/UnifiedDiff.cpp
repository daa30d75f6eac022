// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Each edit covers some whole lines of the old text. Those lines, with the edit made in them, are
// the new ones; lines that are equal at both ends of such a block are taken out of it. Blocks with
// no more than two contexts between them share a hunk.
#include "tool/patch/UnifiedDiff.h"
#include "tool/patch/EditText.h"
#include <vector>

namespace ferrule {
namespace {

constexpr std::size_t Context = 3;

using Lines = std::vector<llvm::StringRef>;

/// With their ends.
Lines split(llvm::StringRef Text) {
  Lines Result;
  while (!Text.empty()) {
    std::size_t End = Text.find('\n');
    std::size_t Size = End == llvm::StringRef::npos ? Text.size() : End + 1;
    Result.push_back(Text.take_front(Size));
    Text = Text.drop_front(Size);
  }
  return Result;
}

/// Old lines [first, last) become the new ones.
struct Block {
  std::size_t first, last;
  std::vector<std::string> lines;
};

std::vector<Block> blocksOf(llvm::StringRef Text, const Lines &Old, llvm::ArrayRef<Edit> Edits) {
  std::vector<std::size_t> Starts;
  std::size_t At = 0;
  for (llvm::StringRef Line : Old) {
    Starts.push_back(At);
    At += Line.size();
  }
  Starts.push_back(At);
  auto LineOf = [&](std::size_t Offset) {
    return static_cast<std::size_t>(std::upper_bound(Starts.begin(), Starts.end(), Offset) -
                                    Starts.begin() - 1);
  };
  std::vector<Block> Blocks;
  for (std::size_t I = 0; I != Edits.size();) {
    std::size_t First = std::min(LineOf(Edits[I].offset), Old.size());
    std::size_t Last = First, Next = I;
    // Edits that touch the same lines are one block.
    do {
      std::size_t Begin = Edits[Next].offset, End = Begin + Edits[Next].length;
      Last = std::max(
          Last, std::min(LineOf(End) + (End != Starts[LineOf(End)] || Edits[Next].length == 0),
                         Old.size()));
      Last = std::max(Last, std::min(First + 1, Old.size()));
      // Text that ends in the middle of a line joins the next one.
      llvm::StringRef NewText = Edits[Next].text;
      if (End == Starts[Last] && Last < Old.size() && !NewText.ends_with("\n") &&
          (!NewText.empty() || End != Starts[LineOf(Begin)]) && Edits[Next].length)
        ++Last;
      ++Next;
    } while (Next != Edits.size() && LineOf(Edits[Next].offset) < Last);
    std::vector<Edit> Inside(Edits.begin() + I, Edits.begin() + Next);
    for (Edit &E : Inside)
      E.offset -= Starts[First];
    const std::string New = applyEdits(Text.slice(Starts[First], Starts[Last]), Inside);
    Block B{First, Last, {}};
    for (llvm::StringRef Line : split(New))
      B.lines.push_back(Line.str());
    I = Next;
    while (B.first != B.last && !B.lines.empty() && B.lines.back() == Old[B.last - 1]) {
      --B.last;
      B.lines.pop_back();
    }
    while (B.first != B.last && !B.lines.empty() && B.lines.front() == Old[B.first]) {
      ++B.first;
      B.lines.erase(B.lines.begin());
    }
    if (B.first != B.last || !B.lines.empty())
      Blocks.push_back(std::move(B));
  }
  return Blocks;
}

void addLine(std::string &Out, char Mark, llvm::StringRef Line) {
  Out += Mark;
  Out += Line;
  if (!Line.ends_with("\n"))
    Out += "\n\\ No newline at end of file\n";
}

std::string range(std::size_t First, std::size_t Count) {
  // Of an empty range the line before it is named.
  return std::to_string(Count ? First + 1 : First) +
         (Count == 1 ? "" : "," + std::to_string(Count));
}

} // namespace

std::string unifiedDiff(llvm::StringRef File, llvm::StringRef Text, llvm::ArrayRef<Edit> Edits) {
  const Lines Old = split(Text);
  const std::vector<Block> Blocks = blocksOf(Text, Old, Edits);
  if (Blocks.empty())
    return "";
  std::string Result = "--- a/" + File.str() + "\n+++ b/" + File.str() + "\n";
  long long Shift = 0;
  for (std::size_t I = 0; I != Blocks.size();) {
    std::size_t Next = I + 1;
    while (Next != Blocks.size() && Blocks[Next].first <= Blocks[Next - 1].last + 2 * Context)
      ++Next;
    std::size_t Begin = Blocks[I].first - std::min(Context, Blocks[I].first);
    std::size_t End = std::min(Blocks[Next - 1].last + Context, Old.size());
    std::string Body;
    std::size_t NewCount = End - Begin, At = Begin;
    for (const Block &B : llvm::ArrayRef(Blocks).slice(I, Next - I)) {
      for (; At != B.first; ++At)
        addLine(Body, ' ', Old[At]);
      for (; At != B.last; ++At)
        addLine(Body, '-', Old[At]);
      for (const std::string &Line : B.lines)
        addLine(Body, '+', Line);
      NewCount += B.lines.size() - (B.last - B.first);
    }
    for (; At != End; ++At)
      addLine(Body, ' ', Old[At]);
    Result += "@@ -" + range(Begin, End - Begin) + " +" +
              range(static_cast<std::size_t>(Begin + Shift), NewCount) + " @@\n" + Body;
    Shift += static_cast<long long>(NewCount) - static_cast<long long>(End - Begin);
    I = Next;
  }
  return Result;
}

} // namespace ferrule
