// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/rank/RankFunctions.h"
#include "tool/rank/ContractSignals.h"
#include "tool/rank/Exposure.h"
#include "tool/rank/HistorySignals.h"
#include "tool/rank/Score.h"
#include "tool/rank/Signals.h"
#include "tool/rank/Stability.h"
#include "tool/rank/TestSignals.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule {

std::vector<Signals> measure(const ProgramModel &Model, const Surroundings &Around,
                             llvm::ArrayRef<Exposure> Exposed) {
  const HistorySignals FromHistory(Around.past);
  const ContractSignals FromContracts(Around.contracts);
  std::vector<Signals> All = signalsOf(Model);
  for (auto [F, S, E] : llvm::zip_equal(Model.functions, All, Exposed)) {
    const CodeRange &Range = F.fact.range;
    FromHistory.add(Range.file, Range.line, Range.endLine, S);
    FromContracts.add(F.name, S);
    S["inputReach"] = E.from.empty() ? 0 : rounded(1.0 / (1 + E.distance));
  }
  addTestSignals(Model, Around.tests, All);
  return All;
}

void rankFunctions(const ProgramModel &Model, const Surroundings &Around, Assessment &A) {
  const std::vector<Exposure> Exposed = exposureOf(Model, Around);
  std::vector<Signals> All = measure(Model, Around, Exposed);
  std::vector<unsigned> Lines;
  for (const ProgramFunction &F : Model.functions)
    Lines.push_back(std::max(F.fact.range.line, F.fact.range.endLine) - F.fact.range.line + 1);
  A.testCoverage.file = Around.tests.file;
  A.testCoverage.files = llvm::count_if(
      Model.files, [&](const FileFact &F) { return Around.tests.lines.contains(F.path); });
  A.testCoverage.otherFiles =
      Around.tests.otherFiles + Around.tests.lines.size() - A.testCoverage.files;
  A.scoring = scoringOf(All);
  Stability Stable = stabilityOf(A.scoring, All, Lines);
  A.scoring.settings = std::move(Stable.settings);
  for (auto [I, F] : llvm::enumerate(Model.functions)) {
    RankedFunction R{.id = F.fact.id,
                     .name = F.fact.name,
                     .qualifiedName = F.fact.qualifiedName,
                     .file = F.fact.range.file,
                     .line = F.fact.range.line,
                     .endLine = F.fact.range.endLine,
                     .score = score(A.scoring, All[I]),
                     .effortScore = effortScore(A.scoring, All[I]),
                     .topTen = Stable.topTen[I],
                     .exported = F.fact.exported && !F.fact.internal,
                     .exposure = Exposed[I],
                     .flow = F.fact.flow,
                     .signals = std::move(All[I])};
    for (unsigned Family = 0; Family != NumFamilies; ++Family)
      if (F.operations[Family].total())
        R.operations[nameOf(static_cast<ferrule::Family>(Family)).str()] = F.operations[Family];
    A.functions.push_back(std::move(R));
  }
  llvm::sort(A.functions, [](const RankedFunction &A, const RankedFunction &B) {
    return std::tie(B.score, A.file, A.line, A.id) < std::tie(A.score, B.file, B.line, B.id);
  });
  for (auto [Index, R] : llvm::enumerate(A.functions))
    R.rank = Index + 1;
}

} // namespace ferrule
