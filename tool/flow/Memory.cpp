// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Objects and what is in them.
#include "tool/flow/Interpreter.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule::flow {

/// Bytes of an object that are followed one by one; a larger one is known as a whole only.
static constexpr std::size_t MaxCells = 400;

ObjectId Interpreter::object(State &S, Object O, ObjectState Initial) {
  Objects.push_back(std::move(O));
  S.insert(Objects.size() - 1, std::move(Initial));
  return Objects.size() - 1;
}

/// A pointer of which nothing is known but its name.
Value Interpreter::outside(State &S, Label Name, StepId Taint) {
  Object O{.kind = ObjectKind::Outside, .label = Name, .untrusted = Taint};
  ObjectState Initial;
  Initial.escaped = true;
  Value V = Value::pointer(object(S, std::move(O), std::move(Initial)));
  V.taint = Taint;
  return V;
}

/// Nobody but this path can read or write it through a pointer that we do not follow.
bool Interpreter::isPrivate(const State &S, ObjectId O) const {
  const ObjectState *State = S.find(O);
  return State && !State->escaped;
}

std::optional<Value> Interpreter::literalValue(const Literal &L, std::int64_t At,
                                               std::int64_t Size) const {
  std::int64_t Length = L.data.size();
  if (At < 0 || Size <= 0 || Size > 8 || At + Size > Length + static_cast<std::int64_t>(L.unit))
    return std::nullopt;
  std::uint64_t Bits = 0;
  for (std::int64_t I = 0; I != Size; ++I) {
    std::uint64_t Byte = At + I < Length ? static_cast<unsigned char>(L.data[At + I]) : 0;
    Bits |= Byte << (8 * I);
  }
  return Value::number(static_cast<std::int64_t>(Bits));
}

static Value asType(Value V, ValueType T) {
  if (V.isConstant() && T.isInteger() && T.bytes < 8) {
    std::uint64_t Mask = (std::uint64_t{1} << (8 * T.bytes)) - 1;
    V.offset = static_cast<std::int64_t>(V.offset & Mask);
    if (T.kind == TypeKind::Signed && V.offset > Range::of(T).high)
      V.offset -= static_cast<std::int64_t>(Mask) + 1;
  }
  return V;
}

Value Interpreter::readCell(State &S, ObjectId O, const Value &At, std::int64_t Size, ValueType T) {
  const Object &Info = Objects[O];
  if (Info.immutable) {
    auto [It, New] = Immutable.try_emplace(O);
    if (New)
      It->second = fresh(S, T);
    return It->second;
  }
  const ObjectState &State = *S.find(O);
  if (At.symbol) {
    if (State.cells.empty() && State.content == Content::Undefined)
      return Value::undefined();
    if (State.cells.empty() && State.content == Content::Zero)
      return Value::number(0);
    return fresh(S, T, State.taintAt(rangeOf(S, At)));
  }
  if (Info.literal)
    if (auto V = literalValue(*Info.literal, At.offset, Size))
      return asType(*V, T);
  bool Overlap = false, Numbers = true, Doubtful = false;
  for (const Cell &C : State.cells) {
    if (C.offset + C.length <= At.offset || At.offset + Size <= C.offset)
      continue;
    Overlap = true;
    Numbers &= C.value.kind != Value::Pointer;
    Doubtful |= C.value.maybeUndefined;
    bool Inside = C.offset <= At.offset && At.offset + Size <= C.offset + C.length;
    if (!Inside)
      break;
    if (C.literal) {
      const Literal *L = Objects[C.value.object].literal;
      if (auto V = literalValue(*L, C.value.offset + At.offset - C.offset, Size))
        return asType(*V, T);
      break;
    }
    if (C.unit == Size && (At.offset - C.offset) % C.unit == 0) {
      // A union may hold a number where a pointer is read.
      if ((C.value.kind == Value::Pointer && T.kind != TypeKind::Pointer && T.bytes < 8 &&
           !Objects[C.value.object].descriptor) ||
          (T.kind == TypeKind::Pointer && C.value.kind == Value::Number && !C.value.isConstant()))
        break;
      if (T.isInteger() && C.value.kind == Value::Number && !C.value.isConstant() &&
          !Range::of(T).contains(rangeOf(S, C.value))) {
        // Read as another type: from now on it is what that makes of it.
        Value Read = fresh(S, T, C.value.taint);
        for (Cell &Changed : S.change(O).cells)
          if (Changed.offset == At.offset && Changed.unit == Size && Changed.length == Size)
            Changed.value = Read;
        return Read;
      }
      return asType(C.value, T);
    }
    if (C.value.isNullConstant())
      return Value::number(0);
    if (C.value.kind == Value::Undefined)
      return Value::undefined();
    break;
  }
  if (!Overlap) {
    if (State.content == Content::Undefined)
      return Value::undefined();
    if (State.content == Content::Zero)
      return Value::number(0);
  }
  Value V = fresh(S, T, State.taintAt({At.offset, At.offset}));
  V.maybeUndefined = Doubtful;
  // The same place read twice gives the same, as long as nobody writes.
  if (Overlap && Numbers) {
    std::uint32_t Version = S.find(O)->version;
    writeCell(S, O, At, Size, V);
    S.change(O).version = Version;
  } else if (!Overlap && S.find(O)->cells.size() < MaxCells) {
    S.change(O).cells.push_back({At.offset, Size, Size, V});
  }
  return V;
}

void Interpreter::writeCell(State &S, ObjectId O, const Value &At, std::int64_t Size,
                            const Value &What, std::int64_t Unit) {
  ObjectState &State = S.change(O);
  State.version = ++Versions;
  if (At.symbol || Size <= 0) {
    // Somewhere: what may have been hit is not known any more.
    Range Where = rangeOf(S, At);
    if (Size <= 0)
      Where.high = Range::Max;
    llvm::erase_if(State.cells, [&](const Cell &C) {
      return C.offset + C.length > Where.low &&
             (Where.high == Range::Max || add(Where.high, Size) > C.offset);
    });
    State.content = Content::Unknown;
    return;
  }
  std::int64_t Low = At.offset, High = At.offset + Size;
  std::vector<Cell> Kept;
  for (const Cell &C : State.cells) {
    std::int64_t End = C.offset + C.length;
    if (End <= Low || High <= C.offset) {
      Kept.push_back(C);
      continue;
    }
    // What is left on either side: of a fill or of a copied literal the same, of one value only
    // that something was written.
    auto Remains = [&](std::int64_t From, std::int64_t To) {
      bool Whole = C.literal || (C.unit < C.length && (!C.unit || (From - C.offset) % C.unit == 0));
      Cell Rest{From, To - From, Whole ? C.unit : 0, Whole ? C.value : Value{}, C.literal};
      Rest.value.maybeUndefined = C.value.maybeUndefined;
      if (!Whole && C.value.kind == Value::Undefined)
        Rest.value = C.value;
      if (C.literal)
        Rest.value.offset += From - C.offset;
      if (Whole || State.content != Content::Unknown)
        Kept.push_back(Rest);
    };
    if (C.offset < Low)
      Remains(C.offset, Low);
    if (End > High)
      Remains(High, End);
  }
  if (Kept.size() < MaxCells)
    Kept.push_back({Low, Size, Unit ? Unit : Size, What});
  else
    State.content = Content::Unknown;
  State.cells = std::move(Kept);
}

/// A write of Size bytes to an object that others may know under another name.
void Interpreter::mayAlias(State &S, ObjectId Written, std::int64_t Size) {
  if (isPrivate(S, Written))
    return;
  llvm::SmallVector<ObjectId, 8> Hit;
  for (const auto &[Id, Other] : S.objects()) {
    if (Id == Written || !Other->escaped || Objects[Id].immutable)
      continue;
    // Two variables are never the same; neither are two allocations.
    if (Objects[Written].kind != ObjectKind::Outside && Objects[Id].kind != ObjectKind::Outside)
      continue;
    if (llvm::any_of(Other->cells, [&](const Cell &C) { return C.unit == Size; }))
      Hit.push_back(Id);
  }
  for (ObjectId Id : Hit) {
    ObjectState &Other = S.change(Id);
    Other.version = ++Versions;
    llvm::erase_if(Other.cells, [&](const Cell &C) { return C.unit == Size; });
    Other.content = Content::Unknown;
  }
}

void Interpreter::escape(State &S, const Value &V, bool HandedOver) {
  if (V.kind != Value::Pointer)
    return;
  llvm::SmallVector<ObjectId, 8> Work = {V.object};
  while (!Work.empty()) {
    ObjectId O = Work.pop_back_val();
    const ObjectState *Old = S.find(O);
    if (!Old || (Old->escaped && (Old->handedOver || !HandedOver)))
      continue;
    ObjectState &State = S.change(O);
    State.escaped = true;
    State.handedOver |= HandedOver;
    for (const Cell &C : State.cells)
      if (C.value.kind == Value::Pointer && !C.literal)
        Work.push_back(C.value.object);
  }
}

/// Code that we do not see has run: all that it can reach may have changed.
void Interpreter::clobber(State &S) {
  llvm::SmallVector<ObjectId, 16> Hit;
  for (const auto &[Id, State] : S.objects())
    if (State->escaped && !Objects[Id].immutable && Objects[Id].kind != ObjectKind::Literal &&
        Objects[Id].kind != ObjectKind::Function &&
        (!State->cells.empty() || State->content != Content::Unknown))
      Hit.push_back(Id);
  for (ObjectId Id : Hit) {
    ObjectState &State = S.change(Id);
    State.version = ++Versions;
    State.cells.clear();
    State.content = Content::Unknown;
  }
}

void Interpreter::fill(State &S, const Value &Address, std::optional<std::int64_t> Size,
                       StepId Taint) {
  if (Address.kind != Value::Pointer || !S.has(Address.object) || Objects[Address.object].immutable)
    return;
  writeCell(S, Address.object, Address.distance(), Size.value_or(0), {});
  ObjectState &State = S.change(Address.object);
  if (Size && *Size > 0 && !Address.symbol) {
    // Values of some kind: the cell says that they are not indeterminate, and is read as unknown.
    llvm::erase_if(State.cells, [&](const Cell &C) {
      return C.offset == Address.offset && C.length == *Size && C.value.kind == Value::Unknown;
    });
    if (State.content != Content::Unknown)
      State.cells.push_back({Address.offset, *Size, 0, {}});
  }
  if (Taint)
    State.setTaint(Taint, Address.partHigh ? Address.partLow : 0,
                   Address.partHigh ? Address.partHigh : Range::Max);
}

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
    // A test found it null; where paths have met, another test may rule that out.
    if (Touches && !Merged) {
      bool Made = Info.mayFail;
      report(F, Made ? DefectKind::UncheckedResult : DefectKind::NullDereference, A.place,
             A.what.str() + " " + (Made ? "what could not be made" : "a null pointer"),
             "the pointer is null on this path", {Info.made});
    }
    return false;
  }
  bool MayBeNull = Null == Nullness::Unknown;
  if (MayBeNull && Info.mayFail && Touches) {
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
  if (Touches && Over.low > 0 && !Over.isEmpty() && !Loop) {
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
  bool Safe = LowSafe && Over.high <= 0 && !MayBeNull;
  if (!Safe)
    return MayBeNull ? Not(Obstacle::Null)
           : !LowSafe
               ? Not(Obstacle::Before, Where.low == Range::Min ? Range::Max : Low - Where.low)
               : Not(Obstacle::Beyond, Over.high);
  Range Whole = rangeOf(S, Extent);
  bool Numbers = Whole.isConstant() && Where.high != Range::Max;
  if (Numbers)
    Seen.touched = {Where.low,
                    (Where.isConstant() ? Where.high + Length.high : rangeOf(S, End).high) - 1};
  if (!Seen.reasonWanted)
    return true;
  if (Numbers)
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
  Look Seen{.reasonWanted = !(*F.verdicts)[Index].reached};
  bool Safe = check(F, S, Address,
                    {.write = false,
                     .size = Value::number(Size),
                     .place = I.place,
                     .index = Index,
                     .what = {"reads"}},
                    Seen);
  if (Address.kind != Value::Pointer || !S.has(Address.object)) {
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
  // Whoever decides where it is read decides what is read.
  if (!V.taint && Address.taint && V.kind == Value::Number && V.symbol)
    V.taint = 0;
  return V;
}

void Interpreter::store(Frame &F, State &S, const Instruction &I, std::uint32_t Index,
                        const Value &Address, const Value &What) {
  std::int64_t Size = I.imm ? 1 : I.type.bytes;
  Look Seen{.reasonWanted = !(*F.verdicts)[Index].reached};
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
  if (I.imm)
    writeCell(S, O, Address.distance(), Size, {});
  else
    writeCell(S, O, Address.distance(), Size, What);
  if (I.imm && !Address.symbol) {
    ObjectState &State = S.change(O);
    if (!State.cells.empty() && State.cells.back().value.kind == Value::Unknown)
      State.cells.back().unit = 0;
  }
  mayAlias(S, O, Size);
}

/// Copies Size bytes.
void Interpreter::copy(State &S, const Value &To, const Value &From, const Value &Size) {
  if (To.kind != Value::Pointer || !S.has(To.object)) {
    escape(S, From, true);
    return;
  }
  bool Exact = Size.isConstant() && !To.symbol && From.kind == Value::Pointer && !From.symbol &&
               S.has(From.object);
  if (!isPrivate(S, To.object) && From.kind == Value::Pointer)
    if (const ObjectState *Source = S.find(From.object))
      for (const Cell &C : std::vector<Cell>(Source->cells))
        if (!C.literal)
          escape(S, C.value, true);
  if (!Exact) {
    StepId Taint = From.kind == Value::Pointer && S.has(From.object)
                       ? S.find(From.object)->taintAt(rangeOf(S, From.distance()))
                       : 0;
    fill(S, To, Size.isConstant() ? std::optional(Size.offset) : std::nullopt, Taint);
    return;
  }
  const ObjectState Source = *S.find(From.object);
  const Object &Info = Objects[From.object];
  std::int64_t N = Size.offset;
  if (N <= 0)
    return;
  std::vector<Cell> Moved;
  std::int64_t Delta = To.offset - From.offset;
  if (Info.literal) {
    std::int64_t Available =
        static_cast<std::int64_t>(Info.literal->data.size() + Info.literal->unit) - From.offset;
    if (Available > 0) {
      Cell C{To.offset, std::min(N, Available), Info.literal->unit, From, true};
      Moved.push_back(C);
    }
  } else {
    for (const Cell &C : Source.cells) {
      std::int64_t Low = std::max(C.offset, From.offset);
      std::int64_t High = std::min(C.offset + C.length, From.offset + N);
      if (Low >= High)
        continue;
      bool Whole = Low == C.offset && High == C.offset + C.length;
      bool Divisible =
          C.literal || !C.unit || (C.unit < C.length && (Low - C.offset) % C.unit == 0);
      if (!Whole && !Divisible) {
        // A part of a value: something, but not what.
        Moved.push_back({Low + Delta, High - Low, 0, {}});
        continue;
      }
      Cell Part{Low + Delta, High - Low, C.unit, C.value, C.literal};
      if (C.literal)
        Part.value.offset += Low - C.offset;
      Moved.push_back(Part);
    }
  }
  // What no cell covers has the content of the source.
  Value Rest = Info.literal                           ? Value{}
               : Source.content == Content::Undefined ? Value::undefined()
               : Source.content == Content::Zero      ? Value::number(0)
                                                      : Value{};
  writeCell(S, To.object, To.distance(), N, Rest, Rest.kind == Value::Unknown ? 0 : 1);
  ObjectState &Target = S.change(To.object);
  if (!Target.cells.empty() && Target.cells.back().offset == To.offset &&
      Target.cells.back().length == N && Target.cells.back().value.kind == Value::Unknown)
    Target.cells.back().unit = 0;
  for (const Cell &C : Moved) {
    writeCell(S, To.object, Value::number(C.offset), C.length, C.value, C.unit);
    if (C.literal)
      S.change(To.object).cells.back().literal = true;
  }
  if (StepId Taint = Source.taintAt({From.offset, From.offset + N - 1}))
    S.change(To.object).setTaint(Taint, To.partHigh ? To.partLow : 0,
                                 To.partHigh ? To.partHigh : Range::Max);
  mayAlias(S, To.object, N);
}

Interpreter::StringLength Interpreter::stringLength(State &S, const Value &Pointer, unsigned Unit) {
  StringLength Result;
  Result.range = {0, Range::Max};
  if (Pointer.kind != Value::Pointer || !S.has(Pointer.object))
    return Result;
  const Object Info = Objects[Pointer.object];
  const ObjectState &State = *S.find(Pointer.object);
  Result.taint = State.taintAt(rangeOf(S, Pointer.distance()));
  Range Extent = State.size.kind == Value::Number ? rangeOf(S, State.size) : Range{};
  if (Pointer.partHigh)
    Extent = {Pointer.partHigh, Pointer.partHigh};
  std::int64_t Low = 0;
  if (!Pointer.symbol) {
    // Unit by unit, as far as they are known.
    constexpr std::int64_t Limit = 2000;
    std::int64_t Sure = 0;
    bool AllSure = true;
    for (std::int64_t N = 0; N != Limit; ++N) {
      std::int64_t At = Pointer.offset + N * Unit;
      if (Extent.isConstant() && At + Unit > Extent.low) {
        if (AllSure)
          Result.unterminated = true;
        break;
      }
      std::optional<Value> V;
      if (Info.literal) {
        V = literalValue(*Info.literal, At, Unit);
      } else {
        const Cell *Found = nullptr;
        for (const Cell &C : State.cells)
          if (C.offset <= At && At + Unit <= C.offset + C.length)
            Found = &C;
          else if (C.offset < At + Unit && At < C.offset + C.length)
            Found = Found ? Found : &C;
        if (!Found)
          V = State.content == Content::Undefined ? Value::undefined()
              : State.content == Content::Zero    ? Value::number(0)
                                                  : Value{};
        else if (Found->literal)
          V = literalValue(*Objects[Found->value.object].literal,
                           Found->value.offset + At - Found->offset, Unit);
        else if (Found->value.isNullConstant() || Found->unit == Unit ||
                 Found->value.kind == Value::Undefined)
          V = Found->value;
        else
          V = Value{};
      }
      if (!V)
        break;
      if (V->kind == Value::Undefined) {
        if (AllSure) {
          Result.undefined = true;
          Result.range = {N, Range::Max};
        }
        break;
      }
      if (V->kind != Value::Number) {
        AllSure = false;
        // Without a known unit nothing more can be learned but where a NUL stands for certain.
        continue;
      }
      Range R = rangeOf(S, *V);
      if (R.low == 0 && R.high == 0) {
        Result.range = {Sure, N};
        if (Sure == N)
          Result.value = Value::number(N);
        break;
      }
      if (AllSure && (R.low > 0 || R.high < 0))
        Sure = N + 1;
      else
        AllSure = false;
    }
    Low = Sure;
  }
  Result.range.low = std::max(Result.range.low, Low);
  if (Result.value.kind == Value::Number || Result.undefined || Result.unterminated)
    return Result;
  // A string that is one ends within its object.
  if (Extent.high != Range::Max) {
    Range Where = rangeOf(S, Pointer.distance());
    Result.range.high = std::min(Result.range.high,
                                 (Extent.high - std::max<std::int64_t>(0, Where.low)) / Unit - 1);
  }
  Result.range.high = std::max(Result.range.high, Result.range.low);
  std::int64_t At =
      Pointer.symbol ? -1 - static_cast<std::int64_t>(Pointer.symbol) : Pointer.offset;
  // At the head of a loop one version stands for the contents of many rounds.
  Symbol Fresh = 0;
  Symbol &Length =
      State.version < FirstHeadVersion ? Lengths[{Pointer.object, At, State.version, Unit}] : Fresh;
  if (!Length)
    Length = symbol({0, Range::Max - 64});
  Result.value = Value::of(Length);
  Result.value.taint = Result.taint;
  Range Known = rangeOf(S, Length).meet(Result.range);
  if (!Known.isEmpty()) {
    S.refine(Length, Known);
    Result.range = Known;
  }
  return Result;
}

} // namespace ferrule::flow
