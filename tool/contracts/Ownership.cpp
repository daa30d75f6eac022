// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Who ends the life of what the pointer leads to?
//
//   1. what is declared: malloc, gsl::owner, noescape
//   2. must hold: it is given to what releases it; it is new memory that nobody else keeps; its
//      references are counted
//   3. likely: it is kept in a field that is released elsewhere, or not; else it is borrowed
// A field that is released may have been given new memory by the library itself, and that is what
// the release is for: memory that a caller outside of the library gives for it stays his, unless it
// is an object that the library has an end for. So it is where the library itself gives it new
// memory by the same function.
// What is kept in a cursor part by part, and moved on, may be there for the call only.
// A result that somebody else has, and whose life callers end, was taken out of where it was.
// A field counts references if somebody counts it down and ends the life of what it is a part of.
#include "tool/contracts/Holders.h"
#include "tool/contracts/LengthNames.h"
#include "tool/contracts/Verdicts.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule::contracts {
namespace {

using enum EvidenceKind;

OwnerVerdict answer(Owner Value, Confidence Sure, llvm::StringRef Reason,
                    llvm::ArrayRef<const Item *> Pro, llvm::ArrayRef<const Item *> Contra = {}) {
  OwnerVerdict Found;
  Found.value = Value;
  Found.confidence = Sure;
  Found.reason = Reason;
  Found.pro.assign(Pro.begin(), Pro.end());
  Found.contra.assign(Contra.begin(), Contra.end());
  return Found;
}

struct Counts {
  llvm::SmallVector<const Item *, 4> Ends, Fresh, Kept, TakenOver, Beside, Elsewhere, Static,
      Unknown, Declared, DeclaredOwners, Borrowed, Raised, Dropped, Counter, Foreign, InCursor,
      EndedByCallers;
  llvm::StringRef ReleasedBy;
  /// Of Fresh: those that are not new.
  unsigned Taken = 0;
};

void countFlow(const Item &I, const View &V, Counts &C) {
  const SlotVerdicts &From = V.of(I.other);
  // What a record that is gone with the call held goes over to whoever gets it.
  const bool IsLeft = From.owner.is(Owner::Holds) && (I.number & FlowEnds);
  if ((From.owner.is(Owner::Fresh) || IsLeft) && !(I.number & FlowPart)) {
    (I.number & FlowKept ? C.Kept : C.Fresh).push_back(&I);
    C.Taken += From.owner.taken && !(I.number & FlowKept);
    if (C.ReleasedBy.empty())
      C.ReleasedBy = From.owner.releasedBy;
    return;
  }
  if (From.owner.is(Owner::Shared) && V.table.slot(I.other).part == SlotPart::Result &&
      !(I.number & (FlowPart | FlowKept))) {
    C.Raised.push_back(&I);
    return;
  }
  if (From.owner.is(Owner::None))
    return;
  if (V.table.slot(I.other).part == SlotPart::Result && From.owner.is(Owner::Unknown))
    C.Unknown.push_back(&I);
  else if (From.owner.is(Owner::Static))
    C.Static.push_back(&I);
  else
    C.Elsewhere.push_back(&I);
  // It stays with whom it comes from.
  if (From.owner.is(Owner::Borrowed) || From.owner.is(Owner::Kept) || From.owner.is(Owner::Static))
    C.Foreign.push_back(&I);
}

bool isConstant(std::uint32_t S, const View &V) {
  const SlotType *T = V.table.type(S);
  return T && T->constant;
}

/// It writes behind one of its parameters.
bool writesSomething(const Interface &I, const View &V) {
  for (unsigned Index = 0; Index != I.fact.slots.size(); ++Index) {
    const auto &Of = V.of(V.table.find({I.fact.entity, SlotPart::Parameter, Index})).change;
    if (Of.is(Change::InOut) || Of.is(Change::Out))
      return true;
  }
  return false;
}

/// A call by which nothing is kept: what would keep it runs only if other arguments are not 0.
bool keepsNothing(const Item &Call, const OwnerVerdict &Callee) {
  return llvm::all_of(Callee.pro, [&](const Item *I) {
    return I->kind == StoredIn && I->beside && I->beside <= 32 &&
           (Call.beside >> (I->beside - 1) & 1);
  });
}

Counts count(std::uint32_t S, const View &V) {
  Counts C;
  const Interface *Whole = V.table.interfaceOf(S);
  const bool IsOfOutside = Whole && Whole->exported;
  for (const Item &I : V.table.items(S)) {
    const SlotVerdicts &Other = V.of(I.other);
    switch (I.kind) {
    case DeclaredFresh:
      C.Fresh.push_back(&I);
      break;
    case DeclaredOwner:
      C.DeclaredOwners.push_back(&I);
      break;
    case CountedUp:
      if (Other.owner.is(Owner::Shared))
        C.Raised.push_back(&I);
      break;
    case CountedDown:
      C.Dropped.push_back(&I);
      break;
    case CountsFor:
      if (Other.owner.is(Owner::Consumed))
        C.Counter.push_back(&I);
      break;
    case DeclaredBorrow:
      C.Declared.push_back(&I);
      break;
    case Released:
      if (!(I.number & PassedByCaller))
        C.Ends.push_back(&I);
      break;
    case PassedTo:
      if (I.number & (PassedPart | PassedByCaller))
        break;
      if (V.table.slot(S).part == SlotPart::Result && !(I.number & PassedBeforeReturn)) {
        if (Other.owner.is(Owner::Consumed) && !(I.number & (PassedMoved | PassedOneOf)))
          C.EndedByCallers.push_back(&I);
        break;
      }
      // An allocator may keep a head before what it gives away.
      if (Other.owner.is(Owner::Consumed))
        C.Ends.push_back(&I);
      else if (I.number & PassedMoved)
        break;
      else if (Other.owner.is(Owner::Transferred))
        C.TakenOver.push_back(&I);
      else if (Other.owner.is(Owner::Kept))
        (I.number & PassedForNow || keepsNothing(I, Other.owner) ? C.Borrowed : C.Kept)
            .push_back(&I);
      else if (Other.owner.is(Owner::Unknown))
        (Other.owner.pro.empty() ? C.Unknown : C.InCursor).push_back(&I);
      else if (Other.owner.is(Owner::Borrowed))
        C.Borrowed.push_back(&I);
      break;
    case StoredIn:
      if (I.number & FlowEnds)
        break;
      // A copy shares what the original owns; what it borrows, it may borrow, too.
      if (I.number & FlowContent) {
        if (Other.owner.is(Owner::Holds))
          C.Kept.push_back(&I);
        break;
      }
      if (isMovedOn(S, I.other, V)) {
        C.InCursor.push_back(&I);
        break;
      }
      // Who takes over something wants to write it.
      if (I.number || isConstant(S, V) || !takesOver(I.other, V))
        C.Kept.push_back(&I);
      else
        (IsOfOutside && holdsOwnMemory(I.other, S, V) ? C.Beside : C.TakenOver).push_back(&I);
      break;
    case ReturnsFresh:
    case AssignedFresh:
      (I.number & FlowKept ? C.Kept : C.Fresh).push_back(&I);
      if (C.ReleasedBy.empty() && I.other == NoSlot)
        C.ReleasedBy = "delete";
      break;
    case ReturnsSlot:
    case AssignedSlot:
      countFlow(I, V, C);
      break;
    case AssignedObject:
    case AssignedLiteral:
      C.Foreign.push_back(&I);
      [[fallthrough]];
    case ReturnsObject:
    case ReturnsLiteral:
      C.Static.push_back(&I);
      break;
    case ReturnsUnknown:
    case AssignedUnknown:
      C.Unknown.push_back(&I);
      break;
    default:
      break;
    }
  }
  return C;
}

OwnerVerdict ofParameter(const Counts &C, const View &V, bool Defined, bool IsReturned) {
  using enum Confidence;
  if (!C.Declared.empty()) {
    auto Found = answer(Owner::Borrowed, High, "it is declared so", C.Declared, C.Kept);
    Found.contra.append(C.Ends.begin(), C.Ends.end());
    Found.conflict = !Found.contra.empty();
    return Found;
  }
  if (!C.DeclaredOwners.empty())
    return answer(Owner::Consumed, High, "it is declared so", C.DeclaredOwners);
  if (!C.Raised.empty() && C.Ends.empty())
    return answer(Owner::Shared, High, "the function counts one more reference", C.Raised);
  bool Certain = llvm::any_of(C.Ends, [](const Item *I) { return !(I->number & PassedOneOf); });
  if (!C.Ends.empty() && !C.Dropped.empty())
    return answer(Owner::Consumed, High,
                  "the function drops a reference, and ends it with the last", C.Dropped);
  if (!C.Ends.empty() && !Certain)
    return answer(Owner::Consumed, Low, "the function may end its life, or that of another",
                  C.Ends);
  if (!C.Ends.empty())
    return IsReturned ? answer(Owner::Consumed, Medium, "the function ends its life, or returns it",
                               C.Ends)
                      : answer(Owner::Consumed, strength(C.Ends, V, &SlotVerdicts::owner),
                               "the function ends its life", C.Ends);
  if (!C.TakenOver.empty())
    return answer(Owner::Transferred, Medium, "it is kept where it is released later", C.TakenOver);
  if (!C.Beside.empty()) {
    auto Found = answer(Owner::Kept, Low, "it is kept where new memory is kept, too", C.Beside,
                        V.of(C.Beside.front()->other).owner.pro);
    Found.conflict = true;
    return Found;
  }
  // Whether anybody looks there again is not known.
  if (!C.Kept.empty())
    return answer(Owner::Kept, Medium, "it is kept after the call", C.Kept);
  if (!C.InCursor.empty())
    return answer(
        Owner::Unknown, Low,
        "it is kept in a cursor that is moved on in the call; whether anybody looks there "
        "afterwards is not seen",
        C.InCursor);
  if (!Defined)
    return answer(Owner::Unknown, Low, "no unit defines the function", {});
  if (!C.Unknown.empty())
    return answer(Owner::Borrowed, Medium,
                  "nothing that is seen keeps or releases it; some who get it are not seen", {},
                  C.Unknown);
  return answer(Owner::Borrowed, High, "nothing keeps or releases it", C.Borrowed);
}

/// What somebody else had, and whose life callers end, after a function that writes: it has taken
/// it out of where it was. What it got itself it may have left where it is.
OwnerVerdict ofTaken(const Counts &C, const View &V) {
  auto IsOwn = [&](const Item *From) {
    return V.table.slot(From->other).part == SlotPart::Parameter;
  };
  if (llvm::any_of(C.Elsewhere, IsOwn))
    return answer(Owner::Unknown, Confidence::Low,
                  "somebody else has it already, but those who get it end its life", C.Elsewhere,
                  C.EndedByCallers);
  OwnerVerdict Found = answer(Owner::Fresh, Confidence::Medium,
                              "it is taken out of where it was, and callers end its life",
                              C.EndedByCallers, C.Elsewhere);
  Found.conflict = !Found.contra.empty();
  Found.taken = true;
  return Found;
}

OwnerVerdict ofResult(const Counts &C, const View &V, const Interface *Whole) {
  const bool Defined = Whole && Whole->defined;
  using enum Confidence;
  OwnerVerdict Found;
  if (!C.DeclaredOwners.empty()) {
    Found = answer(Owner::Fresh, High, "it is declared so", C.DeclaredOwners, C.Elsewhere);
    Found.contra.append(C.Static.begin(), C.Static.end());
    Found.conflict = !Found.contra.empty();
    return Found;
  }
  if (!C.Raised.empty())
    return answer(Owner::Shared, High, "it is counted, and the caller gets a reference", C.Raised);
  if (!C.Fresh.empty() && !C.TakenOver.empty())
    return answer(Owner::Borrowed, Medium,
                  "it is new, and given to its owner before it is returned", C.TakenOver, C.Fresh);
  if (!C.Fresh.empty()) {
    bool Mixed = !C.Kept.empty() || !C.Elsewhere.empty() || !C.Static.empty();
    Found = answer(Owner::Fresh,
                   std::min(Mixed ? Medium : High, strength(C.Fresh, V, &SlotVerdicts::owner)),
                   C.Taken == C.Fresh.size() ? "it is taken out of where it was"
                                             : "it is new, and nobody else has it",
                   C.Fresh);
    Found.taken = C.Taken == C.Fresh.size();
    for (const auto *Against : {&C.Kept, &C.Elsewhere, &C.Static})
      Found.contra.append(Against->begin(), Against->end());
    Found.conflict = Mixed;
    Found.releasedBy = C.ReleasedBy;
    return Found;
  }
  if (!C.Kept.empty())
    return answer(Owner::Borrowed, Medium, "it is new, and somebody else keeps it", C.Kept);
  if (!C.EndedByCallers.empty() && Defined && C.Static.empty() &&
      (!C.Elsewhere.empty() || !C.Unknown.empty()) && writesSomething(*Whole, V))
    return ofTaken(C, V);
  if (!C.Elsewhere.empty())
    return answer(Owner::Borrowed, C.Unknown.empty() ? High : Medium,
                  "somebody else has it already", C.Elsewhere, C.Unknown);
  if (!C.Static.empty())
    return answer(Owner::Static, C.Unknown.empty() ? High : Medium, "it is no memory of the heap",
                  C.Static, C.Unknown);
  return answer(Owner::Unknown, Low,
                Defined ? "what it returns cannot be named" : "no unit defines the function",
                C.Unknown);
}

/// The field of the same record and type from which its objects are released: next, where this one
/// is prev or last.
std::uint32_t releasingSibling(std::uint32_t S, const View &V) {
  const Interface *I = V.table.interfaceOf(S);
  const SlotType *T = V.table.type(S);
  if (!I || !T || !I->fact.isRecord)
    return NoSlot;
  for (const SlotType &Each : I->fact.slots) {
    if (&Each == T || Each.pointee != T->pointee || Each.toPointer != T->toPointer ||
        !pointsToRecord(Each))
      continue;
    std::uint32_t Sibling = V.table.find({I->fact.entity + "." + Each.name, SlotPart::Self});
    if (Sibling != NoSlot && V.of(Sibling).owner.is(Owner::Holds) &&
        V.of(Sibling).owner.confidence == Confidence::High)
      return Sibling;
  }
  return NoSlot;
}

OwnerVerdict ofHolder(std::uint32_t S, const Counts &C, const View &V) {
  using enum Confidence;
  if (!C.DeclaredOwners.empty())
    return answer(Owner::Holds, High, "it is declared so", C.DeclaredOwners);
  if (!C.Counter.empty())
    return answer(Owner::Shared, High, "it counts references", C.Counter);
  if (!C.Ends.empty()) {
    auto Found = answer(Owner::Holds, High, "it is released from here", C.Ends, C.Foreign);
    Found.releasedBy = C.ReleasedBy;
    Found.conflict = !C.Foreign.empty();
    return Found;
  }
  if (std::uint32_t Sibling = C.Fresh.empty() ? NoSlot : releasingSibling(S, V);
      Sibling != NoSlot) {
    auto Found =
        answer(Owner::Borrowed, Medium, "{} is from where its objects are released", C.Fresh);
    Found.about = Sibling;
    return Found;
  }
  if (!C.Fresh.empty()) {
    auto Found =
        answer(Owner::Holds, Medium, "new memory is kept here; no release is seen", C.Fresh);
    Found.releasedBy = C.ReleasedBy;
    return Found;
  }
  if (!C.Elsewhere.empty())
    return answer(Owner::Borrowed, Medium, "it holds what others have, and nobody releases it here",
                  C.Elsewhere);
  if (!C.Static.empty() && C.Unknown.empty())
    return answer(Owner::Static, Medium, "it holds no memory of the heap", C.Static);
  return answer(Owner::Unknown, Low, "nothing is seen that says who owns it", C.Unknown);
}

} // namespace

OwnerVerdict decideOwner(std::uint32_t S, const View &V) {
  const Slot &Place = V.table.slot(S);
  const Interface *I = V.table.interfaceOf(S);
  Counts C = count(S, V);
  if (Place.part == SlotPart::Result) {
    // What goes out again from another result is ended by its callers.
    for (std::uint32_t Taker : V.table.takers(S))
      if (V.table.slot(Taker).part == SlotPart::Result && !V.table.slot(Taker).level)
        for (const Item &Each : V.table.items(Taker))
          if (Each.kind == PassedTo &&
              !(Each.number & (PassedBeforeReturn | PassedPart | PassedMoved | PassedOneOf)) &&
              V.of(Each.other).owner.is(Owner::Consumed))
            C.EndedByCallers.push_back(&Each);
    return ofResult(C, V, I);
  }
  if (Place.part == SlotPart::Self)
    return ofHolder(S, C, V);
  if (!Place.level)
    return ofParameter(C, V, I && I->defined, V.table.isReturned(S));
  // What a T ** leads to: the function ends it, makes it, both, or only looks at it.
  if (!C.Ends.empty() && !C.Fresh.empty())
    return answer(Owner::Unknown, Confidence::Low,
                  "the function may end its life and make another in its place", C.Ends);
  if (!C.Ends.empty())
    return answer(Owner::Consumed, Confidence::High, "the function ends its life", C.Ends);
  if (!C.Fresh.empty() || !C.Elsewhere.empty() || !C.Static.empty() || !C.Kept.empty())
    return ofResult(C, V, I);
  return answer(Owner::Unknown, Confidence::Low, "nothing is seen that says who owns it", {});
}

} // namespace ferrule::contracts
