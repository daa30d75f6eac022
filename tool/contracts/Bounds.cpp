// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One object, several, or a string? And how many?
//
//   1. what is declared, by the type or an attribute
//   2. must hold: indexed below a count, or given to one who takes a pointer and its count; read up
//      to a NUL, or given to one who does; compared with an end pointer; accessed as one object
//   3. likely: callers give an array and its size; a count stands beside it and is called so
// A pointer that is indexed and of which nobody knows how far is an array of unknown extent.
#include "tool/contracts/LengthNames.h"
#include "tool/contracts/Verdicts.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"
#include <map>

namespace ferrule::contracts {
namespace {

using enum EvidenceKind;
using Items = llvm::SmallVector<const Item *, 4>;

struct Candidate {
  unsigned count = 0;
  /// That many were allocated.
  bool allocated = false;
  Items items;
};

/// What a candidate extent is known by; in this order for a stable choice.
using ExtentKey = std::tuple<Extent::Kind, std::uint32_t, long long, bool>;

struct Counts {
  std::map<ExtentKey, Candidate> Hard, Likely;
  Items Declared, Single, OneWhole, Indexed, Constant, Walked, Strings, Arrays, Literals, Objects,
      GivenObjects, Ends, Unknown;
  /// By the field that counts.
  std::map<std::uint32_t, Items> Pairs, Broken;
  /// What a call gets as the count is a product; by the parameter of it that counts.
  std::map<std::uint32_t, Items> Factors;
  long long LargestIndex = -1;
  /// In bytes.
  long long LargestObject = 0;
  bool isCursor = false;

  void hard(const Extent &E, const Item &I, bool IsAllocation = false) {
    note(Hard, E, I, IsAllocation);
  }
  void likely(const Extent &E, const Item &I) { note(Likely, E, I, false); }

private:
  static void note(std::map<ExtentKey, Candidate> &Into, const Extent &E, const Item &I,
                   bool IsAllocation) {
    Candidate &C = Into[{E.kind, E.slot, E.number, E.bytes}];
    C.count += I.count;
    C.allocated |= IsAllocation;
    C.items.push_back(&I);
  }
};

class Decider {
public:
  Decider(std::uint32_t S, const View &V) : S(S), V(V), Place(V.table.slot(S)) {
    for (const Item &I : V.table.items(S))
      count(I);
    countReturned();
    if (sitesOf(C.OneWhole) >= sitesOf(C.Arrays)) {
      C.Arrays.clear();
      C.Single.append(C.OneWhole.begin(), C.OneWhole.end());
    }
  }

  BoundsVerdict decide() const;
  bool isCursor() const { return C.isCursor; }

private:
  /// A count that the reader of the contract can see beside the pointer.
  bool isBeside(std::uint32_t With) const {
    if (With == NoSlot)
      return false;
    const Slot &W = V.table.slot(With);
    if (Place.part == SlotPart::Self)
      return llvm::StringRef(W.entity).rsplit('.').first ==
                 llvm::StringRef(Place.entity).rsplit('.').first &&
             W.entity != Place.entity;
    // What it leads to itself does not count it.
    return W.entity == Place.entity && (W.part != Place.part || W.index != Place.index);
  }

  void count(const Item &I);
  void countPassed(const Item &I);
  void countPassedWith(const Item &I);
  void countReturned();
  bool isRecordAsBytes(const Item &I) const;
  bool isPlaceOf(std::uint32_t Counter, const Item &I) const;
  static unsigned sitesOf(llvm::ArrayRef<const Item *> Of);

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
  std::uint32_t capacity() const;
  std::uint32_t partner() const;
  BoundsVerdict heldToWriters(BoundsVerdict Found) const;
  std::optional<BoundsVerdict> declared() const;
  std::optional<BoundsVerdict> mustHold() const;
  std::optional<BoundsVerdict> likely() const;
  bool isArrayLike() const { return !C.Indexed.empty() || !C.Arrays.empty() || !C.Walked.empty(); }

  std::uint32_t S;
  const View &V;
  const Slot &Place;
  Counts C;
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

void Decider::count(const Item &I) {
  // What callers do with a result of bytes tells of the callers.
  const SlotType *T = V.table.type(S);
  bool FromCaller = (I.kind == Indexed && !isBeside(I.with)) || I.kind == Accessed ||
                    I.kind == ReadToNul || I.kind == PassedTo || I.kind == ComparedWithEnd ||
                    (I.kind == PassedWith && V.table.slot(I.other).part == SlotPart::Parameter);
  if (Place.part == SlotPart::Result && FromCaller && T && T->shape == TypeShape::Memory)
    return;
  switch (I.kind) {
  case DeclaredExtent:
  case DeclaredSingle:
  case DeclaredString:
    C.Declared.push_back(&I);
    break;
  case Advanced:
    C.isCursor = true;
    break;
  case Accessed:
    C.Single.push_back(&I);
    C.LargestObject = std::max(C.LargestObject, I.number);
    break;
  case Indexed:
    C.Indexed.push_back(&I);
    if (isBeside(I.with))
      C.hard({Extent::Counted, I.with, std::max(1LL, I.number), false}, I);
    else if (I.with == NoSlot && I.number > 0 && I.number < INT64_MAX)
      C.LargestIndex = std::max(C.LargestIndex, I.number);
    else
      C.Walked.push_back(&I);
    break;
  case ComparedWithEnd:
    if (isBeside(I.other))
      C.hard({Extent::End, I.other, 1, false}, I);
    break;
  case EndOf:
    if (isBeside(I.other))
      C.Ends.push_back(&I);
    break;
  case ReadToNul:
    if (I.number)
      C.Strings.push_back(&I);
    break;
  case PassedTo:
    countPassed(I);
    break;
  case PassedWith:
    countPassedWith(I);
    break;
  case StoredIn:
  case AssignedSlot:
  case ReturnsSlot:
    if (!(I.number & (FlowPart | FlowMoved | FlowContent))) {
      Shape Held = V.of(I.other).bounds.value;
      if (Held == Shape::Array && I.kind == ReturnsSlot && !isRecordAsBytes(I))
        C.Arrays.push_back(&I);
      if (Held == Shape::Single && I.kind != StoredIn)
        C.Single.push_back(&I);
      else if (Held == Shape::String)
        // What others put there need not be like it.
        (I.kind == ReturnsSlot ? C.Strings : C.Literals).push_back(&I);
    }
    if (I.kind != StoredIn && V.of(I.other).bounds.is(Shape::Unknown))
      C.Unknown.push_back(&I);
    break;
  case PairKept:
    C.Pairs[I.with].push_back(&I);
    break;
  case PairBroken:
    C.Broken[I.with].push_back(&I);
    break;
  case GivenArray:
    if (isBeside(I.with)) {
      C.likely({Extent::Counted, I.with, 1, T && T->element > 1 && I.number == 1}, I);
    }
    break;
  case GivenLiteral:
  case AssignedLiteral:
  case ReturnsLiteral:
    C.Literals.push_back(&I);
    break;
  case GivenObject:
    C.GivenObjects.push_back(&I);
    if (I.number == 1)
      C.Objects.push_back(&I);
    break;
  default:
    break;
  }
}

void Decider::countPassed(const Item &I) {
  if (I.number & PassedBeforeReturn)
    return;
  if (I.number & PassedPart) {
    C.Single.push_back(&I);
    return;
  }
  switch (V.of(I.other).bounds.value) {
  case Shape::Single:
    if (!(I.number & PassedMoved))
      C.Single.push_back(&I);
    break;
  case Shape::String:
    C.Strings.push_back(&I);
    break;
  case Shape::Array:
    // Of a parameter that is a buffer to be filled.
    if (Place.part != SlotPart::Parameter && writesString(I.other, V.table)) {
      C.Literals.push_back(&I);
      break;
    }
    if (isRecordAsBytes(I))
      break;
    C.Arrays.push_back(&I);
    // What the callee needs its caller has to bring.
    if (const Extent &Its = V.of(I.other).bounds.extent;
        Its.kind == Extent::Constant && !(I.number & PassedMoved))
      C.likely({Extent::Constant, NoSlot, Its.number, Its.bytes}, I);
    break;
  default:
    break;
  }
}

/// A record goes to, or comes from, one who takes it as bytes: that is no array of records.
bool Decider::isRecordAsBytes(const Item &I) const {
  const SlotType *T = V.table.type(S), *Other = V.table.type(I.other);
  return T && pointsToRecord(*T) && (!Other || !pointsToRecord(*Other));
}

/// Of a parameter: what the function returns with an offset is one of several.
void Decider::countReturned() {
  std::uint32_t Result = Place.part == SlotPart::Parameter && !Place.level
                             ? V.table.find({Place.entity, SlotPart::Result})
                             : NoSlot;
  if (Result == NoSlot)
    return;
  for (const Item &I : V.table.items(Result))
    if (I.kind == ReturnsSlot && I.other == S && (I.number & FlowMoved))
      C.Walked.push_back(&I);
}

void Decider::countPassedWith(const Item &I) {
  const BoundsVerdict &To = V.of(I.other).bounds;
  if (!To.is(Shape::Array) || To.extent.kind != Extent::Counted || To.extent.slot == NoSlot ||
      To.extent.times != NoSlot)
    return;
  // The count has to go where the other counts.
  if (!isPlaceOf(To.extent.slot, I))
    return;
  if (I.with != NoSlot && I.number == 0) {
    if (isBeside(I.with) && To.extent.number == 1)
      C.Factors[To.extent.slot].push_back(&I);
    return;
  }
  const SlotType *T = V.table.type(S);
  // Facts are not trusted: no number of theirs may overflow.
  long long Product = 0;
  if (llvm::MulOverflow(I.number, To.extent.number, Product))
    return;
  long long Element = T && T->element <= INT32_MAX ? static_cast<long long>(T->element) : 0;
  // Elements of void are bytes.
  const SlotType *Given = V.table.type(I.other);
  bool Bytes = To.extent.bytes || (Given && Given->shape == TypeShape::Memory);
  if (I.with == NoSlot) {
    bool Whole = Bytes && Element && Product % Element == 0;
    C.Constant.push_back(&I);
    if (Whole && Product == Element && Element > 1)
      C.OneWhole.push_back(&I);
    else if (Product > 0)
      C.likely({Extent::Constant, NoSlot, Whole ? Product / Element : Product, Bytes && !Whole}, I);
    return;
  }
  if (!isBeside(I.with))
    return;
  // n * sizeof *p bytes are n elements.
  if (Bytes && Element && Product > 0 && Product % Element == 0) {
    Product /= Element;
    Bytes = false;
  }
  Extent Found{Extent::Counted, I.with, Product, Bytes && Element != 1};
  // What is likely of the other is no more than likely here.
  if (To.confidence == Confidence::High)
    C.hard(Found, I, V.table.slot(I.other).part == SlotPart::Result);
  else
    C.likely(Found, I);
}

/// Counter is where the count of a PassedWith goes: the parameter beside it, or the field.
bool Decider::isPlaceOf(std::uint32_t Counter, const Item &I) const {
  const Slot &Callee = V.table.slot(I.other), &Place = V.table.slot(Counter);
  if (Callee.part == SlotPart::Parameter || Callee.part == SlotPart::Result)
    return Place.entity == Callee.entity && Place.part == SlotPart::Parameter &&
           Place.index == I.beside;
  const Interface *Record = V.table.interfaceOf(I.other);
  return Record && Record == V.table.interfaceOf(Counter) && I.beside < Record->fact.slots.size() &&
         V.table.type(Counter) == &Record->fact.slots[I.beside];
}

/// memcpy(p, q, sizeof *p) takes one object as bytes.
unsigned Decider::sitesOf(llvm::ArrayRef<const Item *> Of) {
  unsigned Sites = 0;
  for (const Item *I : Of)
    Sites += I->count;
  return Sites;
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
    if (I->kind == DeclaredSingle)
      return answer(Shape::Single, Confidence::High, "it is a reference", C.Declared);
    if (I->kind == DeclaredString)
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
        !C.Broken.contains(Found.extent.slot) && namedLength(S, V.table) != Found.extent.slot)
      Found.confidence = Medium;
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
  if (std::uint32_t Named = namedLength(S, V.table);
      Named != NoSlot && !Place.level && Place.part == SlotPart::Parameter)
    return countedBy(Named, "{} stands beside it and is called a count", C.Strings);
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
        return I->kind == ReturnsSlot && V.table.slot(I->other).part == SlotPart::Parameter;
      }))
    return answer(Shape::String, Medium, "characters without a count are a string", C.Arrays);
  if (isArrayLike()) {
    const Items &From = C.Indexed.empty() ? C.Arrays : C.Indexed;
    return answer(Shape::Array, strength(From, V, &SlotVerdicts::bounds),
                  "it is indexed, and nothing that is seen says how far", From);
  }
  return std::nullopt;
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
    // The count of another array may have been set to the same.
    if (auto It = C.Pairs.find(Found.extent.slot);
        It == C.Pairs.end() ||
        llvm::none_of(It->second, [](const Item *I) { return I->number == 1; }))
      Found.extent.used = Found.extent.slot;
    Found.extent.slot = Found.about = Allocated;
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
  if (!C.Objects.empty())
    return answer(Shape::Single, Medium, "callers give the address of one object", C.Objects);
  if (T && T->shape == TypeShape::Characters && Place.part == SlotPart::Result)
    return answer(Shape::String, Medium, "characters without a count are a string", {});
  if (T && T->shape == TypeShape::Memory && I && I->defined)
    return answer(Shape::Opaque, Medium, "nobody is seen to look behind it", {});
  if (T && pointsToRecord(*T) && I && (I->defined || I->inHeader))
    return answer(Shape::Single, Medium, "it points to a record, and nobody is seen to index it",
                  {});
  if (I && !I->defined && Place.part != SlotPart::Self)
    return answer(Shape::Unknown, Low, "no unit defines the function", {});
  return answer(Shape::Unknown, Low, "nobody is seen to look behind it", C.Unknown);
}

} // namespace

BoundsVerdict decideBounds(std::uint32_t S, const View &V) {
  Decider D(S, V);
  BoundsVerdict Found = D.decide();
  Found.isCursor = D.isCursor() && (Found.is(Shape::Array) || Found.is(Shape::String));
  return Found;
}

} // namespace ferrule::contracts
