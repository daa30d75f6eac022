// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/plan/Modules.h"
#include "tool/model/Metrics.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Path.h"
#include <algorithm>

using namespace llvm;

namespace ferrule {

static double signalOf(const RankedFunction &F, const char *Name) {
  auto It = F.signals.find(Name);
  return It == F.signals.end() ? 0 : It->second;
}

bool isAnnotation(const Patch &P) { return StringRef(P.rewriter).starts_with("declare-"); }

double riskOf(const RankedFunction &F) { return std::max(F.score, 0.0); }

unsigned openOf(const RankedFunction &F) {
  unsigned Open = 0;
  for (const auto &[Family, Counts] : F.operations)
    Open += Counts.open;
  return Open;
}

unsigned sourceLines(const RankedFunction &F) { return static_cast<unsigned>(signalOf(F, "sloc")); }

static bool isHeader(StringRef File) {
  return StringSwitch<bool>(sys::path::extension(File))
      .Cases({".h", ".hh", ".hpp", ".hxx", ".inc", ".inl", ".def", ".ipp"}, true)
      .Default(false);
}

static bool isCxx(StringRef File) {
  return StringSwitch<bool>(sys::path::extension(File))
      .Cases({".cc", ".cpp", ".cxx", ".C", ".hh", ".hpp", ".hxx", ".ipp"}, true)
      .Default(false);
}

static bool isBelow(StringRef File, StringRef Path) {
  return File.consume_front(Path.rtrim('/')) && (File.empty() || File.starts_with("/"));
}

namespace {

class Builder {
public:
  explicit Builder(const Assessment &A) : A(A) {
    for (const FileFact &F : A.files)
      if (!isHeader(F.path)) {
        StringRef Stem = sys::path::stem(F.path);
        auto [It, New] = SourceOfStem.try_emplace(Stem, F.path);
        if (!New)
          It->second.clear(); // Several: a header of that name belongs to none of them.
      }
    for (const Boundary &B : A.boundaries)
      if (B.files.size() == 1)
        for (const std::string &Id : B.functions)
          FileOfFunction[Id] = B.files.front();
  }

  std::vector<PlannedModule> build() {
    for (const RankedFunction &F : A.functions)
      add(F);
    for (const Finding &F : A.findings)
      if (F.state == OperationState::Open)
        if (auto It = ModuleOfFunction.find(F.function); It != ModuleOfFunction.end())
          Modules[It->second].open.push_back(&F);
    for (const Patch &P : A.patches)
      if (P.ready())
        if (PlannedModule *M = find(P.file))
          (isAnnotation(P) ? M->annotations : M->changes).push_back(&P);
    for (const Inference &I : A.inferences)
      if (I.exported && isUnbounded(I))
        if (auto It = ModuleOfFunction.find(I.entity); It != ModuleOfFunction.end())
          Modules[It->second].unknownPointers.push_back(&I);
    for (PlannedModule &M : Modules)
      complete(M);
    name();
    llvm::stable_sort(Modules, [](const PlannedModule &L, const PlannedModule &R) {
      return std::tuple(!L.leftOut.empty(), -L.plan.risk, StringRef(L.plan.file)) <
             std::tuple(!R.leftOut.empty(), -R.plan.risk, StringRef(R.plan.file));
    });
    return std::move(Modules);
  }

private:
  StringRef moduleFile(StringRef File) const {
    if (isHeader(File))
      if (auto It = SourceOfStem.find(sys::path::stem(File));
          It != SourceOfStem.end() && !It->second.empty())
        return It->second;
    return File;
  }

  PlannedModule *find(StringRef File) {
    auto It = ModuleOfFile.find(moduleFile(File));
    return It == ModuleOfFile.end() ? nullptr : &Modules[It->second];
  }

  void add(const RankedFunction &F) {
    auto Known = FileOfFunction.find(F.id);
    StringRef File = Known != FileOfFunction.end() ? StringRef(Known->second) : moduleFile(F.file);
    auto [It, New] = ModuleOfFile.try_emplace(File, Modules.size());
    if (New)
      Modules.emplace_back().plan.file = File.str();
    ModuleOfFile.try_emplace(F.file, It->second);
    ModuleOfFunction[F.id] = It->second;
    PlannedModule &M = Modules[It->second];
    M.cxx |= isCxx(F.file);
    M.functions.push_back(&F);
    ModulePlan &P = M.plan;
    ++P.functions;
    P.lines += sourceLines(F);
    const bool Reached = F.exposure.entry != EntryKind::None || !F.exposure.from.empty();
    for (const auto &[Family, Counts] : F.operations) {
      P.open += Counts.open;
      M.reachedOpen += Reached ? Counts.open : 0;
      P.defects += Counts.defect;
      if (Counts.open)
        P.families[Family] += Counts.open;
    }
    AllRisk += riskOf(F);
    P.risk += riskOf(F);
    P.weight2 += signalOf(F, "history.weight2.5y");
    P.weight4 += signalOf(F, "history.weight4y");
    P.weight7 += signalOf(F, "history.weight7y");
    P.mayTakeInput |= F.exported && signalOf(F, "pointerParameters") > 0;
    if (Reached) {
      P.distance = P.reached ? std::min(P.distance, F.exposure.distance) : F.exposure.distance;
      P.reached = true;
    }
  }

  /// Half of the lines are in functions with a younger median.
  static double medianAge(const PlannedModule &M) {
    std::vector<std::pair<double, unsigned>> Ages;
    unsigned Lines = 0;
    for (const RankedFunction *F : M.functions)
      if (F->signals.contains("history.median")) {
        Ages.emplace_back(signalOf(*F, "history.median"), sourceLines(*F));
        Lines += Ages.back().second;
      }
    if (Ages.empty())
      return -1;
    llvm::sort(Ages);
    unsigned Before = 0;
    for (const auto &[Age, N] : Ages) {
      Before += N;
      if (Before * 2 >= Lines)
        return Age;
    }
    return Ages.back().first;
  }

  void complete(PlannedModule &M) {
    if (AllRisk > 0)
      M.plan.risk /= AllRisk;
    M.plan.age = medianAge(M);
    M.plan.reached &= M.plan.distance == 0 || M.reachedOpen * 2 >= M.plan.open;
    for (const ExcludedFiles &E : A.inventory.excluded)
      if (E.why != "generated" && isBelow(M.plan.file, E.path))
        M.leftOut = E.why;
    for (const Boundary &B : A.boundaries) {
      if (!llvm::is_contained(B.files, M.plan.file))
        continue;
      if (B.files.size() == 1)
        M.alone = &B;
      if (B.shape != BoundaryShape::NotHere && B.blockers.empty() &&
          (!M.cut || B.lines < M.cut->lines))
        M.cut = &B;
    }
  }

  void name() {
    StringMap<unsigned> Stems;
    for (const PlannedModule &M : Modules)
      ++Stems[sys::path::stem(M.plan.file)];
    for (PlannedModule &M : Modules) {
      StringRef File = M.plan.file, Stem = sys::path::stem(File);
      M.plan.name = (Stems[Stem] == 1 ? Stem : File).str();
    }
  }

  const Assessment &A;
  StringMap<std::string> SourceOfStem, FileOfFunction;
  StringMap<unsigned> ModuleOfFile, ModuleOfFunction;
  std::vector<PlannedModule> Modules;
  double AllRisk = 0;
};

} // namespace

std::vector<PlannedModule> plannedModules(const Assessment &A) { return Builder(A).build(); }

std::string needsFirst(const Boundary &Cut) {
  std::string Needs;
  for (StringRef P : Cut.prerequisites)
    if (!P.starts_with("the layout of"))
      Needs += "; first: " + P.split(':').first.str();
  return Needs;
}

} // namespace ferrule
