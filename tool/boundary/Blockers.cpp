// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Rust has no setjmp, and no frame of a Rust function may be jumped over. The functions that a jump
// may leave are those on a way of calls from the function with setjmp to the one with longjmp. If
// all of them are at one side, the jump does not cross: a port does without it. A call through a
// pointer may end in every function whose address is taken.
#include "tool/boundary/Blockers.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVectorExtras.h"

namespace ferrule {
namespace {

/// Who calls whom. The last node stands for calls through pointers.
class Calls {
public:
  explicit Calls(const ModuleTable &Table)
      : Next(Table.functions.size() + 1), Before(Table.functions.size() + 1) {
    const unsigned AnyPointer = Table.functions.size();
    auto Add = [&](unsigned From, llvm::StringRef To) {
      if (auto It = Table.ids.find(To); It != Table.ids.end()) {
        Next[From].push_back(It->second);
        Before[It->second].push_back(From);
      }
    };
    for (auto [Index, F] : llvm::enumerate(Table.functions)) {
      if (!F.uses)
        continue;
      for (const CallFact &C : F.uses->calls)
        Add(Index, C.callee);
      for (const FunctionUse &A : F.uses->addresses)
        Add(AnyPointer, A.function);
      if (F.uses->indirectCalls) {
        Next[Index].push_back(AnyPointer);
        Before[AnyPointer].push_back(Index);
      }
    }
  }

  llvm::BitVector reachedFrom(llvm::ArrayRef<unsigned> Starts) const { return walk(Next, Starts); }
  llvm::BitVector reaching(llvm::ArrayRef<unsigned> Ends) const { return walk(Before, Ends); }

private:
  using Edges = std::vector<std::vector<unsigned>>;
  static llvm::BitVector walk(const Edges &E, llvm::ArrayRef<unsigned> Starts) {
    llvm::BitVector Seen(E.size());
    std::vector<unsigned> Work(Starts.begin(), Starts.end());
    while (!Work.empty()) {
      unsigned F = Work.back();
      Work.pop_back();
      if (Seen.test(F))
        continue;
      Seen.set(F);
      llvm::append_range(Work, E[F]);
    }
    return Seen;
  }

  Edges Next, Before;
};

/// What is there in a function, whoever calls it.
bool isAlways(const Blocker &B) {
  return B.kind == BlockerKind::Assembly || B.kind == BlockerKind::ComputedGoto ||
         B.kind == BlockerKind::Volatile || B.kind == BlockerKind::Throws;
}

/// Why a type cannot cross, or nothing. Types behind pointers count: somebody looks there.
llvm::StringRef unsupportedIn(const AbiType &T) {
  if (T.kind == AbiKind::Unsupported)
    return T.name;
  for (const AbiType &Inner : T.inner)
    if (llvm::StringRef Why = unsupportedIn(Inner); !Why.empty())
      return Why;
  return "";
}

/// What C++ has in a signature the seam before it has to translate: priceOfCall. Rust can call what
/// is defined with "...", but not define it: Inside.
void addOfSignature(const AbiFunction &F, bool Inside, std::vector<Blocker> &To) {
  auto Add = [&](BlockerKind Kind, std::string Detail) {
    To.push_back({Kind, F.id, std::move(Detail), F.range.file, F.range.line});
  };
  if (F.type.variadic && Inside)
    Add(BlockerKind::Variadic, "is defined with '...'");
  if (!F.unsupported.empty())
    return;
  if (F.type.kind == AbiKind::Unsupported)
    Add(BlockerKind::Type, "has " + F.type.name);
  for (auto [Index, T] : llvm::enumerate(F.type.inner))
    if (llvm::StringRef Why = unsupportedIn(T); !Why.empty())
      Add(Why == "va_list" ? BlockerKind::VaList : BlockerKind::Type,
          (Index == 0 ? "has " + Why + " in its result"
                      : "takes " + Why + " in parameter " + llvm::Twine(Index))
              .str());
}

} // namespace

Blockers::Blockers(const ModuleTable &Table) : Table(Table), OfModule(Table.outside() + 1) {
  for (const ModuleFunction &F : Table.functions) {
    if (F.uses)
      llvm::copy_if(F.uses->blockers, std::back_inserter(OfModule[F.module]), isAlways);
    if (F.abi->exported && F.abi->defined)
      addOfSignature(*F.abi, /*Inside=*/true, OfModule[F.module]);
  }
  findJumps();
}

void Blockers::findJumps() {
  std::vector<std::pair<unsigned, const Blocker *>> From, To;
  for (auto [Index, F] : llvm::enumerate(Table.functions))
    if (F.uses)
      for (const Blocker &B : F.uses->blockers) {
        // One of each kind says enough of a function.
        auto &Kind = B.kind == BlockerKind::Setjmp ? From : To;
        bool IsJump = B.kind == BlockerKind::Setjmp || B.kind == BlockerKind::Longjmp;
        if (IsJump && (Kind.empty() || Kind.back().first != Index))
          Kind.emplace_back(Index, &B);
      }
  if (To.empty())
    return;
  const Calls Graph(Table);
  auto Ends = llvm::map_to_vector(To, [](const auto &Each) { return Each.first; });
  const llvm::BitVector Jumping = Graph.reaching(Ends);
  llvm::BitVector Landing(Table.functions.size() + 1);
  for (auto [Index, B] : From) {
    llvm::BitVector Active = Graph.reachedFrom(Index);
    Landing |= Active;
    Active &= Jumping;
    addJump(*B, Active, /*FromOutside=*/false);
  }
  for (auto [Index, B] : To)
    if (!Landing.test(Index))
      addJump(*B, Graph.reaching(Index), /*FromOutside=*/true);
}

void Blockers::addJump(const Blocker &B, const llvm::BitVector &Active, bool FromOutside) {
  Jump J{.blocker = B, .modules = Side(Table.outside() + 1), .examples = {}};
  if (FromOutside)
    J.modules.set(Table.outside());
  for (unsigned F : Active.set_bits()) {
    if (F == Table.functions.size())
      continue;
    const ModuleFunction &Each = Table.functions[F];
    if (!Each.abi->defined)
      continue;
    J.modules.set(Each.module);
    J.examples.try_emplace(Each.module, Each.abi->name);
  }
  Jumps.push_back(std::move(J));
}

std::vector<Blocker> Blockers::of(const Side &Inside, llvm::ArrayRef<unsigned> Crossing) const {
  std::vector<Blocker> Found;
  for (unsigned Module : Inside.set_bits())
    llvm::append_range(Found, OfModule[Module]);
  for (unsigned Index : Crossing) {
    const ModuleFunction &F = Table.functions[Index];
    // A function of a header does not cross: each side has its own.
    if (F.module != Table.outside())
      addOfSignature(*F.abi, Inside.test(F.module), Found);
  }
  for (const Jump &J : Jumps) {
    if (!J.modules.anyCommon(Inside) || !J.modules.test(Inside))
      continue;
    Blocker B = J.blocker;
    for (const auto &[Module, Name] : J.examples)
      if (Inside.test(Module)) {
        B.detail += ", and a jump leaves functions at both sides, such as '" + Name + "' inside";
        break;
      }
    Found.push_back(std::move(B));
  }
  auto Key = [](const Blocker &B) { return std::tie(B.file, B.line, B.kind, B.function); };
  llvm::sort(Found, [&](const Blocker &A, const Blocker &B) { return Key(A) < Key(B); });
  Found.erase(llvm::unique(Found), Found.end());
  return Found;
}

} // namespace ferrule
