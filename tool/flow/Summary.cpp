// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Summaries are read off the states in which a root returns: each of its pointer parameters points
// to an object of its own from the start, so that what became of it can be seen there, and what it
// returns is an object whose making it has followed. As callees are roots before their callers, and
// a call that is not followed uses their summary, allocators, constructors, destructors and their
// wrappers are learnt through any number of layers, and nobody has to name them.
#include "tool/flow/Interpreter.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule::flow {

void Interpreter::passArguments(Frame &F, State &S) {
  const Body &Code = F.body->body;
  Passed.assign(Code.parameters, {});
  ReadFirst.assign(Code.parameters, false);
  for (std::uint32_t N = 0; N != Code.variables.size(); ++N) {
    const Variable &V = Code.variables[N];
    if (!V.parameter || V.parameter > Code.parameters || !V.scalar)
      continue;
    Value What = fresh(S, V.type);
    if (What.kind == Value::Unknown)
      continue;
    if (What.kind == Value::Pointer) {
      Objects[What.object].argument = V.parameter;
      Objects[What.object].label = {"what the caller passes as '%'", V.name};
    }
    writeCell(S, variable(F, S, N), Value::number(0), V.bytes, What);
    Passed[V.parameter - 1] = What;
  }
}

/// What a value leads to, directly or by way of memory.
static llvm::DenseSet<ObjectId> reachedFrom(const State &S, const Value &Start) {
  llvm::DenseSet<ObjectId> Reached;
  llvm::SmallVector<ObjectId, 8> Work;
  auto Add = [&](const Value &V) {
    if (V.kind == Value::Pointer && Reached.insert(V.object).second)
      Work.push_back(V.object);
  };
  Add(Start);
  while (!Work.empty())
    if (const ObjectState *State = S.find(Work.pop_back_val()))
      for (const Cell &C : State->cells)
        if (!C.literal)
          Add(C.value);
  return Reached;
}

std::vector<PassedPointer> Interpreter::passedPointers(const Frame &F,
                                                       llvm::ArrayRef<Path> Exits) const {
  std::vector<PassedPointer> Result(F.body->body.parameters);
  auto StateOf = [&](const Path &Exit, std::size_t N) {
    return Passed[N].kind == Value::Pointer ? Exit.state.find(Passed[N].object) : nullptr;
  };
  // Who gets the result has what it leads to.
  std::vector<llvm::DenseSet<ObjectId>> Kept;
  for (const Path &Exit : Exits)
    Kept.push_back(reachedFrom(Exit.state, Exit.result));
  std::vector<std::uint64_t> Nulls(Exits.size());
  for (std::size_t E = 0; E != Exits.size(); ++E)
    for (std::size_t N = 0; N != std::min<std::size_t>(Passed.size(), 64); ++N)
      if (const ObjectState *State = StateOf(Exits[E], N); State && State->null == Nullness::Null)
        Nulls[E] |= std::uint64_t{1} << N;
  for (std::size_t N = 0; N != std::min<std::size_t>(Passed.size(), 64); ++N) {
    std::int64_t Written = Exits.empty() ? 0 : Range::Max;
    bool Borrowed = !Exits.empty(), Released = !Exits.empty(), Used = !Exits.empty(), Ever = false;
    std::uint64_t Self = std::uint64_t{1} << N, UnlessNull = 0;
    for (std::size_t E = 0; E != Exits.size(); ++E) {
      const ObjectState *State = StateOf(Exits[E], N);
      Used &= State && State->usedUntested;
      if (State && Nulls[E] & Self)
        continue;
      Written = std::min(Written, State ? State->writtenTo : 0);
      bool Ended = State && State->life == Life::Ended;
      Borrowed &= State && State->life == Life::Alive && !State->handedOver &&
                  !Kept[E].contains(Passed[N].object);
      Ever |= Ended || (State && State->life == Life::MaybeEnded);
      Released &= Ended || Nulls[E];
      if (!Ended)
        UnlessNull |= Nulls[E];
    }
    if (Borrowed)
      Result[N] = {PassedPointer::Borrowed};
    else if (Released && Ever)
      Result[N] = {PassedPointer::Released, UnlessNull};
    else if (Ever)
      Result[N] = {PassedPointer::MayBeReleased};
    Result[N].used = Used;
    Result[N].written = ReadFirst[N] || Written == Range::Max ? 0 : Written;
  }
  return Result;
}

/// A path on which a parameter was found null is none that another caller has to fear.
bool Interpreter::mayReturnNull(llvm::ArrayRef<Path> Exits) const {
  return llvm::any_of(Exits, [&](const Path &Exit) {
    bool Asked = llvm::any_of(Passed, [&](const Value &V) {
      const ObjectState *O = V.kind == Value::Pointer ? Exit.state.find(V.object) : nullptr;
      return O && O->null == Nullness::Null;
    });
    const Value &V = Exit.result;
    const ObjectState *O = V.kind == Value::Pointer ? Exit.state.find(V.object) : nullptr;
    bool Possible =
        O && O->null == Nullness::Unknown &&
        (O->optional || Objects[V.object].mayFail || !Objects[V.object].nullableFrom.empty());
    return !Asked && (V.isNullConstant() || Possible || (O && O->null == Nullness::Null));
  });
}

std::optional<FreshMemory> Interpreter::freshResult(llvm::ArrayRef<Path> Exits) const {
  std::optional<FreshMemory> Result;
  bool Failed = false, Null = false;
  for (const Path &Exit : Exits) {
    const Value &V = Exit.result;
    const ObjectState *State = V.kind == Value::Pointer ? Exit.state.find(V.object) : nullptr;
    if (V.isNullConstant() || (State && State->null == Nullness::Null)) {
      bool NoMemory = llvm::any_of(Exit.state.objects(), [&](const auto &Each) {
        return Objects[Each.first].mayFail && Each.second->null == Nullness::Null;
      });
      (NoMemory ? Failed : Null) = true;
      continue;
    }
    const Object *Info = State ? &Objects[V.object] : nullptr;
    bool Fresh = Info && (Info->kind == ObjectKind::Heap || Info->kind == ObjectKind::Handle) &&
                 !Info->descriptor && V.distance() == Value::number(0) && !V.taint &&
                 State->life == Life::Alive && !State->escaped && !State->handedOver &&
                 !State->taint;
    if (!Fresh)
      return std::nullopt;
    FreshMemory Made{.handle = Info->kind == ObjectKind::Handle, .releasedBy = Info->releasedBy};
    if (State->null == Nullness::Unknown)
      (Info->mayFail && !State->optional ? Failed : Null) = true;
    const Value &Size = State->size;
    if (Size.isConstant()) {
      Made.sized = true;
      Made.offset = Size.offset;
    } else if (Size.kind == Value::Number) {
      // An argument, or what it is converted to.
      const SymbolInfo &Y = Symbols[Size.symbol];
      Symbol Origin = Y.op == Opcode::Convert && Y.left.scale == 1 && !Y.left.offset ? Y.left.symbol
                                                                                     : Size.symbol;
      auto At = llvm::find_if(Passed, [&](const Value &P) {
        return P.kind == Value::Number && P.symbol &&
               (P.symbol == Size.symbol || P.symbol == Origin);
      });
      if (At != Passed.end()) {
        Made.sized = true;
        Made.parameter = At - Passed.begin();
        Made.scale = Size.scale;
        Made.offset = Size.offset;
      }
    }
    if (!Result) {
      Result = Made;
      continue;
    }
    if (Result->handle != Made.handle || Result->releasedBy != Made.releasedBy)
      return std::nullopt;
    if (!(*Result == Made))
      Result->sized = false;
  }
  if (Result) {
    Result->mayFail = Failed;
    Result->mayBeNull = Null;
  }
  return Result;
}

FunctionSummary Interpreter::summarize(const Frame &F, llvm::ArrayRef<Path> Exits) const {
  FunctionSummary Result;
  Result.parameters = passedPointers(F, Exits);
  if (F.body->body.result.kind == TypeKind::Pointer) {
    Result.result = freshResult(Exits);
    Result.mayReturnNull = mayReturnNull(Exits);
  }
  return Result;
}

bool Interpreter::releases(const State &S, const PassedPointer &Passed,
                           llvm::ArrayRef<Value> Arguments) const {
  if (Passed.fate != PassedPointer::Released)
    return false;
  for (std::size_t N = 0; N != Arguments.size() && N < 64; ++N)
    if (Passed.unlessNull >> N & 1 && truth(S, Arguments[N]) != true)
      return false;
  return true;
}

/// Some of what it is given the callee uses without asking whether it is null.
void Interpreter::suspectArguments(const Frame &F, State &S, std::uint32_t Index,
                                   const LinkedEntity &E, const FunctionSummary &Known,
                                   llvm::ArrayRef<Value> Arguments) {
  // 'delete' of null calls no destructor.
  if (llvm::StringRef(E.entity.name).starts_with("~"))
    return;
  Suspicion &Suspected = (*F.verdicts)[Index].suspected;
  for (std::size_t N = 0; N != std::min(Arguments.size(), Known.parameters.size()); ++N) {
    const Value &Given = Arguments[N];
    if (!Known.parameters[N].used)
      continue;
    if (Given.isConstant() && Given.chosen && Given.partLow && !Doubtful)
      Suspected.add({P.entities[Given.partLow - 1].entity.name, true, {}});
    const ObjectState *O = Given.kind == Value::Pointer ? S.find(Given.object) : nullptr;
    if (!O || O->dereferenced || Objects[Given.object].nullableFrom.empty())
      continue;
    Suspected.add({Objects[Given.object].nullableFrom, O->null != Nullness::NonNull, {}});
    S.change(Given.object).dereferenced = true;
  }
}

/// On some paths the callee releases what the pointer leads to.
void Interpreter::mayRelease(State &S, const Value &Pointer, llvm::StringRef By) {
  if (Pointer.kind != Value::Pointer || !S.has(Pointer.object) ||
      S.find(Pointer.object)->life != Life::Alive)
    return;
  ObjectState &State = S.change(Pointer.object);
  State.life = Life::MaybeEnded;
  State.maybeEndedBy = By;
  State.dereferenced = false;
}

/// What is left to do when the callee's writes have been taken into account.
Value Interpreter::knownCall(Frame &F, State &S, const Instruction &I, std::uint32_t Index,
                             const LinkedEntity &E, const FunctionSummary &Known,
                             llvm::ArrayRef<Value> Arguments) {
  llvm::StringRef Name = E.entity.name;
  suspectArguments(F, S, Index, E, Known, Arguments);
  judgeReleases(F, S, Index, Known, Arguments);
  for (std::size_t N = 0; N != std::min(Arguments.size(), Known.parameters.size()); ++N)
    if (releases(S, Known.parameters[N], Arguments))
      release(F, S, I, Index, Arguments[N], "");
    else if (Known.parameters[N].fate == PassedPointer::MayBeReleased)
      mayRelease(S, Arguments[N], E.entity.name);
  if (I.type.kind == TypeKind::None)
    return {};
  if (const auto &Fresh = Known.result; Fresh && I.type.kind == TypeKind::Pointer) {
    Object O{.kind = Fresh->handle ? ObjectKind::Handle : ObjectKind::Heap,
             .label = {"what '%' returns", Name}};
    O.releasedBy = Fresh->releasedBy;
    O.mayFail = Fresh->mayFail;
    Value Size;
    if (Fresh->sized && !Fresh->scale) {
      Size = Value::number(Fresh->offset);
    } else if (Fresh->sized && Fresh->parameter < Arguments.size()) {
      Value Given = Arguments[Fresh->parameter];
      if (Given.kind == Value::Number && rangeOf(S, Given).low >= 0 &&
          !__builtin_mul_overflow(Given.scale, Fresh->scale, &Given.scale) &&
          !__builtin_mul_overflow(Given.offset, Fresh->scale, &Given.offset) &&
          !__builtin_add_overflow(Given.offset, Fresh->offset, &Given.offset))
        Size = Given;
    }
    if (Size.kind == Value::Number && !Fresh->handle)
      checkSize(F, S, I.place, Size);
    Value Made = allocate(F, S, I, Index, O, Size, Content::Unknown);
    if (Fresh->mayBeNull && Made.kind == Value::Pointer) {
      S.change(Made.object).null = Nullness::Unknown;
      S.change(Made.object).optional = true;
      if (Known.mayReturnNull)
        Objects[Made.object].nullableFrom = Name;
    }
    return Made;
  }
  Value Result = fresh(S, I.type);
  if (Result.kind == Value::Pointer) {
    Objects[Result.object].label = {"the result of '%'", Name};
    if (Known.mayReturnNull)
      Objects[Result.object].nullableFrom = Name;
  }
  return Result;
}

} // namespace ferrule::flow
