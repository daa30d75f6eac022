// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/contracts/Contracts.h"
#include "tool/contracts/Contradictions.h"
#include "tool/contracts/Idioms.h"
#include "tool/contracts/LengthNames.h"
#include "tool/contracts/Present.h"
#include "tool/contracts/RecordInputs.h"
#include "tool/contracts/RootCauses.h"
#include "tool/contracts/TextInputs.h"
#include "tool/contracts/Verdicts.h"
#include "tool/program/Worklist.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule {

using namespace contracts;

/// For each slot, those whose evidence refers to it, or that are counted by it.
static std::vector<std::vector<std::uint32_t>> dependents(const EvidenceTable &Table) {
  std::vector<std::vector<std::uint32_t>> Found(Table.size());
  auto Add = [&](std::uint32_t On, std::uint32_t S) {
    if (On != NoSlot && On != S && (Found[On].empty() || Found[On].back() != S))
      Found[On].push_back(S);
  };
  for (std::uint32_t S = 0; S != Table.size(); ++S) {
    for (const Item &I : Table.items(S))
      Add(I.other, S);
    Add(namedLength(S, Table), S);
    for (std::uint32_t Giver : Table.givers(S))
      Add(Giver, S);
    for (std::uint32_t Taker : Table.takers(S)) {
      Add(Taker, S);
      for (const Item &I : Table.items(Taker))
        if (I.kind == EvidenceKind::PassedTo)
          Add(I.other, S);
    }
  }
  return Found;
}

Contracts inferContracts(llvm::ArrayRef<TUSummary> Units) {
  EvidenceTable Table(Units);
  std::vector<SlotVerdicts> Verdicts(Table.size());
  View V{Table, Verdicts};
  auto Dependents = dependents(Table);
  solveWorklist(Dependents, [&](std::uint32_t S) {
    SlotVerdicts New;
    if (!decideLibrary(S, Table, New)) {
      New.nullness = decideNullness(S, V);
      New.bounds = decideBounds(S, V);
      New.owner = decideOwner(S, V);
      New.change = decideChange(S, V);
    }
    bool Changed = New != Verdicts[S];
    Verdicts[S] = std::move(New);
    return Changed;
  });
  // Whether it matters follows from what is written: of all parameters of a function.
  solveWorklist(Dependents, [&](std::uint32_t S) {
    AliasVerdict New = decideAliasing(S, V);
    bool Changed = New != Verdicts[S].aliasing;
    Verdicts[S].aliasing = std::move(New);
    return Changed;
  });
  Contracts Found{present(V),
                  findRootCauses(V),
                  {},
                  {},
                  findContradictions(V, Units),
                  findRecordInputs(V, Units),
                  findTextInputs(V)};
  for (const auto &[Entity, I] : Table.interfaces())
    if (I.exported || I.inHeader)
      Found.interfaces.push_back(I.fact);
  Found.idioms = findIdioms(V, Units, Found.inferences);
  return Found;
}

} // namespace ferrule
