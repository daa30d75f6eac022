// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Objects and what is in them.
#include "tool/flow/Interpreter.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule::flow {

/// Bytes of an object that are followed one by one; a larger one is known as a whole only.
static constexpr std::size_t MaxCells = 400;

ObjectId Interpreter::object(State &S, Object O, ObjectState Initial) {
  Objects.push_back(O);
  S.insert(Objects.size() - 1, std::move(Initial));
  return Objects.size() - 1;
}

/// A pointer of which nothing is known but its name.
Value Interpreter::outside(State &S, Label Name, StepId Taint) {
  Object O{.kind = ObjectKind::Outside, .label = Name, .untrusted = Taint};
  ObjectState Initial;
  Initial.escaped = true;
  Value V = Value::pointer(object(S, O, std::move(Initial)));
  V.taint = Taint;
  return V;
}

/// Nobody but this path can read or write it through a pointer that we do not follow.
bool Interpreter::isPrivate(const State &S, ObjectId O) const {
  const ObjectState *State = S.find(O);
  return State && !State->escaped;
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
  bool Again = llvm::is_contained(State.forgotten, At.offset);
  Value V = fresh(S, T, State.taintAt({At.offset, At.offset}));
  V.maybeUndefined = Doubtful;
  if (Again && V.kind == Value::Pointer)
    Objects[V.object].readAgain = true;
  else if (Again && V.kind == Value::Number)
    Symbols[V.symbol].readAgain = true;
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
  keepNul(S, O, At, Size, What);
  // Where it is not known how much is written, it may be nothing.
  if (!At.symbol && Size > 0)
    S.replaceOwners(O, At.offset, add(At.offset, Size));
  ObjectState &State = S.change(O);
  State.version = ++Versions;
  State.text = false;
  if (Objects[O].argument && !At.symbol && At.offset >= 0 && At.offset <= State.writtenTo &&
      What.kind != Value::Undefined && !What.maybeUndefined)
    State.writtenTo = std::max(State.writtenTo, add(At.offset, Size));
  if (At.symbol || Size <= 0) {
    // Somewhere: what may have been hit is not known any more.
    Range Where = rangeOf(S, At);
    if (Size <= 0)
      Where.high = Range::Max;
    State.forgetContent();
    llvm::erase_if(State.cells, [&](const Cell &C) {
      return C.offset + C.length > Where.low &&
             (Where.high == Range::Max || add(Where.high, Size) > C.offset);
    });
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
    State.forgetContent();
  State.cells = std::move(Kept);
}

void Interpreter::noteText(State &S, const Value &Start) {
  if (Start.kind == Value::Pointer && S.has(Start.object) && Start.distance().isNullConstant())
    S.change(Start.object).text = true;
}

bool Interpreter::isText(const State &S, const Value &Start) const {
  const ObjectState *O = Start.kind == Value::Pointer ? S.find(Start.object) : nullptr;
  return O && O->text && Start.distance().isNullConstant();
}

/// What begins at the start of the object has a NUL somewhere in it. Nobody else can have written
/// to it since.
bool Interpreter::isTerminated(const State &S, const Value &Start) const {
  return Start.kind == Value::Pointer && Start.distance().isNullConstant() && !Start.partHigh &&
         isPrivate(S, Start.object) && Objects[Start.object].kind != ObjectKind::Outside &&
         (isText(S, Start) || Nuls.contains({Start.object, S.find(Start.object)->version}));
}

/// So many bytes from the start of a string end with its NUL at the latest.
bool Interpreter::isWithinText(const State &S, const Value &Start, const Value &Size) const {
  if (!isText(S, Start) || Size.kind != Value::Number || Size.offset > 1)
    return false;
  if (!Size.symbol)
    return true;
  std::uint32_t Version = S.find(Start.object)->version;
  return Size.scale == 1 &&
         Size.symbol == Lengths.lookup({Start.object, std::int64_t{0}, Version, 1u});
}

/// Something reads these bytes of the object, or may.
void Interpreter::expectWritten(const State &S, ObjectId O, Range Bytes) {
  const Object &Info = Objects[O];
  if (Info.argument && (Bytes.low < 0 || Bytes.high >= S.find(O)->writtenTo))
    ReadFirst[Info.argument - 1] = true;
  if (!Info.declaration)
    return;
  Bytes = Bytes.meet({0, Info.bytes - 1});
  if (!S.find(O)->isWritten(Bytes))
    (*RootVerdicts)[Info.declaration - 1].safe = false;
}

/// The callee writes all of what the argument points to before it reads it, on every path; whoever
/// else could read it meanwhile has no pointer to it.
bool Interpreter::isFilled(State &S, llvm::ArrayRef<Value> Arguments, std::size_t N,
                           const FunctionSummary *Known) {
  if (!Known || N >= Known->parameters.size() || !Known->parameters[N].written)
    return false;
  const Value &V = Arguments[N];
  const Object &Info = Objects[V.object];
  const ObjectState &Before = *S.find(V.object);
  if (!V.distance().isNullConstant() || llvm::count_if(Arguments, [&](const Value &Other) {
                                          return Other.kind == Value::Pointer &&
                                                 Other.object == V.object;
                                        }) != 1)
    return false;
  std::int64_t Bytes = Known->parameters[N].written;
  if (Info.argument && Bytes > Before.writtenTo)
    S.change(V.object).writtenTo = Bytes;
  if (!Info.declaration || Before.escaped || Bytes < Info.bytes || Info.bytes <= 0)
    return Info.argument;
  fill(S, V, Info.bytes, 0);
  return true;
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
    Other.forgetContent();
    llvm::erase_if(Other.cells, [&](const Cell &C) { return C.unit == Size; });
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
    if (!Old->text)
      expectWritten(S, O);
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
    State.forgetCells();
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

} // namespace ferrule::flow
