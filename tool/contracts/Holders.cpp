// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/contracts/Holders.h"
#include "tool/contracts/LengthNames.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule::contracts {

using enum EvidenceKind;

bool takesOver(std::uint32_t Holder, const View &V) {
  const OwnerVerdict &Of = V.of(Holder).owner;
  return Of.is(Owner::Holds) && Of.confidence == Confidence::High;
}

bool holdsOwnMemory(std::uint32_t Holder, std::uint32_t Parameter, const View &V) {
  const SlotType *T = V.table.type(Holder);
  auto EndsInProject = [&](const Item *I) {
    const Interface *By = I->kind == PassedTo ? V.table.interfaceOf(I->other) : nullptr;
    return By && !By->fact.isRecord && By->defined;
  };
  bool IsObject = T && pointsToRecord(*T) && llvm::any_of(V.of(Holder).owner.pro, EndsInProject);
  auto IsFresh = [&](std::uint32_t From) { return V.of(From).owner.is(Owner::Fresh); };
  return !IsObject && (llvm::any_of(V.table.givers(Parameter), IsFresh) ||
                       llvm::any_of(V.table.items(Holder), [&](const Item &I) {
                         return I.kind == AssignedFresh ||
                                (I.kind == AssignedSlot && IsFresh(I.other));
                       }));
}

bool isMovedOn(std::uint32_t Parameter, std::uint32_t Cursor, const View &V) {
  const Interface *I = V.table.interfaceOf(Parameter);
  auto IsPart = [&](const Item &Each) {
    return Each.kind == StoredIn && Each.other == Cursor && Each.number & FlowMoved;
  };
  if (!I || V.table.slot(Cursor).part != SlotPart::Self || !V.of(Cursor).bounds.isCursor ||
      llvm::none_of(V.table.items(Parameter), IsPart))
    return false;
  for (auto [Index, T] : llvm::enumerate(I->fact.slots)) {
    std::uint32_t Record =
        V.table.find({I->fact.entity, SlotPart::Parameter, static_cast<unsigned>(Index)});
    if (Record == NoSlot || Record == Parameter || !pointsToRecord(T))
      continue;
    for (const Item &Each : V.table.items(Record))
      if (Each.kind == PassedTo &&
          (V.of(Each.other).change.is(Change::InOut) || V.of(Each.other).change.is(Change::Out)))
        return true;
  }
  return false;
}

} // namespace ferrule::contracts
