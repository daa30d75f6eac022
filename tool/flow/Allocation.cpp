// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Blocks and handles: how they are made, released and lost.
#include "tool/flow/Interpreter.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

namespace ferrule::flow {

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

static constexpr const char *NullReason = "it is null here, and releasing null does nothing";
static constexpr const char *ReleaseReason =
    "it was made by what this releases, was not released before, and is released whole";
static constexpr const char *OwnedReason = "by its declaration it is to be released here; it was "
                                           "not released before, and is released whole";

/// Why an object without an obstacle can be released.
static const char *releaseReason(const State &S, const Value &Pointer, const Object &Info) {
  return Info.kind == ObjectKind::Outside && S.find(Pointer.object)->owned ? OwnedReason
                                                                           : ReleaseReason;
}

void Interpreter::judgeRelease(const Frame &F, std::uint32_t Index, bool Safe, const char *Why,
                               const Obstacle &Not) {
  judge(F, Index, Safe, [&] { return Why; }, {}, Not);
  Verdict &V = (*F.verdicts)[Index];
  if (!V.safe || V.reason == Why)
    return;
  bool Owned = Why == OwnedReason || llvm::StringRef(V.reason).ends_with(OwnedReason);
  V.reason = std::string("where it is not null, ") + (Owned ? OwnedReason : ReleaseReason);
}

/// What was not shown of a block that is to be released.
Obstacle Interpreter::releaseObstacle(const State &S, const Value &Pointer) const {
  const ObjectState *Now = Pointer.kind == Value::Pointer ? S.find(Pointer.object) : nullptr;
  if (!Now)
    return {.kind = Obstacle::Pointer};
  const Object &Info = Objects[Pointer.object];
  bool Fresh = Info.kind == ObjectKind::Heap || Info.kind == ObjectKind::Handle || Now->owned;
  Range At = rangeOf(S, Pointer.distance());
  return {!Fresh                        ? Obstacle::Foreign
          : Now->life != Life::Alive    ? Obstacle::Released
          : Now->handedOver             ? Obstacle::Shared
          : At.low != 0 || At.high != 0 ? Obstacle::Pointer
                                        : Obstacle::None,
          Info.label, 0};
}

void Interpreter::judgeRelease(const Frame &F, const State &S, std::uint32_t Index,
                               const Value &Pointer, const Obstacle &Not) {
  if (truth(S, Pointer) == false)
    return judgeRelease(F, Index, true, NullReason);
  bool Safe = Not.kind == Obstacle::None;
  judgeRelease(F, Index, Safe, Safe ? releaseReason(S, Pointer, Objects[Pointer.object]) : "", Not);
}

/// A call of a function that releases what it is given, at least on some of its paths, by the state
/// before it.
void Interpreter::judgeReleases(const Frame &F, const State &S, std::uint32_t Index,
                                const FunctionSummary &Callee, llvm::ArrayRef<Value> Arguments) {
  // What may be released and returns something may be resized: that is an allocation as well.
  bool Returns = F.body->body.code[Index].type.kind != TypeKind::None;
  for (std::size_t N = 0; N != std::min(Arguments.size(), Callee.parameters.size()); ++N)
    if (PassedPointer::Fate Fate = Callee.parameters[N].fate;
        Fate == PassedPointer::Released || (Fate == PassedPointer::MayBeReleased && !Returns))
      judgeRelease(F, S, Index, Arguments[N], releaseObstacle(S, Arguments[N]));
}

void Interpreter::release(Frame &F, State &S, const Instruction &I, std::uint32_t Index,
                          const Value &Pointer, llvm::StringRef By) {
  if (Pointer.isNullConstant())
    return judgeRelease(F, Index, By != "fclose" && By != "closedir" && By != "pclose", NullReason);
  if (Pointer.kind == Value::Pointer && Objects[Pointer.object].kind == ObjectKind::Function)
    return report(F, DefectKind::ReleaseNonHeap, I.place,
                  "releases " + nameOfObject(Pointer.object) + ", which is not on the heap",
                  "it is a function", {});
  if (Pointer.kind != Value::Pointer || !S.has(Pointer.object))
    return judgeRelease(F, Index, false, "");
  const Object Info = Objects[Pointer.object];
  ObjectId O = Pointer.object;
  if (S.find(O)->null == Nullness::Null)
    return judgeRelease(F, Index, true, NullReason);
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
  Obstacle Not = releaseObstacle(S, Pointer);
  judgeRelease(F, Index, Ok && Not.kind == Obstacle::None, releaseReason(S, Pointer, Info), Not);
  if (Info.mayFail && S.find(O)->null == Nullness::Unknown && Info.kind == ObjectKind::Handle &&
      !Info.descriptor)
    report(F, DefectKind::UncheckedResult, I.place,
           "closes " + Name + " without a test whether it was opened",
           "opening fails when there is no such file, and then the pointer is null", {Info.made});
  noteOwnedRelease(F, S, Index, Pointer);
  S.endHolder(O);
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
                          const LibraryFunction &L, llvm::StringRef Name, const Value &Old,
                          const Value &Size) {
  Content C = Old.isNullConstant() ? Content::Undefined : Content::Unknown;
  bool Real = Old.kind == Value::Pointer && S.has(Old.object);
  Object O{.kind = ObjectKind::Heap, .label = {"what '%' returns", Name}};
  O.releasedBy = L.ReleasedBy;
  O.mayFail = true;
  if (Real) {
    const Object Info = Objects[Old.object];
    checkAlive(F, S, Old, I.place, {"resizes"});
    if (Info.kind == ObjectKind::Heap && !Info.releasedBy.empty() &&
        Info.releasedBy != L.ReleasedBy)
      report(F, DefectKind::MismatchedRelease, I.place,
             "resizes " + nameOfObject(Old.object) + " with '" + Name.str() +
                 "', which did not make it",
             "memory goes back to where it came from", {Info.made});
    if (S.find(Old.object)->null != Nullness::Null) {
      S.endHolder(Old.object);
      ObjectState &State = S.change(Old.object);
      State.life = State.life == Life::Alive ? Life::Ended : State.life;
      State.ended = step(F, I.place, {"resized here, which releases the old memory"});
    }
  }
  return allocate(F, S, I, Index, O, Size, C);
}

/// What is allocated in the root itself and released on each path on which it was made.
void Interpreter::judgeAllocations(const Frame &F, llvm::ArrayRef<Path> Exits) {
  // In the order of the instructions, so that what is said does not depend on hashing.
  std::vector<std::pair<std::uint32_t, ObjectId>> Made;
  for (const auto &[Site, Id] : Sites)
    if (auto [Activation, Index, Count] = Site;
        Activation == F.activation && Count != ~0u && Id && Objects[Id].kind == ObjectKind::Heap)
      Made.emplace_back(Index, Id);
  llvm::sort(Made);
  for (const auto &[Index, Id] : Made) {
    bool Released = llvm::all_of(Exits, [Id = Id](const Path &Exit) {
      const ObjectState *State = Exit.state.find(Id);
      return !State || State->null == Nullness::Null || State->life == Life::Ended || State->given;
    });
    bool Given = llvm::any_of(Exits, [Id = Id](const Path &Exit) {
      const ObjectState *State = Exit.state.find(Id);
      return State && State->given;
    });
    bool Throws = F.body->body.code[Index].op == Opcode::New;
    judge(F, Index, Released && !Exits.empty(), [&] {
      return std::string("on every path through the function it is released again") +
             (Given ? ", or passes to who owns it by declaration" : "") +
             (Throws ? ", if no call on them throws" : "");
    });
  }
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
        State->escaped || State->given || !Info.made)
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
