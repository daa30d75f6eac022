// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/rank/Signals.h"
#include "tool/rank/PageRank.h"
#include "tool/rank/ProgramSignals.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>

namespace ferrule {

double valueOf(const Signals &S, llvm::StringRef Signal) {
  auto It = S.find(Signal.str());
  return It == S.end() ? 0 : It->second;
}

double rounded(double Value) { return std::round(Value * 1000) / 1000; }

static Signals signalsOf(const ProgramFunction &F) {
  Signals S;
  double Defects = 0, Operations = 0;
  for (unsigned I = 0; I != NumFamilies; ++I) {
    const StateCounts &Counts = F.operations[I];
    S["open." + nameOf(static_cast<Family>(I)).str()] = Counts.open;
    Defects += Counts.defect;
    Operations += Counts.total();
  }
  S["defects"] = Defects;
  S["operations"] = Operations;
  S["sloc"] = F.fact.sloc;
  S["complexity"] = F.fact.complexity;
  S["nesting"] = F.fact.nesting;
  S["loops"] = F.fact.loops;
  visitFields(F.fact.shape,
              [&](const char *Name, unsigned Count) { S[std::string("code.") + Name] = Count; });
  S["callers"] = static_cast<double>(F.callers.size());
  S["callees"] = static_cast<double>(F.callees.size());
  S["recursion"] = F.componentSize > 1 ? F.componentSize : 0;
  S["apiReach"] = F.distance ? rounded(1.0 / (1 + *F.distance)) : 0;
  S["pointerParameters"] = static_cast<double>(
      llvm::count_if(F.fact.parameters, [](const ParameterFact &P) { return P.pointer; }));
  S["pointersToPointers"] =
      static_cast<double>(llvm::count_if(F.fact.parameters, [](const ParameterFact &P) {
        return P.pointer && P.type.ends_with("**");
      }));
  S["pointerParametersWithoutLength"] = static_cast<double>(llvm::count_if(
      F.fact.parameters, [](const ParameterFact &P) { return P.pointer && !P.hasLength; }));
  return S;
}

std::vector<Signals> signalsOf(const ProgramModel &Model) {
  std::vector<Signals> All;
  for (auto [F, Rank] : llvm::zip_equal(Model.functions, pageRanks(Model))) {
    All.push_back(signalsOf(F));
    All.back()["pageRank"] = rounded(Rank);
  }
  addProgramSignals(Model, All);
  return All;
}

} // namespace ferrule
