// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/commands/History.h"
#include "tool/frontend/WorkerPool.h"
#include "tool/history/ReadHistory.h"

namespace ferrule {

void addHistory(Shard &S, bool Wanted, unsigned Jobs, const Cache &C) {
  if (!Wanted) {
    S.history.coverage.reason = "--no-history leaves it out";
    return;
  }
  HistoryFiles Files;
  for (const TUSummary &U : S.units) {
    for (const FileFact &F : U.files)
      Files.try_emplace(F.path, false);
    for (const FunctionFact &F : U.functions)
      Files[F.range.file] = true;
  }
  S.history = readHistory(
      {.root = S.project.root, .commit = S.project.commit, .jobs = Jobs}, Files,
      {.read = [&](llvm::StringRef Name) { return C.read(Name); },
       .write = [&](llvm::StringRef Name, llvm::StringRef Text) { return C.write(Name, Text); }},
      [] { return interruptSignal() != 0; });
}

} // namespace ferrule
