// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which paths are followed, and where they meet.
#include "tool/flow/Interpreter.h"
#include "llvm/ADT/STLExtras.h"
#include <map>

namespace ferrule::flow {

/// Paths that wait at one block before they are merged: in a function up to this size, and beyond;
/// at its end; and behind a call.
static constexpr std::size_t SmallBody = 400, MaxWaiting = 4, MaxWaitingInLarge = 2,
                             MaxWaitingAtExit = 12, MaxBehindCall = 12;
/// Rounds of a loop whose condition is decided each time.
static constexpr unsigned MaxRounds = 160;
/// How often the merged state of a loop takes in another from outside of it without widening.
static constexpr unsigned MaxEntriesAsTheyAre = 3;
/// Instructions of a root: what every one gets, and per instruction of its own.
static constexpr std::uint64_t BaseBudget = 4000, BudgetFactor = 2;
/// So many times that, and the function is given up.
static constexpr std::uint64_t ExhaustionFactor = 4;
/// States that leave a function that was followed into.
static constexpr std::size_t MaxExits = 6;

Interpreter::Interpreter(const Program &P)
    : P(P), Roots(P.bodies.size()), Contexts(P.bodies.size()), ContextsIncomplete(P.bodies.size()),
      GivenUp(P.bodies.size()), Summaries(P.bodies.size()) {}

const std::vector<Verdict> *Interpreter::fromCallers(std::uint32_t BodyIndex) const {
  if (ContextsIncomplete[BodyIndex] || Contexts[BodyIndex].empty() ||
      !P.bodies[BodyIndex]->internal)
    return nullptr;
  return &Contexts[BodyIndex];
}

bool Interpreter::spend(unsigned Instructions) {
  Spent += Instructions;
  if (Spent > Budget)
    Frugal = true;
  if (Spent > ExhaustionFactor * Budget)
    Exhausted = true;
  return !Exhausted;
}

/// Forgets what no value that is still read leads to.
void Interpreter::collect(const Frame &F, Path &P) {
  llvm::BitVector KeptObjects(Objects.size()), KeptSymbols(Symbols.size());
  llvm::SmallVector<ObjectId, 32> Work;
  llvm::SmallVector<Symbol, 32> Defined;
  auto Note = [&](Symbol S) {
    if (S && !KeptSymbols[S]) {
      KeptSymbols.set(S);
      Defined.push_back(S);
    }
  };
  auto Add = [&](const Value &V) {
    Note(V.symbol);
    if (V.object && !KeptObjects[V.object]) {
      KeptObjects.set(V.object);
      Work.push_back(V.object);
    }
  };
  for (const Value &V : P.slots)
    Add(V);
  for (const Value &V : P.block)
    Add(V);
  Add(P.result);
  for (const Frame *At = &F; At; At = At->caller) {
    for (ObjectId O : At->variables)
      if (O)
        Add(Value::pointer(O));
    if (At->suspended) {
      for (const Value &V : At->suspended->slots)
        Add(V);
      for (const Value &V : At->suspended->block)
        Add(V);
    }
  }
  Known.resize(Objects.size());
  for (const auto &[Id, State] : P.state.objects()) {
    Known[Id] = State.get();
    const Object &Info = Objects[Id];
    // What may leak is remembered, and so is what has a name.
    bool MayLeak = (Info.kind == ObjectKind::Heap || Info.kind == ObjectKind::Handle) &&
                   State->life != Life::Ended && State->null != Nullness::Null;
    if ((MayLeak || Info.kind == ObjectKind::Global || Info.argument || Info.programArgument) &&
        !KeptObjects[Id])
      Add(Value::pointer(Id));
  }
  while (!Work.empty() || !Defined.empty()) {
    if (!Work.empty()) {
      ObjectId Id = Work.pop_back_val();
      if (Objects[Id].within)
        Add(Value::pointer(Objects[Id].within));
      if (const ObjectState *State = Known[Id]) {
        Add(State->size);
        Note(State->length);
        for (const Cell &C : State->cells)
          Add(C.value);
      }
      continue;
    }
    Symbol Next = Defined.pop_back_val();
    if (auto It = Walks.find(Next); It != Walks.end())
      Note(It->second.counter);
    const SymbolInfo &Info = Symbols[Next];
    if (Info.op != Opcode::Unknown && Info.op != Opcode::Declare) {
      Add(Info.left);
      Add(Info.right);
    }
  }
  for (const auto &[Id, State] : P.state.objects())
    Known[Id] = nullptr;
  P.state.keep(KeptObjects, KeptSymbols);
}

/// How much of memory two paths do not agree on; what is beyond Limit is not counted.
unsigned Interpreter::unlikeness(const Path &A, const Path &B, unsigned Limit) const {
  unsigned Sum = 0;
  auto Left = A.state.objects(), Right = B.state.objects();
  std::size_t I = 0, J = 0;
  while (I != Left.size() && J != Right.size()) {
    if (Left[I].first != Right[J].first) {
      // Met on one path only, and so nothing that the other would have to forget.
      ++(Left[I].first < Right[J].first ? I : J);
      continue;
    }
    const ObjectState &X = *Left[I++].second, &Y = *Right[J++].second;
    if (&X == &Y)
      continue;
    Sum += 4 * (X.life != Y.life) + 2 * (X.null != Y.null) + (X.content != Y.content) +
           (X.escaped != Y.escaped) + 6 * (!X.taint != !Y.taint);
    for (std::size_t N = 0; N != X.cells.size(); ++N) {
      const Cell &C = X.cells[N];
      auto Covers = [&](const Cell &D) { return D.offset == C.offset && D.length == C.length; };
      // Most lie where they lay when the two were one.
      auto Same = N < Y.cells.size() && Covers(Y.cells[N]) ? Y.cells.begin() + N
                                                           : llvm::find_if(Y.cells, Covers);
      if (Same == Y.cells.end() || Same->value != C.value)
        ++Sum;
    }
    if (X.cells.size() != Y.cells.size())
      ++Sum;
    if (Sum >= Limit)
      return Sum;
  }
  Sum += !(A.result == B.result);
  // What one path says for certain, several may only say together.
  Sum += A.merged != B.merged;
  bool Pending = A.result.kind != Value::Unknown || !A.block.empty();
  for (std::size_t N = 0; N != A.slots.size(); ++N) {
    Sum += A.slots[N] != B.slots[N];
    Pending |= A.slots[N].kind != Value::Unknown;
  }
  for (std::size_t N = 0; N != A.block.size(); ++N)
    Sum += A.block[N] != B.block[N];
  // A condition that is still to be asked for means what the path knows of its operands.
  if (Pending &&
      (A.state.ranges() != B.state.ranges() || A.state.exclusions() != B.state.exclusions()))
    ++Sum;
  return Sum;
}

/// Runs a path to the end of its block; false: it ended before, or a call made several of it, which
/// are in Work.
bool Interpreter::runBlock(Frame &F, Path &Now, Paths &Work) {
  const Body &Code = F.body->body;
  const Block &B = Code.blocks[Now.at];
  std::uint32_t Begin = Now.next;
  while (Now.next != B.end) {
    std::uint32_t Index = Now.next;
    const Instruction &I = Code.code[Index];
    Doubtful = Now.doubtful;
    Merged = Now.merged;
    Forks = Now.forks;
    Crashed = false;
    if (I.op == Opcode::Call || I.op == Opcode::VirtualCall) {
      spend(Index - Begin + 1);
      std::size_t Before = Work.size();
      call(F, std::move(Now), I, Index, Work);
      if (Crashed)
        Work.resize(std::min(Work.size(), Before));
      return false;
    }
    transfer(F, Now, I, Index);
    if (Crashed)
      return false;
    ++Now.next;
  }
  return spend(B.end - Begin + 1);
}

/// Adds a path to those that wait at the same place, or to the one that it is most like.
void Interpreter::meet(const Frame &F, Paths &There, Path Each, std::size_t Most) {
  // Like goes to like: what differs in memory is what later code asks for.
  Path *Nearest = nullptr;
  unsigned Least = ~0u;
  for (Path &Other : There)
    if (unsigned D = Other.head ? ~0u : unlikeness(Other, Each, Least); D < Least) {
      Least = D;
      Nearest = &Other;
    }
  // What nobody asks for any more need not be the same.
  if (Nearest && Least == 0) {
    collect(F, *Nearest);
    collect(F, Each);
  }
  if (Nearest && (Least == 0 || There.size() >= Most))
    join(*Nearest, Each, nullptr);
  else
    There.push_back(std::move(Each));
}

/// Runs a path to the end of its block. Those that a call makes of one stay in step, so that they
/// can meet behind it: a block may have thousands of calls. Which of those that
/// wait at the next block are merged depends on their order: with the last outcome first, most
/// defects were kept.
void Interpreter::step(Frame &F, Path Start, Paths &Out, Paths &Exits) {
  Paths Now, Made, Next;
  auto Follow = [&](Path &Each) {
    const Block &B = F.body->body.blocks[Each.at];
    if (Each.block.empty())
      Each.block.resize(B.end - B.begin);
    if (runBlock(F, Each, Made))
      leaveBlock(F, std::move(Each), Out, Exits);
    for (Path &Behind : Made)
      if (std::size_t Most = Frugal ? MaxWaiting : MaxBehindCall; Next.size() < Most)
        Next.push_back(std::move(Behind));
      else
        meet(F, Next, std::move(Behind), Most);
    Made.clear();
  };
  for (Follow(Start); !Next.empty() && !Exhausted;) {
    std::swap(Now, Next);
    Next.clear();
    for (Path &Each : llvm::reverse(Now))
      Follow(Each);
  }
}

void Interpreter::leaveBlock(Frame &F, Path Now, Paths &Out, Paths &Exits) {
  const Block &B = F.body->body.blocks[Now.at];
  auto Go = [&](Path Next, std::uint32_t To) {
    if (To == NoBlock)
      return;
    Next.at = To;
    Next.next = F.body->body.blocks[To].begin;
    Next.block.clear();
    const llvm::BitVector &Live = F.body->live[To];
    for (unsigned N = 0; N != Live.size(); ++N)
      if (!Live[N])
        Next.slots[N] = {};
    for (std::uint32_t N : F.body->dead[To])
      if (ObjectId Id = F.variables[N])
        Next.state.forget(Id);
    auto Size = [](const State &S) {
      return S.objects().size() + S.ranges().size() + S.relations().size();
    };
    if (Size(Next.state) > Next.room) {
      collect(F, Next);
      Next.room = 24 + Size(Next.state) * 3 / 2;
    }
    Out.push_back(std::move(Next));
  };
  if (B.successors.empty()) {
    // The last block is the exit; any other ends in a call that does not come back.
    if (Now.at + 1 == F.body->body.blocks.size())
      Exits.push_back(std::move(Now));
    return;
  }
  if (!B.condition) {
    Go(std::move(Now), B.successors[0]);
    return;
  }
  Value Condition = get(F, Now, B.condition);
  if (B.cases.empty()) {
    if (B.successors.size() < 2)
      return Go(std::move(Now), B.successors[0]);
    if (Condition.kind == Value::Undefined)
      Condition = {};
    auto Decided = truth(Now.state, Condition);
    if (Decided)
      return Go(std::move(Now), B.successors[*Decided ? 0 : 1]);
    Forks = ++Now.forks;
    // What the path has learnt before may not go with what it decides here.
    Now.doubtful |= asksAgain(Condition);
    Path Other = Now;
    if (assume(Now.state, Condition, true))
      Go(std::move(Now), B.successors[0]);
    if (assume(Other.state, Condition, false))
      Go(std::move(Other), B.successors[1]);
    return;
  }
  // Labels that lead to one block and large switches go there once, with less known.
  bool Large = B.successors.size() > 24;
  ++Now.forks;
  std::set<std::uint32_t> Done;
  for (std::size_t N = 0; N + 1 < B.successors.size(); ++N) {
    std::int64_t Low = B.cases[2 * N], High = B.cases[2 * N + 1];
    if (Condition.kind == Value::Number && Condition.isConstant()) {
      if (Condition.offset < Low || Condition.offset > High)
        continue;
      --Now.forks;
      return Go(std::move(Now), B.successors[N]);
    }
    if (Large || Condition.kind != Value::Number) {
      if (Done.insert(B.successors[N]).second)
        Go(Now, B.successors[N]);
      continue;
    }
    Path Next = Now;
    if (bound(Next.state, Condition, {Low, High})) {
      Go(std::move(Next), B.successors[N]);
    }
  }
  if (Condition.kind == Value::Number && Condition.isConstant())
    --Now.forks;
  Go(std::move(Now), B.successors.back());
}

/// The block to go on with: those of a loop come before its head is entered again, and that before
/// what is behind the loop.
static int nextBlock(const LinkedBody &B, const llvm::BitVector &Work, int Current) {
  int Ahead = Work.find_next(Current);
  int Head = Current < 0 ? -1 : Work.find_last_in(0, Current + 1);
  if (Head < 0 || (Ahead >= 0 && static_cast<std::uint32_t>(Ahead) <= B.loopEnd[Head]))
    return Ahead;
  return Head;
}

Interpreter::Paths Interpreter::run(Frame &F, Path Entry) {
  const Body &Code = F.body->body;
  std::vector<Paths> Waiting(Code.blocks.size());
  std::map<std::uint32_t, Path> Heads;
  std::map<std::uint32_t, unsigned> Entered;
  llvm::BitVector Work(Code.blocks.size());
  Paths Exits;
  Entry.at = 0;
  Entry.next = Code.blocks[0].begin;
  Entry.slots.assign(F.body->numSlots, {});
  Waiting[0].push_back(std::move(Entry));
  Work.set(0);
  Paths Next;
  for (int Current = -1; (Current = nextBlock(*F.body, Work, Current)) >= 0 && !Exhausted;) {
    std::uint32_t At = Current;
    Path Now = std::move(Waiting[At].front());
    Waiting[At].erase(Waiting[At].begin());
    if (Waiting[At].empty())
      Work.reset(At);
    Next.clear();
    Now.head = false;
    step(F, std::move(Now), Next, Exits);
    for (Path &Each : Next) {
      std::uint32_t To = Each.at;
      bool Loop = F.body->loopEnd[To] != 0, Summed = false;
      if (Loop) {
        auto It = llvm::find_if(Each.loops, [&](const LoopCount &L) { return L.head == To; });
        if (It == Each.loops.end()) {
          if (Each.loops.size() >= 12)
            Each.loops.erase(Each.loops.begin());
          Each.loops.push_back({To, 0, To <= At ? Each.forks + 1 : Each.forks});
          It = Each.loops.end() - 1;
        }
        if (To <= At) {
          // A round is over.
          Summed = It->forks != Each.forks || ++It->rounds >= MaxRounds || Frugal;
        } else {
          // Entered from outside. Where that happens in each round of another loop, the merged
          // state of this one will do.
          It->rounds = 0;
          Summed = (Frugal || Each.merged) && Heads.contains(To);
        }
        It->forks = Each.forks;
      }
      if (Summed) {
        // What one round has made and released is not there in the next.
        collect(F, Each);
        auto [Head, New] = Heads.try_emplace(To, Each);
        if (!New) {
          bool FromOutside = To > At && ++Entered[To] <= MaxEntriesAsTheyAre;
          Meeting There{F.activation, To, F.body->loopBounds[To], FromOutside};
          if (!join(Head->second, Each, &There))
            continue;
          Head->second.at = To;
          Head->second.next = Code.blocks[To].begin;
        }
        Path Again = Head->second;
        // The last merged state is enough: an older one that still waits is covered by it.
        llvm::erase_if(Waiting[To], [](const Path &P) { return P.head; });
        Again.head = true;
        Waiting[To].push_back(std::move(Again));
        Work.set(To);
        continue;
      }
      // Behind the last block nothing is left to do.
      bool Leaves = !F.caller && To + 1 == Code.blocks.size();
      std::size_t Most = Leaves                          ? MaxWaitingAtExit
                         : Frugal                        ? 1
                         : Code.code.size() <= SmallBody ? MaxWaiting
                                                         : MaxWaitingInLarge;
      meet(F, Waiting[To], std::move(Each), Most);
      Work.set(To);
    }
  }
  if (F.caller)
    while (Exits.size() > MaxExits) {
      Path Last = std::move(Exits.back());
      Exits.pop_back();
      join(Exits.back(), Last, nullptr);
    }
  // The activation is over: its variables are gone.
  for (Path &Exit : Exits)
    for (std::size_t N = 0; N != F.variables.size(); ++N)
      if (ObjectId O = F.variables[N]; O && Exit.state.has(O)) {
        // The destructors of temporary objects are not followed: they may release what they hold.
        const Variable &V = Code.variables[N];
        if (V.temporary && !V.scalar)
          for (const Cell &C : std::vector<Cell>(Exit.state.find(O)->cells))
            escape(Exit.state, C.value, /*HandedOver=*/true);
        Exit.state.endHolder(O);
        const ObjectState &Old = *Exit.state.find(O);
        if (!Old.escaped && !(Exit.result.kind == Value::Pointer && Exit.result.object == O)) {
          Exit.state.forget(O);
          continue;
        }
        ObjectState &State = Exit.state.change(O);
        State.life = Life::Ended;
        State.ended = Objects[O].made;
      }
  return Exits;
}

void Interpreter::analyze(std::uint32_t BodyIndex) {
  const LinkedBody &B = *P.bodies[BodyIndex];
  Symbols.assign(1, {});
  Objects.assign(1, {});
  Steps.clear();
  Derived.clear();
  Sites.clear();
  Globals.clear();
  Immutable.clear();
  Lengths.clear();
  Guarded.clear();
  OwnedReleases.clear();
  Texts.clear();
  Nuls.clear();
  Phis.clear();
  FirstPhis.clear();
  ReadArguments.clear();
  Walks.clear();
  Versions = 0;
  Activations = 0;
  Spent = 0;
  Budget = BaseBudget + BudgetFactor * B.body.code.size();
  Frugal = Exhausted = false;
  std::vector<Verdict> Verdicts(B.body.code.size());
  RootVerdicts = &Verdicts;
  Frame F{.body = &B, .index = BodyIndex, .depth = 0, .activation = 0, .verdicts = &Verdicts};
  F.variables.assign(B.body.variables.size(), 0);
  Path Start;
  for (std::uint32_t N = 0; N != B.body.variables.size(); ++N) {
    const Variable &V = B.body.variables[N];
    if (!V.parameter)
      continue;
    ObjectId O = variable(F, Start.state, N);
    Start.state.change(O).content = Content::Unknown;
  }
  passArguments(F, Start.state);
  passCommandLine(F, Start.state);
  Paths Exits = run(F, std::move(Start));
  GivenUp[BodyIndex] = Exhausted;
  if (Exhausted) {
    // What it calls was not seen in all its uses.
    std::fill(ContextsIncomplete.begin(), ContextsIncomplete.end(), true);
    return;
  }
  for (Path &Exit : Exits) {
    Doubtful = Exit.doubtful;
    // Where paths have met, another variable may hold what one of them kept.
    if (Exit.merged)
      continue;
    leaks(F, Exit.state, Exit.result);
  }
  judgeAllocations(F, Exits);
  judgeOwners(F, Exits);
  Summaries[BodyIndex] = summarize(F, Exits);
  Roots[BodyIndex] = std::move(Verdicts);
}

} // namespace ferrule::flow
