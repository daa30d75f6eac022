// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What is decided of a slot, one type per property, and the policies that decide. A policy is a
// pure function: the evidence of one slot and the verdicts of the slots that it refers to go in.
// Each file opens with its rules in the order in which they are tried: what is declared, what must
// hold, what is likely.
#pragma once
#include "tool/contracts/EvidenceTable.h"
#include "llvm/ADT/SmallVector.h"

namespace ferrule::contracts {

/// Where a slot stands while the solver runs. None: it has not been asked yet, which is no
/// objection to anything, so that recursion does not hinder itself. Unknown: asked, and nothing
/// follows.

enum class Nullness : unsigned char { None, Unknown, NonNull, Nullable };

enum class Shape : unsigned char {
  None,
  Unknown,
  Single,   ///< one object
  Array,    ///< several: see the extent
  String,   ///< up to a NUL
  Opaque,   ///< nobody looks behind it
  Function, ///< a function
  End,      ///< where the array that about points into ends
};

/// Whether what is accessed through a parameter is also accessed through another one.
enum class Aliasing : unsigned char {
  None,
  Unknown,
  Alone,    ///< nothing that the function gets beside it could be the same
  Distinct, ///< it must not be the same as the others
  MayBe,    ///< it may be
};

/// How many elements an array has.
struct Extent {
  enum Kind : unsigned char {
    Unknown,
    Constant, ///< Number, or more
    Counted,  ///< as Slot says, times Number
    End,      ///< up to the pointer in Slot
  };
  Kind kind = Unknown;
  std::uint32_t slot = NoSlot;
  long long number = 1;
  /// Counted in bytes, not in elements.
  bool bytes = false;
  /// Of what is allocated for slot elements: how many of them are in use.
  std::uint32_t used = NoSlot;
  /// Counted: and times what this one says.
  std::uint32_t times = NoSlot;
  friend bool operator==(const Extent &, const Extent &) = default;
};

enum class Owner : unsigned char {
  None,
  Unknown,
  Borrowed,    ///< by whoever has it, for the time of the call
  Kept,        ///< borrowed, and kept after the call
  Transferred, ///< the function or record takes it over
  Consumed,    ///< the function ends its life
  Fresh,       ///< whoever gets it owns it
  Holds,       ///< the field or variable owns it
  Static,      ///< lives as long as the program
  Shared,      ///< counted references
};

enum class Change : unsigned char {
  None,
  Unknown,
  Untouched,
  ReadOnly,
  Out,
  InOut,
  Called, ///< it is a function, and called
  Handed, ///< it is given back to the function in about, and nobody else looks behind it
};

/// A verdict and what it rests on.
template <class T> struct Verdict {
  T value = T::None;
  Confidence confidence = Confidence::Low;
  bool conflict = false;
  /// In words, without a full stop; a place for a slot's name is written as {}.
  llvm::StringRef reason;
  std::uint32_t about = NoSlot;
  llvm::SmallVector<const Item *, 3> pro, contra;

  bool is(T V) const { return value == V; }
  friend bool operator==(const Verdict &A, const Verdict &B) {
    return A.value == B.value && A.confidence == B.confidence && A.conflict == B.conflict &&
           A.about == B.about && A.reason == B.reason;
  }
};

struct BoundsVerdict : Verdict<Shape> {
  Extent extent;
  /// Of what a T ** leads to: the function moves it, and its caller goes on from there.
  bool isCursor = false;
  friend bool operator==(const BoundsVerdict &A, const BoundsVerdict &B) {
    return static_cast<const Verdict<Shape> &>(A) == static_cast<const Verdict<Shape> &>(B) &&
           A.extent == B.extent && A.isCursor == B.isCursor;
  }
};

struct OwnerVerdict : Verdict<Owner> {
  /// Of memory: the function of the library that ends it.
  llvm::StringRef releasedBy;
  /// Fresh: it is not new, but taken out of where it was.
  bool taken = false;
  friend bool operator==(const OwnerVerdict &A, const OwnerVerdict &B) {
    return static_cast<const Verdict<Owner> &>(A) == static_cast<const Verdict<Owner> &>(B) &&
           A.releasedBy == B.releasedBy && A.taken == B.taken;
  }
};

struct AliasVerdict : Verdict<Aliasing> {
  /// Parameters of the same function.
  llvm::SmallVector<std::uint32_t, 2> others;
  friend bool operator==(const AliasVerdict &A, const AliasVerdict &B) {
    return static_cast<const Verdict<Aliasing> &>(A) == static_cast<const Verdict<Aliasing> &>(B) &&
           A.others == B.others;
  }
};

struct SlotVerdicts {
  Verdict<Nullness> nullness;
  BoundsVerdict bounds;
  OwnerVerdict owner;
  Verdict<Change> change;
  AliasVerdict aliasing;
  friend bool operator==(const SlotVerdicts &, const SlotVerdicts &) = default;
};

/// What a policy sees.
struct View {
  const EvidenceTable &table;
  llvm::ArrayRef<SlotVerdicts> verdicts;

  const SlotVerdicts &of(std::uint32_t S) const {
    static const SlotVerdicts Nothing;
    return S == NoSlot ? Nothing : verdicts[S];
  }
};

/// How sure an answer can be that rests on these items: on what the function itself does, fully; on
/// what it hands on or gets from others, as sure as the surest of them.
template <class T>
Confidence strength(llvm::ArrayRef<const Item *> Items, const View &V, T SlotVerdicts::*Property) {
  Confidence Best = Confidence::Low;
  for (const Item *I : Items) {
    bool IsOthers = I->kind == EvidenceKind::PassedTo || I->kind == EvidenceKind::ReturnsSlot ||
                    I->kind == EvidenceKind::AssignedSlot;
    const T &Other = V.of(I->other).*Property;
    if (!IsOthers)
      return Confidence::High;
    Best = std::max(Best, Other.conflict ? std::min(Other.confidence, Confidence::Medium)
                                         : Other.confidence);
  }
  return Items.empty() ? Confidence::High : Best;
}

Verdict<Nullness> decideNullness(std::uint32_t S, const View &V);
BoundsVerdict decideBounds(std::uint32_t S, const View &V);
OwnerVerdict decideOwner(std::uint32_t S, const View &V);
Verdict<Change> decideChange(std::uint32_t S, const View &V);
AliasVerdict decideAliasing(std::uint32_t S, const View &V);

/// The verdicts of a function of the C or POSIX libraries, from the table of those. False: it is
/// none.
bool decideLibrary(std::uint32_t S, const EvidenceTable &Table, SlotVerdicts &Into);

/// A parameter through which such a function writes a string, as snprintf and strcpy do.
bool writesString(std::uint32_t S, const EvidenceTable &Table);

} // namespace ferrule::contracts
