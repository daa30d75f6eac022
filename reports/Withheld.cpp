// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "reports/Withheld.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Path.h"
#include <utility>

using namespace llvm;

namespace ferrule {
namespace {

unsigned &countOf(StateCounts &C, OperationState S) {
  switch (S) {
  case OperationState::Open:
    return C.open;
  case OperationState::Accepted:
    return C.accepted;
  case OperationState::Discharged:
    return C.discharged;
  case OperationState::Defect:
    return C.defect;
  }
  llvm_unreachable("all states are above");
}

void takeOut(StateCounts &C, OperationState S) {
  if (unsigned &N = countOf(C, S))
    --N;
}

} // namespace

Withheld withholdDefects(Assessment &A) {
  Withheld Result;
  StringMap<RankedFunction *> Functions;
  for (RankedFunction &F : A.functions)
    Functions.try_emplace(F.id, &F);
  StringMap<std::vector<Hotspot *>> Hotspots;
  for (Hotspot &H : A.hotspots)
    Hotspots[H.id].push_back(&H);

  StringSet<> Fingerprints;
  erase_if(A.findings, [&](const Finding &F) {
    if (F.kind == "operation")
      return false;
    ++(F.kind == "possible" ? Result.possible : Result.defects);
    Fingerprints.insert(F.fingerprint);
    if (RankedFunction *Function = Functions.lookup(F.function)) {
      takeOut(Function->operations[nameOf(F.family).str()], F.state);
      for (StringRef Id : {StringRef(Function->id), StringRef(Function->file),
                           sys::path::parent_path(Function->file)})
        for (Hotspot *H : Hotspots.lookup(Id))
          takeOut(H->operations, F.state);
    }
    return true;
  });
  for (ModulePlan &M : A.plan.modules) {
    // The reasons for a remedy count them as well.
    if (std::exchange(M.defects, 0))
      for (RuleTrace &T : M.trace)
        if (StringRef(T.value).contains("defect"))
          T.value.clear();
  }
  for (RankedFunction &F : A.functions)
    F.signals.erase("defects");
  auto Shows = [&](const Patch &P) {
    return any_of(P.answers, [&](const std::string &F) { return Fingerprints.contains(F); });
  };
  std::size_t All = A.patches.size();
  erase_if(A.patches, Shows);
  Result.patches = All - A.patches.size();
  return Result;
}

} // namespace ferrule
