// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// May two arguments of a call lead to the same?
//
//   1. declared: restrict
//   2. must hold: both go to a function that takes them as distinct; both are compared
//   3. likely: some caller gives the same for both, or all callers give different ones
// It is asked only where it matters: one of both is written, and their types do not tell them apart
// (C11 6.5p7; characters and void may lead to anything but records, as interfaces go).
#include "tool/contracts/LengthNames.h"
#include "tool/contracts/Verdicts.h"
#include "tool/flow/LibraryFunctions.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule::contracts {
namespace {

using enum EvidenceKind;

bool isWritten(std::uint32_t S, const View &V) {
  const SlotType *T = V.table.type(S);
  return T && !T->constant && !V.of(S).change.is(Change::ReadOnly);
}

/// The function looks behind it, as far as is known.
bool isLookedBehind(std::uint32_t S, const View &V) {
  Change Done = V.of(S).change.value;
  return Done != Change::Untouched && Done != Change::Handed;
}

bool isDeclaredDistinct(std::uint32_t S, const View &V) {
  return llvm::any_of(V.table.items(S), [](const Item &I) { return I.kind == DeclaredDistinct; });
}

bool isBytes(const SlotType &T) {
  return T.shape == TypeShape::Memory || T.shape == TypeShape::Characters;
}

bool isData(const SlotType &T) {
  return T.shape == TypeShape::Pointer || isBytes(T) || T.shape == TypeShape::Opaque;
}

/// A record and bytes could be the same, but no interface means that.
bool couldBeSame(const SlotType &A, const SlotType &B) {
  return A.pointee == B.pointee ||
         ((isBytes(A) || isBytes(B)) && !pointsToRecord(A) && !pointsToRecord(B));
}

/// Other parameters of the function that could lead to what S leads to.
llvm::SmallVector<std::uint32_t, 2> similar(std::uint32_t S, const View &V) {
  llvm::SmallVector<std::uint32_t, 2> Found;
  const Interface &I = *V.table.interfaceOf(S);
  const SlotType &T = *V.table.type(S);
  if (!isLookedBehind(S, V))
    return Found;
  for (unsigned Index = 0; Index != I.fact.slots.size(); ++Index) {
    const SlotType &Other = I.fact.slots[Index];
    std::uint32_t O = V.table.find({I.fact.entity, SlotPart::Parameter, Index});
    if (O == NoSlot || O == S || !isData(Other) || !couldBeSame(T, Other))
      continue;
    if (isLookedBehind(O, V) && (isWritten(S, V) || isWritten(O, V)))
      Found.push_back(O);
  }
  return Found;
}

/// The callee of a PassedBeside takes both as distinct: memcpy, or as is inferred.
bool takesDistinct(const Item &I, const View &V) {
  const Slot &Place = V.table.slot(I.other);
  if (!V.table.interfaceOf(I.other)) {
    llvm::StringRef Name = EvidenceTable::plainName(Place.entity);
    const LibraryFunction *L = Name.empty() ? nullptr : libraryFunction(Name);
    int To = L ? std::max(L->indexOf(Role::Destination), L->indexOf(Role::Appended)) : -1;
    return To >= 0 && !Name.contains("memmove") &&
           (Place.index == static_cast<unsigned>(To) || I.beside == static_cast<unsigned>(To));
  }
  const AliasVerdict &There = V.of(I.other).aliasing;
  std::uint32_t Beside = V.table.find({Place.entity, SlotPart::Parameter, I.beside});
  return There.is(Aliasing::Distinct) && llvm::is_contained(There.others, Beside);
}

} // namespace

AliasVerdict decideAliasing(std::uint32_t S, const View &V) {
  using enum Confidence;
  AliasVerdict Found;
  const Slot &Place = V.table.slot(S);
  const SlotType *T = V.table.type(S);
  if (Place.part != SlotPart::Parameter || Place.level || !T || !isData(*T) ||
      !V.table.interfaceOf(S))
    return Found;
  auto Others = similar(S, V);
  if (Others.empty()) {
    Found.value = Aliasing::Alone;
    Found.confidence = High;
    Found.reason = "nothing beside it could lead to what it leads to, or nothing is written";
    return Found;
  }
  llvm::SmallVector<const Item *, 3> Declared, Distinct, Same;
  unsigned Callers = 0;
  for (const Item &I : V.table.items(S)) {
    if (I.kind == DeclaredDistinct)
      Declared.push_back(&I);
    else if (I.kind == PassedBeside && llvm::is_contained(Others, I.with) && takesDistinct(I, V))
      Distinct.push_back(&I);
    else if ((I.kind == GivenSame && llvm::is_contained(Others, I.with)) ||
             (I.kind == TestedAgainst && llvm::is_contained(Others, I.other)))
      Same.push_back(&I);
    if (I.kind >= GivenObject && I.kind <= GivenArray)
      Callers += I.count;
  }
  auto Say = [&](Aliasing Value, Confidence Sure, llvm::StringRef Reason,
                 llvm::ArrayRef<const Item *> Pro) {
    Found.value = Value;
    Found.confidence = Sure;
    Found.reason = Reason;
    Found.pro.assign(Pro.begin(), Pro.end());
    Found.others = Others;
  };
  bool OthersAre = llvm::all_of(Others, [&](std::uint32_t O) { return isDeclaredDistinct(O, V); });
  if (!Declared.empty() || OthersAre) {
    Say(Aliasing::Distinct, High, "it is declared so", Declared);
    Found.contra = Same;
    Found.conflict = !Same.empty();
  } else if (!Distinct.empty()) {
    bool InLibrary =
        llvm::any_of(Distinct, [&](const Item *I) { return !V.table.interfaceOf(I->other); });
    Confidence Surest = InLibrary ? High : Low;
    for (const Item *I : Distinct)
      Surest = std::max(Surest, V.of(I->other).aliasing.confidence);
    Say(Aliasing::Distinct, Surest, "both go to a function that takes no overlapping ones",
        Distinct);
    Found.others.clear();
    for (const Item *I : Distinct)
      if (!llvm::is_contained(Found.others, I->with))
        Found.others.push_back(I->with);
    Found.contra = Same;
    Found.conflict = !Same.empty();
  } else if (!Same.empty()) {
    Say(Aliasing::MayBe, High, "a caller gives the same for both, or the function asks", Same);
    Found.others.clear();
    for (const Item *I : Same)
      if (std::uint32_t O = I->kind == GivenSame ? I->with : I->other;
          !llvm::is_contained(Found.others, O))
        Found.others.push_back(O);
  } else if (Callers) {
    Say(Aliasing::Distinct, Medium, "no caller gives the same for both", {});
  } else {
    Say(Aliasing::Unknown, Low, "nothing forbids it, and no caller is seen", {});
  }
  return Found;
}

} // namespace ferrule::contracts
