// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Is what the pointer leads to read, written, or both?
//
//   1. must hold: written here, or given to one who writes; read first or not
//   2. declared: access, SAL, const, which is kept unless it is written after all
//   3. likely: nobody who gets it writes it
// A function is called, or not; the data of a callback is given back to it.
#include "tool/contracts/LengthNames.h"
#include "tool/contracts/Verdicts.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule::contracts {

using enum EvidenceKind;

namespace {
using Items = llvm::SmallVector<const Item *, 4>;

Verdict<Change> answer(Change Value, Confidence Sure, llvm::StringRef Reason,
                       llvm::ArrayRef<const Item *> Pro, llvm::ArrayRef<const Item *> Contra = {}) {
  Verdict<Change> Found;
  Found.value = Value;
  Found.confidence = Sure;
  Found.reason = Reason;
  Found.pro.assign(Pro.begin(), Pro.end());
  Found.contra.assign(Contra.begin(), Contra.end());
  return Found;
}
} // namespace

/// Of a pointer to a function.
static Verdict<Change> decideCalled(std::uint32_t S, const View &V) {
  using enum Confidence;
  Items Called, Kept, Unknown;
  for (const Item &I : V.table.items(S)) {
    bool Flows = I.kind == PassedTo || I.kind == StoredIn;
    if (I.kind == EvidenceKind::Called || (Flows && V.of(I.other).change.is(Change::Called)))
      (I.kind == StoredIn ? Kept : Called).push_back(&I);
    else if (I.kind == PassedTo && V.of(I.other).change.is(Change::Unknown))
      Unknown.push_back(&I);
  }
  if (!Called.empty())
    return answer(Change::Called, High, "it is called", Called);
  if (!Kept.empty())
    return answer(Change::Called, Medium, "it is kept, and called from there", Kept);
  const Interface *I = V.table.interfaceOf(S);
  if ((I && !I->defined && V.table.slot(S).part != SlotPart::Self) || !Unknown.empty())
    return answer(Change::Unknown, Low, "those who may call it are not seen", Unknown);
  return answer(Change::Untouched, Medium, "nobody is seen to call it", {});
}

/// All that the function does with it is to test whether it is there.
static bool isTestedOnly(std::uint32_t S, const View &V) {
  auto Items = V.table.items(S);
  auto IsOf = [](const Item &I) {
    return I.kind == Tested || (I.kind >= GivenSame && I.kind <= GivenArray);
  };
  return llvm::all_of(Items, IsOf) &&
         llvm::any_of(Items, [](const Item &I) { return I.kind == Tested; });
}

/// The callback that gets the data: of a parameter that is kept in a field, the parameter that is
/// kept in the field of the callback.
static std::uint32_t callbackOf(std::uint32_t S, std::uint32_t Callback, const View &V) {
  const Slot &Place = V.table.slot(S);
  const Interface *I = V.table.interfaceOf(S);
  if (!I || Place.part != SlotPart::Parameter || V.table.slot(Callback).entity == Place.entity)
    return Callback;
  for (unsigned Index = 0; Index != I->fact.slots.size(); ++Index) {
    std::uint32_t Other = V.table.find({Place.entity, SlotPart::Parameter, Index});
    if (Other != NoSlot && llvm::any_of(V.table.items(Other), [&](const Item &Each) {
          return Each.kind == StoredIn && Each.other == Callback;
        }))
      return Other;
  }
  return Callback;
}

/// What a field holds goes on to others, to a field or as a result: whether it is written there,
/// and read. Of a result that is what callers do with it.
static void followTakers(std::uint32_t S, const View &V, Items &Written, Items &Read) {
  if (V.table.slot(S).part != SlotPart::Self)
    return;
  auto Note = [&](Change Done, const Item &I) {
    if (Done == Change::InOut || Done == Change::Out)
      Written.push_back(&I);
    else if (Done == Change::ReadOnly)
      Read.push_back(&I);
  };
  for (std::uint32_t Taker : V.table.takers(S)) {
    bool IsResult = V.table.slot(Taker).part == SlotPart::Result;
    for (const Item &I : V.table.items(Taker)) {
      if (!IsResult && I.kind == AssignedSlot && I.other == S)
        Note(V.of(Taker).change.value, I);
      if (IsResult && I.kind == EvidenceKind::Written)
        Written.push_back(&I);
      if (IsResult && I.kind == PassedTo && !(I.number & PassedBeforeReturn))
        Note(V.of(I.other).change.value, I);
    }
  }
}

Verdict<Change> decideChange(std::uint32_t S, const View &V) {
  using enum Confidence;
  const SlotType *T = V.table.type(S);
  if (T && T->shape == TypeShape::Function)
    return decideCalled(S, V);
  Items Writes, Reads, Kept, KeptToRead, Unknown, Handed;
  const Item *Declared = nullptr;
  std::uint32_t Callback = NoSlot;
  bool WrittenFirst = true;
  for (const Item &I : V.table.items(S)) {
    if (I.kind == Written) {
      Writes.push_back(&I);
      WrittenFirst &= I.number != 0;
    } else if (I.kind == Read) {
      Reads.push_back(&I);
    } else if (I.kind == DeclaredAccess) {
      Declared = &I;
    } else if (I.kind == HandedTo) {
      Handed.push_back(&I);
      Callback = I.other;
    } else if ((I.kind == StoredIn || I.kind == PassedTo) &&
               V.of(I.other).change.is(Change::Handed)) {
      Handed.push_back(&I);
      Callback = V.of(I.other).change.about;
    } else if (I.kind == StoredIn && !(I.number & (FlowPart | FlowContent))) {
      // Whoever finds it there may write it.
      Change There = V.of(I.other).change.value;
      if (There == Change::InOut || There == Change::Out)
        Kept.push_back(&I);
      else if (There == Change::ReadOnly)
        KeptToRead.push_back(&I);
    } else if (I.kind == PassedTo) {
      const SlotType *To = V.table.type(I.other);
      Change Done = V.of(I.other).change.value;
      if (Done == Change::InOut || Done == Change::Out) {
        Writes.push_back(&I);
        WrittenFirst &= Done == Change::Out;
      } else if (Done == Change::ReadOnly || (To && To->constant && Done != Change::None)) {
        Reads.push_back(&I);
      } else if (Done == Change::Unknown) {
        Unknown.push_back(&I);
      }
    }
  }
  followTakers(S, V, Kept, KeptToRead);
  const Interface *I = V.table.interfaceOf(S);
  if (Declared) {
    auto Found = answer(Declared->number == 1   ? Change::ReadOnly
                        : Declared->number == 2 ? Change::Out
                                                : Change::InOut,
                        High, "it is declared so", Declared);
    if (Declared->number == 1)
      Found.contra.assign(Writes.begin(), Writes.end());
    Found.conflict = !Found.contra.empty();
    return Found;
  }
  bool Constant = T && T->constant;
  if (V.table.slot(S).part == SlotPart::Result && T)
    return Constant
               ? answer(Change::ReadOnly, High, "it is declared const", {})
               : answer(Change::InOut, Medium, "it is not const: who gets it may write", Writes);
  if (!Writes.empty()) {
    // Of a record, what is read and what is written first may be different members.
    bool IsRecord = T && pointsToRecord(*T);
    bool In = !WrittenFirst || (IsRecord && !Reads.empty()) ||
              V.table.slot(S).part != SlotPart::Parameter;
    auto Found = answer(In ? Change::InOut : Change::Out,
                        strength(Writes, V, &SlotVerdicts::change), "it is written", Writes);
    if (Constant) {
      Found.confidence = Medium;
      Found.conflict = true;
      Found.reason = "it is written although it is declared const";
    }
    return Found;
  }
  if (!Handed.empty() && Reads.empty()) {
    auto Found = answer(Change::Handed, High, "it is the data of {}", Handed);
    Found.about = callbackOf(S, Callback, V);
    return Found;
  }
  if (Constant && V.table.slot(S).part == SlotPart::Parameter && isTestedOnly(S, V))
    return answer(Change::Untouched, Medium, "nobody is seen to look behind it", {});
  if (Constant)
    return answer(Change::ReadOnly, High, "it is declared const, and nobody is seen to write it",
                  Reads);
  if (!Kept.empty())
    return answer(Change::InOut, Medium, "it is written where it goes on to", Kept);
  if (I && !I->defined && V.table.slot(S).part != SlotPart::Self)
    return answer(Change::Unknown, Low, "no unit defines the function", {});
  if (!Unknown.empty())
    return answer(Change::Unknown, Low, "some who get it are not seen", Unknown);
  if (!Reads.empty())
    return answer(Change::ReadOnly, Medium, "it is read only, and could be declared const", Reads);
  if (!KeptToRead.empty())
    return answer(Change::ReadOnly, Medium, "it is only read where it goes on to", KeptToRead);
  return answer(Change::Untouched, Medium, "nobody is seen to look behind it", {});
}

} // namespace ferrule::contracts
