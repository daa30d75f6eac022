// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/flow/Program.h"
#include "tool/flow/State.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"
#include <map>
#include <set>

namespace ferrule::flow {

llvm::StringRef classOf(llvm::StringRef EntityName) {
  std::size_t At = EntityName.rfind("@F@");
  return At == llvm::StringRef::npos ? llvm::StringRef() : EntityName.take_front(At);
}

/// The name of one of several functions with that id.
static std::string keyOf(llvm::StringRef Id, std::uint32_t Body) {
  return (Id + " " + llvm::Twine(Body)).str();
}

/// Units that give a variable different values are of several programs, each with its own.
static void noteValue(LinkedEntity &Known, bool HasValue, std::int64_t Value) {
  if (!HasValue)
    return;
  Known.conflicting |= Known.entity.hasValue && Known.entity.value != Value;
  Known.entity.hasValue = true;
  Known.entity.value = Value;
}

std::uint32_t Program::entity(const Entity &E, llvm::StringRef Key) {
  auto [It, New] = Ids.try_emplace(Key, entities.size());
  if (New) {
    LinkedEntity Linked{.entity = E};
    if (E.library)
      Linked.library = libraryFunction(E.role.empty() ? E.name : E.role);
    entities.push_back(std::move(Linked));
    return It->second;
  }
  // A unit that defines it knows more than one that declares it.
  LinkedEntity &Known = entities[It->second];
  Known.entity.noReturn |= E.noReturn;
  Known.entity.ownedParameters |= E.ownedParameters;
  Known.entity.ownedResult |= E.ownedResult;
  noteValue(Known, E.hasValue, E.value);
  if (E.bytes && Known.entity.bytes && E.bytes != Known.entity.bytes)
    Known.conflicting = true;
  if (!Known.entity.bytes) {
    Known.entity.bytes = E.bytes;
    Known.entity.element = E.element;
  }
  // Who has several of that name has any.
  if (Known.conflicting)
    Known.entity.bytes = 0;
  if (!E.library)
    Known.library = nullptr;
  return It->second;
}

/// What a function calls of its unit is what the unit defines. Where units that share the function
/// define it differently, it is not known which one is meant.
std::uint32_t Program::callee(const Entity &E, const LinkedBody &From) {
  auto It = Definitions.find(E.id);
  if (It == Definitions.end() || It->second.size() == 1)
    return entity(E, E.id);
  int Body = bodyOf(From.units.front(), E.id);
  bool Same = llvm::all_of(From.units, [&](auto Unit) { return bodyOf(Unit, E.id) == Body; });
  return entity(E, Same && Body >= 0 ? keyOf(E.id, Body) : E.id);
}

int Program::bodyOf(std::uint32_t Unit, llvm::StringRef Function) const {
  auto It = Owned[Unit].find(Function);
  return It == Owned[Unit].end() ? -1 : static_cast<int>(It->second);
}

/// A number that the code computes from constants alone, such as sizeof(buffer) - 1.
static std::optional<std::int64_t> constantOf(const Body &Code, std::uint32_t Register) {
  if (!Register)
    return std::nullopt;
  const Instruction &I = Code.code[Register - 1];
  if (I.op == Opcode::Constant)
    return I.imm;
  if (I.op == Opcode::Convert)
    return constantOf(Code, I.a);
  if (I.op != Opcode::Add && I.op != Opcode::Subtract && I.op != Opcode::Multiply)
    return std::nullopt;
  auto Left = constantOf(Code, I.a), Right = constantOf(Code, I.b);
  if (!Left || !Right)
    return std::nullopt;
  return I.op == Opcode::Add        ? add(*Left, *Right)
         : I.op == Opcode::Subtract ? subtract(*Left, *Right)
                                    : multiply(*Left, *Right);
}

/// What is added to a counter before it is compared, as in i + 2 < 10.
static std::int64_t addedTo(const Body &Code, std::uint32_t Register) {
  while (Register && Code.code[Register - 1].op == Opcode::Convert)
    Register = Code.code[Register - 1].a;
  if (!Register || Code.code[Register - 1].op != Opcode::Add)
    return 0;
  return constantOf(Code, Code.code[Register - 1].b).value_or(0);
}

/// The least constants that a loop compares with by order, each with the number behind it, as the
/// counter ends there or just behind.
static std::vector<std::int64_t> boundsOf(const Body &Code, std::uint32_t Head, std::uint32_t End) {
  constexpr std::size_t Most = 4;
  constexpr std::int64_t Largest = 1 << 20;
  std::set<std::int64_t> Constants;
  for (std::uint32_t N = Code.blocks[Head].begin; N != Code.blocks[End].end; ++N) {
    const Instruction &I = Code.code[N];
    if (I.op < Opcode::Less || I.op > Opcode::GreaterEqual)
      continue;
    for (auto [Limit, Counter] : {std::pair(I.a, I.b), std::pair(I.b, I.a)})
      if (auto Constant = constantOf(Code, Limit))
        if (std::int64_t Value = subtract(*Constant, addedTo(Code, Counter));
            Value > 1 && Value < Largest)
          Constants.insert(Value);
  }
  std::set<std::int64_t> Bounds;
  for (std::int64_t Each : Constants) {
    if (Bounds.size() >= 2 * Most)
      break;
    Bounds.insert({Each, Each + 1});
  }
  return {Bounds.begin(), Bounds.end()};
}

void Program::resolve(LinkedBody &B) {
  const Body &Code = B.body;
  for (const Entity &E : Code.entities) {
    B.entities.push_back(E.function ? callee(E, B) : entity(E, E.id));
    if (!E.function && !E.constant)
      B.globals.push_back(B.entities.back());
  }
  std::vector<std::uint32_t> BlockOf(Code.code.size());
  for (std::uint32_t Index = 0; Index != Code.blocks.size(); ++Index)
    for (std::uint32_t I = Code.blocks[Index].begin; I != Code.blocks[Index].end; ++I)
      BlockOf[I] = Index;
  B.slots.assign(Code.code.size(), -1);
  auto Use = [&](std::uint32_t Register, std::uint32_t Block) {
    if (Register && BlockOf[Register - 1] != Block && B.slots[Register - 1] < 0)
      B.slots[Register - 1] = B.numSlots++;
  };
  for (std::uint32_t I = 0; I != Code.code.size(); ++I) {
    const Instruction &Each = Code.code[I];
    Use(Each.a, BlockOf[I]);
    if (Each.op == Opcode::Call || Each.op == Opcode::VirtualCall) {
      for (std::uint32_t N = 0; N != Each.c; ++N)
        Use(Code.operands[Each.b + N], BlockOf[I]);
    } else {
      Use(Each.b, BlockOf[I]);
      if (Each.op == Opcode::Select)
        Use(Each.c, BlockOf[I]);
    }
  }
  for (std::uint32_t Index = 0; Index != Code.blocks.size(); ++Index)
    Use(Code.blocks[Index].condition, Index);
  B.loopEnd.assign(Code.blocks.size(), 0);
  for (std::uint32_t Index = 0; Index != Code.blocks.size(); ++Index)
    for (std::uint32_t To : Code.blocks[Index].successors)
      if (To <= Index)
        B.loopEnd[To] = Index;
  findLive(B, BlockOf);
  findDeadVariables(B);
  B.loopBounds.resize(Code.blocks.size());
  for (std::uint32_t Index = 0; Index != Code.blocks.size(); ++Index)
    if (B.loopEnd[Index])
      B.loopBounds[Index] = boundsOf(Code, Index, B.loopEnd[Index]);
}

/// By block what is read from its start on before it is written, from what is in the block itself.
static void propagateBackwards(const Body &Code, std::vector<llvm::BitVector> &Live,
                               llvm::ArrayRef<llvm::BitVector> Written) {
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (std::size_t Index = Live.size(); Index-- > 0;) {
      llvm::BitVector In = Live[Index];
      for (std::uint32_t To : Code.blocks[Index].successors)
        if (To != NoBlock) {
          llvm::BitVector Through = Live[To];
          Through.reset(Written[Index]);
          In |= Through;
        }
      if (In != Live[Index]) {
        Live[Index] = std::move(In);
        Changed = true;
      }
    }
  }
}

/// Nothing is written twice, so a use in another block is a use before a write.
void Program::findLive(LinkedBody &B, llvm::ArrayRef<std::uint32_t> BlockOf) {
  const Body &Code = B.body;
  std::size_t Blocks = Code.blocks.size();
  B.live.assign(Blocks, llvm::BitVector(B.numSlots));
  if (!B.numSlots)
    return;
  std::vector<llvm::BitVector> Written(Blocks, llvm::BitVector(B.numSlots));
  for (std::size_t Index = 0; Index != Blocks; ++Index) {
    const Block &Each = Code.blocks[Index];
    auto Use = [&](std::uint32_t Register) {
      if (Register && B.slots[Register - 1] >= 0 && BlockOf[Register - 1] != Index)
        B.live[Index].set(B.slots[Register - 1]);
    };
    for (std::uint32_t I = Each.begin; I != Each.end; ++I) {
      const Instruction &At = Code.code[I];
      Use(At.a);
      if (At.op == Opcode::Call || At.op == Opcode::VirtualCall) {
        for (std::uint32_t N = 0; N != At.c; ++N)
          Use(Code.operands[At.b + N]);
      } else {
        Use(At.b);
        if (At.op == Opcode::Select)
          Use(At.c);
      }
      if (B.slots[I] >= 0)
        Written[Index].set(B.slots[I]);
    }
    Use(Each.condition);
  }
  propagateBackwards(Code, B.live, Written);
}

/// The variables that are only ever loaded and stored as a whole by their names, and by block those
/// of them whose values nobody reads any more.
void Program::findDeadVariables(LinkedBody &B) {
  const Body &Code = B.body;
  std::size_t Blocks = Code.blocks.size(), Variables = Code.variables.size();
  // By register, 1 + the variable whose address it holds.
  std::vector<std::uint32_t> Named(Code.code.size());
  llvm::BitVector Plain(Variables);
  for (std::size_t N = 0; N != Variables; ++N)
    Plain[N] = Code.variables[N].scalar;
  std::vector<llvm::BitVector> Live(Blocks, llvm::BitVector(Variables)), Written = Live;
  auto Other = [&](std::uint32_t Register) {
    if (Register && Named[Register - 1])
      Plain.reset(Named[Register - 1] - 1);
  };
  for (std::size_t Index = 0; Index != Blocks; ++Index) {
    for (std::uint32_t I = Code.blocks[Index].begin; I != Code.blocks[Index].end; ++I) {
      const Instruction &At = Code.code[I];
      if (At.op == Opcode::Variable) {
        Named[I] = 1 + At.imm;
        if (B.slots[I] >= 0)
          Plain.reset(At.imm);
        continue;
      }
      if (At.op == Opcode::Declare || At.op == Opcode::Leave) {
        Written[Index].set(At.imm);
        continue;
      }
      std::uint32_t Variable = At.a ? Named[At.a - 1] : 0;
      bool Whole = Variable && !At.imm && At.type.bytes == Code.variables[Variable - 1].bytes;
      if (At.op == Opcode::Load && Whole) {
        if (!Written[Index].test(Variable - 1))
          Live[Index].set(Variable - 1);
      } else if (At.op == Opcode::Store && Whole) {
        Written[Index].set(Variable - 1);
      } else {
        Other(At.a);
      }
      if (At.op == Opcode::Call || At.op == Opcode::VirtualCall) {
        for (std::uint32_t N = 0; N != At.c; ++N)
          Other(Code.operands[At.b + N]);
      } else {
        Other(At.b);
        if (At.op == Opcode::Select)
          Other(At.c);
      }
    }
    Other(Code.blocks[Index].condition);
  }
  propagateBackwards(Code, Live, Written);
  B.dead.resize(Blocks);
  for (std::size_t Index = 0; Index != Blocks; ++Index)
    for (unsigned N : Plain.set_bits())
      if (!Live[Index].test(N))
        B.dead[Index].push_back(N);
}

/// A variable stays what it is as long as its address is used for loads only. A function's address
/// is taken when it stands anywhere but in the place of the callee.
void Program::findWrites() {
  std::vector<std::vector<std::uint32_t>> Callers(entities.size());
  std::vector<std::uint32_t> BodyEntity(bodies.size(), ~0u);
  for (std::uint32_t E = 0; E != entities.size(); ++E)
    if (entities[E].body >= 0)
      BodyEntity[entities[E].body] = E;
  std::vector<bool> Writes(bodies.size());
  for (std::size_t Number = 0; Number != bodies.size(); ++Number) {
    LinkedBody &B = *bodies[Number];
    const Body &Code = B.body;
    // Which registers hold the address of an entity, or of its own variables.
    std::vector<std::int64_t> Names(Code.code.size(), -1);
    std::vector<bool> Own(Code.code.size());
    auto Taken = [&](std::uint32_t Register) {
      if (!Register || Names[Register - 1] < 0)
        return;
      LinkedEntity &E = entities[Names[Register - 1]];
      E.neverWritten = false;
      E.addressTaken = true;
    };
    for (std::size_t I = 0; I != Code.code.size(); ++I) {
      const Instruction &Each = Code.code[I];
      switch (Each.op) {
      case Opcode::Entity:
        Names[I] = B.entities[Each.imm];
        break;
      case Opcode::Variable:
        Own[I] = true;
        break;
      case Opcode::Load:
        break;
      case Opcode::Field:
      case Opcode::Offset:
        if (Each.a) {
          Names[I] = Names[Each.a - 1];
          Own[I] = Own[Each.a - 1];
        }
        Taken(Each.b);
        break;
      case Opcode::Store:
        Taken(Each.a);
        Taken(Each.b);
        if (Each.a && !Own[Each.a - 1])
          Writes[Number] = true;
        break;
      case Opcode::Copy:
      case Opcode::Clear:
      case Opcode::Fill:
        Taken(Each.a);
        if (Each.a && !Own[Each.a - 1])
          Writes[Number] = true;
        break;
      case Opcode::Delete:
        Writes[Number] = true;
        Taken(Each.a);
        break;
      case Opcode::Call:
      case Opcode::VirtualCall: {
        for (std::uint32_t N = 0; N != Each.c; ++N)
          Taken(Code.operands[Each.b + N]);
        bool Direct = Each.op == Opcode::Call && Each.imm >= 0;
        if (Each.a && Names[Each.a - 1] >= 0) {
          // The callee of an indirect call that is known after all.
          Callers[Names[Each.a - 1]].push_back(Number);
        } else if (!Direct) {
          Writes[Number] = true;
        } else {
          Callers[B.entities[Each.imm]].push_back(Number);
        }
        break;
      }
      default:
        Taken(Each.a);
        Taken(Each.b);
        if (Each.op == Opcode::Select)
          Taken(Each.c);
        break;
      }
    }
  }
  // Backwards along the calls.
  std::vector<std::uint32_t> Work;
  auto Mark = [&](std::uint32_t Number) {
    if (!Writes[Number]) {
      Writes[Number] = true;
      Work.push_back(Number);
    }
  };
  for (std::uint32_t Number = 0; Number != bodies.size(); ++Number)
    if (Writes[Number])
      Work.push_back(Number);
  for (std::uint32_t E = 0; E != entities.size(); ++E)
    if (entities[E].entity.function && entities[E].body < 0) {
      const LibraryFunction *L = entities[E].library;
      bool Pure = L && !L->hasRole(Role::Destination) && !L->hasRole(Role::Appended) &&
                  !L->hasRole(Role::ScanFormat) && !L->hasRole(Role::Released) &&
                  !L->hasRole(Role::Resized);
      entities[E].writesMemory = !Pure && !entities[E].entity.noReturn;
      if (entities[E].writesMemory)
        for (std::uint32_t Caller : Callers[E])
          Mark(Caller);
    }
  while (!Work.empty()) {
    std::uint32_t Number = Work.back();
    Work.pop_back();
    if (BodyEntity[Number] != ~0u)
      for (std::uint32_t Caller : Callers[BodyEntity[Number]])
        Mark(Caller);
  }
  for (LinkedEntity &E : entities)
    if (E.body >= 0)
      E.writesMemory = Writes[E.body];
}

/// Whether some path leads to the end of the function, as far as its calls come back.
bool Program::comesBack(const LinkedBody &B) const {
  const Body &Code = B.body;
  llvm::BitVector Reached(Code.blocks.size());
  llvm::SmallVector<std::uint32_t, 16> Work = {0};
  Reached.set(0);
  while (!Work.empty()) {
    std::uint32_t Index = Work.pop_back_val();
    const Block &At = Code.blocks[Index];
    if (Index + 1 == Code.blocks.size())
      return true;
    bool Ends = std::any_of(
        Code.code.begin() + At.begin, Code.code.begin() + At.end, [&](const Instruction &I) {
          return I.op == Opcode::Call && I.imm >= 0 && entities[B.entities[I.imm]].entity.noReturn;
        });
    if (!Ends)
      for (std::uint32_t To : At.successors)
        if (To != NoBlock && !Reached.test(To)) {
          Reached.set(To);
          Work.push_back(To);
        }
  }
  return false;
}

/// A function that always ends in another that does not come back does not either.
void Program::findNoReturn() {
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (LinkedEntity &E : entities)
      if (E.body >= 0 && !E.entity.noReturn && !comesBack(*bodies[E.body]))
        Changed = E.entity.noReturn = true;
  }
}

void Program::orderByCalls() {
  std::vector<std::vector<std::uint32_t>> Callees(bodies.size());
  for (std::size_t Number = 0; Number != bodies.size(); ++Number)
    for (const Instruction &I : bodies[Number]->body.code)
      if (I.op == Opcode::Call && I.imm >= 0)
        if (int Callee = entities[bodies[Number]->entities[I.imm]].body; Callee >= 0)
          Callees[Number].push_back(Callee);
  llvm::BitVector Seen(bodies.size());
  // The body, and how many of its callees have been visited: calls may go deeper than our stack.
  std::vector<std::pair<std::uint32_t, std::size_t>> Work;
  for (std::uint32_t Root = 0; Root != bodies.size(); ++Root) {
    if (!Seen.test(Root))
      Work.emplace_back(Root, 0);
    Seen.set(Root);
    while (!Work.empty()) {
      auto &[Number, Next] = Work.back();
      if (Next == Callees[Number].size()) {
        calleesFirst.push_back(Number);
        Work.pop_back();
      } else if (std::uint32_t Callee = Callees[Number][Next++]; !Seen.test(Callee)) {
        Seen.set(Callee);
        Work.emplace_back(Callee, 0);
      }
    }
  }
}

/// The bodies of all units, each once. What units define under one name may differ: functions of
/// several programs, and text that is compiled with different macros.
void Program::readBodies(llvm::ArrayRef<TUSummary> Summaries) {
  struct Source {
    const FunctionFact *function;
    std::vector<std::uint32_t> units;
  };
  // In the order of their names, so that the result does not depend on the order of units.
  std::map<std::tuple<llvm::StringRef, llvm::StringRef, llvm::StringRef>, Source> Found;
  for (std::uint32_t N = 0; N != Summaries.size(); ++N) {
    llvm::StringMap<const FunctionFact *> Facts;
    for (const FunctionFact &F : Summaries[N].functions)
      Facts[F.id] = &F;
    for (const BodyFact &Fact : Summaries[N].bodies)
      if (const FunctionFact *F = Facts.lookup(Fact.function)) {
        Source &Each = Found[{Fact.function, F->range.file, Fact.code}];
        Each.function = F;
        Each.units.push_back(N);
      }
  }
  Owned.resize(Summaries.size());
  for (auto &[Name, From] : Found) {
    const auto &[Id, File, Code] = Name;
    auto B = std::make_unique<LinkedBody>();
    if (!unpack(Code.str(), B->body) || B->body.id != Id)
      continue;
    B->file = File;
    B->internal = !From.function->exported && !From.function->external;
    B->units = std::move(From.units);
    for (std::uint32_t Unit : B->units)
      Owned[Unit][Id] = bodies.size();
    Definitions[Id].push_back(bodies.size());
    bodies.push_back(std::move(B));
  }
}

/// Nobody outside of the program can call what is static, unless its address leaves.
void Program::findInternal(llvm::ArrayRef<TUSummary> Summaries) {
  auto Expose = [&](llvm::StringRef Function) {
    if (auto It = Definitions.find(Function); It != Definitions.end())
      for (std::uint32_t N : It->second)
        bodies[N]->internal = false;
  };
  for (std::uint32_t Unit = 0; Unit != Summaries.size(); ++Unit) {
    // A call in a function without a body, or in the initialiser of a variable in C++ (where a USR
    // names the types of the parameters), is not seen.
    for (const FunctionFact &F : Summaries[Unit].functions)
      if (bodyOf(Unit, F.id) < 0)
        for (const CallFact &Call : F.calls)
          Expose(Call.callee);
    // Tables of functions are initialisers, too.
    for (const AddressTakenFact &Taken : Summaries[Unit].addressTaken)
      Expose(Taken.function);
  }
  for (auto &B : bodies)
    if (llvm::StringRef(B->body.id).contains('#'))
      B->internal = false;
  for (LinkedEntity &E : entities)
    if (E.entity.function && E.addressTaken)
      Expose(E.entity.id);
}

Program::Program(llvm::ArrayRef<TUSummary> Summaries) {
  readBodies(Summaries);
  for (const TUSummary &Unit : Summaries)
    for (const FunctionFact &F : Unit.functions)
      for (const std::string &Base : F.overrides)
        Overriders[Base].push_back(F.id);
  for (auto &Entry : Overriders) {
    llvm::sort(Entry.second);
    Entry.second.erase(llvm::unique(Entry.second), Entry.second.end());
  }
  // Who calls a function says more of it than its body does.
  for (auto &B : bodies)
    resolve(*B);
  for (std::uint32_t N = 0; N != bodies.size(); ++N) {
    const Body &Code = bodies[N]->body;
    Entity Self{.id = Code.id, .name = Code.name, .function = true};
    entities[entity(Self, Self.id)].library = nullptr;
    bool One = Definitions[Code.id].size() == 1;
    LinkedEntity &Linked = entities[entity(Self, One ? Self.id : keyOf(Self.id, N))];
    Linked.library = nullptr;
    Linked.body = static_cast<int>(N);
  }
  for (const TUSummary &Unit : Summaries) {
    for (const GlobalFact &G : Unit.globals)
      if (auto It = Ids.find(G.id); It != Ids.end() && G.hasValue)
        noteValue(entities[It->second], true, G.value);
    // What code names that is in no body.
    for (const BodyFact &Fact : Unit.bodies)
      if (Body Outside; Fact.function.empty() && unpack(Fact.code, Outside))
        for (const Entity &E : Outside.entities)
          entities[entity(E, E.id)].addressTaken = true;
  }
  for (LinkedEntity &E : entities)
    E.neverWritten &= !E.addressTaken && !E.conflicting;
  findNoReturn();
  findWrites();
  orderByCalls();
  findInternal(Summaries);
}

int Program::overrider(std::uint32_t Base, llvm::StringRef Class) const {
  if (Class.empty())
    return -1;
  auto BodyOf = [&](llvm::StringRef Id) {
    auto It = Ids.find(Id);
    return It == Ids.end() ? -1 : entities[It->second].body;
  };
  llvm::SmallVector<llvm::StringRef, 8> Work = {entities[Base].entity.id};
  for (std::size_t I = 0; I != Work.size() && I < 64; ++I) {
    if (classOf(Work[I]) == Class)
      return BodyOf(Work[I]);
    auto It = Overriders.find(Work[I]);
    if (It != Overriders.end())
      for (const std::string &Id : It->second)
        Work.push_back(Id);
  }
  return -1;
}

} // namespace ferrule::flow
