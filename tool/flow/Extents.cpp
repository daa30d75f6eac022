// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How much lies behind a pointer from outside, by its declaration, and what follows from that.
//
// A string ends with a NUL at an offset that has a symbol, its length. A unit that is read from it
// and is not NUL lies before that, as long as nobody overwrites it by this pointer: so 'while (*p)
// p++' stays within, and knows it. That the NUL is not overwritten by another pointer is a part of
// what is declared.
//
// The end of an array that is given as a pointer becomes a pointer to the same object, at an offset
// that is the object's size: then comparisons with it and differences to it say how much is left.
#include "tool/flow/Interpreter.h"

namespace ferrule::flow {

/// Leaves room for sums.
static constexpr Range AnyLength{0, Range::Max - 64};

/// It comes from outside, and nothing is known of its size.
bool Interpreter::isDeclarable(const State &S, const Value &Pointer) const {
  return Pointer.kind == Value::Pointer && Pointer.distance().isNullConstant() &&
         Objects[Pointer.object].kind == ObjectKind::Outside && S.has(Pointer.object);
}

void Interpreter::declareExtent(State &S, const Value &Pointer, const Value &Count,
                                std::int64_t Unit) {
  if (!isDeclarable(S, Pointer))
    return;
  Objects[Pointer.object].declared = true;
  if (Count.kind != Value::Number || S.find(Pointer.object)->size.kind == Value::Number)
    return;
  Value Size = Count;
  Size.taint = 0;
  Size.scale = multiply(Size.scale, Unit);
  Size.offset = multiply(Size.offset, Unit);
  S.change(Pointer.object).size = Size;
}

void Interpreter::declareText(State &S, const Value &Pointer, std::int64_t Unit) {
  if (!isDeclarable(S, Pointer))
    return;
  Objects[Pointer.object].declared = true;
  makeText(S, Pointer.object, Unit);
}

/// What lies there is a string, and how long it is has a name.
void Interpreter::makeText(State &S, ObjectId O, std::int64_t Unit) {
  if (S.find(O)->size.kind == Value::Number)
    return;
  ObjectState &State = S.change(O);
  Symbol Length = symbol(AnyLength);
  State.size = {.kind = Value::Number, .symbol = Length, .scale = Unit, .offset = Unit};
  if (Unit != 1)
    return;
  State.length = Length;
  Lengths[{O, std::int64_t{0}, State.version, 1u}] = Length;
}

void Interpreter::declareEnd(State &S, const Value &Pointer, const Value &Place,
                             const Instruction &I) {
  if (!isDeclarable(S, Pointer) || Place.kind != Value::Pointer || Place.symbol ||
      !S.has(Place.object))
    return;
  Objects[Pointer.object].declared = true;
  if (S.find(Pointer.object)->size.kind == Value::Number)
    return;
  Value End = whatIsAt(S, Place, I.type);
  // It is known already where it points: then that is so.
  if (End.kind == Value::Pointer &&
      (Objects[End.object].kind != ObjectKind::Outside || !End.distance().isNullConstant()))
    return;
  Value Size{.kind = Value::Number, .symbol = symbol(AnyLength), .scale = I.imm};
  S.change(Pointer.object).size = Size;
  End = Size;
  End.kind = Value::Pointer;
  End.object = Pointer.object;
  ObjectState &Holder = S.change(Place.object);
  std::int64_t Bytes = I.type.bytes;
  llvm::erase_if(Holder.cells, [&](const Cell &C) {
    return C.offset < Place.offset + Bytes && Place.offset < C.offset + C.length;
  });
  Holder.cells.push_back({Place.offset, Bytes, Bytes, End});
}

void Interpreter::noteText(const State &S, const Value &At, std::int64_t Size, const Value &Read) {
  if (Size == 1 && S.find(At.object)->length && Read.kind == Value::Number && Read.symbol &&
      Read.scale == 1 && !Read.offset)
    Texts[Read.symbol] = At;
}

/// The symbol is not 0: if it is a unit of a string, the string goes on behind it. False: it
/// cannot.
bool Interpreter::passNul(State &S, Symbol Y) {
  auto It = Texts.find(Y);
  if (It == Texts.end())
    return true;
  const ObjectState *Now = S.find(It->second.object);
  return !Now || !Now->length ||
         assumeCompare(S, Opcode::Less, It->second.distance(), Value::of(Now->length));
}

/// A write that may hit the NUL of a string, unless it is one itself.
void Interpreter::keepNul(State &S, ObjectId O, const Value &At, std::int64_t Size,
                          const Value &What) {
  Symbol End = S.find(O)->length;
  if (!End || (What.isNullConstant() && Size == 1) ||
      (Size > 0 && difference(S, sum(At, Value::number(Size), 1), Value::of(End)).high <= 0))
    return;
  S.change(O).length = 0;
}

} // namespace ferrule::flow
