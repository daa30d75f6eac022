// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/commands/ExplainOperation.h"
#include "rewriters/Rewriter.h"
#include "tool/model/HangingOn.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/GlobPattern.h"

namespace ferrule {
namespace {

/// The ids of the rewriters that answer a check.
std::string rewritersFor(llvm::StringRef Check) {
  std::string Names;
  for (const auto &R : createRewriters())
    if (llvm::any_of(R->info().checks, [&](const std::string &Glob) {
          return llvm::cantFail(llvm::GlobPattern::create(Glob)).match(Check);
        }))
      Names += (Names.empty() ? "" : ", ") + R->info().id;
  return Names;
}

void explainPatches(const Finding &F, const Assessment &A, llvm::raw_ostream &Out) {
  bool Any = false;
  for (const Patch &P : A.patches) {
    if (!llvm::is_contained(P.answers, F.fingerprint))
      continue;
    Any = true;
    Out << "  " << P.id << ", " << nameOf(P.tier) << ": " << P.title << "\n    "
        << nameOf(P.status);
    if (!P.reason.empty())
      Out << ": " << P.reason;
    else if (llvm::is_contained(P.discharges, F.fingerprint))
      Out << ", and discharges it";
    else
      Out << "; it stays open, with less to lose";
    Out << "\n";
  }
  if (Any)
    return;
  std::string Names = rewritersFor(F.check);
  if (Names.empty())
    Out << "  no rewriter answers this check\n";
  else if (A.patches.empty())
    Out << "  'ferrule rewrite' has not run; it may be answered by: " << Names << "\n";
  else
    Out << "  nothing was proposed here by: " << Names << "\n";
}

void explainDeclarations(const Finding &F, llvm::ArrayRef<HangingOn> Ranked,
                         llvm::raw_ostream &Out) {
  for (const HangingOn &H : Ranked)
    if (llvm::is_contained(H.operations, &F))
      Out << "  it hangs on " << H.name() << ", " << H.declaration->file << ":"
          << H.declaration->line << ": open operations " << H.operations.size() << ", patches "
          << H.patches.size() << ", of them ready " << H.ready() << "\n";
}

} // namespace

unsigned explainOperations(llvm::StringRef What, const Assessment &A, llvm::raw_ostream &Out) {
  auto [File, LineText] = What.rsplit(':');
  unsigned Line = 0;
  bool IsPlace = !LineText.getAsInteger(10, Line);
  unsigned Count = 0;
  const std::vector<HangingOn> Ranked = findHangingOn(A);
  for (const auto *List : {&A.findings, &A.discharged})
    for (const Finding &F : *List) {
      if (IsPlace ? F.file != File || F.line != Line : F.fingerprint != What)
        continue;
      Out << (Count++ ? "\n" : "") << F.file << ":" << F.line << ":" << F.column << ": "
          << F.message << " [" << F.check << "]\n  " << nameOf(F.state);
      if (!F.reason.empty())
        Out << ": " << F.reason;
      Out << "\n";
      if (F.state == OperationState::Open) {
        explainPatches(F, A, Out);
        explainDeclarations(F, Ranked, Out);
      }
    }
  return Count;
}

} // namespace ferrule
