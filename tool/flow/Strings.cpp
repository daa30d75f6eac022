// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The bytes of literals, and where strings end.
#include "tool/flow/Interpreter.h"

namespace ferrule::flow {

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

Interpreter::StringLength Interpreter::stringLength(State &S, const Value &Pointer, unsigned Unit) {
  StringLength Result;
  Result.range = {0, Range::Max};
  if (Pointer.kind != Value::Pointer || !S.has(Pointer.object))
    return Result;
  const Object &Info = Objects[Pointer.object];
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
    // From there on nothing is known.
    std::int64_t End = Info.literal || State.content != Content::Unknown ? Range::Max : Range::Min;
    for (const Cell &C : State.cells)
      End = std::max(End, add(C.offset, C.length));
    for (std::int64_t N = 0; N != Limit; ++N) {
      std::int64_t At = Pointer.offset + N * Unit;
      if (Extent.isConstant() && At + Unit > Extent.low) {
        if (AllSure)
          Result.unterminated = true;
        break;
      }
      if (At >= End)
        break;
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
