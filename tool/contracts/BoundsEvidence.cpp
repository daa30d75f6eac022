// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/contracts/BoundsEvidence.h"
#include "tool/contracts/LengthNames.h"
#include "llvm/Support/MathExtras.h"

namespace ferrule::contracts {

using enum EvidenceKind;

BoundsEvidence::BoundsEvidence(std::uint32_t S, const View &V)
    : S(S), V(V), Place(V.table.slot(S)) {
  for (const Item &I : V.table.items(S))
    count(I);
  countReturned();
  // memcpy(p, q, sizeof *p) takes one object as bytes.
  if (sitesOf(OneWhole) >= sitesOf(Arrays)) {
    Arrays.clear();
    Single.append(OneWhole.begin(), OneWhole.end());
  }
}

void BoundsEvidence::note(std::map<ExtentKey, Candidate> &Into, const Extent &E, const Item &I,
                          bool IsAllocation) {
  Candidate &Each = Into[{E.kind, E.slot, E.number, E.bytes}];
  Each.count += I.count;
  Each.allocated |= IsAllocation;
  Each.items.push_back(&I);
}

/// A count that the reader of the contract can see beside the pointer.
bool BoundsEvidence::isBeside(std::uint32_t With) const {
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

void BoundsEvidence::count(const Item &I) {
  // What callers do with a result of bytes tells of the callers.
  const SlotType *T = V.table.type(S);
  bool FromCaller = (I.kind == EvidenceKind::Indexed && !isBeside(I.with)) || I.kind == Accessed ||
                    I.kind == ReadToNul || I.kind == PassedTo || I.kind == ComparedWithEnd ||
                    (I.kind == PassedWith && V.table.slot(I.other).part == SlotPart::Parameter);
  if (Place.part == SlotPart::Result && FromCaller && T && T->shape == TypeShape::Memory)
    return;
  switch (I.kind) {
  case DeclaredExtent:
  case DeclaredSingle:
  case DeclaredString:
    Declared.push_back(&I);
    break;
  case Advanced:
    isCursor = true;
    break;
  case Accessed:
    Single.push_back(&I);
    LargestObject = std::max(LargestObject, I.number);
    break;
  case EvidenceKind::Indexed:
    Indexed.push_back(&I);
    if (isBeside(I.with))
      hard({Extent::Counted, I.with, std::max(1LL, I.number), false}, I);
    else if (I.with == NoSlot && I.number > 0 && I.number < INT64_MAX)
      LargestIndex = std::max(LargestIndex, I.number);
    else
      Walked.push_back(&I);
    break;
  case ComparedWithEnd:
    if (isBeside(I.other))
      hard({Extent::End, I.other, 1, false}, I);
    break;
  case EndOf:
    if (isBeside(I.other))
      Ends.push_back(&I);
    break;
  case ReadToNul:
    if (I.number)
      Strings.push_back(&I);
    break;
  case Written:
    WrittenTo.push_back(&I);
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
        Arrays.push_back(&I);
      if (Held == Shape::Array && I.kind == StoredIn && !isRecordAsBytes(I))
        KeptInArrays.push_back(&I);
      if (Held == Shape::Single && I.kind != StoredIn)
        Single.push_back(&I);
      else if (Held == Shape::String)
        // What others put there need not be like it.
        (I.kind == ReturnsSlot ? Strings : Literals).push_back(&I);
    }
    if (I.kind != StoredIn && (I.number & FlowElements))
      Arrays.push_back(&I);
    if (I.kind != StoredIn && V.of(I.other).bounds.is(Shape::Unknown))
      Unknown.push_back(&I);
    break;
  case PairKept:
    Pairs[I.with].push_back(&I);
    break;
  case PairBroken:
    Broken[I.with].push_back(&I);
    break;
  case GivenArray:
    if (isBeside(I.with)) {
      likely({Extent::Counted, I.with, 1, T && T->element > 1 && I.number == 1}, I);
    }
    break;
  case GivenLiteral:
  case AssignedLiteral:
  case ReturnsLiteral:
    Literals.push_back(&I);
    break;
  case GivenObject:
    GivenObjects.push_back(&I);
    if (I.number == 1)
      Objects.push_back(&I);
    break;
  default:
    break;
  }
}

void BoundsEvidence::countPassed(const Item &I) {
  if (I.number & PassedBeforeReturn)
    return;
  if (I.number & PassedPart) {
    Single.push_back(&I);
    return;
  }
  switch (V.of(I.other).bounds.value) {
  case Shape::Single:
    if (!(I.number & PassedMoved))
      Single.push_back(&I);
    break;
  case Shape::String:
    Strings.push_back(&I);
    break;
  case Shape::Array:
    // Of a parameter that is a buffer to be filled.
    if (Place.part != SlotPart::Parameter && writesString(I.other, V.table)) {
      Literals.push_back(&I);
      break;
    }
    if (isRecordAsBytes(I))
      break;
    Arrays.push_back(&I);
    // What the callee needs its caller has to bring.
    if (const Extent &Its = V.of(I.other).bounds.extent;
        Its.kind == Extent::Constant && !(I.number & PassedMoved))
      likely({Extent::Constant, NoSlot, Its.number, Its.bytes}, I);
    break;
  default:
    break;
  }
}

/// A record goes to, or comes from, one who takes it as bytes: that is no array of records.
bool BoundsEvidence::isRecordAsBytes(const Item &I) const {
  const SlotType *T = V.table.type(S), *Other = V.table.type(I.other);
  return T && pointsToRecord(*T) && (!Other || !pointsToRecord(*Other));
}

/// Of a parameter: what the function returns with an offset is one of several.
void BoundsEvidence::countReturned() {
  std::uint32_t Result = Place.part == SlotPart::Parameter && !Place.level
                             ? V.table.find({Place.entity, SlotPart::Result})
                             : NoSlot;
  if (Result == NoSlot)
    return;
  for (const Item &I : V.table.items(Result))
    if (I.kind == ReturnsSlot && I.other == S && (I.number & FlowMoved))
      Walked.push_back(&I);
}

void BoundsEvidence::countPassedWith(const Item &I) {
  const BoundsVerdict &To = V.of(I.other).bounds;
  if (!To.is(Shape::Array) || To.extent.kind != Extent::Counted || To.extent.slot == NoSlot ||
      To.extent.times != NoSlot)
    return;
  // The count has to go where the other counts.
  if (!isPlaceOf(To.extent.slot, I))
    return;
  if (I.with != NoSlot && I.number == 0) {
    if (isBeside(I.with) && To.extent.number == 1)
      Factors[To.extent.slot].push_back(&I);
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
    Constant.push_back(&I);
    if (Whole && Product == Element && Element > 1)
      OneWhole.push_back(&I);
    else if (Product > 0)
      likely({Extent::Constant, NoSlot, Whole ? Product / Element : Product, Bytes && !Whole}, I);
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
    hard(Found, I, V.table.slot(I.other).part == SlotPart::Result);
  else
    likely(Found, I);
}

/// Counter is where the count of a PassedWith goes: the parameter beside it, or the field.
bool BoundsEvidence::isPlaceOf(std::uint32_t Counter, const Item &I) const {
  const Slot &Callee = V.table.slot(I.other), &Place = V.table.slot(Counter);
  if (Callee.part == SlotPart::Parameter || Callee.part == SlotPart::Result)
    return Place.entity == Callee.entity && Place.part == SlotPart::Parameter &&
           Place.index == I.beside;
  const Interface *Record = V.table.interfaceOf(I.other);
  return Record && Record == V.table.interfaceOf(Counter) && I.beside < Record->fact.slots.size() &&
         V.table.type(Counter) == &Record->fact.slots[I.beside];
}

unsigned sitesOf(llvm::ArrayRef<const Item *> Of) {
  unsigned Sites = 0;
  for (const Item *I : Of)
    Sites += I->count;
  return Sites;
}

} // namespace ferrule::contracts
