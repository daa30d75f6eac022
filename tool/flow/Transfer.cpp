// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One instruction, other than a call.
#include "tool/flow/Interpreter.h"

namespace ferrule::flow {

Value Interpreter::get(const Frame &F, const Path &P, std::uint32_t Register) const {
  if (!Register)
    return {};
  std::uint32_t Index = Register - 1;
  const Block &Now = F.body->body.blocks[P.at];
  if (Index >= Now.begin && Index < Now.end)
    return P.block[Index - Now.begin];
  std::int32_t Slot = F.body->slots[Index];
  return Slot < 0 ? Value{} : P.slots[Slot];
}

void Interpreter::set(const Frame &F, Path &P, std::uint32_t Index, const Value &V) {
  P.block[Index - F.body->body.blocks[P.at].begin] = V;
  if (std::int32_t Slot = F.body->slots[Index]; Slot >= 0)
    P.slots[Slot] = V;
}

ObjectId Interpreter::variable(Frame &F, State &S, std::uint32_t Index) {
  ObjectId &Id = F.variables[Index];
  const Variable &V = F.body->body.variables[Index];
  if (!Id) {
    Object O{.kind = ObjectKind::Local, .label = {"'%'", V.name}};
    O.bytes = V.bytes;
    O.scalar = V.scalar;
    O.element = V.element;
    O.activation = F.activation;
    O.parameter = V.parameter && !F.caller;
    Objects.push_back(O);
    Id = Objects.size() - 1;
  }
  if (!S.has(Id)) {
    S.insert(Id, initialState(Id));
  }
  return Id;
}

/// Of an object whose declaration is known.
ObjectState Interpreter::initialState(ObjectId O) const {
  ObjectState Initial;
  Initial.null = Nullness::NonNull;
  if (Objects[O].bytes)
    Initial.size = Value::number(Objects[O].bytes);
  return Initial;
}

ObjectId Interpreter::global(State &S, std::uint32_t Entity) {
  ObjectId &Id = Globals[Entity];
  const LinkedEntity &E = P.entities[Entity];
  if (!Id) {
    Object O{.kind = E.entity.function ? ObjectKind::Function : ObjectKind::Global,
             .label = {"'%'", E.entity.name}};
    O.bytes = E.entity.bytes;
    O.element = E.entity.element;
    O.scalar = E.entity.scalar;
    O.entity = Entity;
    O.immutable = !E.entity.function && E.entity.scalar &&
                  ((E.neverWritten && !E.entity.functionStatic) || E.entity.constant);
    Objects.push_back(O);
    Id = Objects.size() - 1;
  }
  // A function is always there, and nothing changes it.
  if (!E.entity.function && !S.has(Id)) {
    ObjectState Initial = initialState(Id);
    Initial.escaped = true;
    S.insert(Id, std::move(Initial));
    if (Objects[Id].immutable && E.entity.hasValue)
      Immutable[Id] = Value::number(E.entity.value);
  }
  return Id;
}

void Interpreter::transfer(Frame &F, Path &P, const Instruction &I, std::uint32_t Index) {
  State &S = P.state;
  const Body &Code = F.body->body;
  auto A = [&] { return get(F, P, I.a); };
  auto B = [&] { return get(F, P, I.b); };
  switch (I.op) {
  case Opcode::Constant: {
    Value V = Value::number(I.imm);
    set(F, P, Index, V);
    break;
  }
  case Opcode::Literal: {
    ObjectId &Id = Sites[{F.index, Index, ~0u}];
    const Literal &L = Code.strings[I.imm];
    if (!Id) {
      Object O{.kind = ObjectKind::Literal, .label = {"the string literal"}};
      O.bytes = L.data.size() + L.unit;
      O.literal = &L;
      Objects.push_back(O);
      Id = Objects.size() - 1;
    }
    if (!S.has(Id)) {
      S.insert(Id, initialState(Id));
    }
    set(F, P, Index, Value::pointer(Id));
    break;
  }
  case Opcode::Variable: {
    // Who can name it is in its scope, which a goto may have entered again.
    ObjectId Id = variable(F, S, I.imm);
    if (S.find(Id)->life == Life::Ended)
      S.insert(Id, initialState(Id));
    set(F, P, Index, Value::pointer(Id));
    break;
  }
  case Opcode::Entity:
    set(F, P, Index, Value::pointer(global(S, F.body->entities[I.imm])));
    break;
  case Opcode::Load:
    set(F, P, Index, load(F, S, I, Index, A()));
    break;
  case Opcode::Store:
    store(F, S, I, Index, A(), B());
    break;
  case Opcode::Offset: {
    Value Pointer = A(), By = B();
    if (Pointer.kind != Value::Pointer) {
      // Null plus something is no pointer to anything.
      if (Pointer.isNullConstant() && By.isConstant())
        Pointer.offset = multiply(By.offset, I.imm);
      else
        Pointer = {.taint = Pointer.taint};
      judge(F, Index, false, {.obstacle = {Obstacle::Pointer, {}, 0}});
      set(F, P, Index, Pointer);
      break;
    }
    Value Scaled{.kind = Value::Number};
    bool Known = By.kind == Value::Number;
    if (Known) {
      Scaled.symbol = By.symbol;
      Known = !__builtin_mul_overflow(By.offset, I.imm, &Scaled.offset) &&
              !__builtin_mul_overflow(By.scale, I.imm, &Scaled.scale);
    }
    Value At = Known ? sum(Pointer.distance(), Scaled, 1) : Value{};
    if (At.kind != Value::Number) {
      // Two symbols: a new one for where it ends.
      Range R = rangeOf(S, Pointer.distance()) + rangeOf(S, By) * Range{I.imm, I.imm};
      At = Value::of(By.kind == Value::Number ? derived(R, Opcode::Add, Pointer.distance(),
                                                        Known ? Scaled : By, {TypeKind::Signed, 8})
                                              : symbol(R));
    }
    Value Result = At;
    Result.kind = Value::Pointer;
    Result.object = Pointer.object;
    Result.partLow = Pointer.partLow;
    Result.partHigh = Pointer.partHigh;
    Result.member = false;
    // A pointer keeps its own origin: the offset's taint is that of the number.
    Result.taint = By.taint ? By.taint : Pointer.taint;
    // Whether it stays in the object, one past the end included.
    Value Extent = Pointer.partHigh        ? Value::number(Pointer.partHigh)
                   : S.has(Pointer.object) ? S.find(Pointer.object)->size
                                           : Value{};
    Obstacle Not{Obstacle::Size, Objects[Pointer.object].label, 0};
    if (Extent.kind == Value::Number && S.has(Pointer.object)) {
      std::int64_t Low = subtract(rangeOf(S, At).low, Pointer.partHigh ? Pointer.partLow : 0);
      std::int64_t Over = difference(S, At, Extent).high;
      if (Low < 0) {
        Not.kind = Obstacle::Before;
        Not.bytes = Low == Range::Min ? Range::Max : -Low;
      } else if (Over > 0) {
        Not.kind = Obstacle::Beyond;
        Not.bytes = Over;
      } else {
        Not.kind =
            S.find(Pointer.object)->null == Nullness::NonNull || Objects[Pointer.object].declared
                ? Obstacle::None
                : Obstacle::Null;
      }
    }
    judge(
        F, Index, Not.kind == Obstacle::None,
        [&] { return "the result stays within " + nameOfObject(Pointer.object); }, {}, Not);
    set(F, P, Index, Result);
    break;
  }
  case Opcode::Field: {
    Value Pointer = A();
    if (Pointer.kind == Value::Pointer) {
      Pointer.member |= I.imm != 0;
      if (__builtin_add_overflow(Pointer.offset, I.imm, &Pointer.offset)) {
        Pointer = {};
      } else if (I.c && !Pointer.symbol && Pointer.offset >= 0 && Pointer.offset < (1 << 30)) {
        Pointer.partLow = static_cast<std::int32_t>(Pointer.offset);
        Pointer.partHigh = static_cast<std::int32_t>(Pointer.offset + I.c);
      } else {
        Pointer.partLow = Pointer.partHigh = 0;
      }
    } else if (Pointer.isConstant()) {
      Pointer.offset = add(Pointer.offset, I.imm);
    }
    set(F, P, Index, Pointer);
    break;
  }
  case Opcode::Difference: {
    Value L = A(), R = B(), V;
    bool Same = false;
    if (L.kind == Value::Pointer && R.kind == Value::Pointer) {
      if (L.object == R.object) {
        Same = true;
        Value D = sum(L.distance(), R.distance(), -1);
        std::int64_t Size = I.imm ? I.imm : 1;
        if (D.kind == Value::Number && D.offset % Size == 0 && D.scale % Size == 0) {
          V = D;
          V.offset /= Size;
          V.scale = V.symbol ? V.scale / Size : 0;
        } else {
          Range X = difference(S, L.distance(), R.distance());
          Range Units{X.low == Range::Min ? X.low : X.low / Size,
                      X.high == Range::Max ? X.high : X.high / Size};
          V = Value::of(Size == 1 ? derived(Units, I.op, L.distance(), R.distance(), I.type)
                                  : symbol(Units));
          // What was derived before may be known better by now.
          bound(S, V, Units);
        }
      } else {
        // What a search found lies in what was searched.
        auto Base = [&](ObjectId O) { return Objects[O].within ? Objects[O].within : O; };
        ObjectId LeftBase = Base(L.object), RightBase = Base(R.object);
        auto Real = [&](const Value &X, ObjectId O) {
          return Objects[O].kind != ObjectKind::Outside &&
                 Objects[O].kind != ObjectKind::Function && S.has(X.object) && S.has(O) &&
                 S.find(X.object)->null != Nullness::Null;
        };
        Same = LeftBase == RightBase;
        if (!Same && Real(L, LeftBase) && Real(R, RightBase))
          report(F, DefectKind::UnrelatedPointers, I.place,
                 "subtracts a pointer to " + nameOfObject(RightBase) + " from one to " +
                     nameOfObject(LeftBase),
                 "the difference of pointers to different objects means nothing",
                 {Objects[L.object].made, Objects[R.object].made});
      }
    }
    // Null minus null.
    if (L.isConstant() && R.isConstant())
      V = Value::number((L.offset - R.offset) / std::max<std::int64_t>(I.imm, 1));
    judge(F, Index, Same, [&] { return "both point into " + nameOfObject(L.object); });
    if (V.kind != Value::Number)
      V = fresh(S, I.type);
    set(F, P, Index, V);
    break;
  }
  case Opcode::Add:
  case Opcode::Subtract:
  case Opcode::Multiply:
  case Opcode::Divide:
  case Opcode::Remainder:
  case Opcode::ShiftLeft:
  case Opcode::ShiftRight:
  case Opcode::And:
  case Opcode::Or:
  case Opcode::Xor:
    set(F, P, Index, arithmetic(F, S, I, A(), B()));
    break;
  case Opcode::Equal:
  case Opcode::NotEqual:
  case Opcode::Less:
  case Opcode::LessEqual:
  case Opcode::Greater:
  case Opcode::GreaterEqual: {
    Value L = A(), R = B();
    if (auto Decided = compare(S, I.op, L, R)) {
      set(F, P, Index, Value::number(*Decided));
      break;
    }
    bool Numbers = L.kind == Value::Number && R.kind == Value::Number;
    set(F, P, Index,
        Value::of(Numbers ? derived({0, 1}, I.op, L, R, I.type) : symbol({0, 1}, I.op, L, R)));
    break;
  }
  case Opcode::Not: {
    Value V = A();
    if (auto Decided = truth(S, V))
      set(F, P, Index, Value::number(!*Decided));
    else
      set(F, P, Index, Value::of(symbol({0, 1}, Opcode::Not, V)));
    break;
  }
  case Opcode::Negate: {
    Instruction Minus = I;
    Minus.op = Opcode::Subtract;
    // Judged as the instruction that it is.
    Value V = A();
    Value Zero = Value::number(0);
    Value R = sum(Zero, V, -1);
    R.taint = V.taint;
    Range Type = Range::of(I.type);
    if (R.kind != Value::Number || !Type.contains(rangeOf(S, R)))
      R = Value::of(derived(Type, Opcode::Negate, V, Zero, I.type)), R.taint = V.taint;
    set(F, P, Index, R);
    break;
  }
  case Opcode::Complement: {
    Value V = A();
    if (V.isConstant() && I.type.isInteger()) {
      std::int64_t N = ~V.offset;
      if (I.type.kind == TypeKind::Unsigned && I.type.bytes < 8)
        N &= Range::of(I.type).high;
      set(F, P, Index,
          I.type.kind == TypeKind::Unsigned && N < 0 ? Value::of(symbol({Range::Max, Range::Max}))
                                                     : Value::number(N));
    } else {
      set(F, P, Index, fresh(S, I.type, V.taint));
    }
    break;
  }
  case Opcode::Convert: {
    Opcode From = I.a && !I.imm ? Code.code[I.a - 1].op : Opcode::Unknown;
    set(F, P, Index, convert(F, S, I, A(), From));
    break;
  }
  case Opcode::LogicalAnd:
  case Opcode::LogicalOr: {
    bool And = I.op == Opcode::LogicalAnd;
    Value L = A();
    auto First = truth(S, L);
    if (First && *First != And) {
      set(F, P, Index, Value::number(!And));
      break;
    }
    Value R = B();
    auto Second = truth(S, R);
    if (First && Second)
      set(F, P, Index, Value::number(*Second));
    else if (First && R.kind == Value::Number)
      set(F, P, Index, R);
    else
      set(F, P, Index, Value::of(symbol({0, 1}, I.op, L, R)));
    break;
  }
  case Opcode::Select: {
    Value Condition = A();
    auto Decided = truth(S, Condition);
    Value Yes = B(), No = get(F, P, I.c);
    auto SlotOf = [&](std::uint32_t R) { return R ? F.body->slots[R - 1] : -1; };
    std::int32_t YesSlot = SlotOf(I.b), NoSlot = SlotOf(I.c);
    // Each is computed in a branch of its own: a path has taken the one whose value it has.
    if (YesSlot >= 0 && NoSlot >= 0) {
      P.slots[YesSlot] = P.slots[NoSlot] = {};
      if (!Decided && (Yes.kind == Value::Unknown) != (No.kind == Value::Unknown))
        Decided = No.kind == Value::Unknown;
    }
    if (Decided) {
      set(F, P, Index, *Decided ? Yes : No);
    } else if (Yes == No) {
      set(F, P, Index, Yes);
    } else {
      escape(S, Yes, /*HandedOver=*/true);
      escape(S, No, /*HandedOver=*/true);
      set(F, P, Index, fresh(S, I.type, Yes.taint ? Yes.taint : No.taint));
    }
    break;
  }
  case Opcode::New: {
    Value Count = I.a ? A() : Value::number(1);
    Value Size{.kind = Value::Number, .symbol = Count.symbol};
    bool Known = Count.kind == Value::Number &&
                 !__builtin_mul_overflow(Count.offset, I.imm, &Size.offset) &&
                 !__builtin_mul_overflow(Count.scale, I.imm, &Size.scale);
    if (!Known)
      Size = {};
    Size.taint = Count.taint;
    Object O{.kind = ObjectKind::Heap,
             .label = {I.c ? "the array from new[]" : "the object from new"}};
    O.releasedBy = I.c ? "delete[]" : "delete";
    checkSize(F, S, I.place, Size.kind == Value::Number ? Size : Count);
    set(F, P, Index, allocate(F, S, I, Index, O, Size, Content::Undefined));
    break;
  }
  case Opcode::Delete:
    release(F, S, I, Index, A(), I.c ? "delete[]" : "delete");
    break;
  case Opcode::Copy: {
    Value To = A(), From = B(), Size = Value::number(I.imm);
    Look Source{.reasonWanted = false}, Target{.reasonWanted = wantsReason(F, Index)};
    bool Read = check(F, S, From,
                      {.write = false, .size = Size, .place = I.place, .what = {"reads"}}, Source);
    bool Written = check(
        F, S, To, {.write = true, .size = Size, .place = I.place, .what = {"writes"}}, Target);
    if (!Read)
      Target.obstacle = Source.obstacle;
    judge(F, Index, Read && Written, Target);
    copy(S, To, From, Size);
    break;
  }
  case Opcode::Clear: {
    Value To = A();
    if (To.kind != Value::Pointer || !S.has(To.object))
      break;
    if (I.imm > 0) {
      writeCell(S, To.object, To.distance(), I.imm, Value::number(0), 1);
    } else {
      ObjectState &State = S.change(To.object);
      State.cells.clear();
      State.content = Content::Zero;
      State.partlyWritten = false;
    }
    break;
  }
  case Opcode::Fill: {
    Value To = A();
    fill(S, To, I.imm > 0 ? std::optional(I.imm) : std::nullopt, 0);
    if (!I.imm && To.kind == Value::Pointer && S.has(To.object)) {
      ObjectState &State = S.change(To.object);
      State.cells.clear();
      State.content = Content::Unknown;
      State.partlyWritten = false;
    }
    break;
  }
  case Opcode::Declare: {
    ObjectId Id = variable(F, S, I.imm);
    ObjectState Initial = initialState(Id);
    Initial.content = Content::Undefined;
    if (!Objects[Id].made)
      Objects[Id].made = step(F, I.place, {"'%' is declared here", Code.variables[I.imm].name});
    S.insert(Id, std::move(Initial));
    if (!F.caller) {
      Objects[Id].declaration = Index + 1;
      judge(F, Index, true,
            [] { return "on every path all that is read of it was written before"; });
    }
    break;
  }
  case Opcode::Leave: {
    ObjectId Id = F.variables[I.imm];
    if (Id && S.has(Id)) {
      S.endHolder(Id);
      ObjectState &State = S.change(Id);
      State.life = Life::Ended;
      State.ended = Objects[Id].made;
    }
    break;
  }
  case Opcode::Own:
    own(F, S, A(), B());
    break;
  case Opcode::Give:
    give(S, I.a ? A() : whatIsAt(S, B(), I.type));
    break;
  case Opcode::Extent:
    declareExtent(S, A(), I.b ? B() : Value::number(1), I.imm);
    break;
  case Opcode::Text:
    declareText(S, A(), I.imm);
    break;
  case Opcode::End:
    declareEnd(S, A(), B(), I);
    break;
  case Opcode::Return: {
    Value V = A();
    P.result = V;
    if (V.kind == Value::Pointer && S.has(V.object)) {
      if (F.body->body.result.kind == TypeKind::Record)
        expectWritten(S, V.object);
      const Object &Info = Objects[V.object];
      if ((Info.kind == ObjectKind::Local || Info.kind == ObjectKind::StackMemory) &&
          Info.activation == F.activation && F.body->body.result.kind == TypeKind::Pointer)
        report(F, DefectKind::StackAddressReturned, I.place,
               "returns the address of " + nameOfObject(V.object),
               "its life ends when the function returns", {Info.made});
    }
    break;
  }
  default:
    set(F, P, Index, I.type.kind == TypeKind::None ? Value{} : fresh(S, I.type));
    break;
  }
}

} // namespace ferrule::flow
