// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/model/Evidence.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

namespace ferrule {

void EvidencePack::add(std::vector<EvidenceFact> Facts) {
  llvm::sort(Facts);
  Facts.erase(llvm::unique(Facts), Facts.end());
  llvm::StringMap<unsigned> Known;
  for (auto [Number, Name] : llvm::enumerate(names))
    Known[Name] = Number;
  auto NumberOf = [&](const std::string &Name) {
    auto [It, New] = Known.try_emplace(Name, names.size());
    if (New)
      names.push_back(Name);
    return It->second;
  };
  auto Pack = [&](const Slot &S) {
    return S ? PackedSlot{NumberOf(S.entity), S.part, S.index, S.level} : PackedSlot();
  };
  facts.reserve(facts.size() + Facts.size());
  for (const EvidenceFact &F : Facts)
    facts.push_back({Pack(F.slot), F.kind, Pack(F.other), Pack(F.with), F.beside, F.number,
                     NumberOf(F.file), F.line, F.column});
}

} // namespace ferrule
