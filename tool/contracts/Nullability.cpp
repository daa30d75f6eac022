// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// May the pointer be null? Of a parameter that means: does the function cope with it.
//
//   1. what is declared
//   2. must hold: asserted; dereferenced, or given to one who dereferences, before any test;
//      tested before any dereference; a result that is NULL on some path, or never
//   3. likely: dereferenced on some paths only; tested by a function that it is given to; callers
//      give NULL; it is kept where others test it
#include "tool/contracts/Verdicts.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule::contracts {
namespace {

using enum EvidenceKind;
using NullVerdict = Verdict<Nullness>;

/// The items of a slot by what they mean.
struct Counts {
  llvm::SmallVector<const Item *, 4> NonNull, Nullable, Asserted, Tested, Always, Sometimes,
      TestedElsewhere, Given, Kept, Unknown, Safe;
};

void countResult(const Item &I, const View &V, Counts &C) {
  Nullness From = V.of(I.other).nullness.value;
  switch (I.kind) {
  case ReturnsNull:
  case AssignedNull:
    C.Given.push_back(&I);
    break;
  case ReturnsObject:
  case ReturnsLiteral:
  case AssignedObject:
  case AssignedLiteral:
    C.Safe.push_back(&I);
    break;
  case ReturnsFresh:
  case AssignedFresh:
    // new has no function.
    (I.other == NoSlot || (I.number & FlowTested) ? C.Safe : C.Given).push_back(&I);
    break;
  case ReturnsSlot:
  case AssignedSlot:
    if ((I.number & (FlowTested | FlowPart)) || From == Nullness::NonNull)
      C.Safe.push_back(&I);
    else if (From == Nullness::Nullable)
      C.Kept.push_back(&I);
    else if (From == Nullness::Unknown)
      C.Unknown.push_back(&I);
    break;
  case ReturnsUnknown:
  case AssignedUnknown:
    C.Unknown.push_back(&I);
    break;
  default:
    break;
  }
}

Counts count(std::uint32_t S, const View &V) {
  Counts C;
  for (const Item &I : V.table.items(S)) {
    const SlotVerdicts &Other = V.of(I.other);
    switch (I.kind) {
    case DeclaredNonNull:
      C.NonNull.push_back(&I);
      break;
    case DeclaredNullable:
      C.Nullable.push_back(&I);
      break;
    case Asserted:
      C.Asserted.push_back(&I);
      break;
    case Tested:
      C.Tested.push_back(&I);
      break;
    case TestedByCall:
      if (Other.nullness.is(Nullness::Nullable))
        C.Tested.push_back(&I);
      break;
    case Dereferenced:
      // It was given to a function that tests it, in a condition.
      if (I.other == NoSlot || !Other.nullness.is(Nullness::Nullable))
        (I.number ? C.Always : C.Sometimes).push_back(&I);
      break;
    case PassedTo:
      if (I.number & (PassedPart | PassedMoved | PassedBeforeReturn))
        break;
      if (Other.nullness.is(Nullness::NonNull) && (I.number & PassedUntested))
        (I.number & PassedAlways ? C.Always : C.Sometimes).push_back(&I);
      else if (Other.nullness.is(Nullness::Nullable))
        C.TestedElsewhere.push_back(&I);
      break;
    case StoredIn:
      if (Other.nullness.is(Nullness::Nullable) && !I.number)
        C.TestedElsewhere.push_back(&I);
      break;
    case GivenNull:
      C.Given.push_back(&I);
      break;
    default:
      countResult(I, V, C);
      break;
    }
  }
  return C;
}

NullVerdict answer(Nullness Value, Confidence Sure, llvm::StringRef Reason,
                   llvm::ArrayRef<const Item *> Pro, llvm::ArrayRef<const Item *> Contra = {}) {
  NullVerdict Found;
  Found.value = Value;
  Found.confidence = Sure;
  Found.reason = Reason;
  Found.pro.assign(Pro.begin(), Pro.end());
  Found.contra.assign(Contra.begin(), Contra.end());
  return Found;
}

NullVerdict unknown(llvm::StringRef Reason) {
  return answer(Nullness::Unknown, Confidence::Low, Reason, {});
}

NullVerdict ofParameter(const Counts &C, const View &V, bool Defined) {
  using enum Confidence;
  using enum Nullness;
  // An assertion behind other tests holds on some paths only.
  if (!C.Asserted.empty() && C.Tested.empty())
    return answer(NonNull, High, "an assertion says so", C.Asserted, C.Given);
  if (!C.Always.empty() && C.Tested.empty()) {
    auto Found = answer(NonNull, strength(C.Always, V, &SlotVerdicts::nullness),
                        "it is relied upon on every path, without a test", C.Always, C.Given);
    Found.conflict = !C.Given.empty();
    return Found;
  }
  if (!C.Always.empty()) {
    auto Found =
        answer(NonNull, Medium, "it is relied upon before it is tested", C.Always, C.Tested);
    Found.conflict = true;
    return Found;
  }
  if (!C.Tested.empty())
    return answer(Nullable, C.Sometimes.empty() ? High : Medium,
                  "the function tests it before it is used", C.Tested, C.Sometimes);
  // strlen(p), and then on to one who would test it.
  auto IsBehind = [&](const Item *Later) {
    const Sample &First = C.Sometimes.front()->samples.front(), &It = Later->samples.front();
    return It.file == First.file && It.line > First.line;
  };
  if (!C.Sometimes.empty() && !C.TestedElsewhere.empty() &&
      strength<Verdict<Nullness>>(C.Sometimes.front(), V, &SlotVerdicts::nullness) == High &&
      llvm::all_of(C.TestedElsewhere, IsBehind))
    return answer(NonNull, Medium, "it is relied upon before anybody tests it", C.Sometimes,
                  C.TestedElsewhere);
  if (!C.Sometimes.empty() && !C.TestedElsewhere.empty())
    return answer(Nullable, Medium, "who gets it copes with NULL", C.TestedElsewhere, C.Sometimes);
  if (!C.Sometimes.empty()) {
    auto Found = C.Given.empty()
                     ? answer(NonNull, Medium, "it is relied upon on some paths, without a test",
                              C.Sometimes)
                     : answer(Nullable, Medium, "callers give NULL where it is not used", C.Given,
                              C.Sometimes);
    Found.conflict = !C.Given.empty();
    return Found;
  }
  if (!C.TestedElsewhere.empty())
    return answer(Nullable, Medium, "who gets it copes with NULL", C.TestedElsewhere);
  if (!C.Given.empty())
    return answer(Nullable, Medium, "callers give NULL", C.Given);
  return Defined ? unknown("the function neither relies on it nor tests it")
                 : unknown("no unit defines the function");
}

NullVerdict ofValue(const Counts &C, const View &V, bool IsResult, bool Defined) {
  using enum Confidence;
  using enum Nullness;
  if (!C.Given.empty())
    return answer(Nullable, High, IsResult ? "it returns NULL" : "it is set to NULL", C.Given);
  if (!C.Kept.empty())
    return answer(Nullable, IsResult ? strength(C.Kept, V, &SlotVerdicts::nullness) : Medium,
                  "what it hands on may be NULL, and is not tested", C.Kept);
  if (!C.Tested.empty())
    return answer(Nullable, Medium, IsResult ? "callers test it" : "it is tested", C.Tested,
                  C.Always);
  if (!C.Safe.empty() && C.Unknown.empty())
    return answer(NonNull, IsResult ? strength(C.Safe, V, &SlotVerdicts::nullness) : Medium,
                  IsResult ? "what it returns is never NULL" : "nobody sets it to NULL", C.Safe);
  if (IsResult && !Defined)
    return unknown("no unit defines the function");
  if (!C.Always.empty() || !C.Sometimes.empty())
    return answer(NonNull, Low, "it is relied upon without a test",
                  C.Always.empty() ? C.Sometimes : C.Always);
  return unknown(C.Unknown.empty() ? "nothing is seen of its values"
                                   : "some of its values cannot be named");
}

} // namespace

NullVerdict decideNullness(std::uint32_t S, const View &V) {
  Counts C = count(S, V);
  if (!C.NonNull.empty()) {
    auto Found = answer(Nullness::NonNull, Confidence::High, "it is declared so", C.NonNull);
    for (const auto *Against : {&C.Given, &C.Tested})
      Found.contra.append(Against->begin(), Against->end());
    // A test of what cannot be null is idle, and NULL is wrong.
    Found.conflict = !Found.contra.empty();
    return Found;
  }
  if (!C.Nullable.empty()) {
    auto Found =
        answer(Nullness::Nullable, Confidence::High, "it is declared so", C.Nullable, C.Always);
    Found.conflict = !C.Always.empty();
    return Found;
  }
  const Interface *I = V.table.interfaceOf(S);
  const Slot &Place = V.table.slot(S);
  if (Place.part == SlotPart::Parameter && !Place.level)
    return ofParameter(C, V, I && I->defined);
  return ofValue(C, V, Place.part == SlotPart::Result, I && I->defined);
}

} // namespace ferrule::contracts
