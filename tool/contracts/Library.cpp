// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contracts of the C and POSIX libraries, from the roles in the table of their functions.
#include "tool/contracts/Verdicts.h"
#include "tool/flow/LibraryFunctions.h"

namespace ferrule::contracts {

namespace {
constexpr llvm::StringLiteral Documented = "the library documents it";

void say(SlotVerdicts &Into, Nullness N, Owner O) {
  Into.nullness.value = N;
  Into.owner.value = O;
  Into.nullness.confidence = Into.owner.confidence = Confidence::High;
  Into.nullness.reason = Into.owner.reason = Documented;
}

void bound(SlotVerdicts &Into, Shape Value) {
  Into.bounds.value = Value;
  Into.bounds.confidence = Confidence::High;
  Into.bounds.reason = Documented;
}

void change(SlotVerdicts &Into, Change Value) {
  Into.change.value = Value;
  Into.change.confidence = Confidence::High;
  Into.change.reason = Documented;
}

/// The one length that bounds; several are multiplied, and then no parameter is the count.
void countBy(const LibraryFunction &L, Role Counter, const Slot &Place, const EvidenceTable &Table,
             SlotVerdicts &Into) {
  bound(Into, Shape::Array);
  unsigned Counters = 0;
  int Index = -1;
  for (unsigned I = 0; I != LibraryFunction::MaxParameters; ++I)
    if (L.Parameters[I] == Counter) {
      ++Counters;
      Index = static_cast<int>(I);
    }
  if (Counters != 1)
    return;
  std::uint32_t With =
      Table.find({Place.entity, SlotPart::Parameter, static_cast<unsigned>(Index)});
  Into.bounds.extent = {Extent::Counted, With, 1, !L.has(LibraryFunction::Wide)};
  Into.bounds.about = With;
}
} // namespace

bool decideLibrary(std::uint32_t S, const EvidenceTable &Table, SlotVerdicts &Into) {
  const Slot &Place = Table.slot(S);
  llvm::StringRef Name = EvidenceTable::plainName(Place.entity);
  const LibraryFunction *L = Name.empty() || Table.interfaceOf(S) ? nullptr : libraryFunction(Name);
  if (!L || Place.level)
    return false;
  if (Place.part == SlotPart::Result) {
    Into.nullness.reason = Into.owner.reason = Documented;
    bool IsNull = L->has(LibraryFunction::ReturnsNull);
    say(Into, IsNull ? Nullness::Nullable : Nullness::Unknown,
        L->allocates()                          ? Owner::Fresh
        : L->has(LibraryFunction::NotReentrant) ? Owner::Static
                                                : Owner::Unknown);
    Into.owner.releasedBy = L->ReleasedBy;
    if (L->hasRole(Role::Size))
      countBy(*L, Role::Size, Place, Table, Into);
    else if (L->ReleasedBy == "free")
      bound(Into, Shape::String);
    return true;
  }
  if (Place.part != SlotPart::Parameter || Place.index >= LibraryFunction::MaxParameters)
    return false;
  switch (L->Parameters[Place.index]) {
  case Role::Destination:
  case Role::Appended:
    say(Into, Nullness::NonNull, Owner::Borrowed);
    change(Into, L->Parameters[Place.index] == Role::Appended ? Change::InOut : Change::Out);
    if (L->hasRole(Role::Length))
      countBy(*L, Role::Length, Place, Table, Into);
    else
      bound(Into, Shape::Array);
    break;
  case Role::Source:
    say(Into, Nullness::NonNull, Owner::Borrowed);
    change(Into, Change::ReadOnly);
    countBy(*L, Role::Length, Place, Table, Into);
    break;
  case Role::String:
  case Role::PrintFormat:
  case Role::ScanFormat:
    say(Into, L->has(LibraryFunction::Resumes) ? Nullness::Nullable : Nullness::NonNull,
        Owner::Borrowed);
    change(Into, Change::ReadOnly);
    bound(Into, Shape::String);
    break;
  case Role::BoundedString:
    say(Into, Nullness::NonNull, Owner::Borrowed);
    change(Into, Change::ReadOnly);
    bound(Into, Shape::Unknown);
    break;
  case Role::Released:
    say(Into, Name == "free" ? Nullness::Nullable : Nullness::NonNull, Owner::Consumed);
    change(Into, Change::Untouched);
    break;
  case Role::Resized:
    say(Into, Nullness::Nullable, Owner::Consumed);
    change(Into, Change::Untouched);
    break;
  default:
    // Handles, such as a FILE, and what the table is silent about.
    Into.owner.value = Owner::Borrowed;
    Into.owner.confidence = Confidence::Medium;
    Into.owner.reason = Documented;
    break;
  }
  return true;
}

bool writesString(std::uint32_t S, const EvidenceTable &Table) {
  const Slot &Place = Table.slot(S);
  llvm::StringRef Name = EvidenceTable::plainName(Place.entity);
  const LibraryFunction *L = Name.empty() || Table.interfaceOf(S) ? nullptr : libraryFunction(Name);
  if (!L || Place.part != SlotPart::Parameter || Place.index >= LibraryFunction::MaxParameters)
    return false;
  const Role Of = L->Parameters[Place.index];
  return Of == Role::Appended ||
         (Of == Role::Destination && (L->hasRole(Role::String) || L->hasRole(Role::PrintFormat)));
}

} // namespace ferrule::contracts
