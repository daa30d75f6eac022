// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/contracts/Words.h"
#include "llvm/ADT/StringExtras.h"
#include <set>

namespace ferrule::contracts {

std::string nameOf(std::uint32_t S, const EvidenceTable &Table) {
  if (S == NoSlot)
    return "";
  const Slot &Place = Table.slot(S);
  const SlotType *T = Table.declaredType(S);
  std::string Name;
  if (T && !T->name.empty())
    Name = T->name;
  else if (Place.part == SlotPart::Parameter)
    Name = "parameter " + std::to_string(Place.index + 1);
  else if (Place.part == SlotPart::Result)
    Name = "the result";
  else
    Name = llvm::StringRef(Place.entity).rsplit('.').second.str();
  return std::string(Place.level, '*') + Name;
}

std::string ownerName(std::uint32_t S, const EvidenceTable &Table) {
  const Slot &Place = Table.slot(S);
  const Interface *I = Table.interfaceOf(S);
  if (!I) {
    llvm::StringRef Plain = EvidenceTable::plainName(Place.entity);
    return Plain.empty() ? Place.entity : Plain.str();
  }
  if (I->fact.isRecord)
    return I->fact.name + "." + llvm::StringRef(Place.entity).rsplit('.').second.str();
  return I->fact.name;
}

std::string describePlace(std::uint32_t S, const EvidenceTable &Table) {
  const Slot &Place = Table.slot(S);
  std::string Owner = ownerName(S, Table);
  if (Place.part == SlotPart::Parameter)
    return std::string(Place.level, '*') + "'" + nameOf(S, Table) + "' of " + Owner + "()";
  if (Place.part == SlotPart::Result)
    return "the result of " + Owner + "()";
  return "'" + Owner + "'";
}

std::string describeItem(const Item &I, const EvidenceTable &Table) {
  auto Other = [&] {
    return I.other == NoSlot ? std::string("something") : describePlace(I.other, Table);
  };
  auto With = [&] {
    return I.with == NoSlot ? std::to_string(I.number) : "'" + nameOf(I.with, Table) + "'";
  };
  switch (I.kind) {
  case EvidenceKind::DeclaredNonNull:
    return "declared as not null";
  case EvidenceKind::DeclaredNullable:
    return "declared as nullable";
  case EvidenceKind::DeclaredExtent:
    return "declared as " + With() + (I.with != NoSlot && I.number == 1 ? " bytes" : " elements");
  case EvidenceKind::DeclaredSingle:
    return "declared as a reference";
  case EvidenceKind::DeclaredString:
    return "declared as a string";
  case EvidenceKind::DeclaredFresh:
    return "declared as an allocator";
  case EvidenceKind::DeclaredReleaser:
    return "declared as released by " + describePlace(I.with, Table);
  case EvidenceKind::DeclaredOwner:
    return "declared as an owner";
  case EvidenceKind::DeclaredAccess:
    return I.number == 1   ? "declared as read only"
           : I.number == 2 ? "declared as written only"
                           : "declared as read and written";
  case EvidenceKind::DeclaredDistinct:
    return "declared as restrict";
  case EvidenceKind::DeclaredBorrow:
    return "declared as not escaping";
  case EvidenceKind::DeclaredAlias:
    return "declared as bound to " + With();
  case EvidenceKind::Accessed:
    return "accessed as one object";
  case EvidenceKind::Indexed:
    return I.with != NoSlot ? "indexed below " + With()
           : I.number       ? "indexed by " + std::to_string(I.number)
                            : "indexed or moved";
  case EvidenceKind::ComparedWithEnd:
    return "compared with the end " + Other();
  case EvidenceKind::EndOf:
    return "compared with " + Other();
  case EvidenceKind::ReadToNul:
    return "read up to a NUL";
  case EvidenceKind::Called:
    return "called";
  case EvidenceKind::Advanced:
    return "moved for the caller";
  case EvidenceKind::Read:
    return "read";
  case EvidenceKind::Written:
    return "written";
  case EvidenceKind::Dereferenced:
    return I.number ? "dereferenced on every path, without a test"
                    : "dereferenced without a test before";
  case EvidenceKind::Tested:
    return "tested for NULL";
  case EvidenceKind::Asserted:
    return "asserted not to be NULL";
  case EvidenceKind::TestedByCall:
    return "tested by " + Other();
  case EvidenceKind::TestedAgainst:
    return "compared with " + Other();
  case EvidenceKind::Masked:
    return "tested for bit " + std::to_string(I.number);
  case EvidenceKind::PassedTo:
    return (I.number & PassedPart ? "a part of it given to " : "given to ") + Other();
  case EvidenceKind::PassedWith:
    return "given to " + Other() + " with " + With();
  case EvidenceKind::PassedBeside:
    return "given to " + Other() + " beside " + With();
  case EvidenceKind::HandedTo:
    return Other() + " is called with it";
  case EvidenceKind::GivenSame:
    return "a caller gives the same for " + With();
  case EvidenceKind::GivenNull:
    return "a caller gives NULL";
  case EvidenceKind::GivenObject:
    return "a caller gives the address of " +
           (I.number == 1 ? std::string("an object") : std::to_string(I.number) + " elements");
  case EvidenceKind::GivenLiteral:
    return "a caller gives a string literal";
  case EvidenceKind::GivenArray:
    return "a caller gives an array, and its size for " + With();
  case EvidenceKind::ReturnsNull:
    return "returns NULL";
  case EvidenceKind::ReturnsObject:
    return "returns the address of a variable";
  case EvidenceKind::ReturnsLiteral:
    return "returns a string literal";
  case EvidenceKind::ReturnsSlot:
    return (I.number & FlowPart ? "returns a part of " : "returns ") + Other();
  case EvidenceKind::ReturnsFresh:
    return "returns new memory";
  case EvidenceKind::ReturnsUnknown:
    return "returns what cannot be named";
  case EvidenceKind::ReturnsNumber:
    return "returns " + std::to_string(I.number);
  case EvidenceKind::SetsErrno:
    return "errno is set";
  case EvidenceKind::AssignedNull:
    return "set to NULL";
  case EvidenceKind::AssignedObject:
    return "set to the address of a variable";
  case EvidenceKind::AssignedLiteral:
    return "set to a string literal";
  case EvidenceKind::AssignedSlot:
    return (I.number & FlowPart ? "set to a part of " : "set to ") + Other();
  case EvidenceKind::AssignedFresh:
    return "set to new memory";
  case EvidenceKind::AssignedUnknown:
    return "set to what cannot be named";
  case EvidenceKind::StoredIn:
    return (I.number & FlowContent ? "what it holds is kept in " : "kept in ") + Other();
  case EvidenceKind::Released:
    return "released";
  case EvidenceKind::CountedUp:
    return "one more in " + Other();
  case EvidenceKind::CountedDown:
    return "one less in " + Other();
  case EvidenceKind::CountsFor:
    return "counted down for " + Other();
  case EvidenceKind::PairKept:
    return (I.number ? "allocated as large as " : "set together with ") + With();
  case EvidenceKind::PairBroken:
    return "set so that " + With() + " does not fit";
  case EvidenceKind::ThreadStart:
    return "a thread starts there";
  }
  return "";
}

static std::string shapeInWords(const BoundsVerdict &B, const EvidenceTable &Table) {
  switch (B.value) {
  case Shape::None:
  case Shape::Unknown:
    return "unknown";
  case Shape::Single:
    return "single";
  case Shape::String:
    return "string";
  case Shape::Opaque:
    return "opaque";
  case Shape::Function:
    return "function";
  case Shape::End:
    return "end of '" + nameOf(B.about, Table) + "'";
  case Shape::Array:
    break;
  }
  std::string Unit = B.extent.bytes ? " bytes" : "";
  switch (B.extent.kind) {
  case Extent::Unknown:
    return "array";
  case Extent::Constant:
    return "array of at least " + std::to_string(B.extent.number) + Unit;
  case Extent::End:
    return "array up to '" + nameOf(B.extent.slot, Table) + "'";
  case Extent::Counted:
    break;
  }
  if (B.extent.slot == NoSlot)
    return "array";
  std::string Scale = B.extent.number == 1 ? "" : std::to_string(B.extent.number) + " * ";
  // uLong *destLen: the count is what it points to.
  const SlotType *T = Table.type(B.extent.slot);
  std::string Through = T && T->shape != TypeShape::Integer ? "*" : "";
  std::string Used =
      B.extent.used == NoSlot ? "" : ", '" + nameOf(B.extent.used, Table) + "' of them in use";
  std::string Times = B.extent.times == NoSlot ? "" : " * '" + nameOf(B.extent.times, Table) + "'";
  return "array of " + Scale + "'" + Through + nameOf(B.extent.slot, Table) + "'" + Times + Unit +
         Used;
}

std::string inWords(const BoundsVerdict &B, const EvidenceTable &Table) {
  return (B.isCursor ? "cursor: " : "") + shapeInWords(B, Table);
}

llvm::StringRef inWords(Nullness N) {
  switch (N) {
  case Nullness::NonNull:
    return "nonnull";
  case Nullness::Nullable:
    return "nullable";
  default:
    return "unknown";
  }
}

llvm::StringRef inWords(Owner O) {
  switch (O) {
  case Owner::Borrowed:
    return "borrowed";
  case Owner::Kept:
    return "borrowed, kept";
  case Owner::Transferred:
    return "transferred";
  case Owner::Consumed:
    return "consumed";
  case Owner::Fresh:
    return "owned by the caller";
  case Owner::Holds:
    return "owner";
  case Owner::Static:
    return "static";
  case Owner::Shared:
    return "shared";
  default:
    return "unknown";
  }
}

std::string inWords(const Verdict<Change> &C, const EvidenceTable &Table) {
  switch (C.value) {
  case Change::ReadOnly:
    return "in";
  case Change::Out:
    return "out";
  case Change::InOut:
    return "in-out";
  case Change::Untouched:
    return "untouched";
  case Change::Called:
    return "called";
  case Change::Handed: {
    // opaque of allocate and release: the data of both.
    std::set<std::string> Names = {nameOf(C.about, Table)};
    for (const Item *I : C.pro)
      if (I->kind == EvidenceKind::HandedTo && Table.slot(C.about).part == SlotPart::Self &&
          Table.slot(I->other).part == SlotPart::Self)
        Names.insert(nameOf(I->other, Table));
    return "given to '" + llvm::join(Names, "', '") + "'";
  }
  default:
    return "unknown";
  }
}

std::string inWords(const AliasVerdict &A, const EvidenceTable &Table) {
  std::string Others;
  for (std::uint32_t Other : A.others)
    Others += (Others.empty() ? "'" : ", '") + nameOf(Other, Table) + "'";
  switch (A.value) {
  case Aliasing::Alone:
    return "alone";
  case Aliasing::Distinct:
    return "distinct from " + Others;
  case Aliasing::MayBe:
    return "may be " + Others;
  default:
    return "unknown";
  }
}

} // namespace ferrule::contracts
