// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// An unknown slot waits for the unknown slots that its values come from or go to. Those edges are
// the propagation graph of a property. A root is an unknown slot that waits for none: what becomes
// known of it becomes known of all that reach it. Cycles that wait for themselves alone have no
// root, and are no hindrance that a declaration could remove.
#include "tool/contracts/RootCauses.h"
#include "tool/contracts/Present.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule::contracts {

// A root that blocks one slot only is no news: it is that slot's reason.
static constexpr unsigned LeastBlocked = 2;
static constexpr std::size_t MostRoots = 100;

namespace {
struct Property {
  const char *name;
  bool (*isUnknown)(const SlotVerdicts &);
  llvm::StringRef (*reason)(const SlotVerdicts &);
};

constexpr Property Properties[] = {
    {"bounds", [](const SlotVerdicts &V) { return V.bounds.is(Shape::Unknown); },
     [](const SlotVerdicts &V) { return V.bounds.reason; }},
    {"nullability", [](const SlotVerdicts &V) { return V.nullness.is(Nullness::Unknown); },
     [](const SlotVerdicts &V) { return V.nullness.reason; }},
    {"ownership", [](const SlotVerdicts &V) { return V.owner.is(Owner::Unknown); },
     [](const SlotVerdicts &V) { return V.owner.reason; }},
    {"mutability", [](const SlotVerdicts &V) { return V.change.is(Change::Unknown); },
     [](const SlotVerdicts &V) { return V.change.reason; }},
};
} // namespace

static bool isFlow(EvidenceKind K) {
  return K == EvidenceKind::PassedTo || K == EvidenceKind::ReturnsSlot ||
         K == EvidenceKind::AssignedSlot || K == EvidenceKind::StoredIn;
}

static unsigned countReached(std::uint32_t Root,
                             llvm::ArrayRef<std::vector<std::uint32_t>> WaitForIt,
                             llvm::BitVector &Seen) {
  std::vector<std::uint32_t> Reached{Root};
  Seen.set(Root);
  for (std::size_t I = 0; I != Reached.size(); ++I)
    for (std::uint32_t Next : WaitForIt[Reached[I]])
      if (!Seen.test(Next)) {
        Seen.set(Next);
        Reached.push_back(Next);
      }
  for (std::uint32_t S : Reached)
    Seen.reset(S);
  return Reached.size() - 1;
}

static void findRoots(const Property &P, const View &V, std::vector<RootCause> &Into) {
  std::size_t Size = V.table.size();
  std::vector<std::vector<std::uint32_t>> WaitForIt(Size);
  llvm::BitVector Waits(Size);
  for (std::uint32_t S = 0; S != Size; ++S) {
    if (!P.isUnknown(V.of(S)))
      continue;
    for (const Item &I : V.table.items(S))
      if (isFlow(I.kind) && I.other != NoSlot && I.other != S && P.isUnknown(V.of(I.other))) {
        Waits.set(S);
        WaitForIt[I.other].push_back(S);
      }
  }
  llvm::BitVector Seen(Size);
  for (std::uint32_t S = 0; S != Size; ++S) {
    if (Waits.test(S) || WaitForIt[S].empty())
      continue;
    unsigned Blocks = countReached(S, WaitForIt, Seen);
    if (Blocks < LeastBlocked)
      continue;
    RootCause Found{.property = P.name, .reason = P.reason(V.of(S)).str(), .blocks = Blocks};
    if (V.table.interfaceOf(S)) {
      Inference Described = describeSlot(S, V);
      Found.entity = Described.entity;
      Found.name = Described.name;
      Found.slot = Described.slot;
      Found.slotName = Described.slotName;
      Found.file = Described.file;
      Found.line = Described.line;
    } else {
      const Slot &Place = V.table.slot(S);
      llvm::StringRef Plain = EvidenceTable::plainName(Place.entity);
      Found.entity = Place.entity;
      Found.name = Plain.empty() ? Place.entity : Plain.str();
      Found.slot = Place.part == SlotPart::Parameter
                       ? "parameter " + std::to_string(Place.index + 1)
                       : nameOf(Place.part).str();
    }
    Into.push_back(std::move(Found));
  }
}

std::vector<RootCause> findRootCauses(const View &V) {
  std::vector<RootCause> Found;
  for (const Property &P : Properties)
    findRoots(P, V, Found);
  llvm::stable_sort(Found,
                    [](const RootCause &A, const RootCause &B) { return A.blocks > B.blocks; });
  if (Found.size() > MostRoots)
    Found.resize(MostRoots);
  return Found;
}

} // namespace ferrule::contracts
