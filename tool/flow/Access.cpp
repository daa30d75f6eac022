// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Reads and writes: whether what is touched is there, and lies within its object.
#include "tool/flow/Interpreter.h"

namespace ferrule::flow {

/// Reports a pointer whose object is gone; true if it is there.
bool Interpreter::checkAlive(Frame &F, State &S, const Value &Pointer, std::uint32_t Place,
                             const Label &What) {
  const ObjectState &State = *S.find(Pointer.object);
  const Object &Info = Objects[Pointer.object];
  if (State.life == Life::Ended && State.ended) {
    bool Stack = Info.kind == ObjectKind::Local || Info.kind == ObjectKind::StackMemory;
    report(F, DefectKind::UseAfterRelease, Place,
           What.str() + " " + nameOfObject(Pointer.object) +
               (Stack ? " after the end of its life" : " after its release"),
           Stack ? "its scope has been left" : "it was released before", {Info.made, State.ended});
    // Once is enough.
    S.change(Pointer.object).life = Life::MaybeEnded;
    return false;
  }
  return State.life == Life::Alive;
}

bool Interpreter::check(Frame &F, State &S, const Value &Pointer, const Access &A, Look &Seen) {
  auto Not = [&](Obstacle::Kind Why, std::int64_t Bytes = 0) {
    Seen.obstacle = {Why, Pointer.kind == Value::Pointer ? Objects[Pointer.object].label : Label{},
                     Bytes};
    return false;
  };
  DefectKind Kind = A.write ? DefectKind::OutOfBoundsWrite : DefectKind::OutOfBoundsRead;
  if (Pointer.isConstant() && Pointer.chosen) {
    Crashed = true;
    if (!Doubtful && Pointer.partLow && A.exact && rangeOf(S, A.size).low > 0)
      Seen.suspected = {P.entities[Pointer.partLow - 1].entity.name, true, {}};
    return false;
  }
  if (Pointer.kind == Value::Number) {
    // Where paths have met, what made it null may not go with what led here.
    if (Pointer.isConstant() && Pointer.offset >= 0 && Pointer.offset < 4096 && A.exact &&
        !Merged && rangeOf(S, A.size).low > 0)
      report(F, DefectKind::NullDereference, A.place, A.what.str() + " a null pointer",
             "the pointer is null on this path", {Pointer.taint});
    return false;
  }
  const ObjectState *Now = Pointer.kind == Value::Pointer ? S.find(Pointer.object) : nullptr;
  if (!Now)
    return Not(Obstacle::Pointer);
  const Object &Info = Objects[Pointer.object];
  if (!A.write && !isWithinText(S, Pointer, A.size)) {
    Range From = rangeOf(S, Pointer.distance());
    expectWritten(S, Pointer.object, {From.low, add(From.high, add(rangeOf(S, A.size).high, -1))});
  }
  Seen.nonNull = Now->null == Nullness::NonNull;
  bool First = A.exact && !Now->dereferenced && rangeOf(S, A.size).low > 0;
  if (First && (!Info.nullableFrom.empty() || !Now->maybeEndedBy.empty() || Info.argument)) {
    Seen.suspected = {Info.nullableFrom, !Seen.nonNull,
                      Now->life == Life::MaybeEnded ? Now->maybeEndedBy : llvm::StringRef()};
    ObjectState &State = S.change(Pointer.object);
    State.dereferenced = true;
    State.usedUntested = State.null == Nullness::Unknown;
    Now = S.find(Pointer.object);
  }
  if (Info.kind == ObjectKind::Function)
    return true;
  const Value Size = Now->size;
  Nullness Null = Now->null;
  // What is read as something larger than it is was never right, alive or not.
  bool TooLarge = Info.scalar && Info.kind == ObjectKind::Local && A.index && A.exact &&
                  A.size.isConstant() && Size.isConstant() && Pointer.distance().isConstant() &&
                  !Pointer.partHigh && (Pointer.distance().isNullConstant() || Pointer.member) &&
                  Pointer.offset + A.size.offset > Size.offset;
  if (!TooLarge && Now->life != Life::Alive && !checkAlive(F, S, Pointer, A.place, A.what))
    return Not(Obstacle::Released);
  Range Length = rangeOf(S, A.size);
  bool Touches = A.exact && Length.low > 0;
  if (Null == Nullness::Null) {
    // Nobody can go on behind it.
    Crashed |= Touches;
    // A test found it null; where paths have met, or of what comes from outside another branch was
    // taken since, another test may rule that out.
    if (Touches && !Merged && (Info.kind != ObjectKind::Outside || Now->testedAt == Forks)) {
      bool Made = Info.mayFail;
      report(F, Made ? DefectKind::UncheckedResult : DefectKind::NullDereference, A.place,
             A.what.str() + " " + (Made ? "what could not be made" : "a null pointer"),
             "the pointer is null on this path", {Info.made});
    }
    return false;
  }
  bool MayBeNull = Null == Nullness::Unknown;
  if (MayBeNull && Info.mayFail && !Now->optional && !Now->tested && Touches) {
    report(F, DefectKind::UncheckedResult, A.place,
           A.what.str() + " " + nameOfObject(Pointer.object) +
               " without a test whether it was made",
           "its making fails when there is no memory or no such file, and then the pointer is null",
           {Info.made});
  }
  if (Touches && MayBeNull)
    setNull(S, Pointer.object, false);
  if (A.write && Info.untrusted && Touches) {
    report(F, DefectKind::UntrustedPointer, A.place,
           A.what.str() + " a place whose address comes from outside of the program",
           "whoever sends the bytes decides what is overwritten", {Info.untrusted});
    return false;
  }
  Value At = Pointer.distance();
  Range Where = rangeOf(S, At);
  std::int64_t Low = Pointer.partHigh ? Pointer.partLow : 0;
  Value Extent = Pointer.partHigh ? Value::number(Pointer.partHigh) : Size;
  bool Known = Info.kind != ObjectKind::Outside || Extent.kind == Value::Number;
  if (!Known)
    return Not(Obstacle::Size);
  auto Bytes = [](std::int64_t N) {
    return N == Range::Max ? std::string("any number of bytes")
                           : std::to_string(N) + (N == 1 ? " byte" : " bytes");
  };
  auto Name = [&] { return nameOfObject(Pointer.object); };
  // Below.
  bool Loop = fromLoop(At.symbol) || fromLoop(A.size.symbol);
  if (Touches && Where.high < Low && !Loop) {
    report(F, Kind, A.place, A.what.str() + " before the start of " + Name(),
           "it begins " + Bytes(subtract(Low, Where.high)) + " before it", {Info.made, At.taint});
    return false;
  }
  if (Touches && Where.low < Low && untrusted(At) && !Loop &&
      !(Symbols[At.symbol].op == Opcode::Unknown && Where.low > -2)) {
    report(F, Kind, A.place, A.what.str() + " before the start of " + Name(),
           "the offset comes from outside of the program and may be negative",
           {At.taint, Info.made});
    return false;
  }
  bool LowSafe = Where.low >= Low;
  if (Extent.kind != Value::Number)
    return Not(Obstacle::Size);
  // Above: the end of what is touched against the end of the object.
  Value End = sum(At, A.size, 1);
  Range Over;
  if (End.kind == Value::Number)
    Over = difference(S, End, Extent);
  else
    Over = rangeOf(S, At) + Length - rangeOf(S, Extent);
  // One symbol of two may cancel against the extent, such as strlen(s) + 1.
  if (Over.high > 0 && A.size.kind == Value::Number && At.isConstant()) {
    Value Rest = sum(Extent, At, -1);
    if (Rest.kind == Value::Number) {
      Range D = difference(S, A.size, Rest);
      Over = Over.meet(D);
    }
  }
  if (Over.high > 0 && At.kind == Value::Number && A.size.isConstant()) {
    Value Rest = sum(Extent, A.size, -1);
    if (Rest.kind == Value::Number)
      Over = Over.meet(difference(S, At, Rest));
  }
  // Of a size that nothing is known of but what conditions on the way let through, its caller may
  // know more.
  bool Certain = !Extent.symbol || Extent.symbol == At.symbol || Extent.symbol == A.size.symbol ||
                 untrusted(Extent);
  if (Touches && Over.low > 0 && !Over.isEmpty() && !Loop && Certain && !Merged) {
    bool Confused = TooLarge;
    if (Confused) {
      report(F, DefectKind::TypeConfusion, A.place,
             A.what.str() + " " + Name() + " as something larger than it is",
             "it has " + Bytes(Size.offset) + ", and " + Bytes(A.size.offset) + " are used",
             {Info.made});
      return false;
    }
    std::string By = Over.isConstant() ? Bytes(Over.low) : "at least " + Bytes(Over.low);
    Range Whole = rangeOf(S, Extent);
    report(F, Kind, A.place, A.what.str() + " past the end of " + Name(),
           "it goes " + By + " beyond the " +
               (Whole.isConstant() ? Bytes(Whole.low) : std::string("bytes")) + " of it",
           {Info.made, At.taint, A.size.taint});
    return false;
  }
  bool Outside = untrusted(At) || untrusted(A.size);
  if (A.exact && Over.high > 0 && Outside && !Loop) {
    Value From = untrusted(A.size) ? A.size : At;
    // A negative number as a size.
    if (From.symbol && Symbols[From.symbol].op == Opcode::Convert &&
        rangeOf(S, Symbols[From.symbol].left).low < 0 &&
        rangeOf(S, Symbols[From.symbol].left).high <= rangeOf(S, Extent).high) {
      report(
          F, DefectKind::SignConversion, A.place,
          A.what.str() + " " + Name() + " with a length that may have been negative",
          "the length comes from outside of the program, and a negative number becomes a huge one",
          {From.taint, Info.made});
      return false;
    }
    report(F, Kind, A.place, A.what.str() + " past the end of " + Name(),
           "how far comes from outside of the program and is not checked against its size",
           {From.taint, Info.made});
    return false;
  }
  // Who declares how much a pointer leads to says that it leads there.
  MayBeNull &= !Info.declared;
  bool Safe = LowSafe && Over.high <= 0 && !MayBeNull;
  if (!Safe)
    return !LowSafe ? Not(Obstacle::Before, Where.low == Range::Min ? Range::Max : Low - Where.low)
           : Over.high > 0 ? Not(Obstacle::Beyond, Over.high)
                           : Not(Obstacle::Null);
  Range Whole = rangeOf(S, Extent);
  Seen.nothing = Length.high <= 0;
  Seen.object = Info.label;
  if (Whole.isConstant())
    Seen.bytes = Whole.low;
  bool Numbers = Whole.isConstant() && Where.high != Range::Max;
  if (Numbers)
    Seen.touched = {Where.low,
                    (Where.isConstant() ? Where.high + Length.high : rangeOf(S, End).high) - 1};
  if (!Seen.reasonWanted)
    return true;
  if (Seen.nothing)
    Seen.reason = "the length is 0, and nothing is touched";
  else if (Numbers)
    Seen.reason = "bytes {low} to {high} lie within the " + Bytes(Whole.low) + " of " + Name();
  else if (Over.high == 0)
    Seen.reason = "what is touched ends within " + Name() + ", by the conditions on the way";
  else
    Seen.reason = "the end is at least " + std::to_string(subtract(0, Over.high)) +
                  " bytes before that of " + Name() + ", by the conditions on the way";
  // The pointer itself was judged as it came in.
  return true;
}

Value Interpreter::load(Frame &F, State &S, const Instruction &I, std::uint32_t Index,
                        const Value &Address) {
  // Of a bit-field one byte at least.
  std::int64_t Size = I.imm ? 1 : I.type.bytes;
  Look Seen{.reasonWanted = wantsReason(F, Index)};
  bool Safe = check(F, S, Address,
                    {.write = false,
                     .size = Value::number(Size),
                     .place = I.place,
                     .index = Index,
                     .what = {"reads"}},
                    Seen);
  if (Crashed || Address.kind != Value::Pointer || !S.has(Address.object)) {
    judge(F, Index, Safe, Seen);
    return fresh(S, I.type, Address.taint);
  }
  if (I.imm) {
    // A bit-field.
    judge(F, Index, Safe, Seen);
    Value V = fresh(S, I.type);
    if (V.kind == Value::Number && I.imm < 62) {
      std::int64_t Half = std::int64_t{1} << (I.imm - 1);
      bound(S, V,
            I.type.kind == TypeKind::Signed ? Range{-Half, Half - 1} : Range{0, 2 * Half - 1});
    }
    return V;
  }
  Value V = readCell(S, Address.object, Address.distance(), Size, I.type);
  const Object &Info = Objects[Address.object];
  if (V.kind == Value::Undefined) {
    judge(F, Index, false, {.obstacle = {Obstacle::Undefined, {}, 0}});
    if (!Merged && (Safe || Info.kind == ObjectKind::Heap || Info.kind == ObjectKind::StackMemory))
      report(F, DefectKind::UninitializedRead, I.place,
             "reads " + nameOfObject(Address.object) + " before anything was written to it",
             "no write reaches it on this path", {Info.made});
    V = fresh(S, I.type);
    if (!Address.symbol)
      writeCell(S, Address.object, Address.distance(), Size, V);
    return V;
  }
  V = argument(S, Address, V);
  noteText(S, Address, Size, V);
  if (Safe && V.maybeUndefined)
    Seen.obstacle = {Obstacle::Undefined, {}, 0};
  judge(F, Index, Safe && !V.maybeUndefined, Seen);
  // What it leads to is called by the variable that it came from.
  if (const Object &From = Objects[Address.object]; V.kind == Value::Pointer && From.scalar &&
                                                    !From.label.name.empty() && !Address.symbol &&
                                                    !Address.offset)
    if (Object &To = Objects[V.object]; To.kind == ObjectKind::Outside && To.label.isEmpty())
      To.label = {From.parameter ? "what the caller passes as '%'" : "what '%' points to",
                  From.label.name};
  return V;
}

void Interpreter::store(Frame &F, State &S, const Instruction &I, std::uint32_t Index,
                        const Value &Address, const Value &What) {
  std::int64_t Size = I.imm ? 1 : I.type.bytes;
  Look Seen{.reasonWanted = wantsReason(F, Index)};
  bool Safe = check(F, S, Address,
                    {.write = true,
                     .size = Value::number(Size),
                     .place = I.place,
                     .index = Index,
                     .what = {"writes"}},
                    Seen);
  judge(F, Index, Safe, Seen);
  if (Address.kind != Value::Pointer || !S.has(Address.object)) {
    // It may have hit anything that others can reach.
    escape(S, What, true);
    if (Address.kind == Value::Unknown)
      clobber(S);
    return;
  }
  ObjectId O = Address.object;
  if (!isPrivate(S, O) || Address.symbol)
    escape(S, What, true);
  if (Objects[O].immutable)
    return;
  // The other bits of the byte stay what they are.
  if (I.imm)
    expectWritten(S, O);
  writeCell(S, O, Address.distance(), Size, I.imm ? Value{} : What);
  if (Safe && Size == 1 && !I.imm && What.isNullConstant())
    Nuls.insert({O, S.find(O)->version});
  if (I.imm && !Address.symbol) {
    ObjectState &State = S.change(O);
    if (!State.cells.empty() && State.cells.back().value.kind == Value::Unknown)
      State.cells.back().unit = 0;
  }
  mayAlias(S, O, Size);
}

} // namespace ferrule::flow
