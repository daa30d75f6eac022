// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which calls are followed, and what is taken to happen in the others.
#include "tool/flow/Interpreter.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule::flow {

/// Bodies up to the first size are followed at each call, those up to the second where the caller
/// has something to tell them; so many calls deep.
static constexpr std::size_t AlwaysFollowed = 24, MaxFollowed = 150;
static constexpr unsigned MaxDepth = 6;
void Interpreter::forgetContents(State &S, const Value &Pointer) {
  if (Pointer.kind != Value::Pointer || !S.has(Pointer.object) || Objects[Pointer.object].immutable)
    return;
  ObjectState &State = S.change(Pointer.object);
  State.version = ++Versions;
  State.length = 0;
  State.forgetCells();
}

void Interpreter::unknownCall(State &S, const LinkedEntity *E, llvm::ArrayRef<Value> Arguments,
                              const FunctionSummary *Known) {
  bool Writes = !E || E->writesMemory;
  for (std::size_t N = 0; N != Arguments.size(); ++N) {
    const Value &V = Arguments[N];
    if (V.kind != Value::Pointer)
      continue;
    bool Const = E && N < 64 && (E->entity.constParameters >> N & 1);
    // Who gets a string reads up to its end.
    if (S.has(V.object) && !isFilled(S, Arguments, N, Known) && !(Const && isText(S, V)))
      expectWritten(S, V.object);
    bool Kept = !Known || N >= Known->parameters.size() ||
                (Known->parameters[N].fate != PassedPointer::Borrowed &&
                 !releases(S, Known->parameters[N], Arguments));
    if (!Kept && S.has(V.object)) {
      for (const Cell &C : std::vector<Cell>(S.find(V.object)->cells))
        if (!C.literal && Writes)
          escape(S, C.value, true);
    } else if (Writes || !E || E->body < 0) {
      escape(S, V, true);
    }
    if (Writes && !Const)
      forgetContents(S, V);
  }
  if (Writes)
    clobber(S);
}

Interpreter::Paths Interpreter::enter(Frame &F, const Path &P, const LinkedBody &B,
                                      std::uint32_t BodyIndex, llvm::ArrayRef<Value> Arguments,
                                      StepId At) {
  Frame Inner{.body = &B,
              .index = BodyIndex,
              .depth = F.depth + 1,
              .activation = ++Activations,
              .verdicts = &Contexts[BodyIndex],
              .caller = &F,
              .suspended = &P,
              .calledAt = At};
  Inner.variables.assign(B.body.variables.size(), 0);
  if (Contexts[BodyIndex].empty())
    Contexts[BodyIndex].resize(B.body.code.size());
  Path Start;
  Start.state = P.state;
  for (std::uint32_t N = 0; N != B.body.variables.size(); ++N) {
    const Variable &V = B.body.variables[N];
    if (!V.parameter)
      continue;
    ObjectId O = variable(Inner, Start.state, N);
    if (V.parameter > Arguments.size())
      continue;
    Value What = Arguments[V.parameter - 1];
    if (V.scalar) {
      writeCell(Start.state, O, Value::number(0), V.bytes, What);
    } else {
      if (What.kind == Value::Pointer && P.state.has(What.object))
        expectWritten(P.state, What.object);
      copy(Start.state, Value::pointer(O), What, Value::number(V.bytes));
    }
  }
  // Those that the callee gets by va_arg.
  if (Arguments.size() > B.body.parameters)
    for (const Value &V : Arguments.drop_front(B.body.parameters)) {
      escape(Start.state, V, true);
      forgetContents(Start.state, V);
    }
  Start.forks = P.forks;
  Start.doubtful = P.doubtful;
  Start.merged = P.merged;
  return run(Inner, std::move(Start));
}

/// The class of an object is that of the last constructor that was called on it from outside.
void Interpreter::noteClass(State &S, const LinkedEntity *E, llvm::ArrayRef<Value> Arguments) {
  if (!E || Arguments.empty() || Arguments[0].kind != Value::Pointer || !S.has(Arguments[0].object))
    return;
  llvm::StringRef Id = E->entity.id, Class = classOf(Id);
  llvm::StringRef Name = Class.rsplit('@').second;
  if (!Name.empty() && Id.substr(Class.size()).starts_with("@F@" + Name.str() + "#"))
    S.change(Arguments[0].object).dynamicClass = Class;
}

/// Whether a call may show more than the callee does with arguments that nothing is known of.
bool Interpreter::worthFollowing(const State &S, const LinkedBody &Callee,
                                 llvm::ArrayRef<Value> Arguments) const {
  std::size_t Size = Callee.body.code.size();
  if (Size <= AlwaysFollowed)
    return true;
  auto Tells = [&](const Value &V) {
    if (V.taint || V.kind == Value::Undefined)
      return true;
    if (V.kind == Value::Number)
      return !V.symbol || S.refined(V.symbol);
    if (V.kind != Value::Pointer || Objects[V.object].kind != ObjectKind::Outside)
      return V.kind == Value::Pointer;
    const ObjectState *O = S.find(V.object);
    return O && (O->life != Life::Alive || O->null == Nullness::Null || O->taint ||
                 O->size.kind == Value::Number);
  };
  if (Size > MaxFollowed)
    return false;
  // What is passed in variables that both name counts as well.
  return llvm::any_of(Arguments, Tells) || llvm::any_of(Callee.globals, [&](std::uint32_t Entity) {
           const ObjectState *O = S.find(Globals.lookup(Entity));
           return O && llvm::any_of(O->cells, [&](const Cell &C) { return Tells(C.value); });
         });
}

void Interpreter::call(Frame &F, Path P, const Instruction &I, std::uint32_t Index, Paths &Out) {
  const Body &Code = F.body->body;
  State &S = P.state;
  llvm::SmallVector<Value, 8> Arguments;
  for (std::uint32_t N = 0; N != I.c; ++N)
    Arguments.push_back(get(F, P, Code.operands[I.b + N]));
  std::int64_t Target = I.imm >= 0 ? static_cast<std::int64_t>(F.body->entities[I.imm]) : -1;
  if (Target < 0 && I.a) {
    Value Callee = get(F, P, I.a);
    if (Callee.kind == Value::Pointer) {
      if (Objects[Callee.object].kind == ObjectKind::Function)
        Target = Objects[Callee.object].entity;
      else if (S.has(Callee.object))
        checkAlive(F, S, Callee, I.place, {"calls through"});
    }
  }
  const LinkedEntity *E = Target >= 0 ? &this->P.entities[Target] : nullptr;
  int BodyIndex = E ? E->body : -1;
  if (I.op == Opcode::VirtualCall && E) {
    BodyIndex = -1;
    if (!Arguments.empty() && Arguments[0].kind == Value::Pointer && S.has(Arguments[0].object))
      BodyIndex = this->P.overrider(Target, S.find(Arguments[0].object)->dynamicClass);
    if (BodyIndex < 0)
      E = nullptr;
  }
  auto Continue = [&](Path Next, Value Result) {
    if (E && E->entity.ownedResult)
      own(F, Next.state, Result, {});
    set(F, Next, Index, Result);
    Next.next = Index + 1;
    Out.push_back(std::move(Next));
  };
  for (const Value &V : Arguments)
    if (const ObjectState *O = V.kind == Value::Pointer ? S.find(V.object) : nullptr;
        O && O->life == Life::MaybeEnded && !O->maybeEndedBy.empty() && !O->dereferenced) {
      (*F.verdicts)[Index].suspected.add({{}, false, O->maybeEndedBy});
      S.change(V.object).dereferenced = true;
    }
  if (E)
    takeOver(F, S, Index, E->entity, Arguments);
  // What is handed over is used there.
  for (const Value &V : Arguments)
    if (V.kind == Value::Pointer && S.has(V.object) && BodyIndex < 0 && !(E && E->library))
      checkAlive(F, S, V, I.place, {"passes on"});
  if (E && E->library && BodyIndex < 0) {
    // Resizing may fail, and then the old memory is still there.
    if (int At = E->library->indexOf(Role::Resized);
        At >= 0 && static_cast<std::size_t>(At) < Arguments.size()) {
      const Value &Old = Arguments[At];
      if (Old.kind == Value::Pointer && S.has(Old.object) &&
          S.find(Old.object)->life == Life::Alive && S.find(Old.object)->null != Nullness::Null) {
        Path Failed = P;
        ++Failed.forks;
        ++P.forks;
        Continue(std::move(Failed), Value::number(0));
        Value Result = libraryCall(F, S, I, Index, *E->library, E->entity, Arguments);
        if (Result.kind == Value::Pointer)
          setNull(S, Result.object, false);
        return Continue(std::move(P), Result);
      }
    }
    Value Result = libraryCall(F, S, I, Index, *E->library, E->entity, Arguments);
    return Continue(std::move(P), Result);
  }
  if (E && E->entity.noReturn && BodyIndex < 0)
    return;
  // 'delete' of null calls no destructor, and nobody else destroys what is not there.
  if (E && llvm::StringRef(E->entity.name).starts_with("~") && !Arguments.empty() &&
      truth(S, Arguments[0]) == false)
    return Continue(std::move(P), {});
  bool Recursive = false;
  for (const Frame *At = &F; At; At = At->caller)
    Recursive |= BodyIndex >= 0 && At->index == static_cast<unsigned>(BodyIndex);
  if (BodyIndex >= 0 && !Recursive && F.depth < MaxDepth && !Frugal &&
      worthFollowing(S, *this->P.bodies[BodyIndex], Arguments)) {
    const LinkedBody &Callee = *this->P.bodies[BodyIndex];
    if (const auto &Known = Summaries[BodyIndex]) {
      judgeReleases(F, S, Index, *Known, Arguments);
      for (std::size_t N = 0; N != std::min(Arguments.size(), Known->parameters.size()); ++N)
        if (Known->parameters[N].fate == PassedPointer::Released)
          noteOwnedRelease(F, S, Index, Arguments[N]);
      suspectArguments(F, S, Index, *E, *Known, Arguments);
    }
    StepId At = step(F, I.place, {"calls '%'", Callee.body.name});
    Paths Exits = enter(F, P, Callee, BodyIndex, Arguments, At);
    bool Nullable = I.type.kind == TypeKind::Pointer && mayReturnNull(Exits);
    for (Path &Exit : Exits) {
      Path Next{P, std::move(Exit.state)};
      Value Result = Exit.result;
      Next.forks = Exit.forks;
      Next.doubtful |= Exit.doubtful;
      Next.merged |= Exit.merged;
      // A test inside of a callee that guards against null says nothing of this caller.
      llvm::SmallVector<ObjectId, 4> Tested;
      bool Failed = false;
      for (const auto &[Id, Now] : Next.state.objects()) {
        if (Now->null != Nullness::Null)
          continue;
        const ObjectState *Before = P.state.find(Id);
        // What could not be made is not there for the caller either.
        if (Before && Before->null == Nullness::Unknown && !Objects[Id].mayFail)
          Tested.push_back(Id);
        Failed |= Objects[Id].mayFail && !Before;
      }
      for (ObjectId Id : Tested) {
        Next.state.change(Id).null = Nullness::Unknown;
        Next.doubtful |= Objects[Id].kind == ObjectKind::Outside;
      }
      // Null for want of memory can always come; null for another reason may be ruled out by what
      // this caller knows of its arguments.
      if (const ObjectState *O = Result.kind == Value::Pointer && !Objects[Result.object].mayFail
                                     ? Next.state.find(Result.object)
                                     : nullptr;
          O && O->null == Nullness::Null)
        Result = Value::number(0);
      if (Result.isNullConstant() && I.type.kind == TypeKind::Pointer && Exits.size() > 1) {
        Result.chosen = !Failed;
        Result.partLow = Failed ? 0 : static_cast<std::int32_t>(Target + 1);
      } else if (Nullable && Result.kind == Value::Pointer && !P.state.has(Result.object) &&
                 Objects[Result.object].kind == ObjectKind::Outside) {
        Objects[Result.object].nullableFrom = E->entity.name;
      }
      if (I.type.kind != TypeKind::None && Result.kind == Value::Unknown)
        Result = fresh(Next.state, I.type, Result.taint);
      noteClass(Next.state, E, Arguments);
      Continue(std::move(Next), Result);
    }
    return;
  }
  if (BodyIndex >= 0)
    ContextsIncomplete[BodyIndex] = true;
  noteClass(S, E, Arguments);
  const FunctionSummary *Known =
      BodyIndex >= 0 && Summaries[BodyIndex] ? &*Summaries[BodyIndex] : nullptr;
  unknownCall(S, E, Arguments, Known);
  if (E && E->entity.noReturn)
    return;
  if (Known) {
    Value Result = knownCall(F, S, I, Index, *E, *Known, Arguments);
    return Continue(std::move(P), Result);
  }
  Value Result = I.type.kind == TypeKind::None ? Value{} : fresh(S, I.type);
  if (Result.kind == Value::Pointer && E)
    Objects[Result.object].label = {"the result of '%'", E->entity.name};
  Continue(std::move(P), Result);
}

} // namespace ferrule::flow
