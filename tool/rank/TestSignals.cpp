// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/rank/TestSignals.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

namespace ferrule {

using Lines = std::map<unsigned, bool>;

static bool ran(const Lines &Of, unsigned Line, unsigned FirstLine) {
  auto Next = Of.upper_bound(Line);
  // Before the first record of the function nothing is known, and nothing is counted.
  if (Next == Of.begin())
    return true;
  const auto &[RecordLine, Ran] = *std::prev(Next);
  return RecordLine < FirstLine || Ran;
}

void addTestSignals(const ProgramModel &Model, const LineCoverage &Tests,
                    std::vector<Signals> &All) {
  llvm::StringMap<unsigned> Index;
  for (auto [I, F] : llvm::enumerate(Model.functions)) {
    auto Of = Tests.lines.find(F.fact.range.file);
    if (Of == Tests.lines.end())
      continue;
    Index[F.fact.id] = I;
    All[I]["tests.unexecutedOpen"] = 0;
    All[I]["tests.unexecutedLines"] = static_cast<double>(
        std::count_if(Of->second.lower_bound(F.fact.range.line),
                      Of->second.upper_bound(std::max(F.fact.range.line, F.fact.range.endLine)),
                      [](const auto &Line) { return !Line.second; }));
  }
  for (const Operation &Op : Model.operations) {
    auto F = Index.find(Op.function);
    if (F == Index.end() || Op.countedState() != OperationState::Open)
      continue;
    const Lines &Of = Tests.lines.at(Model.functions[F->second].fact.range.file);
    if (!ran(Of, Op.range.line, Model.functions[F->second].fact.range.line))
      ++All[F->second]["tests.unexecutedOpen"];
  }
}

} // namespace ferrule
