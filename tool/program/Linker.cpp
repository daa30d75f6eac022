// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Linking makes one entity of all that units say of it. Everything that is merged is merged by
// union, maximum or "the worst", so the order of the units does not matter.
#include "tool/model/Archive.h"
#include "tool/program/CallGraph.h"
#include "tool/program/ProgramModel.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include <map>

namespace ferrule {

static void mergeStrings(std::vector<std::string> &Into, const std::vector<std::string> &From) {
  llvm::append_range(Into, From);
  llvm::sort(Into);
  Into.erase(llvm::unique(Into), Into.end());
}

/// Units may see a function of a header under different macros: its largest shape and all its
/// calls.
static void mergeFunction(FunctionFact &Into, const FunctionFact &From) {
  Into.range.endLine = std::max(Into.range.endLine, From.range.endLine);
  Into.sloc = std::max(Into.sloc, From.sloc);
  Into.complexity = std::max(Into.complexity, From.complexity);
  Into.nesting = std::max(Into.nesting, From.nesting);
  Into.loops = std::max(Into.loops, From.loops);
  std::vector<unsigned> Counts;
  visitFields(From.shape, [&](const char *, unsigned Count) { Counts.push_back(Count); });
  auto Count = Counts.begin();
  visitFields(Into.shape, [&](const char *, unsigned &Most) { Most = std::max(Most, *Count++); });
  Into.external |= From.external;
  Into.exported |= From.exported;
  Into.internal |= From.internal;
  std::map<std::string, CallFact> Calls;
  for (const std::vector<CallFact> *Side : {&std::as_const(Into).calls, &From.calls})
    for (const CallFact &Call : *Side) {
      CallFact &Merged = Calls.try_emplace(Call.callee, Call).first->second;
      Merged.sites = std::max(Merged.sites, Call.sites);
    }
  Into.calls.clear();
  for (auto &[Callee, Call] : Calls)
    Into.calls.push_back(std::move(Call));
  mergeStrings(Into.indirectCalls, From.indirectCalls);
  mergeStrings(Into.globals, From.globals);
  mergeStrings(Into.overrides, From.overrides);
}

namespace {

/// Functions by id and place. Programs of one code base may each define a main.
class FunctionTable {
public:
  void add(FunctionFact Fact) {
    auto Key = std::make_tuple(Fact.range.file, Fact.range.line, Fact.range.column, Fact.id);
    auto It = ByPlace.find(Key);
    if (It == ByPlace.end())
      ByPlace.emplace(std::move(Key), std::move(Fact));
    else
      mergeFunction(It->second, Fact);
  }

  std::vector<ProgramFunction> take() {
    llvm::StringMap<unsigned> Definitions, InFile;
    for (auto &[Key, Fact] : ByPlace) {
      ++Definitions[Fact.id];
      ++InFile[Fact.id + "@" + Fact.range.file];
    }
    std::vector<ProgramFunction> Functions;
    for (auto &[Key, Fact] : ByPlace) {
      // A line goes in only where nothing else tells definitions apart: ids outlive edits.
      std::string Place = "@" + Fact.range.file;
      if (InFile[Fact.id + Place] > 1)
        Place += ":" + std::to_string(Fact.range.line);
      ProgramFunction &F = Functions.emplace_back();
      F.name = Fact.id;
      if (Definitions[Fact.id] > 1)
        Fact.id += Place;
      F.fact = std::move(Fact);
    }
    return Functions;
  }

private:
  std::map<std::tuple<std::string, unsigned, unsigned, std::string>, FunctionFact> ByPlace;
};

} // namespace

/// An operation names its function by the id that its unit gave; several definitions may have it.
static void assignFunctions(ProgramModel &Model,
                            llvm::function_ref<Family(llvm::StringRef)> FamilyOf) {
  // By file, the functions in the order of their lines.
  llvm::StringMap<std::vector<unsigned>> ByFile;
  for (auto [Index, F] : llvm::enumerate(Model.functions))
    ByFile[F.fact.range.file].push_back(Index);
  for (Operation &Op : Model.operations) {
    if (Op.function.empty())
      continue;
    ProgramFunction *Best = nullptr;
    // The last function that starts at or before the line and ends behind it.
    llvm::ArrayRef<unsigned> InFile = ByFile[Op.range.file];
    auto Start = llvm::partition_point(InFile, [&](unsigned Index) {
      return Model.functions[Index].fact.range.line <= Op.range.line;
    });
    while (Start != InFile.begin() && !Best) {
      ProgramFunction &F = Model.functions[*--Start];
      if (Op.range.line <= F.fact.range.endLine && F.name == Op.function)
        Best = &F;
    }
    Op.function = Best ? Best->fact.id : std::string();
    if (Best)
      Best->operations[static_cast<unsigned>(FamilyOf(Op.check))].add(Op.countedState());
  }
}

template <class Fact> static void sortByPlace(std::vector<Fact> &Facts) {
  auto Key = [](const Fact &F) {
    return std::tie(F.range.file, F.range.line, F.range.column, F.id);
  };
  llvm::sort(Facts, [&](const Fact &A, const Fact &B) {
    if (Key(A) != Key(B))
      return Key(A) < Key(B);
    return ArchiveWriter::write(A) < ArchiveWriter::write(B);
  });
  Facts.erase(llvm::unique(Facts, [&](const Fact &A, const Fact &B) { return Key(A) == Key(B); }),
              Facts.end());
}

ProgramModel link(std::vector<TUSummary> Summaries,
                  llvm::function_ref<Family(llvm::StringRef Check)> FamilyOf) {
  llvm::sort(Summaries, [](const TUSummary &A, const TUSummary &B) { return A.unit < B.unit; });
  ProgramModel Model;
  Model.suppressions = collectSuppressions(Summaries);
  FunctionTable Functions;
  std::map<std::string, FileFact> Files;
  std::vector<AddressTakenFact> AddressTaken;
  for (TUSummary &S : Summaries) {
    for (FunctionFact &F : S.functions)
      Functions.add(std::move(F));
    for (const FileFact &F : S.files)
      Files.try_emplace(F.path, F);
    llvm::append_range(AddressTaken, S.addressTaken);
    std::move(S.operations.begin(), S.operations.end(), std::back_inserter(Model.operations));
    std::move(S.globals.begin(), S.globals.end(), std::back_inserter(Model.globals));
    std::move(S.records.begin(), S.records.end(), std::back_inserter(Model.records));
    // What stays is the ledger.
    S.functions.clear();
    S.operations.clear();
    S.files.clear();
    S.addressTaken.clear();
    S.globals.clear();
    S.records.clear();
    S.bodies.clear();
    S.texts.clear();
    S.suppressions.clear();
    S.interfaces.clear();
    S.evidence = {};
  }
  Model.units = std::move(Summaries);
  for (auto &[Path, F] : Files)
    Model.files.push_back(std::move(F));
  Model.functions = Functions.take();
  mergeSamePlace(Model.operations);
  applySuppressions(Model.suppressions, Model.operations);
  sortByPlace(Model.globals);
  sortByPlace(Model.records);
  assignFunctions(Model, FamilyOf);
  linkCalls(Model.functions, AddressTaken);
  return Model;
}

} // namespace ferrule
