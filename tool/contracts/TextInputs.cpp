// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/contracts/TextInputs.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

namespace ferrule::contracts {
namespace {

bool isParameterOfOutside(std::uint32_t S, const View &V) {
  const Interface *I = V.table.interfaceOf(S);
  const SlotType *T = V.table.type(S);
  return V.table.slot(S).part == SlotPart::Parameter && I && I->exported && T &&
         (T->shape == TypeShape::Characters || T->shape == TypeShape::Memory);
}

bool isOnlyRead(const SlotVerdicts &Of) {
  return Of.change.is(Change::ReadOnly) || Of.change.is(Change::Untouched);
}

/// It is read up to its NUL and changed on the way: no name, and no buffer to fill.
bool isRewrittenInPlace(const SlotVerdicts &Of) {
  return Of.bounds.is(Shape::String) && Of.bounds.confidence == Confidence::High &&
         Of.change.is(Change::InOut);
}

bool isCounted(const BoundsVerdict &Of) {
  return Of.is(Shape::Array) &&
         (Of.extent.kind == Extent::Counted || Of.extent.kind == Extent::End);
}

} // namespace

std::vector<std::string> findTextInputs(const View &V) {
  std::set<std::uint32_t> Data, Texts;
  std::vector<std::string> Found;
  for (std::uint32_t S = 0; S != V.table.size(); ++S) {
    if (!isParameterOfOutside(S, V))
      continue;
    if (isRewrittenInPlace(V.of(S))) {
      Data.insert(S);
      Found.push_back(V.table.slot(S).entity);
    } else if (isOnlyRead(V.of(S))) {
      if (isCounted(V.of(S).bounds))
        Data.insert(S);
      else if (V.of(S).bounds.is(Shape::String))
        Texts.insert(S);
    }
  }
  for (bool Grew = true; Grew;) {
    Grew = false;
    for (std::uint32_t S : Texts)
      if (llvm::any_of(V.table.items(S),
                       [&](const Item &I) {
                         return I.kind == EvidenceKind::PassedTo && !(I.number & PassedPart) &&
                                Data.contains(I.other);
                       }) &&
          Data.insert(S).second) {
        Found.push_back(V.table.slot(S).entity);
        Grew = true;
      }
  }
  llvm::sort(Found);
  Found.erase(llvm::unique(Found), Found.end());
  return Found;
}

} // namespace ferrule::contracts
