// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/boundary/Modules.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

namespace path = llvm::sys::path;

namespace ferrule {

/// Points of benefit for a line of code that cannot go wrong any more, whatever it did.
static constexpr double PerLine = 0.1;

const ModuleFunction *ModuleTable::find(llvm::StringRef Id) const {
  auto It = ids.find(Id);
  return It == ids.end() ? nullptr : &functions[It->second];
}

unsigned openOperations(const RankedFunction &F) {
  unsigned Open = 0;
  for (const auto &[Family, Counts] : F.operations)
    Open += Counts.open + Counts.defect;
  return Open;
}

unsigned linesOfCode(const RankedFunction &F) {
  auto Lines = F.signals.find("sloc");
  return Lines == F.signals.end() ? 0 : static_cast<unsigned>(Lines->second);
}

double benefitOf(const RankedFunction &F) {
  bool Reached = F.exposure.entry != EntryKind::None || !F.exposure.from.empty();
  double Near = Reached ? 1.0 / (1 + F.exposure.distance) : 0;
  return (openOperations(F) + std::max(F.score, 0.0) + linesOfCode(F) * PerLine) * (1 + Near);
}

static void nameModules(std::vector<Module> &Modules) {
  llvm::StringMap<unsigned> Stems;
  for (const Module &M : Modules)
    ++Stems[path::stem(M.file)];
  for (Module &M : Modules) {
    llvm::StringRef Stem = path::stem(M.file);
    M.name = Stems[Stem] == 1
                 ? Stem.str()
                 : llvm::StringRef(M.file).drop_back(path::extension(M.file).size()).str();
  }
}

static void add(Module &M, unsigned Index, const ModuleFunction &F) {
  M.functions.push_back(Index);
  M.isProgram |= F.abi->name == "main";
  if (!F.ranked)
    return;
  M.lines += linesOfCode(*F.ranked);
  M.openOperations += openOperations(*F.ranked);
  M.risk += std::max(F.ranked->score, 0.0);
  M.benefit += benefitOf(*F.ranked);
}

ModuleTable makeModules(const UnitAbi &Program, const Assessment &A) {
  ModuleTable T;
  llvm::StringMap<unsigned> ByFile;
  llvm::StringMap<const FunctionUses *> Uses;
  llvm::StringMap<const RankedFunction *> Ranked;
  for (const FunctionUses &U : Program.uses)
    Uses[U.function] = &U;
  for (const RankedFunction &F : A.functions)
    Ranked[F.id] = &F;
  for (const std::string &File : Program.sources) {
    ByFile[File] = T.outside();
    T.modules.emplace_back().file = File;
  }
  nameModules(T.modules);
  for (auto [Index, F] : llvm::enumerate(Program.functions)) {
    unsigned Of = F.module.empty() ? T.outside() : ByFile.at(F.module);
    T.ids[F.id] = Index;
    T.functions.push_back(
        {.abi = &F, .uses = Uses.lookup(F.id), .ranked = Ranked.lookup(F.id), .module = Of});
    if (Of != T.outside())
      add(T.modules[Of], Index, T.functions.back());
  }
  return T;
}

} // namespace ferrule
