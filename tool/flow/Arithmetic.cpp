// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Numbers: ranges, linear forms, what arithmetic makes of them.
#include "tool/flow/Interpreter.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule::flow {

Symbol Interpreter::symbol(Range R, Opcode Op, Value L, Value R2, ValueType T) {
  Symbols.push_back({R, Op, L, R2, T});
  return Symbols.size() - 1;
}

/// The same operation on the same values has the same symbol.
Symbol Interpreter::derived(Range R, Opcode Op, const Value &L, const Value &R2, ValueType T) {
  auto Simple = [](const Value &V) { return V.kind == Value::Number && !V.object; };
  if (!Simple(L) || !Simple(R2))
    return symbol(R, Op, L, R2, T);
  unsigned Type = static_cast<unsigned>(T.kind) * 256 + T.bytes;
  auto [It, New] =
      Derived.try_emplace({static_cast<unsigned>(Op), L.symbol, L.symbol ? L.scale : 0, L.offset,
                           R2.symbol, R2.symbol ? R2.scale : 0, R2.offset, Type},
                          0);
  if (New)
    It->second = symbol(R, Op, L, R2, T);
  return It->second;
}

Value Interpreter::fresh(State &S, ValueType T, StepId Taint) {
  if (T.kind == TypeKind::Pointer)
    return outside(S, {}, Taint);
  if (!T.isInteger())
    return {.taint = Taint};
  Value V = Value::of(symbol(Range::of(T), Opcode::Unknown, {}, {}, T));
  V.taint = Taint;
  return V;
}

Range Interpreter::rangeOf(const State &S, Symbol Y) const {
  if (auto Known = S.refined(Y))
    return *Known;
  return Symbols[Y].range;
}

Range Interpreter::rangeOf(const State &S, const Value &V) const {
  if (V.kind != Value::Number)
    return {};
  Range Offset{V.offset, V.offset};
  if (!V.symbol)
    return Offset;
  Range R = rangeOf(S, V.symbol);
  if (V.scale != 1)
    R = R * Range{V.scale, V.scale};
  return V.offset ? R + Offset : R;
}

static Value scaled(Value V, std::int64_t By) {
  if (V.kind != Value::Number || __builtin_mul_overflow(V.offset, By, &V.offset) ||
      __builtin_mul_overflow(V.scale, By, &V.scale))
    return {};
  return V;
}

/// A number whose computation could have wrapped as the linear form that it is, where the path has
/// learnt since that the type holds it: with 0 <= i && i < n, (size_t)n * 4 is 4 * n.
Value Interpreter::settled(const State &S, const Value &V, unsigned Depth) const {
  if (V.kind != Value::Number || !V.symbol || Depth > 3)
    return V;
  const SymbolInfo &Info = Symbols[V.symbol];
  Value Form;
  if (Info.op == Opcode::Convert)
    Form = settled(S, Info.left, Depth + 1);
  else if (Info.op == Opcode::Add || Info.op == Opcode::Subtract)
    Form = sum(settled(S, Info.left, Depth + 1), settled(S, Info.right, Depth + 1),
               Info.op == Opcode::Add ? 1 : -1);
  else if (Info.op == Opcode::Multiply && Info.right.isConstant())
    Form = scaled(settled(S, Info.left, Depth + 1), Info.right.offset);
  else if (Info.op == Opcode::Multiply && Info.left.isConstant())
    Form = scaled(settled(S, Info.right, Depth + 1), Info.left.offset);
  if (Form.kind != Value::Number)
    return V;
  // The extreme values stand for any further, which may be beyond 64 bits.
  Range R = rangeOf(S, Form);
  if (R.low == Range::Min || R.high == Range::Max || !Range::of(Info.type).contains(R))
    return V;
  Form = scaled(Form, V.scale);
  if (Form.kind != Value::Number || __builtin_add_overflow(Form.offset, V.offset, &Form.offset))
    return V;
  return Form;
}

Range Interpreter::difference(const State &S, const Value &Left, const Value &Right) const {
  if (Left.kind != Value::Number || Right.kind != Value::Number)
    return {};
  Value L = settled(S, Left), R = settled(S, Right);
  if (L.symbol == R.symbol && L.scale == R.scale)
    return Range{L.offset, L.offset} - Range{R.offset, R.offset};
  Range Result = rangeOf(S, L) - rangeOf(S, R);
  if (L.symbol && R.symbol && L.scale == R.scale && L.scale > 0) {
    std::int64_t Rest = subtract(L.offset, R.offset);
    if (auto Most = S.distance(L.symbol, R.symbol))
      Result.high = std::min(Result.high, add(multiply(*Most, L.scale), Rest));
    if (auto Most = S.distance(R.symbol, L.symbol))
      Result.low = std::max(Result.low, subtract(Rest, multiply(*Most, L.scale)));
  }
  if (auto It = L.scale == 1 ? Walks.find(L.symbol) : Walks.end(); It != Walks.end()) {
    const Walk &W = It->second;
    if (Value Rest = sum(W.total, R, -1); Rest.isConstant()) {
      std::int64_t Offset = add(Rest.offset, L.offset);
      Range Left = Range{Offset, Offset} - rangeOf(S, W.counter) * Range{W.scale, W.scale};
      Result = {std::max(Result.low, Left.low), std::min(Result.high, Left.high)};
    }
  }
  return Result;
}

/// L + Sign * R as a linear form, or Unknown.
Value Interpreter::sum(const Value &L, const Value &R, int Sign) {
  Value V{.kind = Value::Number};
  V.taint = L.taint ? L.taint : R.taint;
  if (L.kind != Value::Number || R.kind != Value::Number)
    return {.taint = V.taint};
  std::int64_t Right = R.offset, Scale = R.scale;
  if (Sign < 0) {
    if (Right == Range::Min || Scale == Range::Min)
      return {.taint = V.taint};
    Right = -Right;
    Scale = -Scale;
  }
  if (__builtin_add_overflow(L.offset, Right, &V.offset))
    return {.taint = V.taint};
  if (!R.symbol) {
    V.symbol = L.symbol;
    V.scale = L.scale;
  } else if (!L.symbol) {
    V.symbol = R.symbol;
    V.scale = Scale;
  } else if (L.symbol == R.symbol) {
    if (__builtin_add_overflow(L.scale, Scale, &V.scale))
      return {.taint = V.taint};
    V.symbol = V.scale ? L.symbol : 0;
  } else {
    return {.taint = V.taint};
  }
  // Larger ones are no sizes, and their sums would not fit.
  constexpr std::int64_t Limit = std::int64_t{1} << 60;
  if (V.offset > Limit || V.offset < -Limit || V.scale > Limit || V.scale < -Limit)
    return {.taint = V.taint};
  return V;
}

bool Interpreter::untrusted(const Value &V) const {
  if (!V.taint)
    return false;
  // What was compared with something that we do not know may well be in order.
  return !V.symbol || !Guarded.contains(V.symbol);
}

void Interpreter::guard(const Value &V) {
  // Guards are kept for the whole root: to be too quiet is the smaller harm.
  for (Value At = V; At.kind == Value::Number && At.symbol;) {
    if (!Guarded.insert(At.symbol).second)
      break;
    const SymbolInfo &Info = Symbols[At.symbol];
    if (Info.op == Opcode::Unknown)
      break;
    if (Info.right.symbol)
      Guarded.insert(Info.right.symbol);
    At = Info.left;
  }
}

/// A number that is put together from bytes or bits, as in a << 24 | b << 16 or with '+': that it
/// fills its type is no sign of anything.
bool Interpreter::isComposed(Symbol S, unsigned Depth) const {
  if (!S || Depth > 4)
    return false;
  const SymbolInfo &Info = Symbols[S];
  switch (Info.op) {
  case Opcode::ShiftLeft:
  case Opcode::Or:
    return true;
  case Opcode::Add:
  case Opcode::Convert:
    return isComposed(Info.left.symbol, Depth + 1) || isComposed(Info.right.symbol, Depth + 1);
  default:
    return false;
  }
}

static Range bitwise(Opcode Op, const Range &L, const Range &R, const Range &Type) {
  auto NonNegative = [](const Range &X) { return X.low >= 0; };
  if (Op == Opcode::And) {
    if (NonNegative(L) && NonNegative(R))
      return {0, std::min(L.high, R.high)};
    if (NonNegative(R))
      return {0, R.high};
    if (NonNegative(L))
      return {0, L.high};
    return Type;
  }
  if (!NonNegative(L) || !NonNegative(R))
    return Type;
  std::int64_t Most = std::max(L.high, R.high), Mask = 1;
  while (Mask < Most && Mask > 0 && Mask < (std::int64_t{1} << 61))
    Mask = Mask * 2 + 1;
  return Mask >= Most ? Range{0, Mask} : Type;
}

/// Whether the result of an operation of 64 bits stays in its type. Range::Max is the largest
/// number of a signed type, and stands for more than that in an unsigned one.
static bool fits64(const Instruction &I, const Range &L, const Range &R, const Range &Exact) {
  bool Unsigned = I.type.kind == TypeKind::Unsigned;
  if (I.op == Opcode::Subtract && Unsigned)
    return Exact.low >= 0;
  using Wide = __int128;
  auto Apply = [&](std::int64_t A, std::int64_t B) {
    return I.op == Opcode::Add        ? static_cast<Wide>(A) + B
           : I.op == Opcode::Subtract ? static_cast<Wide>(A) - B
                                      : static_cast<Wide>(A) * B;
  };
  Wide Ends[] = {Apply(L.low, R.low), Apply(L.low, R.high), Apply(L.high, R.low),
                 Apply(L.high, R.high)};
  Wide Low = *llvm::min_element(Ends), High = *llvm::max_element(Ends);
  if (I.op == Opcode::Subtract && Exact.low != Range::Min && Exact.high != Range::Max)
    return true;
  if (Unsigned)
    return Low >= 0 && High < Range::Max;
  return Low >= Range::Min && High <= Range::Max;
}

Value Interpreter::arithmetic(Frame &F, State &S, const Instruction &I, const Value &L,
                              const Value &R) {
  Range Type = Range::of(I.type);
  StepId Taint = L.taint ? L.taint : R.taint;
  bool Doubtful = L.kind == Value::Undefined || R.kind == Value::Undefined || L.maybeUndefined ||
                  R.maybeUndefined;
  auto Finish = [&](Value V) {
    V.taint = V.taint ? V.taint : Taint;
    V.maybeUndefined = Doubtful;
    return V;
  };
  if (!I.type.isInteger())
    return Finish({});
  Range LR = rangeOf(S, L).meet(L.kind == Value::Number ? Range{} : Type),
        RR = rangeOf(S, R).meet(R.kind == Value::Number ? Range{} : Type);
  Range Exact;
  Value Form;
  bool Cut = false;
  switch (I.op) {
  case Opcode::Add:
    Exact = LR + RR;
    Form = sum(L, R, 1);
    break;
  case Opcode::Subtract:
    Exact = L.kind == Value::Number && R.kind == Value::Number ? difference(S, L, R) : LR - RR;
    Form = sum(L, R, -1);
    break;
  case Opcode::Multiply: {
    Exact = LR * RR;
    const Value &Factor = L.isConstant() ? L : R, &Other = L.isConstant() ? R : L;
    if (Factor.isConstant() && Other.kind == Value::Number) {
      Form = {.kind = Value::Number, .symbol = Other.symbol};
      bool Wraps = __builtin_mul_overflow(Other.offset, Factor.offset, &Form.offset);
      if (Other.symbol)
        Wraps |= __builtin_mul_overflow(Other.scale, Factor.offset, &Form.scale);
      if (Wraps)
        Form = {};
      else if (!Form.scale)
        Form.symbol = 0;
    }
    break;
  }
  case Opcode::Divide:
    if (R.isConstant() && R.offset > 0) {
      Exact = {LR.low == Range::Min ? Range::Min : LR.low / R.offset,
               LR.high == Range::Max ? Range::Max : LR.high / R.offset};
      // At most the largest number of 64 bits.
      if (LR.high == Range::Max && I.type.kind == TypeKind::Unsigned && R.offset > 1)
        Exact.high =
            static_cast<std::int64_t>(~std::uint64_t{0} / static_cast<std::uint64_t>(R.offset));
      if (LR.low >= 0) {
        Value V = Value::of(derived(Exact, I.op, L, R, I.type));
        return Finish(L.isConstant() ? Value::number(L.offset / R.offset) : V);
      }
    } else if (LR.low >= 0 && RR.low >= 0) {
      Exact = {0, LR.high};
    } else {
      Exact = Type;
    }
    break;
  case Opcode::Remainder:
    if (R.isConstant() && R.offset > 0) {
      Exact = {LR.low >= 0 ? 0 : -(R.offset - 1),
               std::min(R.offset - 1, std::max<std::int64_t>(LR.high, 0))};
      if (L.isConstant())
        return Finish(Value::number(L.offset % R.offset));
    } else if (LR.low >= 0 && RR.low >= 0) {
      // Below the divisor, whatever that is.
      Exact = {0, std::max<std::int64_t>(0, add(RR.high, -1))};
      Value V = Value::of(derived(Exact, I.op, L, R, I.type));
      if (R.symbol && R.scale == 1 && R.kind == Value::Number)
        S.relate(V.symbol, R.symbol, R.offset - 1);
      return Finish(V);
    } else {
      Exact = Type;
    }
    break;
  case Opcode::ShiftLeft:
    if (R.isConstant() && R.offset >= 0 && R.offset < 62) {
      Exact = LR * Range{std::int64_t{1} << R.offset, std::int64_t{1} << R.offset};
      Cut = LR.low < 0 || !Type.contains(Exact) || (I.type.bytes == 8 && Exact.high == Range::Max);
      if (L.isConstant()) {
        Form = Value::number(Exact.low);
      } else if (L.kind == Value::Number && Type.contains(Exact)) {
        Form = {.kind = Value::Number, .symbol = L.symbol};
        if (__builtin_mul_overflow(L.scale, std::int64_t{1} << R.offset, &Form.scale) ||
            __builtin_mul_overflow(L.offset, std::int64_t{1} << R.offset, &Form.offset))
          Form = {};
      }
      if (L.isConstant() && I.type.kind == TypeKind::Unsigned && I.type.bytes < 8)
        Form = Value::number(Exact.low & Type.high), Exact = {Form.offset, Form.offset};
      // Bits are shifted out on purpose.
      if (!Type.contains(Exact)) {
        Exact = Type;
        Form = {};
      }
    } else {
      Exact = LR.low >= 0 && I.type.kind == TypeKind::Signed ? Range{0, Type.high} : Type;
      Cut = true;
    }
    break;
  case Opcode::ShiftRight:
    if (R.isConstant() && R.offset >= 0 && R.offset < 63 && LR.low >= 0) {
      Exact = {LR.low >> R.offset, LR.high == Range::Max && I.type.bytes == 8
                                       ? Range::Max >> (R.offset ? R.offset - 1 : 0)
                                       : LR.high >> R.offset};
      if (L.isConstant())
        return Finish(Value::number(L.offset >> R.offset));
    } else {
      Exact = LR.low >= 0 ? Range{0, LR.high} : Type;
    }
    break;
  case Opcode::And:
  case Opcode::Or:
  case Opcode::Xor:
    if (L.isConstant() && R.isConstant()) {
      std::int64_t V = I.op == Opcode::And  ? L.offset & R.offset
                       : I.op == Opcode::Or ? L.offset | R.offset
                                            : L.offset ^ R.offset;
      if (Type.contains({V, V}))
        return Finish(Value::number(V));
    }
    Exact = bitwise(I.op, LR, RR, Type);
    if (I.op == Opcode::And) {
      Value V = Value::of(derived(Exact.meet(Type), I.op, L, R, I.type));
      // A mask only takes away.
      if (LR.low >= 0 && L.symbol && L.scale == 1 && L.kind == Value::Number)
        S.relate(V.symbol, L.symbol, L.offset);
      if (RR.low >= 0 && R.symbol && R.scale == 1 && R.kind == Value::Number)
        S.relate(V.symbol, R.symbol, R.offset);
      return Finish(V);
    }
    break;
  default:
    Exact = Type;
    break;
  }
  bool Arithmetic = I.op == Opcode::Add || I.op == Opcode::Subtract || I.op == Opcode::Multiply;
  bool Fits = Type.contains(Exact) && (I.type.bytes < 8 || !Arithmetic || fits64(I, LR, RR, Exact));
  if (Arithmetic && !Fits) {
    bool Definite = L.isConstant() && R.isConstant() &&
                    (I.type.kind == TypeKind::Signed ||
                     (I.op == Opcode::Add && R.offset == 1 && Exact.low > Type.high));
    auto Whole = [&](const Value &V, const Range &X) {
      Opcode From = V.symbol ? Symbols[V.symbol].op : Opcode::Unknown;
      if (isComposed(V.symbol))
        return false;
      // Unsigned numbers wrap by intent where sums are made of sums; what was read is a quantity.
      if (I.type.kind == TypeKind::Unsigned && From != Opcode::Unknown && From != Opcode::Convert)
        return false;
      if (From == Opcode::Convert && V.symbol) {
        Range Source = rangeOf(S, Symbols[V.symbol].left);
        if (Source.low > -2147483648 && Source.high < 2147483647)
          return false;
      }
      if (I.type.kind == TypeKind::Unsigned)
        return untrusted(V) && X.low <= Type.low && X.high >= Type.high;
      return untrusted(V) && (X.low <= Type.low || X.high >= Type.high);
    };
    bool FromOutside = Whole(L, LR) || Whole(R, RR);
    // Half of the type's values are more than any check has let through.
    if (!FromOutside && I.op == Opcode::Multiply && I.type.kind == TypeKind::Signed)
      FromOutside =
          (untrusted(L) && LR.high > Type.high / 2) || (untrusted(R) && RR.high > Type.high / 2);
    bool Low = Exact.low < Type.low && (Definite || !(Exact.high > Type.high));
    if (Definite || FromOutside) {
      std::string What = I.op == Opcode::Add        ? "addition"
                         : I.op == Opcode::Subtract ? "subtraction"
                                                    : "multiplication";
      report(F, DefectKind::IntegerOverflow, I.place,
             "the " + What + (Low ? " goes below" : " goes beyond") + " the values of its type",
             Definite ? "the exact result is " + std::to_string(Exact.low) + ", the type holds " +
                            std::to_string(Type.low) + " to " + std::to_string(Type.high)
                      : "an operand comes from outside of the program and was not checked",
             {Taint});
    }
  }
  judge(
      F, &I - F.body->body.code.data(), Arithmetic ? Fits : !Cut,
      [] { return "the result is between {low} and {high} and does not wrap"; }, Exact);
  if (Form.kind == Value::Number && (Fits || I.type.kind == TypeKind::Signed)) {
    if (!Fits && Form.symbol) {
      // Overflow is undefined: what goes on stays in the type.
      if (!bound(S, Form, Type))
        return Finish(fresh(S, I.type, Taint));
    } else if (!Fits) {
      return Finish(fresh(S, I.type, Taint));
    }
    return Finish(Form);
  }
  if (Form.kind == Value::Number && Form.isConstant() && I.type.kind == TypeKind::Unsigned &&
      I.type.bytes < 8)
    return Finish(Value::number(Form.offset & Type.high));
  if (Exact.isConstant() && Fits)
    return Finish(Value::number(Exact.low));
  Value V = Value::of(derived(Fits ? Exact.meet(Type) : Type, I.op, L, R, I.type));
  return Finish(V);
}

Value Interpreter::convert(Frame &F, State &S, const Instruction &I, const Value &V, Opcode From) {
  if (V.kind == Value::Pointer && (I.type.kind == TypeKind::Pointer || I.type.bytes >= 8))
    return V;
  if (V.kind == Value::Pointer && Objects[V.object].descriptor)
    return V;
  if (I.type.kind == TypeKind::Pointer) {
    if (V.kind == Value::Number && !V.symbol)
      return V;
    return outside(S, {}, V.taint);
  }
  if (!I.type.isInteger() || V.kind == Value::Pointer)
    return I.type.isInteger() ? fresh(S, I.type, V.taint) : Value{.taint = V.taint};
  if (V.kind != Value::Number) {
    Value Made = fresh(S, I.type, V.taint);
    Made.maybeUndefined = V.kind == Value::Undefined || V.maybeUndefined;
    return Made;
  }
  Range R = rangeOf(S, V), Type = Range::of(I.type);
  bool Fits = Type.contains(R);
  judge(
      F, &I - F.body->body.code.data(), Fits,
      [] { return "the value is between {low} and {high}"; }, R);
  if (Fits)
    return V;
  bool Arithmetic = From == Opcode::Add || From == Opcode::Subtract || From == Opcode::Multiply;
  if (Arithmetic && I.type.kind == TypeKind::Signed && I.type.bytes < 4) {
    bool Definite = R.low > Type.high || R.high < Type.low;
    // The operand could have any value of the narrow type, and so the result has more.
    bool FromOutside = untrusted(V) && (R.high > Type.high || R.low < Type.low);
    if (Definite || FromOutside)
      report(F, DefectKind::IntegerOverflow, I.place,
             "the result does not fit into the type to which it is converted",
             Definite ? "it is at least " + std::to_string(R.low) + " and at most " +
                            std::to_string(R.high)
                      : "an operand comes from outside of the program and was not checked",
             {V.taint});
  }
  if (V.isConstant() && I.type.bytes < 8) {
    std::uint64_t Mask = (std::uint64_t{1} << (8 * I.type.bytes)) - 1;
    std::int64_t Cut = V.offset & Mask;
    if (I.type.kind == TypeKind::Signed && Cut > Type.high)
      Cut -= Mask + 1;
    Value Made = Value::number(Cut);
    Made.taint = V.taint;
    return Made;
  }
  // A negative constant as a size is huge.
  Range Made = Type;
  if (V.isConstant() && V.offset < 0 && I.type.kind == TypeKind::Unsigned)
    Made = {Range::Max, Range::Max};
  Value Result = Value::of(derived(Made, Opcode::Convert, V, Value::number(0), I.type));
  Result.taint = V.taint;
  Result.maybeUndefined = V.maybeUndefined;
  if (V.symbol && Guarded.contains(V.symbol))
    Guarded.insert(Result.symbol);
  return Result;
}

} // namespace ferrule::flow
