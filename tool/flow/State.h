// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What is known at one point of one path: values of variables and memory, facts on symbols, and
// what became of each object.
//
// A number is Scale * Symbol + Offset, where a symbol stands for a value that is not known; its
// range and its distance to other symbols (A - B <= c, as in the pentagons of Logozzo and
// Faehndrich, "Pentagons: a weakly relational abstract domain for the efficient validation of array
// accesses", 2008) are facts of the state. A pointer is an object and such a number of bytes from
// its start. What a pointer that comes from outside points to is an object of its own, whose size
// is a symbol.
#pragma once
#include "tool/flow/Body.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/SmallVector.h"
#include <limits>
#include <optional>

namespace ferrule::flow {

/// A closed interval of integers; the extreme values stand for "any further", too.
struct Range {
  static constexpr std::int64_t Min = std::numeric_limits<std::int64_t>::min();
  static constexpr std::int64_t Max = std::numeric_limits<std::int64_t>::max();
  std::int64_t low = Min;
  std::int64_t high = Max;

  static Range of(const ValueType &T);
  bool isEmpty() const { return low > high; }
  bool isConstant() const { return low == high; }
  bool contains(const Range &R) const { return low <= R.low && R.high <= high; }
  Range hull(const Range &R) const { return {std::min(low, R.low), std::max(high, R.high)}; }
  Range meet(const Range &R) const { return {std::max(low, R.low), std::min(high, R.high)}; }
  friend bool operator==(const Range &, const Range &) = default;
};

/// Saturating arithmetic: an infinite bound stays one.
std::int64_t add(std::int64_t A, std::int64_t B);
std::int64_t subtract(std::int64_t A, std::int64_t B);
std::int64_t multiply(std::int64_t A, std::int64_t B);
Range operator+(const Range &A, const Range &B);
Range operator-(const Range &A, const Range &B);
Range operator*(const Range &A, const Range &B);

using Symbol = std::uint32_t;   // 0: none
using ObjectId = std::uint32_t; // 0: none
/// Index into the analysis' steps plus 1; 0: none.
using StepId = std::uint32_t;

struct Value {
  enum Kind : std::uint8_t {
    Unknown, ///< anything of its type
    Undefined,
    Number,
    Pointer,
  };
  Kind kind = Unknown;
  /// It may be indeterminate on one of the paths that met.
  bool maybeUndefined = false;
  /// Of a null constant: a callee chose it where another choice was possible, too.
  bool chosen = false;
  /// Of a pointer: a member of what lies at the start of the object was named.
  bool member = false;
  ObjectId object = 0;
  Symbol symbol = 0;
  /// Where it came in from outside of the program.
  StepId taint = 0;
  std::int64_t scale = 0;
  std::int64_t offset = 0;
  /// Of a pointer to an array that is a part of its object: the bytes [partLow, partHigh) of the
  /// object; partHigh 0: all of it. Of a null constant that was chosen, partLow is 1 + the entity
  /// that did.
  std::int32_t partLow = 0;
  std::int32_t partHigh = 0;

  static Value number(std::int64_t N) { return {.kind = Number, .offset = N}; }
  static Value of(Symbol S) { return {.kind = Number, .symbol = S, .scale = 1}; }
  static Value pointer(ObjectId O) { return {.kind = Pointer, .object = O}; }
  static Value undefined() { return {.kind = Undefined}; }
  bool isConstant() const { return kind == Number && !symbol; }
  bool isNullConstant() const { return isConstant() && offset == 0; }
  /// The bytes from the start of the object, as a number.
  Value distance() const {
    return {.kind = Number, .symbol = symbol, .taint = taint, .scale = scale, .offset = offset};
  }
  friend bool operator==(const Value &, const Value &) = default;
};

/// Bytes [offset, offset + length) of an object hold value, again and again if unit is smaller than
/// length. A pointer to a literal in a cell with literal set stands for the literal's bytes.
struct Cell {
  std::int64_t offset = 0;
  std::int64_t length = 0;
  std::int64_t unit = 0;
  Value value;
  bool literal = false;
  friend bool operator==(const Cell &, const Cell &) = default;
};

enum class Life : std::uint8_t { Alive, Ended, MaybeEnded };
enum class Nullness : std::uint8_t { Unknown, NonNull, Null };
/// What the bytes hold that no cell covers.
enum class Content : std::uint8_t { Unknown, Undefined, Zero };

/// A field or variable that is declared to own what it points to.
struct OwningPlace {
  ObjectId holder = 0;
  /// Bytes from the start of the holder; nothing where that is not a constant.
  std::optional<std::int64_t> offset = 0;
  friend bool operator==(const OwningPlace &, const OwningPlace &) = default;
};

/// What an owning place points to was released by that instruction of the root: the place has to be
/// set again, or has to end, before the root returns.
struct DanglingOwner {
  std::uint32_t release = 0;
  /// Without a holder: it cannot be named any more.
  OwningPlace place;
  friend bool operator==(const DanglingOwner &, const DanglingOwner &) = default;
};

/// What is known of an object but for its cells.
struct ObjectFacts {
  Life life = Life::Alive;
  Nullness null = Nullness::Unknown;
  /// It may be null because another path had no object: that its making may fail was looked at.
  bool optional = false;
  /// A test found it null on one of the paths that met, or its result went where we do not see.
  bool tested = false;
  /// Somebody has used it as if it were not null.
  bool dereferenced = false;
  /// The same, where nothing had shown that it is not.
  bool usedUntested = false;
  /// How many undecided branches the path had taken when a test found it null.
  std::uint32_t testedAt = 0;
  Content content = Content::Unknown;
  /// Somebody outside of what we follow may hold a pointer to it.
  bool escaped = false;
  /// Somebody may release it whom we do not see.
  bool handedOver = false;
  /// A declaration says that whoever has the pointer has to end it, and nobody else does.
  bool owned = false;
  /// A declaration says that somebody took it over.
  bool given = false;
  /// Of what is owned: the place that owns it, if that is not a variable of the function.
  OwningPlace home;
  /// Bytes, a number; Unknown when nothing is known.
  Value size;
  /// Of a declared string: the bytes before a NUL that nobody has overwritten; 0: nothing is known.
  Symbol length = 0;
  /// Of what the caller passes a pointer to: the path has written the bytes before this one.
  std::int64_t writtenTo = 0;
  StepId ended = 0;
  /// The function that may have ended it on the way.
  llvm::StringRef maybeEndedBy;
  /// Where bytes from outside of the program came into it.
  StepId taint = 0;
  /// Which bytes: [taintLow, taintHigh).
  std::int64_t taintLow = 0;
  std::int64_t taintHigh = 0;
  void setTaint(StepId From, std::int64_t Low, std::int64_t High) {
    taintLow = taint ? std::min(taintLow, Low) : Low;
    taintHigh = taint ? std::max(taintHigh, High) : High;
    taint = From;
  }
  /// The taint of what lies at these offsets.
  StepId taintAt(const Range &Where) const {
    return Where.low < taintHigh && Where.high >= taintLow ? taint : 0;
  }
  /// Counts the writes, so that what was measured before is not used after.
  std::uint32_t version = 0;
  /// The class whose constructor ran on it: the part of an EntityName before "@F@".
  llvm::StringRef dynamicClass;
  /// A string was written to its start, and nothing else since.
  bool text = false;
  /// Some bytes may never have been written, and which those are is not known any more.
  bool partlyWritten = false;
  /// Where cells lay before code ran that we do not see.
  llvm::SmallVector<std::int64_t, 4> forgotten;
};

// Two bases: the count of references must not be copied with the facts.
// NOLINTNEXTLINE(misc-multiple-inheritance)
struct ObjectState : llvm::RefCountedBase<ObjectState>, ObjectFacts {
  std::vector<Cell> cells;
  void forgetCells() {
    for (const Cell &C : cells)
      forgotten.push_back(C.offset);
    forgetContent();
    cells.clear();
  }
  /// What no cell covers may hold anything.
  void forgetContent();
  /// Each of these bytes holds a value.
  bool isWritten(Range Bytes) const;
  bool isWritten() const {
    return isWritten({0, size.isConstant() ? size.offset - 1 : Range::Max});
  }
};

/// A - B <= limit.
struct Distance {
  Symbol a;
  Symbol b;
  std::int64_t limit;
  friend bool operator==(const Distance &, const Distance &) = default;
};

class State {
public:
  const ObjectState *find(ObjectId O) const {
    std::size_t At = indexOf(O);
    return At != Objects.size() && Objects[At].first == O ? Objects[At].second.get() : nullptr;
  }
  ObjectState &change(ObjectId O);
  bool has(ObjectId O) const { return find(O); }
  void insert(ObjectId O, ObjectState Initial);
  void forget(ObjectId O);
  llvm::ArrayRef<std::pair<ObjectId, llvm::IntrusiveRefCntPtr<ObjectState>>> objects() const {
    return Objects;
  }

  /// The range that this path knows of a symbol, if any.
  std::optional<Range> refined(Symbol S) const;
  void refine(Symbol S, Range R);
  void drop(Symbol S);
  llvm::ArrayRef<std::pair<Symbol, Range>> ranges() const { return Ranges; }

  /// A value that a symbol does not have, where its range does not say so.
  using Exclusion = std::pair<Symbol, std::int64_t>;
  llvm::ArrayRef<Exclusion> exclusions() const { return Exclusions; }
  bool isExcluded(const Exclusion &E) const;
  void exclude(const Exclusion &E);
  void include(const Exclusion &E);

  void unrelate(Symbol A, Symbol B);
  /// Forgets the objects and symbols that are not in the sets.
  void keep(const llvm::BitVector &KeptObjects, const llvm::BitVector &KeptSymbols);
  void relate(Symbol A, Symbol B, std::int64_t Limit);
  /// The least c for which A - B <= c is known, by way of at most three relations.
  std::optional<std::int64_t> distance(Symbol A, Symbol B, unsigned Depth = 3) const;
  llvm::ArrayRef<Distance> relations() const { return Relations; }

  llvm::ArrayRef<DanglingOwner> dangling() const { return Dangling; }
  /// True: it was not known before.
  bool addDangling(const DanglingOwner &D);
  /// These bytes of the holder were written.
  void replaceOwners(ObjectId Holder, std::int64_t Low, std::int64_t High);
  /// With the holder its pointers end: who has what they led to has it from somewhere else.
  void endHolder(ObjectId Holder);

private:
  /// Where it is, or would be.
  std::size_t indexOf(ObjectId O) const {
    // Most look again for what was found last.
    if (Last < Objects.size() && Objects[Last].first == O)
      return Last;
    return Last = search(O);
  }
  std::size_t search(ObjectId O) const;

  mutable std::size_t Last = 0;
  // Sorted by key.
  std::vector<std::pair<ObjectId, llvm::IntrusiveRefCntPtr<ObjectState>>> Objects;
  std::vector<std::pair<Symbol, Range>> Ranges;
  std::vector<Exclusion> Exclusions;
  std::vector<Distance> Relations;
  std::vector<DanglingOwner> Dangling;
};

} // namespace ferrule::flow
