// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/rank/ProgramSignals.h"
#include "tool/rank/Signals.h"
#include "llvm/ADT/StringMap.h"

namespace ferrule {
namespace {

/// What is summed over other functions.
struct Content {
  unsigned arithmetic = 0, elements = 0, writes = 0, open = 0, sloc = 0;

  explicit Content(const ProgramFunction &F)
      : arithmetic(F.fact.shape.arithmetic),
        elements(F.fact.shape.computedSubscripts + F.fact.shape.walks), writes(F.fact.shape.writes),
        sloc(F.fact.sloc) {
    for (const StateCounts &Counts : F.operations)
      open += Counts.open;
  }
  Content() = default;
  Content &operator+=(const Content &Other) {
    arithmetic += Other.arithmetic;
    elements += Other.elements;
    writes += Other.writes;
    open += Other.open;
    sloc += Other.sloc;
    return *this;
  }
};

} // namespace

/// Few lines of code say little of a file: it is as if each had some that hold nothing.
static constexpr unsigned EmptyLines = 20;

static double perHundredLines(unsigned Count, unsigned Lines) {
  return rounded(Count * 100.0 / (Lines + EmptyLines));
}

void addProgramSignals(const ProgramModel &Model, std::vector<Signals> &All) {
  std::vector<Content> Of;
  llvm::StringMap<Content> Files;
  for (const ProgramFunction &F : Model.functions) {
    Of.emplace_back(F);
    Files[F.fact.range.file] += Of.back();
  }
  for (unsigned I = 0; I != Model.functions.size(); ++I) {
    const ProgramFunction &F = Model.functions[I];
    Signals &S = All[I];
    Content Called;
    for (unsigned Callee : F.callees)
      if (Callee != I)
        Called += Of[Callee];
    S["calls.arithmetic"] = Called.arithmetic;
    S["calls.open"] = Called.open;
    const Content &File = Files[F.fact.range.file], &Own = Of[I];
    const unsigned Lines = File.sloc - Own.sloc;
    S["file.arithmetic"] = perHundredLines(File.arithmetic - Own.arithmetic, Lines);
    S["file.elements"] = perHundredLines(File.elements - Own.elements, Lines);
    S["file.writes"] = perHundredLines(File.writes - Own.writes, Lines);
    S["file.open"] = perHundredLines(File.open - Own.open, Lines);
  }
}

} // namespace ferrule
