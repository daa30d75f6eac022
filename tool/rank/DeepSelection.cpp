// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a function costs in the second tier hardly depends on it: most spend the whole budget, some
// 35 ms. What parsing costs depends on the lines. So a part of the functions would be cheap in one
// library and dear in the next; a function for so many lines costs the same multiple of parsing
// everywhere.
#include "tool/rank/DeepSelection.h"
#include "tool/rank/Exposure.h"
#include "tool/rank/Score.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule {

/// Lines of code in scope for each function that is chosen. With it a scan took 2.8 times
/// what parsing does on zlib, 2.7 on libpng, 3.5 on expat and 2.1 on lua.
static constexpr unsigned LinesPerHotspot = 2000;

static bool hasWork(const ProgramFunction &F) {
  return llvm::any_of(F.operations, [](const StateCounts &C) { return C.open || C.defect; });
}

std::vector<unsigned> selectDeep(const ProgramModel &Model, const Surroundings &Around,
                                 DeepChoice Choice) {
  // What the flow analysis left comes first, then by score; equal ones in the order of the program.
  std::vector<std::tuple<bool, double, unsigned>> Candidates;
  const std::vector<Signals> All = measure(Model, Around, exposureOf(Model, Around));
  const Scoring How = scoringOf(All);
  for (auto [Index, F] : llvm::enumerate(Model.functions))
    if (hasWork(F))
      Candidates.emplace_back(F.fact.flow != FlowCoverage::Cut, -score(How, All[Index]), Index);
  llvm::sort(Candidates);
  if (Choice == DeepChoice::Hotspots) {
    unsigned Lines = 0;
    for (const FileFact &F : Model.files)
      Lines += F.lines;
    Candidates.resize(std::min<std::size_t>(Candidates.size(), 1 + Lines / LinesPerHotspot));
  }
  std::vector<unsigned> Chosen;
  for (const auto &[Followed, Score, Index] : Candidates)
    Chosen.push_back(Index);
  llvm::sort(Chosen);
  return Chosen;
}

} // namespace ferrule
