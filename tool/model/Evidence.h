// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What units observe of pointers that others can see: the places that a contract is about, and the
// evidence for one. The terms are Crubit's. Merging is the union, so neither the order of the units
// nor their distribution over shards matters.
#pragma once
#include "tool/model/Operation.h"

namespace ferrule {

enum class SlotPart : unsigned char {
  None,      ///< no slot
  Self,      ///< the field or variable itself
  Parameter, ///< of a function, or of the functions that a pointer to functions may hold
  Result,    ///< what the function returns
};
template <> struct EnumNames<SlotPart> {
  static constexpr llvm::StringLiteral Names[] = {"none", "self", "parameter", "result"};
};

/// A place in an entity's type that can carry a contract.
struct Slot {
  /// EntityName of a function or variable; of a field that of its record, '.' and its name.
  std::string entity;
  SlotPart part = SlotPart::None;
  /// Of a parameter: counts from 0.
  unsigned index = 0;
  /// 0: the pointer itself; 1: the pointer that it points to, as in T **; and so on.
  unsigned level = 0;

  explicit operator bool() const { return part != SlotPart::None; }
  friend auto operator<=>(const Slot &, const Slot &) = default;
};

/// One kind of observation. "It" is the pointer in the slot; "other" and "with" are further slots
/// of the fact, "number" its number.
enum class EvidenceKind : unsigned char {
  // What declarations say
  DeclaredNonNull,  ///< nonnull, returns_nonnull, _Nonnull, [static n], SAL, a reference
  DeclaredNullable, ///< _Nullable, SAL
  /// counted_by, sized_by, access, SAL, [static n], alloc_size: with, in bytes if number is 1; or
  /// without a slot number elements
  DeclaredExtent,
  DeclaredSingle,   ///< a reference, SAL without a count
  DeclaredString,   ///< SAL: it ends with a NUL
  DeclaredFresh,    ///< malloc: it is new memory
  DeclaredReleaser, ///< malloc(f): with, a parameter, ends its life
  DeclaredOwner,    ///< gsl::owner: who has it has to end its life
  DeclaredBorrow,   ///< noescape
  DeclaredAccess,   ///< access, SAL: number is 1 if it is read, 2 if it is written, 3 if both
  DeclaredDistinct, ///< restrict: nothing else leads to what is accessed through it
  DeclaredAlias,    ///< lifetimebound: the result points into with
  // Accesses
  Accessed, ///< *p, p->x, p[0]; number: bytes of the object
  /// p[i], p[3], *(p + i), *p++; with: i is below number (1 if it is 0) times that; without it
  /// number is the largest constant
  Indexed,
  ComparedWithEnd, ///< p < end, other: end
  EndOf,           ///< the other side: the pointer that is compared with it is other
  ReadToNul,       ///< while (*p++)
  Called,          ///< of a pointer to a function
  Advanced,        ///< of what a T ** leads to: the function moves it within its object
  Read,            ///< what it points to is read
  Written,         ///< what it points to is written; number: 1 if nothing was read before
  Dereferenced,    ///< without a test of it before; number: 1 if on every path from the entry;
                   ///< other: the parameter that got it in a condition before
  // Tests
  Tested,        ///< if (p), p == NULL
  Asserted,      ///< assert(p): its null side does not come back
  TestedByCall,  ///< if (bad(p)): other is the parameter
  TestedAgainst, ///< p == q: other is q
  Masked,        ///< of a number: n & number, where number is one bit
  // Calls
  /// other: the parameter; number: bits of PassedBits; beside: a bit for each of the first 32
  /// arguments that is the constant 0
  PassedTo,
  PassedWith, ///< the same, and beside it with goes to the parameter of other's function (or the
              ///< field of its record) that stands in beside; number: with is multiplied by it, or
              ///< without a slot the number; 0: by the with of a second such fact
  PassedBeside, ///< one call gets it as other, and the parameter with as the parameter beside
  HandedTo,     ///< other, a pointer to a function, is called with it as the argument beside
  GivenSame,    ///< a caller passes the same for the parameter with
  GivenNull,    ///< a caller passes NULL
  GivenObject,  ///< a caller passes the address of one object
  GivenLiteral, ///< a caller passes a string literal
  GivenArray,   ///< a caller passes an array and, for with, its size; number: bytes per unit
  // Results
  ReturnsNull,    ///< return NULL
  ReturnsObject,  ///< the address of something static
  ReturnsLiteral, ///< a string literal
  ReturnsSlot,    ///< what other holds; number: bits of FlowBits
  ReturnsFresh,   ///< what new or a function like malloc made; other: the function
  ReturnsUnknown, ///< something that we cannot name
  ReturnsNumber,  ///< the constant number, of an integer result
  SetsErrno,      ///< of the result of a function that says in errno why it failed
  // Stores
  AssignedNull,
  AssignedObject,
  AssignedLiteral,
  AssignedSlot,    ///< what other holds; number: bits of FlowBits
  AssignedFresh,   ///< as ReturnsFresh
  AssignedUnknown, ///< something that we cannot name
  /// it is kept in other; number: bits of FlowBits; with: as the result of a function that got it
  /// as this parameter, and only if that returns it; beside: only if this parameter is not 0,
  /// counted from 1
  StoredIn,
  Released,    ///< given to what ends the life of its object; number: PassedOneOf, PassedByCaller
  CountedUp,   ///< p->n++, where other is n; of a result: before it is returned
  CountedDown, ///< p->n--
  CountsFor,   ///< of n: somebody counts down other->n
  // Pairs of fields: with is the count; number: 1 if so many were allocated
  PairKept,   ///< a function sets both, or moves both by the same
  PairBroken, ///< a function sets one so that the count does not fit
  // Threads
  ThreadStart, ///< of the result of a function: a thread starts there
};
template <> struct EnumNames<EvidenceKind> {
  static constexpr llvm::StringLiteral Names[] = {
      "declaredNonNull", "declaredNullable", "declaredExtent",   "declaredSingle",
      "declaredString",  "declaredFresh",    "declaredReleaser", "declaredOwner",
      "declaredBorrow",  "declaredAccess",   "declaredDistinct", "declaredAlias",
      "accessed",        "indexed",          "comparedWithEnd",  "endOf",
      "readToNul",       "called",           "advanced",         "read",
      "written",         "dereferenced",     "tested",           "asserted",
      "testedByCall",    "testedAgainst",    "masked",           "passedTo",
      "passedWith",      "passedBeside",     "handedTo",         "givenSame",
      "givenNull",       "givenObject",      "givenLiteral",     "givenArray",
      "returnsNull",     "returnsObject",    "returnsLiteral",   "returnsSlot",
      "returnsFresh",    "returnsUnknown",   "returnsNumber",    "setsErrno",
      "assignedNull",    "assignedObject",   "assignedLiteral",  "assignedSlot",
      "assignedFresh",   "assignedUnknown",  "storedIn",         "released",
      "countedUp",       "countedDown",      "countsFor",        "pairKept",
      "pairBroken",      "threadStart"};
};

/// Of EvidenceKind::PassedTo.
enum PassedBits : unsigned char {
  PassedUntested = 1,
  PassedAlways = 2, ///< on every path from the entry
  PassedMoved = 4,  ///< with an offset
  PassedPart = 8,   ///< the address of a member of what it points to
  /// of a result: the function itself gives it away before it returns it
  PassedBeforeReturn = 16,
  PassedOneOf = 32,  ///< one of several that the argument can be
  PassedForNow = 64, ///< to a constructor whose object is gone when the function returns
  /// what a T ** leads to after the call: the caller gives it on
  PassedByCaller = 128,
};

/// Of EvidenceKind::ReturnsSlot, AssignedSlot and StoredIn.
enum FlowBits : unsigned char {
  FlowMoved = 1,  ///< with an offset
  FlowPart = 2,   ///< the address of a member of what it points to
  FlowTested = 4, ///< after an assertion that it is not null
  FlowKept = 8,   ///< somebody else has it, too
  FlowEnds = 16, ///< it is gone when the function returns: kept in a local variable, or overwritten
  /// of StoredIn: what it points to is copied, and with it what a field of that holds
  FlowContent = 32,
  FlowElements = 64, ///< FlowPart: the member is an array
};

/// One observation at one place.
struct EvidenceFact {
  Slot slot;
  EvidenceKind kind = EvidenceKind::Accessed;
  Slot other;
  Slot with;
  /// PassedWith: the index of the parameter that gets with.
  unsigned beside = 0;
  long long number = 0;
  /// Where, as CodeRange counts.
  std::string file;
  unsigned line = 0;
  unsigned column = 0;
  friend auto operator<=>(const EvidenceFact &, const EvidenceFact &) = default;
};

/// A slot whose entity is a number: an index into EvidencePack::names.
struct PackedSlot {
  unsigned entity = 0;
  SlotPart part = SlotPart::None;
  unsigned index = 0;
  unsigned level = 0;
  friend auto operator<=>(const PackedSlot &, const PackedSlot &) = default;
};

/// An EvidenceFact with numbers for names.
struct PackedFact {
  PackedSlot slot;
  EvidenceKind kind = EvidenceKind::Accessed;
  PackedSlot other;
  PackedSlot with;
  unsigned beside = 0;
  long long number = 0;
  unsigned file = 0;
  unsigned line = 0;
  unsigned column = 0;
  friend auto operator<=>(const PackedFact &, const PackedFact &) = default;
};

/// The evidence of a unit: many facts, and each name once. A unit of a large library has tens of
/// thousands of facts about a few thousand names.
struct EvidencePack {
  std::vector<std::string> names;
  std::vector<PackedFact> facts;

  /// Facts in any order; equal ones count once. Equal calls give equal packs.
  void add(std::vector<EvidenceFact> Facts);
  friend bool operator==(const EvidencePack &, const EvidencePack &) = default;
};

/// What the type of a slot is, as far as contracts go.
enum class TypeShape : unsigned char {
  Other,
  Integer,
  Pointer,    ///< to an object of a complete type
  Characters, ///< char *, signed or not
  Memory,     ///< void *
  Opaque,     ///< to a type that the unit does not complete
  Function,   ///< a pointer to a function
  Reference,
};
template <> struct EnumNames<TypeShape> {
  static constexpr llvm::StringLiteral Names[] = {"other",  "integer", "pointer",  "characters",
                                                  "memory", "opaque",  "function", "reference"};
};

/// The declared type of a slot.
struct SlotType {
  /// Of the parameter, field or variable; may be empty.
  std::string name;
  /// As it is written.
  std::string type;
  TypeShape shape = TypeShape::Other;
  /// What it points to is const.
  bool constant = false;
  /// What it points to is a pointer itself.
  bool toPointer = false;
  /// Bytes of what it points to; 0: not known.
  unsigned long long element = 0;
  /// The type that it points to, canonical, without qualifiers: to find who makes and who ends it.
  std::string pointee;
  friend auto operator<=>(const SlotType &, const SlotType &) = default;
};

/// A function, record or variable whose slots others can see, as one of its declarations says.
struct InterfaceFact {
  /// EntityName.
  std::string entity;
  std::string name;
  /// Of the declaration.
  std::string file;
  unsigned line = 0;
  /// It stands in the main file of the unit.
  bool inMain = false;
  bool isRecord = false;
  bool variadic = false;
  SlotType result;
  /// Parameters of a function, fields of a record; a variable has itself.
  std::vector<SlotType> slots;
  friend auto operator<=>(const InterfaceFact &, const InterfaceFact &) = default;
};

FERRULE_FIELDS(Slot, entity, part, index, level)
FERRULE_FIELDS(EvidenceFact, slot, kind, other, with, beside, number, file, line, column)
FERRULE_FIELDS(PackedSlot, entity, part, index, level)
FERRULE_FIELDS(PackedFact, slot, kind, other, with, beside, number, file, line, column)
FERRULE_FIELDS(EvidencePack, names, facts)
FERRULE_FIELDS(SlotType, name, type, shape, constant, toPointer, element, pointee)
FERRULE_FIELDS(InterfaceFact, entity, name, file, line, inMain, isRecord, variadic, result, slots)

} // namespace ferrule
