// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/contracts/Present.h"
#include "tool/contracts/Allocators.h"
#include "tool/contracts/LengthNames.h"
#include "tool/contracts/Words.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule::contracts {
namespace {

class Presenter {
  static constexpr unsigned MaxCalls = 16;

public:
  Presenter(std::uint32_t S, const View &V, const Releasers &Ends)
      : S(S), V(V), Ends(Ends), Made(describeSlot(S, V)) {}

  Inference present();

private:
  template <class T> void add(const char *Property, std::string Value, const Verdict<T> &From);
  void addSamples(const char *Property, llvm::ArrayRef<const Item *> From,
                  std::vector<EvidenceSample> &Into);
  const Item *storeOf(const OwnerVerdict &O) const;
  Answer lifetime() const;
  std::string declaredReleaser() const;

  std::uint32_t S;
  const View &V;
  const Releasers &Ends;
  Inference Made;
};

void Presenter::addSamples(const char *Property, llvm::ArrayRef<const Item *> From,
                           std::vector<EvidenceSample> &Into) {
  for (const Item *Each : From.take_front(MaxSamples)) {
    const Sample &At = Each->samples.front();
    Into.push_back(
        {Property, describeItem(*Each, V.table), Each->count, At.file.str(), At.line, At.column});
  }
}

template <class T>
void Presenter::add(const char *Property, std::string Value, const Verdict<T> &From) {
  auto [Before, Behind] = From.reason.split("{}");
  std::string Reason = Before.str();
  if (Before.size() != From.reason.size())
    Reason += "'" + nameOf(From.about, V.table) + "'" + Behind.str();
  Made.answers[Property] = {std::move(Value), From.confidence, From.conflict, std::move(Reason)};
  addSamples(Property, From.pro, Made.evidence);
  addSamples(Property, From.contra, Made.against);
}

/// By malloc(f), if it is declared so.
std::string Presenter::declaredReleaser() const {
  for (const Item &Each : V.table.items(S))
    if (const Interface *I =
            Each.kind == EvidenceKind::DeclaredReleaser ? V.table.interfaceOf(Each.with) : nullptr)
      return I->fact.name;
  return "";
}

/// Where it is kept: here, or by those that it is given to.
const Item *Presenter::storeOf(const OwnerVerdict &O) const {
  // Calls can go round in circles.
  const OwnerVerdict *Next = &O;
  for (unsigned Depth = 0; Next && Depth != MaxCalls; ++Depth) {
    const OwnerVerdict *Callee = nullptr;
    for (const Item *Each : Next->pro) {
      if (Each->kind == EvidenceKind::StoredIn)
        return Each;
      if (Each->kind == EvidenceKind::PassedTo && V.of(Each->other).owner.is(Owner::Kept))
        Callee = &V.of(Each->other).owner;
    }
    Next = Callee;
  }
  return nullptr;
}

/// How long it has to live, which follows from who owns it and from what it is a part of.
Answer Presenter::lifetime() const {
  const Slot &Place = V.table.slot(S);
  const OwnerVerdict &O = V.of(S).owner;
  auto Say = [&](std::string Life, std::string Reason = "it follows from who owns it") {
    return Answer{std::move(Life), O.confidence, false, std::move(Reason)};
  };
  if (Place.part == SlotPart::Result || Place.level)
    for (const Item &Each : V.table.items(S)) {
      bool Flows = Each.kind == EvidenceKind::ReturnsSlot ||
                   Each.kind == EvidenceKind::AssignedSlot ||
                   Each.kind == EvidenceKind::DeclaredAlias;
      std::uint32_t From = Each.kind == EvidenceKind::DeclaredAlias ? Each.with : Each.other;
      if (!Flows || O.is(Owner::Fresh))
        continue;
      const Slot &Source = V.table.slot(From);
      const Interface *Of = V.table.interfaceOf(From);
      if (Source.part == SlotPart::Parameter && Source.entity == Place.entity)
        return Say("that of '" + nameOf(From, V.table) + "'", describeItem(Each, V.table));
      // Its owner may end it earlier, and have another in its place.
      if (Source.part == SlotPart::Self && Of && Of->fact.isRecord)
        return Say(V.of(From).owner.is(Owner::Borrowed)
                       ? "that of what is kept in " + describePlace(From, V.table)
                       : "as long as the " + Of->fact.name + " holds it",
                   describeItem(Each, V.table));
    }
  switch (O.value) {
  case Owner::Borrowed:
    if (Place.part == SlotPart::Parameter)
      return Say("the call");
    // What is moved on is set anew for each use.
    return V.of(S).bounds.isCursor && Place.part == SlotPart::Self
               ? Say("as long as it is used there", "it is moved on, and belongs to others")
               : Say("that of its owner");
  case Owner::Kept:
    if (const Item *Store = storeOf(O))
      return Say((Store->number & FlowContent ? "what it holds, as long as " : "as long as ") +
                 describePlace(Store->other, V.table));
    return Say("longer than the call");
  case Owner::Transferred:
  case Owner::Holds:
    return Say("up to its owner");
  case Owner::Consumed:
    return Say("ends in the call");
  case Owner::Fresh:
    return Say("until it is released");
  case Owner::Static:
    return Say("that of the program");
  case Owner::Shared:
    return Say("until the last reference is dropped");
  default:
    return Say("unknown", "its owner is not known");
  }
}

Inference Presenter::present() {
  const SlotVerdicts &Found = V.of(S);
  add("bounds", inWords(Found.bounds, V.table), Found.bounds);
  std::string Owned = inWords(Found.owner.value).str();
  bool GetsReference = Found.owner.is(Owner::Shared) && V.table.slot(S).part == SlotPart::Result;
  if (Found.owner.is(Owner::Fresh) || GetsReference) {
    const SlotType *T = V.table.declaredType(S);
    SlotType Type = T ? *T : SlotType();
    if (V.table.slot(S).level) {
      Type.pointee = llvm::StringRef(Type.pointee).rtrim(" *").str();
      Type.toPointer = false;
    }
    std::string Releaser = declaredReleaser();
    if (Releaser.empty())
      Releaser = Ends.of(Type, Made.name);
    if (Releaser.empty())
      Releaser = Found.owner.releasedBy.str();
    if (!Releaser.empty())
      Owned += "; release with " + Releaser;
  }
  add("ownership", Owned, Found.owner);
  if (std::string By = allocatorOf(S, V); !By.empty())
    Made.answers["allocator"] = {By, Found.owner.confidence, false,
                                 Found.owner.is(Owner::Fresh) ? "memory is made there"
                                                              : "memory ends there"};
  add("nullability", inWords(Found.nullness.value).str(), Found.nullness);
  add("mutability", inWords(Found.change, V.table), Found.change);
  if (!Found.aliasing.is(Aliasing::None) && !Found.aliasing.is(Aliasing::Alone)) {
    add("aliasing", inWords(Found.aliasing, V.table), Found.aliasing);
    Made.aliasing = Made.answers["aliasing"].value;
  }
  Made.answers["lifetime"] = lifetime();
  Made.bounds = Made.answers["bounds"].value;
  Made.ownership = Made.answers["ownership"].value;
  Made.nullability = Made.answers["nullability"].value;
  Made.mutability = Made.answers["mutability"].value;
  Made.lifetime = Made.answers["lifetime"].value;
  bool Decided = false;
  Made.confidence = Confidence::High;
  for (const auto &[Property, A] : Made.answers) {
    Made.conflict |= A.conflict;
    if (A.value == "unknown")
      continue;
    Decided = true;
    Made.confidence = std::min(Made.confidence, A.confidence);
  }
  if (!Decided)
    Made.confidence = Confidence::Low;
  return std::move(Made);
}

} // namespace

Inference describeSlot(std::uint32_t S, const View &V) {
  const Slot &Place = V.table.slot(S);
  const SlotType *T = V.table.declaredType(S);
  const Interface &I = *V.table.interfaceOf(S);
  Inference Made;
  Made.entity = I.fact.entity;
  Made.name = I.fact.name;
  Made.slot = Place.part == SlotPart::Parameter ? "parameter " + std::to_string(Place.index + 1)
              : Place.part == SlotPart::Result  ? "result"
              : I.fact.isRecord                 ? "field"
                                                : "variable";
  Made.slot = std::string(Place.level, '*') + Made.slot;
  Made.slotName = T ? T->name : "";
  Made.type = T && !Place.level ? T->type : "";
  Made.file = I.fact.file;
  Made.line = I.fact.line;
  Made.exported = I.exported;
  return Made;
}

std::vector<Inference> present(const View &V) {
  std::vector<Inference> All;
  Releasers Ends(V);
  for (std::uint32_t S = 0; S != V.table.size(); ++S) {
    const SlotType *T = V.table.type(S);
    // What a T ** leads to is told when something is seen of it.
    const SlotType *Declared = V.table.declaredType(S);
    bool IsPointer = T ? T->shape != TypeShape::Integer && T->shape != TypeShape::Other
                       : Declared && Declared->toPointer && V.table.slot(S).level == 1 &&
                             !V.table.items(S).empty();
    if (V.table.interfaceOf(S) && IsPointer)
      All.push_back(Presenter(S, V, Ends).present());
  }
  llvm::stable_sort(All, [](const Inference &A, const Inference &B) {
    return std::tie(A.file, A.line, A.entity) < std::tie(B.file, B.line, B.entity);
  });
  return All;
}

} // namespace ferrule::contracts
