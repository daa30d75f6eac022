// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One state for two.
//
// At the head of a loop each place in memory that changes from round to round gets a symbol of its
// own, made once per head and place (a phi of SSA form). Its range only ever grows, and to one of a
// few bounds, and its relations only ever become fewer: after a few rounds nothing changes any
// more. The state that comes from the loop's body still uses these symbols for the values of the
// round before, so what it says of them is evaluated there and never taken over as it stands.
#include "tool/flow/Interpreter.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule::flow {

/// Loop: what is joined away from a head goes back to one.
Symbol Interpreter::phi(const Meeting *At, const Place &Where, bool Loop) {
  if (!At)
    return Loop ? symbol({}, Opcode::Declare, Value::number(-1), Value::number(-1)) : symbol({});
  Symbol &Known = Phis[{At->activation, At->block, Where.object, Where.offset}];
  if (!Known)
    Known = symbol({}, Opcode::Declare, Value::number(At->activation), Value::number(At->block));
  FirstPhis.try_emplace({At->activation, At->block}, Known);
  return Known;
}

bool Interpreter::isOwnPhi(Symbol S, const Meeting &At) const {
  return isPhi(S) && Symbols[S].left.offset == At.activation && Symbols[S].right.offset == At.block;
}

bool Interpreter::isPhi(Symbol S) const { return Symbols[S].op == Opcode::Declare; }

/// The bounds of X, moved to the next landmark where Y is beyond them.
static Range widen(const Range &X, const Range &Y, llvm::ArrayRef<std::int64_t> Bounds) {
  Range Result = X;
  if (Y.low < X.low) {
    Result.low = Range::Min;
    for (std::int64_t Each : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{-2147483648}})
      if (Each <= Y.low) {
        Result.low = Each;
        break;
      }
  }
  if (Y.high > X.high) {
    Result.high = Range::Max;
    // Where the loop compares with a constant, it may well end there.
    if (const auto *Bound = llvm::lower_bound(Bounds, Y.high); Bound != Bounds.end())
      return {Result.low, *Bound};
    for (std::int64_t Each : {std::int64_t{2147483647}, std::int64_t{4294967295}})
      if (Each >= Y.high) {
        Result.high = Each;
        break;
      }
  }
  return Result;
}

/// A value that goes back to a loop that was merged: its bounds are those of many rounds.
bool Interpreter::fromLoop(Symbol S, unsigned Depth) const {
  if (!S || Depth > 4)
    return false;
  if (isPhi(S))
    return true;
  const SymbolInfo &Info = Symbols[S];
  return Info.op != Opcode::Unknown &&
         (fromLoop(Info.left.symbol, Depth + 1) || fromLoop(Info.right.symbol, Depth + 1));
}

/// A pointer that is not kept by a join is not lost by the program.
void Interpreter::lose(const Value &V) {
  if (V.kind == Value::Pointer &&
      (Objects[V.object].kind == ObjectKind::Heap || Objects[V.object].kind == ObjectKind::Handle))
    Lost.push_back(V.object);
}

/// Memory holds no other pointer to the object.
static bool isOnlyPointer(const State &S, const Value &Pointer) {
  unsigned Count = 0;
  for (const auto &[Id, State] : S.objects())
    for (const Cell &C : State->cells)
      Count += C.value.kind == Value::Pointer && C.value.object == Pointer.object && !C.literal;
  return Count <= 1;
}

/// Some memory holds a pointer to the object.
static bool isPointedTo(const State &S, ObjectId O) {
  return llvm::any_of(S.objects(), [&](const auto &Each) {
    return llvm::any_of(Each.second->cells, [&](const Cell &C) {
      return C.value.kind == Value::Pointer && C.value.object == O && !C.literal;
    });
  });
}

/// One block for two that a pointer, the only one, may lead to: what holds of both.
ObjectId Interpreter::eitherBlock(const State &B, ObjectId L, ObjectId R, State &Into,
                                  const Meeting *At, bool &Changed) {
  Lost.push_back(R);
  const Object Other = Objects[R];
  const ObjectState Right = *B.find(R);
  auto Meet = [&](Object &Info, ObjectState &State) {
    auto Note = [&](auto &Field, auto Value) {
      if (!(Field == Value)) {
        Field = Value;
        Changed = true;
      }
    };
    if (Info.releasedBy != Other.releasedBy)
      Note(State.handedOver, true);
    if (Other.mayFail)
      Note(Info.mayFail, true);
    if (State.life != Right.life)
      Note(State.life, Life::MaybeEnded);
    if (Right.tested || (State.null != Right.null &&
                         (State.null == Nullness::Null || Right.null == Nullness::Null)))
      Note(State.tested, true);
    if (State.null != Right.null)
      Note(State.null, Nullness::Unknown);
    if (Right.optional)
      Note(State.optional, true);
    if (!Right.dereferenced)
      Note(State.dereferenced, false);
    if (!Right.usedUntested)
      Note(State.usedUntested, false);
    if (Right.escaped)
      Note(State.escaped, true);
    if (Right.handedOver)
      Note(State.handedOver, true);
    if (!Right.owned || !(State.home == Right.home))
      Note(State.owned, false);
    if (!Right.given)
      Note(State.given, false);
    if (Right.taint && !State.taint)
      Note(State.taint, Right.taint);
    if (!(State.size == Right.size))
      Note(State.size, Value{});
    if (State.length != Right.length)
      Note(State.length, Symbol{0});
    if (!State.cells.empty() || State.content != Content::Unknown) {
      State.forgetCells();
      Changed = true;
    }
  };
  if (At && Objects[L].merged) {
    Meet(Objects[L], Into.change(L));
    return L;
  }
  Lost.push_back(L);
  Object Info = Objects[L];
  Info.merged = true;
  Info.argument = 0;
  ObjectState State = *Into.find(L);
  Meet(Info, State);
  return object(Into, Info, std::move(State));
}

Value Interpreter::joinValues(const State &A, const Value &L, const State &B, const Value &R,
                              State &Into, const Meeting *At, const Place &Where, bool &Changed) {
  if (L == R)
    return L;
  StepId Taint = L.taint ? L.taint : R.taint;
  bool Doubtful = L.maybeUndefined || R.maybeUndefined || L.kind == Value::Undefined ||
                  R.kind == Value::Undefined;
  auto Finish = [&](Value V) {
    V.taint = Taint;
    V.maybeUndefined = Doubtful;
    Changed |= !(V == L);
    return V;
  };
  auto IsNull = [](const State &S, const Value &V) {
    const ObjectState *O = V.kind == Value::Pointer ? S.find(V.object) : nullptr;
    return V.isNullConstant() || (O && O->null == Nullness::Null && !V.symbol && !V.offset);
  };
  bool LeftNull = IsNull(A, L), RightNull = IsNull(B, R);
  auto IsBlock = [&](const Value &V) {
    return V.kind == Value::Pointer && !V.symbol && !V.offset && !Objects[V.object].descriptor &&
           (Objects[V.object].kind == ObjectKind::Heap ||
            Objects[V.object].kind == ObjectKind::Handle);
  };
  if (L.object != R.object && LeftNull && RightNull)
    return Finish(Value::number(0));
  // What one path made and the other did not; what lives there by another name is not meant.
  auto IsAlive = [](const State &S, ObjectId Id) {
    const ObjectState *O = S.find(Id);
    return O && O->life == Life::Alive && O->null != Nullness::Null;
  };
  if (RightNull && IsBlock(L) && L.object != R.object && !IsAlive(B, L.object)) {
    Optional.push_back(L.object);
    return Finish(L);
  }
  if (LeftNull && IsBlock(R) && L.object != R.object && !IsAlive(A, R.object)) {
    Optional.push_back(R.object);
    return Finish(R);
  }
  if (L.object != R.object && IsBlock(L) && IsBlock(R) && B.has(R.object) && Into.has(L.object) &&
      Objects[L.object].kind == Objects[R.object].kind && isOnlyPointer(A, L) &&
      isOnlyPointer(B, R))
    return Finish(Value::pointer(eitherBlock(B, L.object, R.object, Into, At, Changed)));
  // Of what is owned there is one pointer that counts: who walks a list and ends its nodes has one
  // after the other. Where the other path knows them by another name, or another pointer has been
  // joined with them already, it is not clear which.
  auto IsOwned = [&](const State &S, const Value &V) {
    const ObjectState *O = V.kind == Value::Pointer ? S.find(V.object) : nullptr;
    return O && O->owned && O->life == Life::Alive && !V.symbol && !V.offset &&
           !llvm::is_contained(Lost, V.object);
  };
  if (L.object != R.object && IsOwned(A, L) && IsOwned(B, R) && Into.has(L.object) &&
      Objects[L.object].kind == Objects[R.object].kind && !isPointedTo(B, L.object) &&
      !isPointedTo(A, R.object))
    return Finish(Value::pointer(eitherBlock(B, L.object, R.object, Into, At, Changed)));
  if (L.object != R.object) {
    lose(L);
    lose(R);
  }
  bool Pointers = L.kind == Value::Pointer && R.kind == Value::Pointer && L.object == R.object;
  bool Numbers = L.kind == Value::Number && R.kind == Value::Number;
  if (!Pointers && !Numbers) {
    bool MayPoint = (L.kind == Value::Pointer || L.isNullConstant()) &&
                    (R.kind == Value::Pointer || R.isNullConstant());
    if (!MayPoint)
      return Finish({});
    auto Nullable = [&](const State &S, const Value &V) {
      const ObjectState *O = V.kind == Value::Pointer ? S.find(V.object) : nullptr;
      return O && O->null != Nullness::NonNull ? Objects[V.object].nullableFrom : llvm::StringRef();
    };
    llvm::StringRef From = Nullable(A, L).empty() ? Nullable(B, R) : Nullable(A, L);
    auto IsNonNull = [](const State &S, const Value &V) {
      const ObjectState *O = V.kind == Value::Pointer ? S.find(V.object) : nullptr;
      return O && O->null == Nullness::NonNull;
    };
    // Already something that stands for several, and of which nothing else is known.
    const ObjectState *Several =
        At && L.kind == Value::Pointer && Objects[L.object].merged ? A.find(L.object) : nullptr;
    if (Several && Several->size.kind != Value::Number && Several->cells.empty() &&
        Several->life == Life::Alive && Several->dynamicClass.empty()) {
      if (Objects[L.object].nullableFrom.empty())
        Objects[L.object].nullableFrom = From;
      if (Several->null != Nullness::Unknown &&
          (Several->null != Nullness::NonNull || !IsNonNull(B, R)))
        Optional.push_back(L.object);
      return Finish(L);
    }
    Value V = outside(Into, {});
    Objects[V.object].merged = true;
    Objects[V.object].nullableFrom = From;
    if (IsNonNull(A, L) && IsNonNull(B, R))
      Into.change(V.object).null = Nullness::NonNull;
    return Finish(V);
  }
  Value Left = L.distance(), Right = R.distance();
  Range X = rangeOf(A, Left), Y = rangeOf(B, Right);
  Symbol Phi = phi(At, Where, fromLoop(L.symbol) || fromLoop(R.symbol));
  bool Again = At && L.symbol == Phi && L.scale == 1 && L.offset == 0;
  Range Hull = At && !At->entered ? widen(X, Y, At->bounds) : X.hull(Y);
  // The distances to other symbols that both sides know.
  constexpr std::size_t MostOthers = 8;
  llvm::SmallVector<Symbol, MostOthers> Others;
  auto Collect = [&](const State &S, const Value &V) {
    if (!V.symbol)
      return;
    if (V.scale == 1)
      Others.push_back(V.symbol);
    for (const Distance &D : S.relations()) {
      if (D.a == V.symbol)
        Others.push_back(D.b);
      if (D.b == V.symbol)
        Others.push_back(D.a);
    }
  };
  Collect(A, Left);
  if (!Again)
    Collect(B, Right);
  // Nothing was related to constants so far: a pointer will be compared with the end of its object,
  // an index in a loop with that of a string.
  if (const ObjectState *O = Pointers ? A.find(L.object) : nullptr; O && O->size.symbol)
    Others.push_back(O->size.symbol);
  if (At && !Again && !Pointers)
    for (const auto &[Id, O] : A.objects())
      if (O->length && Others.size() < MostOthers)
        Others.push_back(O->length);
  llvm::sort(Others);
  Others.erase(llvm::unique(Others), Others.end());
  if (Others.size() > MostOthers)
    Others.resize(MostOthers);
  // What was made since the head has symbols may be computed from one of them, and is another value
  // when that stands for the next round.
  Symbol Newer = At ? FirstPhis.lookup({At->activation, At->block}) : Phi;
  llvm::SmallVector<Distance, 8> Kept;
  bool Fewer = false;
  for (Symbol Other : Others) {
    if (Other >= Newer)
      continue;
    Value O = Value::of(Other);
    Range D1 = difference(A, Left, O), D2 = difference(B, Right, O);
    if (D1.high != Range::Max) {
      std::int64_t Limit = std::max(D1.high, D2.high);
      if (Limit != Range::Max && (!At || !Again || D2.high <= D1.high))
        Kept.push_back({Phi, Other, Limit});
      Fewer |= D2.high > D1.high;
    }
    if (D1.low != Range::Min) {
      std::int64_t Limit = std::min(D1.low, D2.low);
      if (Limit != Range::Min && (!At || !Again || D2.low >= D1.low))
        Kept.push_back({Other, Phi, -Limit});
      Fewer |= D2.low < D1.low;
    }
  }
  if (Again && Hull == X && !Fewer)
    return Finish(L);
  Changed = true;
  Into.drop(Phi);
  Into.refine(Phi, Hull);
  for (const Distance &D : Kept)
    Into.relate(D.a, D.b, D.limit);
  Value V = Value::of(Phi);
  if (Pointers) {
    if (const ObjectState *O = A.find(L.object); !Again && O && O->size.symbol && Where.object)
      NewPositions.push_back({Phi, Where});
    V.kind = Value::Pointer;
    V.object = L.object;
    if (L.partLow == R.partLow && L.partHigh == R.partHigh) {
      V.partLow = L.partLow;
      V.partHigh = L.partHigh;
    }
  }
  return Finish(V);
}

/// What the bytes of a cell are where no cell lies over them; nothing when some do.
static std::optional<Value> contentAt(const ObjectState &O, const Cell &C) {
  for (const Cell &D : O.cells)
    if (D.offset < C.offset + C.length && C.offset < D.offset + D.length)
      return std::nullopt;
  if (O.content == Content::Undefined)
    return Value::undefined();
  if (O.content == Content::Zero)
    return Value::number(0);
  return Value{};
}

bool Interpreter::joinCells(const State &A, const ObjectState &Mine, const State &B,
                            const ObjectState &Other, ObjectId Id, State &Into, ObjectState &Made,
                            const Meeting *At) {
  bool Changed = false;
  std::vector<Cell> Cells;
  Cells.reserve(Mine.cells.size());
  for (const Cell &C : Mine.cells) {
    auto Same = llvm::find_if(Other.cells, [&](const Cell &D) {
      return D.offset == C.offset && D.length == C.length && D.unit == C.unit &&
             D.literal == C.literal;
    });
    if (Same != Other.cells.end() && Same->value == C.value) {
      Cells.push_back(C);
      continue;
    }
    bool Opaque = C.value.kind == Value::Unknown;
    Value R;
    if (Same != Other.cells.end())
      R = Same->value;
    else if (auto Whole = contentAt(Other, C))
      R = *Whole;
    if (Opaque || C.literal || R.kind == Value::Unknown) {
      // Not known any more; that something was written stays known where that matters.
      Cell New{C.offset, C.length, 0, {}};
      New.value.maybeUndefined = C.value.maybeUndefined || R.maybeUndefined ||
                                 R.kind == Value::Undefined || C.value.kind == Value::Undefined;
      lose(C.value);
      lose(R);
      for (const Cell &D : Other.cells)
        if (D.offset < C.offset + C.length && C.offset < D.offset + D.length)
          lose(D.value);
      bool Keep = Made.content != Content::Unknown || New.value.maybeUndefined;
      Changed |= !Keep || !(New == C);
      if (Keep)
        Cells.push_back(New);
      continue;
    }
    Cell New = C;
    New.value = joinValues(A, C.value, B, R, Into, At, {Id, C.offset}, Changed);
    if (New.value.kind == Value::Unknown)
      New.unit = 0;
    Cells.push_back(New);
  }
  for (const Cell &D : Other.cells)
    if (llvm::none_of(Cells, [&](const Cell &C) { return C.offset == D.offset; }))
      lose(D.value);
  // What only the other has.
  if (Made.content != Content::Unknown)
    for (const Cell &D : Other.cells) {
      if (llvm::any_of(Cells, [&](const Cell &C) {
            return D.offset < C.offset + C.length && C.offset < D.offset + D.length;
          }))
        continue;
      Cell New{D.offset, D.length, 0, {}};
      New.value.maybeUndefined = Made.content == Content::Undefined;
      Cells.push_back(New);
      Changed = true;
    }
  Made.cells = std::move(Cells);
  return Changed;
}

/// Whether a NUL was the last that was written into the object, on both sides. True: at a head it
/// was so far, and is not any more. The version there stands for those of all rounds, and becomes
/// another one then.
bool Interpreter::keepNuls(ObjectId O, const ObjectState &Mine, const ObjectState &Other,
                           ObjectState &Made) {
  if (Mine.version == Other.version || !Nuls.contains({O, Mine.version}))
    return false;
  if (Nuls.contains({O, Other.version})) {
    Nuls.insert({O, Made.version});
    return false;
  }
  if (Made.version != Mine.version)
    return false;
  Made.version = FirstHeadVersion + ++Versions;
  return true;
}

/// Makes Into stand for From as well; false: it did already. At: the head of a loop.
bool Interpreter::join(Path &Into, const Path &From, const Meeting *At) {
  const State &A = Into.state, &B = From.state;
  // Facts became fewer; that something was written at another time does not count.
  bool Changed = false, Renewed = false;
  State Out = A;
  NewPositions.clear();
  if (At)
    Changed |= endWalks(B, *At);
  // Facts on symbols stay as far as both have them.
  for (const auto &[Y, R] : A.ranges()) {
    if (At && isOwnPhi(Y, *At))
      continue;
    Range Other = rangeOf(B, Y);
    if (R.contains(Other))
      continue;
    Changed = true;
    Out.refine(Y, At && !At->entered ? widen(R, Other, At->bounds).meet(Symbols[Y].range)
                                     : R.hull(Other));
  }
  for (const State::Exclusion &E : A.exclusions()) {
    auto [Y, Value] = E;
    if ((At && isOwnPhi(Y, *At)) || (!B.isExcluded(E) && rangeOf(B, Y).contains({Value, Value}))) {
      Out.include(E);
      Changed = true;
    }
  }
  for (const Distance &D : A.relations()) {
    if (At && (isOwnPhi(D.a, *At) || isOwnPhi(D.b, *At)))
      continue;
    if (difference(B, Value::of(D.a), Value::of(D.b)).high > D.limit) {
      Out.unrelate(D.a, D.b);
      Changed = true;
    }
  }
  for (std::size_t I = 0; I != Into.slots.size(); ++I)
    Into.slots[I] = joinValues(A, Into.slots[I], B, From.slots[I], Out, At,
                               {0, static_cast<std::int64_t>(I)}, Changed);
  // Behind a call: the registers of the block.
  for (std::size_t I = 0; I != Into.block.size(); ++I)
    Into.block[I] = joinValues(A, Into.block[I], B, From.block[I], Out, At,
                               {0, -2 - static_cast<std::int64_t>(I)}, Changed);
  Into.result = joinValues(A, Into.result, B, From.result, Out, At, {0, -1}, Changed);
  const auto *Behind = B.objects().begin(), *End = B.objects().end();
  for (const auto &[Id, Mine] : A.objects()) {
    while (Behind != End && Behind->first < Id)
      ++Behind;
    if (Behind == End)
      break;
    if (Behind->first != Id || Behind->second == Mine)
      continue;
    const ObjectState *Other = Behind->second.get();
    ObjectState Made;
    static_cast<ObjectFacts &>(Made) = *Mine;
    bool Differs = false;
    auto Note = [&](auto &Field, auto Value) {
      if (Field != Value) {
        Field = Value;
        Differs = true;
      }
    };
    // What a null pointer would have led to has no life.
    if (Mine->life != Other->life)
      Note(Made.life, Mine->null == Nullness::Null    ? Other->life
                      : Other->null == Nullness::Null ? Mine->life
                                                      : Life::MaybeEnded);
    if (!Mine->ended && Other->ended)
      Note(Made.ended, Other->ended);
    if (Other->tested || (Mine->null != Other->null &&
                          (Mine->null == Nullness::Null || Other->null == Nullness::Null)))
      Note(Made.tested, true);
    if (Mine->null != Other->null)
      Note(Made.null, Nullness::Unknown);
    if (Other->optional)
      Note(Made.optional, true);
    if (Other->writtenTo < Mine->writtenTo)
      Note(Made.writtenTo, Other->writtenTo);
    if (!Other->dereferenced)
      Note(Made.dereferenced, false);
    if (!Other->usedUntested)
      Note(Made.usedUntested, false);
    if (Made.maybeEndedBy.empty() && !Other->maybeEndedBy.empty())
      Note(Made.maybeEndedBy, Other->maybeEndedBy);
    if (Mine->content != Other->content) {
      bool Partly = !Mine->isWritten() || !Other->isWritten();
      Note(Made.content, Content::Unknown);
      Note(Made.partlyWritten, Partly);
    } else if (Other->partlyWritten) {
      Note(Made.partlyWritten, true);
    }
    if (!Other->text)
      Note(Made.text, false);
    if (Other->escaped)
      Note(Made.escaped, true);
    if (Other->handedOver)
      Note(Made.handedOver, true);
    if (!Other->owned)
      Note(Made.owned, false);
    if (!Other->given)
      Note(Made.given, false);
    if (!(Mine->home == Other->home))
      Note(Made.owned, false);
    if (!Mine->taint && Other->taint)
      Note(Made.taint, Other->taint);
    if (!(Mine->size == Other->size))
      Note(Made.size, Value{});
    if (Mine->length != Other->length)
      Note(Made.length, Symbol{0});
    // The version of a head stands for those of all rounds.
    bool Newer = Mine->version != Other->version && !(At && Mine->version >= FirstHeadVersion);
    if (Newer)
      Made.version = (At ? FirstHeadVersion : 0) + ++Versions;
    Differs |= keepNuls(Id, *Mine, *Other, Made);
    Renewed |= Newer;
    if (Mine->dynamicClass != Other->dynamicClass)
      Note(Made.dynamicClass, llvm::StringRef());
    Differs |= joinCells(A, *Mine, B, *Other, Id, Out, Made, At);
    Changed |= Differs;
    if (Differs || Newer) {
      Out.insert(Id, std::move(Made));
    }
  }
  // What only the other has met: nothing of ours refers to it, but it may have been lost there.
  for (const auto &[Id, Other] : B.objects()) {
    ObjectKind Kind = Objects[Id].kind;
    if ((Kind != ObjectKind::Heap && Kind != ObjectKind::Handle) || Other->life == Life::Ended ||
        A.has(Id))
      continue;
    bool Kept = llvm::is_contained(Optional, Id);
    // What a callee makes is another block in each round, and they would never end.
    if (At && !Kept && Objects[Id].activation > At->activation)
      continue;
    ObjectState Made = *Other;
    Made.cells.clear();
    Made.content = Content::Unknown;
    Made.handedOver |= !Kept;
    Out.insert(Id, std::move(Made));
    Changed = true;
  }
  findWalks(A, B, Out);
  for (const DanglingOwner &D : B.dangling())
    Changed |= Out.addDangling(D);
  for (ObjectId Id : Lost)
    if (const ObjectState *Mine = Out.find(Id); Mine && !Mine->handedOver) {
      Out.change(Id).handedOver = true;
      Changed = true;
    }
  Lost.clear();
  for (ObjectId Id : Optional)
    if (const ObjectState *Mine = Out.find(Id);
        Mine && !(Mine->optional && Mine->null == Nullness::Unknown)) {
      Out.change(Id).null = Nullness::Unknown;
      Out.change(Id).optional = true;
      Changed = true;
    }
  Optional.clear();
  if (Changed || Renewed)
    Into.state = std::move(Out);
  Into.doubtful &= From.doubtful;
  Into.merged |= Changed || From.merged;
  Into.forks = std::max(Into.forks, From.forks);
  return Changed || Renewed;
}

} // namespace ferrule::flow
