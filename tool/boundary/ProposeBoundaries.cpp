// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/boundary/ProposeBoundaries.h"
#include "tool/boundary/Cut.h"
#include "tool/boundary/MinCut.h"
#include "tool/boundary/PortOrder.h"
#include "tool/boundary/Prerequisites.h"
#include "tool/boundary/Shape.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <set>

namespace ferrule {
namespace {

/// Sets of more than one module that are shown.
constexpr std::size_t MostSets = 10;
/// Modules that sets are grown from.
constexpr std::size_t Seeds = 8;
/// A set of more modules is not named by all of them.
constexpr std::size_t MostInName = 4;

class Proposer {
public:
  Proposer(const UnitAbi &Program, const Assessment &A)
      : Table(makeModules(Program, A)), Known(A.inferences), Ties(findSeams(Program, Table, Known)),
        Blocked(Table), Published(Program, Table), Context{Table, Ties, Blocked, Published} {
    std::vector<double> Costs;
    for (unsigned Module = 0; Module != Table.outside(); ++Module)
      Costs.push_back(measureCut(sideOf({Module}), Context).cost);
    Order = orderModules(Table, Costs);
  }

  std::vector<Boundary> propose() {
    std::vector<Boundary> All;
    std::set<std::string> Names;
    for (unsigned Module = 0; Module != Table.outside(); ++Module)
      All.push_back(describe(sideOf({Module})));
    for (const Boundary &B : All)
      Names.insert(B.name);
    const Side Library = library();
    if (Library.count() > 1) {
      All.push_back(describe(Library));
      Names.insert(All.back().name);
    }
    for (auto &[Inside, Seed] : sets()) {
      Boundary B = describe(Inside);
      if (Inside.count() > MostInName)
        B.name = Table.modules[Seed].name + "-and-" + std::to_string(Inside.count() - 1) + "-more";
      if (!Names.insert(B.name).second)
        B.name = fullName(Inside);
      All.push_back(std::move(B));
    }
    llvm::stable_sort(All, [](const Boundary &A, const Boundary &B) {
      return std::tuple(rank(A.shape), -A.worth, A.name) <
             std::tuple(rank(B.shape), -B.worth, B.name);
    });
    return All;
  }

  /// Known: those that were proposed.
  llvm::Expected<Boundary> join(llvm::StringRef Name, llvm::ArrayRef<Boundary> Known) {
    Side Inside(Table.outside() + 1);
    llvm::SmallVector<llvm::StringRef> Parts;
    Name.split(Parts, '+');
    for (llvm::StringRef Part : Parts) {
      auto It = llvm::find_if(Table.modules, [&](const Module &M) { return M.name == Part; });
      if (It == Table.modules.end())
        return unknown(Part, Known);
      Inside.set(static_cast<unsigned>(It - Table.modules.begin()));
    }
    return describe(Inside);
  }

private:
  /// What is no cut of a library comes last.
  static int rank(BoundaryShape S) {
    return S == BoundaryShape::NotHere ? 2 : S == BoundaryShape::Process ? 1 : 0;
  }

  Side sideOf(llvm::ArrayRef<unsigned> Modules) const {
    Side Inside(Table.outside() + 1);
    for (unsigned Module : Modules)
      Inside.set(Module);
    return Inside;
  }

  std::string libraryName() const {
    bool Taken = llvm::any_of(Table.modules, [](const Module &M) { return M.name == "library"; });
    return Taken ? "library-as-a-whole" : "library";
  }

  /// All but the programs that use it.
  Side library() const {
    Side Inside(Table.outside() + 1);
    for (auto [Index, M] : llvm::enumerate(Table.modules))
      if (!M.isProgram && !M.functions.empty())
        Inside.set(Index);
    return Inside;
  }

  /// The best sets that are neither a module nor the library, each with the module that it was
  /// grown from.
  std::vector<std::pair<Side, unsigned>> sets() const {
    std::vector<unsigned> Riskiest;
    for (auto [Index, M] : llvm::enumerate(Table.modules))
      if (!M.isProgram && M.benefit > 0)
        Riskiest.push_back(Index);
    llvm::stable_sort(Riskiest, [&](unsigned A, unsigned B) {
      return Table.modules[A].benefit > Table.modules[B].benefit;
    });
    Riskiest.resize(std::min(Riskiest.size(), Seeds));
    const Side Library = library();
    std::vector<std::pair<Side, unsigned>> Found;
    auto Consider = [&](const Side &Inside, unsigned Seed) {
      if (Inside.count() > 1 && Inside != Library && measureCut(Inside, Context).blockers.empty() &&
          llvm::none_of(Found, [&](const auto &Other) { return Other.first == Inside; }))
        Found.emplace_back(Inside, Seed);
    };
    for (unsigned Seed : Riskiest)
      for (const Side &Inside : growSets(Seed, Context))
        Consider(Inside, Seed);
    for (const RecordTie &R : Ties.records) {
      const Side Inside = around(R);
      for (unsigned Seed : Riskiest)
        if (Inside.test(Seed)) {
          Consider(Inside, Seed);
          break;
        }
    }
    llvm::stable_sort(Found, [&](const auto &A, const auto &B) {
      return measureCut(A.first, Context).worth > measureCut(B.first, Context).worth;
    });
    Found.resize(std::min(Found.size(), MostSets), {Side(), 0});
    return Found;
  }

  /// The modules that look into a record, and those that only they use: a part of the library that
  /// a minimum cut need not find, as it counts the price and not what belongs together.
  Side around(const RecordTie &R) const {
    Side Inside(Table.outside() + 1);
    for (const FieldTie &F : R.fields)
      for (const FieldAccess &X : F.accesses)
        if (X.module != Table.outside() && !Table.modules[X.module].isProgram)
          Inside.set(X.module);
    for (bool Grown = true; Grown;) {
      Grown = false;
      for (auto [Index, M] : llvm::enumerate(Table.modules))
        if (!M.isProgram && !Inside.test(Index) && isUsedOnlyBy(Index, Inside)) {
          Inside.set(Index);
          Grown = true;
        }
    }
    return Inside;
  }

  bool isUsedOnlyBy(unsigned Module, const Side &Inside) const {
    bool Used = false;
    for (unsigned Index : Ties.tiesOf[Module]) {
      const Tie &T = Ties.ties[Index];
      if (T.owner != Module)
        continue;
      for (const TieEnd &End : T.ends)
        if (End.module != Module && End.places) {
          if (!Inside.test(End.module))
            return false;
          Used = true;
        }
    }
    return Used;
  }

  std::string fullName(const Side &Inside) const {
    return llvm::join(
        llvm::map_range(Inside.set_bits(), [&](unsigned M) { return Table.modules[M].name; }), "+");
  }

  Boundary describe(const Side &Inside) const {
    Boundary B = measureCut(Inside, Context);
    const bool IsLibrary = Inside == library();
    B.name = IsLibrary && Inside.count() > 1 ? libraryName() : fullName(Inside);
    giveShape(B, Inside, IsLibrary, Context);
    B.prerequisites = prerequisitesOf(B, Context);
    std::set<std::string> After;
    for (unsigned Module : Inside.set_bits()) {
      B.order = std::max(B.order, Order.place[Module]);
      for (unsigned Callee : Order.after[Module])
        if (!Inside.test(Callee))
          After.insert(Table.modules[Callee].name);
    }
    B.after.assign(After.begin(), After.end());
    return B;
  }

  llvm::Error unknown(llvm::StringRef Name, llvm::ArrayRef<Boundary> All) const {
    std::vector<std::pair<unsigned, llvm::StringRef>> Close;
    for (const Boundary &B : All)
      Close.emplace_back(Name.edit_distance_insensitive(B.name), B.name);
    llvm::sort(Close);
    Close.resize(std::min<std::size_t>(Close.size(), 5));
    std::string Names;
    for (const auto &[Distance, Each] : Close)
      Names += (Names.empty() ? "" : ", ") + Each.str();
    return llvm::createStringError(
        "--cut: there is no cut and no module '" + Name.str() + "'" +
        (Names.empty() ? "; the scan has no modules" : "; the closest names are " + Names));
  }

  ModuleTable Table;
  ContractIndex Known;
  Seams Ties;
  Blockers Blocked;
  PublicHeaders Published;
  CutContext Context;
  PortOrder Order;
};

} // namespace

std::vector<Boundary> proposeBoundaries(const UnitAbi &Program, const Assessment &A) {
  return Proposer(Program, A).propose();
}

llvm::Expected<Boundary> findCut(llvm::StringRef Name, const UnitAbi &Program,
                                 const Assessment &A) {
  const auto *Found = llvm::find_if(llvm::ArrayRef(A.boundaries),
                                    [&](const Boundary &B) { return B.name == Name; });
  if (Found != llvm::ArrayRef(A.boundaries).end())
    return *Found;
  return Proposer(Program, A).join(Name, A.boundaries);
}

} // namespace ferrule
