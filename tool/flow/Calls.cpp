// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Calls, allocation and release.
#include "tool/flow/Interpreter.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule::flow {

/// Bodies up to the first size are followed at each call, those up to the second where the caller
/// has something to tell them; so many calls deep.
static constexpr std::size_t AlwaysFollowed = 24, MaxFollowed = 150;
static constexpr unsigned MaxDepth = 6;
/// Objects that one allocation makes on a path before they are not told apart any more.
static constexpr unsigned MaxSame = 6;

Value Interpreter::allocate(Frame &F, State &S, const Instruction &I, std::uint32_t Index, Object O,
                            const Value &Size, Content C) {
  for (unsigned N = 0; N != MaxSame; ++N) {
    auto [It, New] = Sites.try_emplace({F.activation, Index, N}, 0);
    if (!New && S.has(It->second))
      continue;
    if (New) {
      It->second = Objects.size();
      Objects.push_back({});
    }
    ObjectId Id = It->second;
    O.made = step(F, I.place, {O.kind == ObjectKind::Handle ? "opened here" : "allocated here"});
    O.activation = F.activation;
    ObjectState Initial;
    Initial.null = O.mayFail ? Nullness::Unknown : Nullness::NonNull;
    Initial.content = C;
    if (Size.kind == Value::Number)
      Initial.size = Size;
    Objects[Id] = O;
    S.insert(Id, std::move(Initial));
    return Value::pointer(Id);
  }
  Value V = outside(S, O.label);
  if (!O.mayFail)
    S.change(V.object).null = Nullness::NonNull;
  return V;
}

/// A size that somebody outside of the program decides.
void Interpreter::checkSize(Frame &F, State &S, std::uint32_t Place, const Value &Size) {
  if (Size.kind != Value::Number || !untrusted(Size))
    return;
  Range R = rangeOf(S, Size);
  // More than any machine has: nobody has looked at it.
  if (R.high < (std::int64_t{1} << 30))
    return;
  const SymbolInfo *Info = Size.symbol ? &Symbols[Size.symbol] : nullptr;
  auto FromNegative = [&](const Value &V) {
    return V.symbol && Symbols[V.symbol].op == Opcode::Convert &&
           rangeOf(S, Symbols[V.symbol].left).low < 0;
  };
  if (FromNegative(Size) && rangeOf(S, Symbols[Size.symbol].left).high < (std::int64_t{1} << 30)) {
    report(F, DefectKind::SignConversion, Place,
           "allocates a number of bytes that may have been negative",
           "the size comes from outside of the program, and a negative number becomes a huge one",
           {Size.taint});
    return;
  }
  report(F, DefectKind::UncontrolledAllocation, Place,
         "allocates as much as is asked for from outside of the program",
         Info && (Info->op == Opcode::Multiply || Size.scale > 1)
             ? "the size has no upper limit, and its computation may wrap around"
             : "the size has no upper limit",
         {Size.taint});
}

void Interpreter::release(Frame &F, State &S, const Instruction &I, std::uint32_t Index,
                          const Value &Pointer, llvm::StringRef By) {
  auto Judge = [&](bool Safe, const char *Why) { judge(F, Index, Safe, [&] { return Why; }); };
  if (Pointer.isNullConstant())
    return Judge(By != "fclose" && By != "closedir" && By != "pclose",
                 "it is null, and releasing null does nothing");
  if (Pointer.kind == Value::Pointer && Objects[Pointer.object].kind == ObjectKind::Function)
    return report(F, DefectKind::ReleaseNonHeap, I.place,
                  "releases " + nameOfObject(Pointer.object) + ", which is not on the heap",
                  "it is a function", {});
  if (Pointer.kind != Value::Pointer || !S.has(Pointer.object))
    return Judge(false, "");
  const Object Info = Objects[Pointer.object];
  ObjectId O = Pointer.object;
  if (S.find(O)->null == Nullness::Null)
    return Judge(true, "it is null here, and releasing null does nothing");
  std::string Name = nameOfObject(O);
  bool Ok = true;
  auto Bad = [&](DefectKind Kind, std::string Message, std::string Why,
                 std::initializer_list<StepId> Along) {
    report(F, Kind, I.place, std::move(Message), std::move(Why), Along);
    Ok = false;
  };
  if (Info.kind == ObjectKind::Local || Info.kind == ObjectKind::StackMemory ||
      Info.kind == ObjectKind::Global || Info.kind == ObjectKind::Literal ||
      Info.kind == ObjectKind::Function) {
    Bad(DefectKind::ReleaseNonHeap, "releases " + Name + ", which is not on the heap",
        Info.kind == ObjectKind::Global    ? "it has static storage"
        : Info.kind == ObjectKind::Literal ? "it is a string literal"
                                           : "it lies on the stack",
        {Info.made});
  } else if (S.find(O)->life == Life::Ended && S.find(O)->ended) {
    Bad(DefectKind::DoubleRelease, "releases " + Name + " again",
        "it has been released on this path before", {Info.made, S.find(O)->ended});
  } else if (Info.kind == ObjectKind::Heap && !Info.releasedBy.empty() && !By.empty() &&
             By != Info.releasedBy) {
    Bad(DefectKind::MismatchedRelease,
        "releases " + Name + " with " + By.str() + " instead of " + Info.releasedBy.str(),
        "memory goes back to where it came from", {Info.made});
  } else if (Info.kind == ObjectKind::Heap) {
    Range At = rangeOf(S, Pointer.distance());
    if (At.low > 0 || At.high < 0)
      Bad(DefectKind::ReleaseInterior, "releases " + Name + " by a pointer that is not its start",
          "the pointer was moved by at least " +
              std::to_string(At.low > 0 ? At.low : subtract(0, At.high)) + " bytes",
          {Info.made});
    else if (!At.isConstant())
      Ok = false;
  }
  bool Fresh = Info.kind == ObjectKind::Heap || Info.kind == ObjectKind::Handle;
  const ObjectState &Now = *S.find(O);
  Obstacle::Kind Why = !Fresh                    ? Obstacle::Foreign
                       : Now.life != Life::Alive ? Obstacle::Released
                       : Now.handedOver          ? Obstacle::Shared
                                                 : Obstacle::None;
  judge(
      F, Index, Ok && Why == Obstacle::None,
      [] {
        return "it was made by what this releases, was not released before, and is released whole";
      },
      {}, {Why, Info.label, 0});
  if (Info.mayFail && S.find(O)->null == Nullness::Unknown && Info.kind == ObjectKind::Handle &&
      !Info.descriptor)
    report(F, DefectKind::UncheckedResult, I.place,
           "closes " + Name + " without a test whether it was opened",
           "opening fails when there is no such file, and then the pointer is null", {Info.made});
  ObjectState &State = S.change(O);
  // A pointer that may be null stays what it is.
  if (State.life == Life::Alive || State.life == Life::MaybeEnded) {
    State.life = Life::Ended;
    State.ended = step(F, I.place, {"released here"});
    State.cells.clear();
    State.content = Content::Unknown;
  }
}

/// Where resizing works; that it may fail is a path of its own (see call).
Value Interpreter::resize(Frame &F, State &S, const Instruction &I, std::uint32_t Index,
                          const LibraryFunction &L, const Value &Old, const Value &Size) {
  Content C = Old.isNullConstant() ? Content::Undefined : Content::Unknown;
  bool Real = Old.kind == Value::Pointer && S.has(Old.object);
  Object O{.kind = ObjectKind::Heap, .label = {"what '%' returns", L.Name}};
  O.releasedBy = L.ReleasedBy;
  O.mayFail = true;
  if (Real) {
    const Object Info = Objects[Old.object];
    checkAlive(F, S, Old, I.place, {"resizes"});
    if (Info.kind == ObjectKind::Heap && Info.releasedBy != L.ReleasedBy)
      report(F, DefectKind::MismatchedRelease, I.place,
             "resizes " + nameOfObject(Old.object) + " with '" + L.Name.str() +
                 "', which did not make it",
             "memory goes back to where it came from", {Info.made});
    if (S.find(Old.object)->null != Nullness::Null) {
      ObjectState &State = S.change(Old.object);
      State.life = State.life == Life::Alive ? Life::Ended : State.life;
      State.ended = step(F, I.place, {"resized here, which releases the old memory"});
    }
  }
  return allocate(F, S, I, Index, O, Size, C);
}

void Interpreter::forgetContents(State &S, const Value &Pointer) {
  if (Pointer.kind != Value::Pointer || !S.has(Pointer.object) || Objects[Pointer.object].immutable)
    return;
  ObjectState &State = S.change(Pointer.object);
  State.version = ++Versions;
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
    if (V.scalar)
      writeCell(Start.state, O, Value::number(0), V.bytes, What);
    else
      copy(Start.state, Value::pointer(O), What, Value::number(V.bytes));
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
bool Interpreter::worthFollowing(const State &S, const Body &Callee,
                                 llvm::ArrayRef<Value> Arguments) const {
  if (Callee.code.size() <= AlwaysFollowed)
    return true;
  return Callee.code.size() <= MaxFollowed && llvm::any_of(Arguments, [&](const Value &V) {
           if (V.taint || V.kind == Value::Undefined)
             return true;
           if (V.kind == Value::Number)
             return !V.symbol || S.refined(V.symbol);
           if (V.kind != Value::Pointer || Objects[V.object].kind != ObjectKind::Outside)
             return V.kind == Value::Pointer;
           const ObjectState *O = S.find(V.object);
           return O && (O->life != Life::Alive || O->null == Nullness::Null || O->taint ||
                        O->size.kind == Value::Number);
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
    set(F, Next, Index, Result);
    Next.next = Index + 1;
    Out.push_back(std::move(Next));
  };
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
      worthFollowing(S, this->P.bodies[BodyIndex]->body, Arguments)) {
    const LinkedBody &Callee = *this->P.bodies[BodyIndex];
    StepId At = step(F, I.place, {"calls '%'", Callee.body.name});
    Paths Exits = enter(F, P, Callee, BodyIndex, Arguments, At);
    for (Path &Exit : Exits) {
      Path Next = P;
      Value Result = Exit.result;
      Next.state = std::move(Exit.state);
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
        if (Before && Before->null == Nullness::Unknown)
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
      if (Result.isNullConstant() && I.type.kind == TypeKind::Pointer && Exits.size() > 1)
        Result.chosen = !Failed;
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

/// What was allocated on this path and cannot be reached any more when the root returns.
void Interpreter::leaks(Frame &F, State &S, const Value &Result) {
  if (F.body->body.name == "main")
    return;
  std::set<ObjectId> Reached;
  llvm::SmallVector<ObjectId, 16> Work;
  auto Add = [&](const Value &V) {
    if (V.kind == Value::Pointer && Reached.insert(V.object).second)
      Work.push_back(V.object);
  };
  Add(Result);
  for (const auto &[Id, State] : S.objects())
    if (State->escaped || Objects[Id].kind == ObjectKind::Global)
      Add(Value::pointer(Id));
  while (!Work.empty()) {
    const ObjectState *State = S.find(Work.pop_back_val());
    if (State)
      for (const Cell &C : State->cells)
        Add(C.value);
  }
  for (const auto &[Id, State] : S.objects()) {
    const Object &Info = Objects[Id];
    if ((Info.kind != ObjectKind::Heap && Info.kind != ObjectKind::Handle) || Reached.contains(Id))
      continue;
    if (State->life != Life::Alive || State->null == Nullness::Null || State->handedOver ||
        State->escaped || !Info.made)
      continue;
    const Step &Made = Steps[Info.made - 1];
    Frame Where{.body = Made.body, .verdicts = nullptr};
    bool Handle = Info.kind == ObjectKind::Handle;
    report(Where, Handle ? DefectKind::HandleLeak : DefectKind::MemoryLeak, Made.place,
           std::string("what is ") + (Handle ? "opened" : "allocated") + " here is lost",
           "on a path through '" + F.body->body.name +
               "' it is neither released nor kept when that returns",
           {Info.made});
  }
}

} // namespace ferrule::flow
