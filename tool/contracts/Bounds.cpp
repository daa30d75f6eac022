// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One object, several, or a string? And how many?
//
//   1. what is declared, by the type or an attribute
//   2. must hold: indexed below a count, or given to one who takes a pointer and its count; read up
//      to a NUL, or given to one who does; compared with an end pointer; accessed as one object
//   3. likely: callers give an array and its size; a count stands beside it and is called so
// A pointer that is indexed and of which nobody knows how far is an array of unknown extent.
#include "tool/contracts/BoundsEvidence.h"
#include "tool/contracts/LengthNames.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule::contracts {
namespace {

class Decider {
public:
  Decider(std::uint32_t S, const View &V) : S(S), V(V), Place(V.table.slot(S)), C(S, V) {}

  BoundsVerdict decide() const;
  bool isCursor() const { return C.isCursor; }

private:
  static BoundsVerdict answer(Shape Value, Confidence Sure, llvm::StringRef Reason,
                              llvm::ArrayRef<const Item *> Pro,
                              llvm::ArrayRef<const Item *> Contra = {});
  BoundsVerdict counted(const std::map<ExtentKey, Candidate> &From, Confidence Sure,
                        llvm::StringRef Reason) const;
  unsigned affinity(std::uint32_t Counter) const;
  BoundsVerdict atLeast() const;
  std::optional<BoundsVerdict> product() const;
  BoundsVerdict countedBy(std::uint32_t Named, llvm::StringRef Reason,
                          llvm::ArrayRef<const Item *> Pro) const;
  bool isToldAfterwards(std::uint32_t Count) const;
  std::uint32_t capacity() const;
  bool isAllocated(std::uint32_t Counter) const;
  std::uint32_t partner() const;
  BoundsVerdict heldToWriters(BoundsVerdict Found) const;
  std::optional<BoundsVerdict> declared() const;
  std::optional<BoundsVerdict> mustHold() const;
  std::optional<BoundsVerdict> likely() const;
  bool isArrayLike() const { return !C.Indexed.empty() || !C.Arrays.empty() || !C.Walked.empty(); }

  std::uint32_t S;
  const View &V;
  const Slot &Place;
  BoundsEvidence C;
};

BoundsVerdict Decider::answer(Shape Value, Confidence Sure, llvm::StringRef Reason,
                              llvm::ArrayRef<const Item *> Pro,
                              llvm::ArrayRef<const Item *> Contra) {
  BoundsVerdict Found;
  Found.value = Value;
  Found.confidence = Sure;
  Found.reason = Reason;
  Found.pro.assign(Pro.begin(), Pro.end());
  Found.contra.assign(Contra.begin(), Contra.end());
  return Found;
}

/// How much the names of a field and of a count beside it have in common, in letters: nodeMax is
/// that of nodeTab where several such pairs share a record.
unsigned Decider::affinity(std::uint32_t Counter) const {
  if (Place.part != SlotPart::Self || Counter == NoSlot)
    return 0;
  llvm::StringRef Mine = llvm::StringRef(Place.entity).rsplit('.').second;
  llvm::StringRef Its = llvm::StringRef(V.table.slot(Counter).entity).rsplit('.').second;
  unsigned Common = 0;
  while (Common < std::min(Mine.size(), Its.size()) && Mine[Common] == Its[Common])
    ++Common;
  return Common < 3 ? 0 : Common;
}

BoundsVerdict Decider::counted(const std::map<ExtentKey, Candidate> &From, Confidence Sure,
                               llvm::StringRef Reason) const {
  // The most frequent one; of equally frequent ones the first.
  auto Rank = [&](const auto &Each) {
    return std::tuple(Each.second.allocated, affinity(std::get<1>(Each.first)), Each.second.count);
  };
  auto Best = From.begin();
  for (auto It = From.begin(); It != From.end(); ++It)
    if (Rank(*It) > Rank(*Best))
      Best = It;
  auto [Kind, Slot, Number, Bytes] = Best->first;
  BoundsVerdict Found = answer(Shape::Array, Sure, Reason, Best->second.items);
  Found.extent = {Kind, Slot, Number, Bytes};
  Found.about = Slot;
  for (const auto &[Key, Other] : From)
    if (std::get<1>(Key) != Slot && Kind == std::get<0>(Key)) {
      // What is allocated need not be in use all of it.
      if (Kind == Extent::Counted && Best->second.allocated && !Other.allocated &&
          std::get<1>(Key) != NoSlot) {
        if (Found.extent.used == NoSlot || affinity(Found.extent.used) < affinity(std::get<1>(Key)))
          Found.extent.used = std::get<1>(Key);
        continue;
      }
      Found.contra.append(Other.items.begin(), Other.items.end());
      if (Other.count * 2 > Best->second.count) {
        Found.conflict = true;
        Found.confidence = std::min(Found.confidence, Confidence::Medium);
      }
    }
  return Found;
}

/// So many as whoever accesses most of them; bytes that are a record, too, are as many as it has.
BoundsVerdict Decider::atLeast() const {
  auto Number = [](const auto &Each) { return std::get<2>(Each.first); };
  const auto &[Key, Most] = *llvm::max_element(
      C.Likely, [&](const auto &A, const auto &B) { return Number(A) < Number(B); });
  auto [Kind, Slot, Elements, Bytes] = Key;
  BoundsVerdict Found =
      answer(Shape::Array, Confidence::Medium, "that many are accessed", Most.items);
  const SlotType *T = V.table.type(S);
  bool IsMemory = T && T->shape == TypeShape::Memory;
  Found.extent = {Kind, Slot, IsMemory ? std::max(Elements, C.LargestObject) : Elements, Bytes};
  return Found;
}

/// f(p, size * n): both factors are parameters beside it.
std::optional<BoundsVerdict> Decider::product() const {
  for (const auto &[Counter, Both] : C.Factors) {
    if (Both.size() != 2 || Both[0]->with == Both[1]->with)
      continue;
    const SlotType *T = V.table.type(S), *Given = V.table.type(Both[0]->other);
    bool Bytes =
        V.of(Both[0]->other).bounds.extent.bytes || (Given && Given->shape == TypeShape::Memory);
    BoundsVerdict Found = answer(Shape::Array, Confidence::Medium,
                                 "it is handed on with the product as its count", Both);
    Found.extent = {.kind = Extent::Counted,
                    .slot = Both[0]->with,
                    .bytes = Bytes && (!T || T->element != 1),
                    .times = Both[1]->with};
    Found.about = Both[0]->with;
    return Found;
  }
  return std::nullopt;
}

/// As names and places have it.
/// f(buffer, *length), where the length that stands there before the call is not read.
bool Decider::isToldAfterwards(std::uint32_t Count) const {
  return V.of(Count).change.is(Change::Out);
}

BoundsVerdict Decider::countedBy(std::uint32_t Named, llvm::StringRef Reason,
                                 llvm::ArrayRef<const Item *> Pro) const {
  const SlotType *T = V.table.type(S);
  BoundsVerdict Found = answer(Shape::Array, Confidence::Medium, Reason, Pro);
  Found.extent = {Extent::Counted, Named, 1, T && T->element > 1 && T->shape == TypeShape::Memory};
  Found.about = Named;
  return Found;
}

std::optional<BoundsVerdict> Decider::declared() const {
  for (const Item *I : C.Declared) {
    if (I->kind == EvidenceKind::DeclaredSingle)
      return answer(Shape::Single, Confidence::High, "it is a reference", C.Declared);
    if (I->kind == EvidenceKind::DeclaredString)
      return answer(Shape::String, Confidence::High, "it is declared so", C.Declared);
    BoundsVerdict Found = answer(Shape::Array, Confidence::High, "it is declared so", C.Declared);
    if (I->with == NoSlot)
      Found.extent = {Extent::Constant, NoSlot, I->number, false};
    else
      Found.extent = {Extent::Counted, I->with, 1, I->number == 1};
    Found.about = I->with;
    // Whoever is seen to use another count contradicts.
    for (const auto &[Key, Other] : C.Hard)
      if (std::get<1>(Key) != I->with && std::get<0>(Key) == Extent::Counted && I->with != NoSlot)
        Found.contra.append(Other.items.begin(), Other.items.end());
    if (I->with == NoSlot && C.LargestIndex >= I->number)
      Found.contra.append(C.Indexed.begin(), C.Indexed.end());
    for (const Item *Given : C.GivenObjects)
      if (I->with == NoSlot && Given->number > 0 && Given->number < I->number)
        Found.contra.push_back(Given);
    Found.conflict = !Found.contra.empty();
    return Found;
  }
  const SlotType *T = V.table.type(S);
  if (T && T->shape == TypeShape::Function)
    return answer(Shape::Function, Confidence::High, "its type says so", {});
  if (T && T->shape == TypeShape::Opaque)
    return answer(Shape::Single, Confidence::High, "nobody who sees it knows what it points to",
                  {});
  return std::nullopt;
}

std::optional<BoundsVerdict> Decider::mustHold() const {
  using enum Confidence;
  if (!C.Hard.empty()) {
    BoundsVerdict Found = counted(C.Hard, High, "{} is what bounds the accesses");
    // A record has many numbers: one that bounds a loop need not be the one that counts.
    bool Allocated = llvm::any_of(C.Hard, [](const auto &Each) { return Each.second.allocated; });
    if (Place.part == SlotPart::Self && !Allocated && !C.Pairs.contains(Found.extent.slot) &&
        !C.Broken.contains(Found.extent.slot) && namedLength(S, V.table) != Found.extent.slot) {
      Found.confidence = Medium;
      // Nor is the most frequent one of several, if nothing else speaks for it.
      if (Found.conflict && Found.extent.kind == Extent::Counted && !affinity(Found.extent.slot)) {
        Found.extent = {};
        Found.reason = "{} bounds some of the accesses, and other numbers bound the rest";
      }
    }
    // Of what users bring, who fills it may be held to another number than who reads it.
    if (Place.part == SlotPart::Self && !Allocated && !V.of(S).owner.is(Owner::Holds) &&
        Found.extent.kind == Extent::Counted && capacity() == NoSlot &&
        hasSeveralLengths(S, V.table)) {
      Found.confidence = Medium;
      Found.extent = {};
      Found.reason = "{} bounds accesses, and is not the only number that is called its count";
    }
    // A NUL in the middle is one of the elements.
    if (!C.Strings.empty() && Found.extent.kind != Extent::End) {
      Found.contra.append(C.Strings.begin(), C.Strings.end());
      Found.confidence = Medium;
    }
    return Found;
  }
  if (C.Strings.empty())
    return std::nullopt;
  // f(text, length), where a length that is not given is measured.
  if (std::uint32_t Named = namedLength(S, V.table); Named != NoSlot && !Place.level &&
                                                     Place.part == SlotPart::Parameter &&
                                                     !isToldAfterwards(Named))
    return countedBy(Named, "{} stands beside it and is called a count", C.Strings);
  // What is written there piece by piece, up to a limit, need not end with a NUL.
  if (std::uint32_t Limit = Place.part == SlotPart::Self ? namedLength(S, V.table) : NoSlot;
      Limit != NoSlot && !C.WrittenTo.empty()) {
    BoundsVerdict Found = answer(Shape::String, Medium,
                                 "it is read up to a NUL, but it is also written, and {} is "
                                 "called a count of it",
                                 C.Strings, C.WrittenTo);
    Found.about = Limit;
    Found.conflict = true;
    return Found;
  }
  return answer(Shape::String, strength(C.Strings, V, &SlotVerdicts::bounds),
                "it is read up to a NUL", C.Strings);
}

std::optional<BoundsVerdict> Decider::likely() const {
  using enum Confidence;
  const SlotType *T = V.table.type(S);
  bool Bytes = T && (T->shape == TypeShape::Memory || T->shape == TypeShape::Characters);
  bool Record = T && T->shape == TypeShape::Pointer && !C.Single.empty() && C.Indexed.empty();
  auto CountedLikely = llvm::any_of(
      C.Likely, [](const auto &Each) { return std::get<0>(Each.first) == Extent::Counted; });
  if (CountedLikely && !Record)
    return counted(C.Likely, Medium, "callers give an array and its size");
  if (auto Found = Record ? std::nullopt : product())
    return Found;
  // What moves together with a count, or is set together with it, again and again.
  bool IsMoved = isArrayLike() || C.isCursor;
  if (std::uint32_t Partner = Place.part == SlotPart::Self && IsMoved ? partner() : NoSlot;
      Partner != NoSlot && V.table.type(Partner)) {
    BoundsVerdict Found =
        answer(Shape::Array, Medium, "it is set and moved together with {}", C.Pairs.at(Partner));
    Found.extent = {Extent::Counted, Partner, 1, false};
    Found.about = Partner;
    return Found;
  }
  std::uint32_t Named = Record ? NoSlot : namedLength(S, V.table);
  if (Named == NoSlot && T && T->shape == TypeShape::Characters && T->constant &&
      isCalledLikeAString(T->name) && !isArrayLike())
    return answer(Shape::String, Medium, "it is called like a string", {});
  // What goes out through a T **, with its count.
  if (Named != NoSlot && Place.level)
    return countedBy(Named, "{} stands beside it and is called its count", {});
  if (Named != NoSlot && Place.part == SlotPart::Parameter && isToldAfterwards(Named)) {
    BoundsVerdict Found =
        answer(Shape::Array, Medium,
               "{} says afterwards how many there are, and nothing how many there "
               "must be room for",
               C.Indexed.empty() ? C.Arrays : C.Indexed);
    Found.about = Named;
    return Found;
  }
  // Room for so many, of which so many are in use: which one holds depends on who looks.
  if (Named != NoSlot && hasSeveralLengths(S, V.table)) {
    BoundsVerdict Found =
        answer(Shape::Array, Medium, "{} is not the only number that is called its count",
               C.Indexed.empty() ? C.Arrays : C.Indexed);
    Found.about = Named;
    return Found;
  }
  if (Named != NoSlot &&
      (isArrayLike() || Bytes || !C.Constant.empty() ||
       (T && T->shape == TypeShape::Pointer && !pointsToRecord(*T) && C.Single.empty()))) {
    return countedBy(Named, "{} stands beside it and is called a count",
                     C.Indexed.empty() ? C.Arrays : C.Indexed);
  }
  if (!C.Indexed.empty() && C.Walked.empty() && C.Arrays.empty() && C.LargestIndex >= 0) {
    BoundsVerdict Found =
        answer(Shape::Array, Medium, "it is indexed by constants only", C.Indexed);
    Found.extent = {Extent::Constant, NoSlot, C.LargestIndex + 1, false};
    return Found;
  }
  // Or it is as large as a record that begins with this one.
  bool IsLarger = T && pointsToRecord(*T) &&
                  (Place.part == SlotPart::Result || llvm::all_of(C.Likely, [](const auto &Each) {
                     return std::get<3>(Each.first);
                   }));
  if (!C.Likely.empty() && C.Indexed.empty() && !IsLarger)
    return CountedLikely ? counted(C.Likely, Medium, "that many are accessed") : atLeast();
  if (!C.Literals.empty() && T && T->shape == TypeShape::Characters && !isArrayLike())
    return answer(Shape::String, Medium, "strings are given for it, or kept where it is kept",
                  C.Literals);
  // Whoever gets it has no count, unless it is that of characters that the function gets.
  auto Gets = [&](TypeShape Shape) {
    const Interface *Whole = V.table.interfaceOf(S);
    return Whole && llvm::any_of(Whole->fact.slots,
                                 [&](const SlotType &Each) { return Each.shape == Shape; });
  };
  if (Place.part == SlotPart::Result && !Place.level && T && T->pointee == "char" &&
      !(Gets(TypeShape::Characters) && Gets(TypeShape::Integer)) && C.Indexed.empty() &&
      isArrayLike() && llvm::none_of(C.Arrays, [&](const Item *I) {
        return I->kind == EvidenceKind::ReturnsSlot && !(I->number & FlowElements) &&
               V.table.slot(I->other).part == SlotPart::Parameter;
      }))
    return answer(Shape::String, Medium, "characters without a count are a string", C.Arrays);
  if (isArrayLike()) {
    const Items &From = C.Indexed.empty() ? C.Arrays : C.Indexed;
    return answer(Shape::Array, strength(From, V, &SlotVerdicts::bounds),
                  C.Indexed.empty()
                      ? "it leads to several, and no number is found that says to how many"
                      : "it is indexed, and no number is found that says how far",
                  From);
  }
  return std::nullopt;
}

/// So many of its elements are allocated somewhere.
bool Decider::isAllocated(std::uint32_t Counter) const {
  return llvm::any_of(C.Hard, [&](const auto &Each) {
    return std::get<1>(Each.first) == Counter && Each.second.allocated;
  });
}

/// The field that says how many were allocated: no writer contradicts, and its name is most like
/// that of the pointer.
std::uint32_t Decider::capacity() const {
  std::uint32_t Best = NoSlot;
  for (const auto &[Counter, Kept] : C.Pairs)
    if (!C.Broken.contains(Counter) &&
        llvm::any_of(Kept, [](const Item *I) { return I->number == 1; }) &&
        (Best == NoSlot || affinity(Best) < affinity(Counter)))
      Best = Counter;
  return Best;
}

/// The field that is set or moved together with it most often, twice at least, and by no writer in
/// another way; of equally frequent ones the one whose name is most like it.
std::uint32_t Decider::partner() const {
  std::uint32_t Best = NoSlot;
  auto Rank = [&](std::uint32_t Counter) {
    return std::pair(sitesOf(C.Pairs.at(Counter)), affinity(Counter));
  };
  for (const auto &[Counter, Kept] : C.Pairs)
    if (!C.Broken.contains(Counter) && sitesOf(Kept) > 1 &&
        (Best == NoSlot || Rank(Best) < Rank(Counter)))
      Best = Counter;
  return Best;
}

/// A pair of fields is held to all writers: who breaks it refutes it.
BoundsVerdict Decider::heldToWriters(BoundsVerdict Found) const {
  if (Found.extent.kind != Extent::Counted || Place.part != SlotPart::Self)
    return Found;
  // {data, length, capacity}: what is accessed is a part of what was allocated.
  if (std::uint32_t Allocated = capacity(); Allocated != NoSlot && Allocated != Found.extent.slot &&
                                            Found.extent.number == 1 &&
                                            affinity(Allocated) >= affinity(Found.extent.slot)) {
    // The count of another array may have been set to the same, and what is asked for is no use.
    auto It = C.Pairs.find(Found.extent.slot);
    if (!isAllocated(Found.extent.slot) &&
        (It == C.Pairs.end() ||
         llvm::none_of(It->second, [](const Item *I) { return I->number == 1; })))
      Found.extent.used = Found.extent.slot;
    Found.extent.slot = Found.about = Allocated;
    if (Found.extent.used == Allocated)
      Found.extent.used = NoSlot;
    Found.reason = "so many as {} says are allocated";
    Found.contra.clear();
    Found.conflict = false;
  }
  if (auto It = C.Pairs.find(Found.extent.slot); It != C.Pairs.end())
    Found.pro.append(It->second.begin(), It->second.end());
  if (auto It = C.Broken.find(Found.extent.slot); It != C.Broken.end()) {
    // The refuting writer comes first.
    Found.contra.insert(Found.contra.begin(), It->second.begin(), It->second.end());
    Found.conflict = true;
    Found.confidence = Confidence::Low;
    Found.reason = "{} bounds the accesses, but a writer does not keep it so";
  }
  return Found;
}

BoundsVerdict Decider::decide() const {
  using enum Confidence;
  if (auto Found = declared())
    return heldToWriters(*Found);
  if (auto Found = mustHold())
    return heldToWriters(*Found);
  if (auto Found = likely())
    return heldToWriters(*Found);
  const SlotType *T = V.table.type(S);
  const Interface *I = V.table.interfaceOf(S);
  // The first character of a text looks like that, too.
  if (!C.Single.empty())
    return answer(Shape::Single,
                  T && T->shape == TypeShape::Characters
                      ? Medium
                      : strength(C.Single, V, &SlotVerdicts::bounds),
                  "it is accessed as one object only", C.Single);
  if (!C.Ends.empty()) {
    BoundsVerdict Found =
        answer(Shape::End, High, "{} is compared with it, and nobody looks behind it", C.Ends);
    Found.about = C.Ends.front()->other;
    return Found;
  }
  if (!C.KeptInArrays.empty())
    return answer(Shape::Array, Medium,
                  "it is kept where several are, and no number is found that says how many",
                  C.KeptInArrays);
  if (!C.Objects.empty())
    return answer(Shape::Single, Medium, "callers give the address of one object", C.Objects);
  // A place within a text ends where the text does, and that may be counted.
  bool IsWithin = llvm::any_of(C.Unknown, [](const Item *I) { return I->number & FlowMoved; });
  if (T && T->shape == TypeShape::Characters && Place.part == SlotPart::Result && !IsWithin)
    return answer(Shape::String, Medium, "characters without a count are a string", {});
  if (T && T->shape == TypeShape::Memory && I && I->defined)
    return answer(Shape::Opaque, Medium, "nobody is seen to look behind it", {});
  if (T && pointsToRecord(*T) && I && (I->defined || I->inHeader))
    return answer(Shape::Single, Medium, "it points to a record, and nobody is seen to index it",
                  {});
  if (I && !I->defined && Place.part != SlotPart::Self)
    return answer(Shape::Unknown, Low, "no unit defines the function", {});
  return answer(Shape::Unknown, Low, "nobody is found who looks behind it and says how far",
                C.Unknown);
}

} // namespace

BoundsVerdict decideBounds(std::uint32_t S, const View &V) {
  Decider D(S, V);
  BoundsVerdict Found = D.decide();
  Found.isCursor = D.isCursor() && (Found.is(Shape::Array) || Found.is(Shape::String));
  return Found;
}

} // namespace ferrule::contracts
