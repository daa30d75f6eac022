// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a condition says: whether it is decided, and what follows from it.
#include "tool/flow/Interpreter.h"

namespace ferrule::flow {

static Opcode opposite(Opcode Op) {
  switch (Op) {
  case Opcode::Equal:
    return Opcode::NotEqual;
  case Opcode::NotEqual:
    return Opcode::Equal;
  case Opcode::Less:
    return Opcode::GreaterEqual;
  case Opcode::LessEqual:
    return Opcode::Greater;
  case Opcode::Greater:
    return Opcode::LessEqual;
  default:
    return Opcode::Less;
  }
}

static bool isComparison(Opcode Op) { return Op >= Opcode::Equal && Op <= Opcode::GreaterEqual; }

/// What it means for the symbol of V that V is not that constant.
static std::optional<State::Exclusion> exclusion(const Value &V, const Value &Constant) {
  if (!V.symbol || !Constant.isConstant())
    return std::nullopt;
  if (V.offset == Constant.offset)
    return State::Exclusion(V.symbol, 0);
  std::int64_t Rest;
  if (V.scale != 1 || __builtin_sub_overflow(Constant.offset, V.offset, &Rest))
    return std::nullopt;
  return State::Exclusion(V.symbol, Rest);
}

std::optional<bool> Interpreter::compare(const State &S, Opcode Op, const Value &L,
                                         const Value &R) const {
  if (L.kind == Value::Pointer && R.kind == Value::Pointer) {
    if (L.object == R.object && !Objects[L.object].descriptor) {
      Value A = L.distance(), B = R.distance();
      return compare(S, Op, A, B);
    }
    const ObjectState *A = S.find(L.object), *B = S.find(R.object);
    auto IsOutside = [&](ObjectId O) { return Objects[O].kind == ObjectKind::Outside; };
    // Nobody outside has what was made here and not given away.
    auto IsOwn = [&](ObjectId O, const ObjectState *State) {
      ObjectKind Kind = Objects[O].kind;
      return (Kind == ObjectKind::Heap || Kind == ObjectKind::Handle) && State &&
             State->null == Nullness::NonNull && !State->escaped && !State->handedOver;
    };
    bool Distinct = !IsOutside(L.object) && !IsOutside(R.object);
    bool OneOwn = (IsOwn(L.object, A) && !Objects[R.object].merged) ||
                  (IsOwn(R.object, B) && !Objects[L.object].merged);
    if (A && B && A->null == Nullness::Null && B->null == Nullness::Null)
      return Op == Opcode::Equal      ? std::optional(true)
             : Op == Opcode::NotEqual ? std::optional(false)
                                      : std::nullopt;
    bool OneNull = A && B &&
                   ((A->null == Nullness::Null && B->null == Nullness::NonNull) ||
                    (B->null == Nullness::Null && A->null == Nullness::NonNull));
    bool BothReal =
        A && B && A->null == Nullness::NonNull && B->null == Nullness::NonNull && Distinct;
    if (OneNull || BothReal || OneOwn) {
      if (Op == Opcode::Equal)
        return false;
      if (Op == Opcode::NotEqual)
        return true;
    }
    return std::nullopt;
  }
  if (L.kind == Value::Pointer || R.kind == Value::Pointer) {
    const Value &Pointer = L.kind == Value::Pointer ? L : R, &Other = &Pointer == &L ? R : L;
    if (!Other.isConstant())
      return std::nullopt;
    if (Objects[Pointer.object].kind == ObjectKind::Function)
      return Other.offset != 0        ? std::nullopt
             : Op == Opcode::Equal    ? std::optional(false)
             : Op == Opcode::NotEqual ? std::optional(true)
                                      : std::nullopt;
    const ObjectState *O = S.find(Pointer.object);
    if (!O)
      return std::nullopt;
    if (Objects[Pointer.object].descriptor) {
      // Null stands for the failure, -1.
      if (O->null == Nullness::Unknown)
        return std::nullopt;
      if (O->null == Nullness::Null) {
        Value Failed = Value::number(-1);
        return &Pointer == &L ? compare(S, Op, Failed, Other) : compare(S, Op, Other, Failed);
      }
      Range Valid{0, Range::Max};
      Range Rest = Valid - Range{Other.offset, Other.offset};
      if (&Pointer != &L)
        return std::nullopt;
      if (Op == Opcode::Equal && Rest.low > 0)
        return false;
      if (Op == Opcode::NotEqual && Rest.low > 0)
        return true;
      if (Op == Opcode::Less && Rest.low >= 0)
        return false;
      if (Op == Opcode::GreaterEqual && Rest.low >= 0)
        return true;
      if (Op == Opcode::Greater && Rest.low > 0)
        return true;
      if (Op == Opcode::LessEqual && Rest.low > 0)
        return false;
      return std::nullopt;
    }
    if (Other.offset != 0 || (Op != Opcode::Equal && Op != Opcode::NotEqual))
      return std::nullopt;
    bool Moved = Pointer.symbol || Pointer.offset;
    if (O->null == Nullness::NonNull || (Moved && O->null != Nullness::Null))
      return Op == Opcode::NotEqual;
    if (O->null == Nullness::Null && !Moved)
      return Op == Opcode::Equal;
    return std::nullopt;
  }
  if (L.kind != Value::Number || R.kind != Value::Number)
    return std::nullopt;
  Range D = difference(S, L, R);
  switch (Op) {
  case Opcode::Equal:
  case Opcode::NotEqual: {
    bool Equal = Op == Opcode::Equal;
    // Infinity is not a number that one could be equal to.
    if (D.isConstant() && D.low == 0)
      return Equal;
    if (D.low > 0 || D.high < 0)
      return !Equal;
    auto Excluded = [&](const Value &V, const Value &Constant) {
      auto E = exclusion(V, Constant);
      return E && S.isExcluded(*E);
    };
    if (Excluded(L, R) || Excluded(R, L))
      return !Equal;
    return std::nullopt;
  }
  case Opcode::Less:
    return D.high < 0 ? std::optional(true) : D.low >= 0 ? std::optional(false) : std::nullopt;
  case Opcode::LessEqual:
    return D.high <= 0 ? std::optional(true) : D.low > 0 ? std::optional(false) : std::nullopt;
  case Opcode::Greater:
    return D.low > 0 ? std::optional(true) : D.high <= 0 ? std::optional(false) : std::nullopt;
  case Opcode::GreaterEqual:
    return D.low >= 0 ? std::optional(true) : D.high < 0 ? std::optional(false) : std::nullopt;
  default:
    return std::nullopt;
  }
}

std::optional<bool> Interpreter::truth(const State &S, const Value &V) const {
  if (V.kind == Value::Pointer)
    return compare(S, Opcode::NotEqual, V, Value::number(0));
  if (V.kind != Value::Number)
    return std::nullopt;
  if (V.symbol && V.scale == 1 && !V.offset) {
    const SymbolInfo &Info = Symbols[V.symbol];
    if (isComparison(Info.op))
      if (auto Decided = compare(S, Info.op, Info.left, Info.right))
        return Decided;
    if (Info.op == Opcode::Not)
      if (auto Decided = truth(S, Info.left))
        return !*Decided;
  }
  return compare(S, Opcode::NotEqual, V, Value::number(0));
}

/// Narrows the symbol of V so that V stays in R; false: it cannot.
bool Interpreter::bound(State &S, const Value &V, Range R) {
  if (V.kind != Value::Number)
    return true;
  if (!V.symbol)
    return R.low <= V.offset && V.offset <= R.high;
  Range Old = rangeOf(S, V.symbol);
  Range Rest = R - Range{V.offset, V.offset};
  if (R.low == Range::Min)
    Rest.low = Range::Min;
  if (R.high == Range::Max)
    Rest.high = Range::Max;
  Range New = Old;
  std::int64_t Scale = V.scale;
  if (Scale < 0) {
    if (Scale == Range::Min)
      return true;
    Scale = -Scale;
    Rest = Range{0, 0} - Rest;
  }
  auto Floor = [](std::int64_t A, std::int64_t B) { return A / B - (A % B < 0); };
  auto Ceiling = [](std::int64_t A, std::int64_t B) { return A / B + (A % B > 0); };
  if (Rest.low != Range::Min)
    New.low = std::max(New.low, Rest.low == Range::Max ? Range::Max : Ceiling(Rest.low, Scale));
  if (Rest.high != Range::Max)
    New.high = std::min(New.high, Rest.high == Range::Min ? Range::Min : Floor(Rest.high, Scale));
  if (New.isEmpty())
    return false;
  if (New != Old) {
    S.refine(V.symbol, New);
    if (!New.contains({0, 0}) && !passNul(S, V.symbol))
      return false;
    // A size that is small was no negative number: it is the number that was converted.
    const SymbolInfo Info = Symbols[V.symbol];
    // A string was compared, and found equal: it goes on behind what was.
    if (Info.op == Opcode::Call && New == Range{0, 0} && S.has(Info.left.object))
      if (Symbol End = S.find(Info.left.object)->length)
        return assumeCompare(S, Opcode::LessEqual, sum(Info.left.distance(), Info.right, 1),
                             Value::of(End));
    // The distance of two pointers says where one is, seen from the other.
    if (Info.op == Opcode::Difference)
      return (New.low == Range::Min ||
              assumeCompare(S, Opcode::LessEqual, sum(Info.right, Value::number(New.low), 1),
                            Info.left)) &&
             (New.high == Range::Max || assumeCompare(S, Opcode::LessEqual, Info.left,
                                                      sum(Info.right, Value::number(New.high), 1)));
    if (Info.op == Opcode::Convert && New.high < Range::Max / 2 && New.low >= 0 &&
        Info.type.kind == TypeKind::Unsigned && Info.type.bytes == 8)
      return bound(S, Info.left, New);
  }
  return true;
}

bool Interpreter::setNull(State &S, ObjectId O, bool Null) {
  if (!S.has(O))
    return true;
  Nullness Old = S.find(O)->null;
  Nullness New = Null ? Nullness::Null : Nullness::NonNull;
  if (Old != Nullness::Unknown)
    return Old == New;
  ObjectState &State = S.change(O);
  State.null = New;
  State.testedAt = Forks;
  return true;
}

/// Whether a condition is about a value that the path has asked about before, and that code which
/// we do not see may have changed since.
bool Interpreter::asksAgain(const Value &V, unsigned Depth) const {
  if (Depth > 4)
    return false;
  if (V.kind == Value::Pointer)
    return Objects[V.object].readAgain;
  if (V.kind != Value::Number || !V.symbol)
    return false;
  const SymbolInfo &Info = Symbols[V.symbol];
  return Info.readAgain || (Info.op != Opcode::Unknown && !isPhi(V.symbol) &&
                            (asksAgain(Info.left, Depth + 1) || asksAgain(Info.right, Depth + 1)));
}

bool Interpreter::assumeCompare(State &S, Opcode Op, const Value &L, const Value &R) {
  if (auto Decided = compare(S, Op, L, R))
    if (!*Decided)
      return false;
  if (L.kind == Value::Pointer && R.kind == Value::Pointer) {
    if (L.object == R.object)
      return assumeCompare(S, Op, L.distance(), R.distance());
    return true;
  }
  if (L.kind == Value::Pointer || R.kind == Value::Pointer) {
    const Value &Pointer = L.kind == Value::Pointer ? L : R, &Other = &Pointer == &L ? R : L;
    if (!Other.isConstant())
      return true;
    if (Objects[Pointer.object].descriptor) {
      if (&Pointer != &L)
        return true;
      bool Fails = (Op == Opcode::Equal && Other.offset < 0) ||
                   (Op == Opcode::Less && Other.offset <= 0) ||
                   (Op == Opcode::LessEqual && Other.offset < 0);
      bool Works = (Op == Opcode::NotEqual && Other.offset == -1) ||
                   (Op == Opcode::GreaterEqual && Other.offset >= 0) ||
                   (Op == Opcode::Greater && Other.offset >= -1);
      return Fails ? setNull(S, Pointer.object, true) : !Works || setNull(S, Pointer.object, false);
    }
    if (Other.offset != 0 || Pointer.symbol || Pointer.offset)
      return true;
    if (Op == Opcode::Equal)
      return setNull(S, Pointer.object, true);
    return Op != Opcode::NotEqual || setNull(S, Pointer.object, false);
  }
  if (L.kind != Value::Number || R.kind != Value::Number)
    return true;
  Range LR = rangeOf(S, L), RR = rangeOf(S, R);
  auto Relate = [&](const Value &A, const Value &B, std::int64_t Strict) {
    // A <= B - Strict
    if (A.symbol && B.symbol && A.scale == 1 && B.scale == 1) {
      S.relate(A.symbol, B.symbol, subtract(subtract(B.offset, A.offset), Strict));
    } else if (A.symbol && B.symbol && A.scale == B.scale && A.scale > 0) {
      std::int64_t Rest = subtract(subtract(B.offset, A.offset), Strict);
      S.relate(A.symbol, B.symbol, Rest >= 0 ? Rest / A.scale : -((-Rest + A.scale - 1) / A.scale));
    }
    bool Holds = bound(S, A, {Range::Min, add(rangeOf(S, B).high, -Strict)}) &&
                 bound(S, B, {add(rangeOf(S, A).low, Strict), Range::Max});
    if (A.taint && B.symbol)
      guard(A);
    if (B.taint && A.symbol)
      guard(B);
    return Holds;
  };
  switch (Op) {
  case Opcode::Less:
    return Relate(L, R, 1);
  case Opcode::LessEqual:
    return Relate(L, R, 0);
  case Opcode::Greater:
    return Relate(R, L, 1);
  case Opcode::GreaterEqual:
    return Relate(R, L, 0);
  case Opcode::Equal:
    return Relate(L, R, 0) && Relate(R, L, 0);
  case Opcode::NotEqual: {
    // What is at most the other is less.
    if (L.symbol && R.symbol) {
      Range D = difference(S, L, R);
      if (D.high == 0)
        return Relate(L, R, 1);
      return D.low != 0 || Relate(R, L, 1);
    }
    auto Exclude = [&](const Value &V, const Range &X, const Value &From) {
      if (!From.isConstant() || !V.symbol)
        return true;
      if (X.low == From.offset)
        return bound(S, V, {From.offset + 1, Range::Max});
      if (X.high == From.offset)
        return bound(S, V, {Range::Min, From.offset - 1});
      auto E = exclusion(V, From);
      if (E)
        S.exclude(*E);
      return !E || E->second != 0 || passNul(S, E->first);
    };
    return Exclude(L, LR, R) && Exclude(R, RR, L);
  }
  default:
    return true;
  }
}

bool Interpreter::assume(State &S, const Value &V, bool Holds, unsigned Depth) {
  if (V.kind == Value::Number && V.symbol && V.scale == 1 && !V.offset && Depth < 8) {
    const SymbolInfo Info = Symbols[V.symbol];
    if ((Info.op == Opcode::Equal || Info.op == Opcode::NotEqual) && Info.right.isNullConstant() &&
        Info.left.kind == Value::Number) {
      // x != 0 is x.
      if (!assume(S, Info.left, Holds == (Info.op == Opcode::NotEqual), Depth + 1))
        return false;
    }
    if (isComparison(Info.op)) {
      if (!assumeCompare(S, Holds ? Info.op : opposite(Info.op), Info.left, Info.right))
        return false;
    } else if (Info.op == Opcode::Not) {
      if (!assume(S, Info.left, !Holds, Depth + 1))
        return false;
    } else if (Info.op == Opcode::LogicalAnd && Holds) {
      if (!assume(S, Info.left, true, Depth + 1) || !assume(S, Info.right, true, Depth + 1))
        return false;
    } else if (Info.op == Opcode::LogicalOr && !Holds) {
      if (!assume(S, Info.left, false, Depth + 1) || !assume(S, Info.right, false, Depth + 1))
        return false;
    }
  }
  if (auto Decided = truth(S, V); Decided && *Decided != Holds)
    return false;
  return assumeCompare(S, Holds ? Opcode::NotEqual : Opcode::Equal, V, Value::number(0));
}

} // namespace ferrule::flow
