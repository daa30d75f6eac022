// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Pointers that move on through an object while a counter goes down, as in
//
//   while (n-- > 0)
//     *p++ = 0;
//
// or in 'while (--argc > 0) use(*++argv)'. Where paths meet, each of the two gets a symbol, and
// that their sum stays what it was, the size of the object, is a relation of three symbols, which
// the state cannot hold. It is kept beside the state: it holds wherever the symbols mean something,
// as both are given their values at the same place. At the head of a loop that happens in each
// round, so the sum is looked at whenever a state joins there, and forgotten when it is another.
#include "tool/flow/Interpreter.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule::flow {

/// Position + Scale * Counter as a linear form, or Unknown.
Value Interpreter::walkTotal(const Value &Position, const Value &Counter,
                             std::int64_t Scale) const {
  Value Left = Counter, At = Position.distance();
  if (Counter.kind != Value::Number || (Counter.symbol && Counter.scale != 1) ||
      __builtin_mul_overflow(Left.offset, Scale, &Left.offset))
    return {};
  Left.scale *= Scale;
  auto It = At.scale == 1 ? Walks.find(At.symbol) : Walks.end();
  if (It == Walks.end() || It->second.counter != Counter.symbol || It->second.scale != Scale)
    return sum(At, Left, 1);
  return sum(It->second.total, Value::number(add(At.offset, Left.offset)), 1);
}

static const Cell *cellAt(const State &S, ObjectId O, std::int64_t Offset) {
  const ObjectState *Now = S.find(O);
  if (!Now)
    return nullptr;
  auto It = llvm::find_if(Now->cells, [&](const Cell &C) {
    return C.offset == Offset && C.unit == C.length && !C.literal;
  });
  return It != Now->cells.end() ? &*It : nullptr;
}

/// Of the positions that a join has just given a symbol: is there a counter that has one as well?
void Interpreter::findWalks(const State &A, const State &B, const State &Into) {
  for (const auto &[Position, At] : NewPositions) {
    Walks.erase(Position);
    const Cell *Left = cellAt(A, At.object, At.offset), *Right = cellAt(B, At.object, At.offset);
    if (!Left || !Right)
      continue;
    const Value Size = A.find(Left->value.object)->size;
    for (const auto &[Id, State] : Into.objects())
      for (const Cell &C : State->cells) {
        const Value &Count = C.value;
        if (Count.kind != Value::Number || !Count.symbol || Count.scale != 1 || Count.offset)
          continue;
        const Cell *X = cellAt(A, Id, C.offset), *Y = cellAt(B, Id, C.offset);
        if (!X || !Y || X->value == Y->value || X->length != C.length || Y->length != C.length)
          continue;
        Value Total = walkTotal(Left->value, X->value, Size.scale);
        Total.taint = 0;
        Value Other = walkTotal(Right->value, Y->value, Size.scale);
        Other.taint = 0;
        if (Total.kind == Value::Number && Total == Other && Total.symbol == Size.symbol &&
            Total.scale == Size.scale)
          Walks[Position] = {Count.symbol, Size.scale, Total, At, {Id, C.offset}};
      }
  }
}

/// A state comes to the head of a loop: true when a walk that was known there is none.
bool Interpreter::endWalks(const State &B, const Meeting &At) {
  llvm::SmallVector<Symbol, 4> Ended;
  for (const auto &[Position, W] : Walks) {
    if (!isOwnPhi(Position, At))
      continue;
    const Cell *Pointer = cellAt(B, W.pointerAt.object, W.pointerAt.offset),
               *Counter = cellAt(B, W.counterAt.object, W.counterAt.offset);
    Value Total;
    if (Pointer && Counter && Pointer->value.kind == Value::Pointer)
      Total = walkTotal(Pointer->value, Counter->value, W.scale);
    Total.taint = 0;
    if (!(Total == W.total))
      Ended.push_back(Position);
  }
  for (Symbol Position : Ended)
    Walks.erase(Position);
  return !Ended.empty();
}

} // namespace ferrule::flow
