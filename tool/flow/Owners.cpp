// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What declarations say of owners: a parameter, a result, a field or a variable that is declared as
// owned has to end what it points to, and nobody else does. Inside of a function that is believed
// of what it gets, and must hold again of what it leaves:
//
//   - what is read from an owning place can be released, once;
//   - then the place has to be set again, or has to end, before the function returns: else the next
//     who reads it would release the block once more;
//   - a parameter that is owned must be ended, or given to another owner, on every path.
//
// What does not hold makes the release an open one again. Only the function at the root is judged:
// who calls it is judged by its own declarations.
#include "tool/flow/Interpreter.h"

namespace ferrule::flow {

void Interpreter::own(const Frame &F, State &S, const Value &Pointer, const Value &Home) {
  if (F.caller || Pointer.kind != Value::Pointer || !Pointer.distance().isNullConstant() ||
      !S.has(Pointer.object))
    return;
  ObjectKind Kind = Objects[Pointer.object].kind;
  bool Block = Kind == ObjectKind::Heap || Kind == ObjectKind::Handle;
  if (!Block && Kind != ObjectKind::Outside)
    return;
  ObjectState &State = S.change(Pointer.object);
  State.owned = true;
  // The owner's own look at it is no other's.
  if (Block && Home.kind == Value::Pointer)
    State.handedOver = false;
  if (Home.kind == Value::Pointer)
    State.home = {Home.object,
                  Home.symbol ? std::nullopt : std::optional<std::int64_t>(Home.offset)};
}

void Interpreter::give(State &S, const Value &Pointer) {
  if (Pointer.kind == Value::Pointer && S.has(Pointer.object))
    S.change(Pointer.object).given = true;
}

/// A callee that is declared to take over what it is given releases it, as far as its caller knows.
void Interpreter::takeOver(const Frame &F, State &S, std::uint32_t Index, const Entity &Callee,
                           llvm::ArrayRef<Value> Arguments) {
  for (std::size_t N = 0; N != std::min<std::size_t>(Arguments.size(), 64); ++N) {
    if (!(Callee.ownedParameters >> N & 1))
      continue;
    const Value &Given = Arguments[N];
    Obstacle Not = releaseObstacle(S, Given);
    if (Not.kind == Obstacle::None && S.find(Given.object)->given)
      Not.kind = Obstacle::Shared;
    judgeRelease(F, S, Index, Given, Not);
    noteOwnedRelease(F, S, Index, Given);
    give(S, Given);
  }
}

Value Interpreter::whatIsAt(State &S, const Value &Address, ValueType T) {
  if (Address.kind != Value::Pointer || !S.has(Address.object))
    return {};
  return readCell(S, Address.object, Address.distance(), T.bytes, T);
}

void Interpreter::noteOwnedRelease(const Frame &F, State &S, std::uint32_t Index,
                                   const Value &Pointer) {
  const ObjectState *Now = Pointer.kind == Value::Pointer ? S.find(Pointer.object) : nullptr;
  if (F.caller || !Now || !Now->owned || Now->null == Nullness::Null)
    return;
  OwnedReleases.insert({Index, Pointer.object});
  if (Now->home.holder)
    S.addDangling({Index, Now->home});
}

void Interpreter::judgeOwners(const Frame &F, llvm::ArrayRef<Path> Exits) {
  // What a destructor leaves in its object is not read again.
  ObjectId Destroyed = llvm::StringRef(F.body->body.name).starts_with("~") && !Passed.empty() &&
                               Passed[0].kind == Value::Pointer
                           ? Passed[0].object
                           : 0;
  for (const Path &Exit : Exits) {
    for (const DanglingOwner &D : Exit.state.dangling())
      if (!D.place.holder || D.place.holder != Destroyed)
        judge(F, D.release, false, [] { return ""; }, {}, {Obstacle::Dangling, {}, 0});
    for (const auto &[Index, Id] : OwnedReleases) {
      const ObjectState *Now = Objects[Id].argument ? Exit.state.find(Id) : nullptr;
      if (Now && Now->life == Life::Alive && Now->null != Nullness::Null && !Now->given &&
          !Now->handedOver && Exit.result.object != Id)
        judge(F, Index, false, [] { return ""; }, {}, {Obstacle::Kept, Objects[Id].label, 0});
    }
  }
}

} // namespace ferrule::flow
