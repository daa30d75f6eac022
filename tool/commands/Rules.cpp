// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/commands/Rules.h"
#include "tool/frontend/UnitAnalysis.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule {

std::vector<CheckInfo> enabledRules(const AnalysisOptions &Options) {
  std::vector<CheckInfo> Rules;
  for (auto &C : llvm::cantFail(selectChecks(Options.checks)))
    Rules.push_back(C->info());
  return Rules;
}

const CheckInfo *findRule(llvm::ArrayRef<CheckInfo> Rules, llvm::StringRef Check) {
  auto It = llvm::partition_point(Rules, [&](const CheckInfo &R) { return R.id < Check; });
  return It != Rules.end() && It->id == Check ? &*It : nullptr;
}

} // namespace ferrule
