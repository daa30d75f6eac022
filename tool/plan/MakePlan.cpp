// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/plan/MakePlan.h"
#include "tool/model/Counted.h"
#include "tool/plan/Remedies.h"
#include "tool/plan/Replacements.h"
#include "tool/plan/Sequence.h"
#include "tool/plan/TargetBlockers.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace ferrule {

static std::vector<std::string> missing(const Assessment &A) {
  std::vector<std::string> Result;
  if (A.patches.empty())
    Result.emplace_back(
        "ferrule rewrite did not run, or found nothing to change: no verified change is "
        "in the plan");
  if (A.boundaries.empty())
    Result.emplace_back("ferrule boundary did not run: no port is in the plan");
  if (A.history.status != HistoryStatus::Read)
    Result.emplace_back("no history: the age of the code is not known");
  if (!A.coverage.complete())
    Result.emplace_back("the scan is incomplete: what was not analysed is not in the plan");
  return Result;
}

/// Reasons against, with the cases that ended badly: a plan that has none is not to be trusted.
static std::vector<std::string> notToMigrate(ArrayRef<PlannedModule> Modules, const Assessment &A,
                                             ArrayRef<Replacement> Replacements) {
  std::vector<std::string> Result;
  unsigned Aged = 0, Open = 0, Small = 0;
  for (const PlannedModule &M : Modules) {
    if (M.plan.remedy != Remedy::Age || !M.plan.open || !M.leftOut.empty())
      continue;
    ++Aged;
    Open += M.plan.open;
    Small += M.plan.lines;
  }
  if (Aged)
    Result.push_back(counted(Aged, "module") + " with " + counted(Open, "open operation") + " in " +
                     counted(Small, "source line") +
                     " are left to age: no call leads there from where bytes come in, and their "
                     "lines are older than five years, after which the density of vulnerabilities "
                     "was a third to a seventh of that of new code (Google, 2024)");
  for (const Replacement &R : Replacements)
    Result.emplace_back("whoever only uses " + R.what + " may change to " + R.by + " (" +
                        R.interface + ") instead of waiting for a port");
  if (none_of(A.inventory.practices, [](const Practice &P) { return P.kind == "tests"; }))
    Result.emplace_back("not before there are tests: nothing else shows that a port does the same");
  Result.emplace_back(
      "not without its maintainers: curl's Rust backend (hyper) was finished and then "
      "removed, as nobody used and maintained it");
  Result.emplace_back(
      "not for programs around a library whose risk is small: the authors of "
      "libbzip2-rs found the cleaning up of the command-line tool not worth its effort");
  return Result;
}

Expected<Plan> makePlan(const Assessment &A, ArrayRef<std::string> AssumeDone) {
  Plan P;
  P.replacements = findReplacements(A);
  std::vector<PlannedModule> Modules = plannedModules(A);
  chooseRemedies(Modules, A, P.replacements);
  std::vector<Work> All = workOf(Modules, A);
  for (const std::string &Id : AssumeDone) {
    auto It = find_if(All, [&](const Work &W) { return W.step.id == Id; });
    if (It == All.end()) {
      std::string Known;
      for (const Work &W : All)
        Known += " " + W.step.id;
      return createStringError("--assume-done '" + Id + "' is none of the steps:" + Known);
    }
    It->step.done = true;
  }
  sequence(All, Modules, A, P);
  for (Work &W : All)
    P.steps.push_back(std::move(W.step));
  P.blockers = targetBlockers(A, Modules);
  P.notToMigrate = notToMigrate(Modules, A, P.replacements);
  P.missing = missing(A);
  for (PlannedModule &M : Modules)
    P.modules.push_back(std::move(M.plan));
  return P;
}

} // namespace ferrule
