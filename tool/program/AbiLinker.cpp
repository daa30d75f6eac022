// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/program/AbiLinker.h"
#include "tool/model/Archive.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include <map>
#include <set>

namespace ferrule {
namespace {

/// Of several that say the same thing of an id, any will do, if it is always the same one.
template <class Fact> bool precedes(const Fact &A, const Fact &B) {
  return ArchiveWriter::write(A) < ArchiveWriter::write(B);
}

bool isBetter(const AbiRecord &A, const AbiRecord &B) {
  auto Rank = [](const AbiRecord &R) { return std::tuple(R.complete, !R.name.empty()); };
  return Rank(A) != Rank(B) ? Rank(A) > Rank(B) : precedes(A, B);
}

bool isBetter(const AbiEnum &A, const AbiEnum &B) {
  return A.values.size() != B.values.size() ? A.values.size() > B.values.size() : precedes(A, B);
}

template <class Declared> bool isBetter(const Declared &A, const Declared &B) {
  if constexpr (requires { A.defined; })
    return A.defined != B.defined ? A.defined : precedes(A, B);
  else
    return precedes(A, B);
}

template <class Fact> std::vector<Fact> bestOf(std::map<std::string, std::vector<Fact>> All) {
  std::vector<Fact> Result;
  for (auto &[Id, Some] : All)
    Result.push_back(
        *llvm::min_element(Some, [](const Fact &A, const Fact &B) { return isBetter(A, B); }));
  return Result;
}

/// The most that a unit saw: a function of a header is in many of them, and is one.
void merge(FunctionUses &Into, const FunctionUses &From) {
  auto Greater = [](auto &A, auto B) { A = std::max(A, B); };
  auto Merge = [&](auto &All, const auto &Others, auto KeyOf, auto Join) {
    for (const auto &Other : Others) {
      auto It = llvm::find_if(All, [&](const auto &Each) { return KeyOf(Each) == KeyOf(Other); });
      if (It == All.end())
        All.push_back(Other);
      else
        Join(*It, Other);
    }
    llvm::sort(All, [&](const auto &A, const auto &B) { return KeyOf(A) < KeyOf(B); });
  };
  Merge(
      Into.calls, From.calls, [](const CallFact &C) { return C.callee; },
      [&](CallFact &A, const CallFact &B) { Greater(A.sites, B.sites); });
  Merge(
      Into.addresses, From.addresses, [](const FunctionUse &U) { return U.function; },
      [&](FunctionUse &A, const FunctionUse &B) { Greater(A.sites, B.sites); });
  Merge(
      Into.fields, From.fields, [](const FieldUse &U) { return std::pair(U.record, U.field); },
      [&](FieldUse &A, const FieldUse &B) {
        Greater(A.places, B.places);
        Greater(A.byMacro, B.byMacro);
        A.macro = std::max(A.macro, B.macro);
      });
  Merge(
      Into.variables, From.variables, [](const VariableUse &U) { return U.variable; },
      [&](VariableUse &A, const VariableUse &B) {
        Greater(A.places, B.places);
        Greater(A.writes, B.writes);
      });
  Merge(
      Into.blockers, From.blockers,
      [](const Blocker &B) { return std::tuple(B.file, B.line, B.kind, B.detail); },
      [](Blocker &, const Blocker &) {});
  auto Same = [](const auto &Each) { return Each; };
  auto Nothing = [](const auto &, const auto &) {};
  Merge(Into.numbers, From.numbers, Same, Nothing);
  Merge(Into.words, From.words, Same, Nothing);
  Greater(Into.indirectCalls, From.indirectCalls);
  Greater(Into.errnoReads, From.errnoReads);
  Greater(Into.errnoWrites, From.errnoWrites);
}

/// A worker that was taken over may send anything: what reads types relies on a pointer leading
/// somewhere.
void repair(AbiType &T) {
  const bool Leads = T.kind == AbiKind::Pointer || T.kind == AbiKind::Array;
  if ((Leads && T.inner.size() != 1) || (T.kind == AbiKind::Function && T.inner.empty())) {
    T.kind = AbiKind::Unsupported;
    T.name = "a type that is not well formed";
    T.inner.clear();
  }
  for (AbiType &Inner : T.inner)
    repair(Inner);
}

void repair(UnitAbi &Unit) {
  for (AbiFunction &F : Unit.functions)
    repair(F.type);
  for (AbiVariable &V : Unit.variables)
    repair(V.type);
  for (AbiRecord &R : Unit.records)
    for (AbiField &F : R.fields)
      repair(F.type);
  for (CxxFunction &F : Unit.interface) {
    repair(F.result.type);
    for (CxxType &P : F.parameters)
      repair(P.type);
    F.names.resize(F.parameters.size());
  }
}

/// Programs of one code base may each define a main, and variables of one name: "@file" tells them
/// apart, as in Linker.cpp. What is defined in a header is one thing, however many units see it.
void separate(std::vector<UnitAbi> &Units) {
  std::map<std::string, std::set<std::string>> Places;
  auto EachOf = [](UnitAbi &Unit, auto Visit) {
    llvm::for_each(Unit.functions, Visit);
    llvm::for_each(Unit.variables, Visit);
  };
  for (UnitAbi &Unit : Units)
    EachOf(Unit, [&](const auto &Fact) {
      if (Fact.defined)
        Places[Fact.id].insert(Fact.range.file);
    });
  for (UnitAbi &Unit : Units) {
    std::map<std::string, std::string> Renamed;
    EachOf(Unit, [&](const auto &Fact) {
      if (Fact.defined && Places[Fact.id].size() > 1)
        Renamed[Fact.id] = Fact.id + "@" + Fact.range.file;
    });
    auto Rename = [&](std::string &Id) {
      if (auto It = Renamed.find(Id); It != Renamed.end())
        Id = It->second;
    };
    if (Renamed.empty())
      continue;
    EachOf(Unit, [&](auto &Fact) { Rename(Fact.id); });
    for (AbiVariable &V : Unit.variables)
      llvm::for_each(V.addresses, Rename);
    for (FunctionUses &U : Unit.uses) {
      Rename(U.function);
      for (CallFact &C : U.calls)
        Rename(C.callee);
      for (FunctionUse &A : U.addresses)
        Rename(A.function);
      for (VariableUse &V : U.variables)
        Rename(V.variable);
      for (Blocker &B : U.blockers)
        Rename(B.function);
    }
  }
}

/// The units that define a function, by its id.
using Definers = std::map<std::string, std::set<std::string>>;

/// A file that is compiled alone is a module, and what only one of them includes is a part of it.
std::string moduleOf(const AbiFunction &F, llvm::ArrayRef<std::string> Sources, const Definers &D) {
  if (!F.defined)
    return "";
  if (llvm::binary_search(Sources, F.range.file))
    return F.range.file;
  const std::set<std::string> &Of = D.at(F.id);
  return Of.size() == 1 ? *Of.begin() : "";
}

} // namespace

UnitAbi linkAbi(std::vector<UnitAbi> Units) {
  for (UnitAbi &Unit : Units)
    repair(Unit);
  separate(Units);
  std::map<std::string, std::vector<AbiRecord>> Records;
  std::map<std::string, std::vector<AbiEnum>> Enums;
  std::map<std::string, std::vector<AbiFunction>> Functions;
  std::map<std::string, std::vector<AbiVariable>> Variables;
  std::map<std::string, FunctionUses> Uses;
  std::map<std::string, std::vector<CxxClass>> Classes;
  std::map<std::string, std::vector<CxxFunction>> Interface;
  std::set<std::string> Sources;
  Definers DefinedBy;
  for (UnitAbi &Unit : Units) {
    Sources.insert(Unit.sources.begin(), Unit.sources.end());
    for (const AbiFunction &F : Unit.functions)
      if (F.defined)
        DefinedBy[F.id].insert(Unit.sources.begin(), Unit.sources.end());
    for (AbiRecord &R : Unit.records)
      Records[R.id].push_back(std::move(R));
    for (AbiEnum &E : Unit.enums)
      Enums[E.id].push_back(std::move(E));
    for (AbiFunction &F : Unit.functions)
      Functions[F.id].push_back(std::move(F));
    for (AbiVariable &V : Unit.variables)
      Variables[V.id].push_back(std::move(V));
    for (CxxClass &C : Unit.classes)
      Classes[C.id].push_back(std::move(C));
    for (CxxFunction &F : Unit.interface)
      Interface[F.id].push_back(std::move(F));
    for (FunctionUses &U : Unit.uses) {
      auto [It, New] = Uses.try_emplace(U.function, U);
      if (!New)
        merge(It->second, U);
    }
  }
  // What any unit sees of a function's declarations holds for all.
  for (auto &[Id, Some] : Functions) {
    bool Exported = llvm::any_of(Some, [](const AbiFunction &F) { return F.exported; });
    std::string Header;
    for (const AbiFunction &F : Some)
      Header = std::max(Header, F.header);
    for (AbiFunction &F : Some) {
      F.exported = Exported;
      F.header = Header;
    }
  }
  UnitAbi Program;
  Program.sources.assign(Sources.begin(), Sources.end());
  Program.records = bestOf(std::move(Records));
  Program.enums = bestOf(std::move(Enums));
  Program.functions = bestOf(std::move(Functions));
  Program.variables = bestOf(std::move(Variables));
  Program.classes = bestOf(std::move(Classes));
  Program.interface = bestOf(std::move(Interface));
  for (AbiFunction &F : Program.functions)
    F.module = moduleOf(F, Program.sources, DefinedBy);
  for (auto &[Id, U] : Uses)
    Program.uses.push_back(std::move(U));
  return Program;
}

} // namespace ferrule
