// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Operations are paired in two rounds. First by fingerprint, which knows no line: what is left of a
// project when code is added above. A fingerprint knows the file, so a file that is renamed would
// bring all its operations anew; in the second round what is left over is paired when check,
// function, source line and message are the same, in the order of the places. What no round pairs
// is new or gone.
#include "tool/compare/Compare.h"
#include "tool/compare/Fairness.h"
#include "tool/model/Metrics.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Path.h"
#include <deque>

using namespace llvm;

namespace ferrule {
namespace {

using Pair = std::pair<const Finding *, const Finding *>;

FoundState stateOf(const Finding *F) {
  if (!F)
    return FoundState::Absent;
  switch (F->state) {
  case OperationState::Discharged:
    return FoundState::Discharged;
  case OperationState::Accepted:
    return FoundState::Accepted;
  case OperationState::Open:
    return FoundState::Open;
  case OperationState::Defect:
    return FoundState::Defect;
  }
  return FoundState::Absent;
}

std::vector<const Finding *> allOf(const Assessment &A) {
  std::vector<const Finding *> All;
  for (const auto *List : {&A.findings, &A.discharged})
    for (const Finding &F : *List)
      All.push_back(&F);
  return All;
}

/// What stays of an operation when its file gets another name. The id of a function with internal
/// linkage begins with the last part of that name and ends with all of it.
std::string withoutFile(const Finding &F) {
  StringRef Function = F.function;
  if (Function.consume_back("@" + F.file) && Function.consume_front("c:"))
    Function.consume_front(sys::path::filename(F.file));
  return F.check + '\0' + Function.str() + '\0' + StringRef(F.snippet).trim().str() + '\0' +
         F.message;
}

/// Every operation of both sides once.
std::vector<Pair> pairUp(const Assessment &Before, const Assessment &After) {
  StringMap<const Finding *> Old;
  for (const Finding *F : allOf(Before))
    Old[F->fingerprint] = F;
  std::vector<Pair> Pairs;
  std::vector<const Finding *> New;
  for (const Finding *F : allOf(After))
    if (auto It = Old.find(F->fingerprint); It != Old.end()) {
      Pairs.emplace_back(It->second, F);
      Old.erase(It);
    } else {
      New.push_back(F);
    }

  StringMap<std::deque<const Finding *>> Left;
  for (const Finding *F : allOf(Before))
    if (Old.contains(F->fingerprint))
      Left[withoutFile(*F)].push_back(F);
  for (const Finding *F : New) {
    auto &Same = Left[withoutFile(*F)];
    Pairs.emplace_back(Same.empty() ? nullptr : Same.front(), F);
    if (!Same.empty())
      Same.pop_front();
  }
  for (const auto &Entry : Left)
    for (const Finding *F : Entry.second)
      Pairs.emplace_back(F, nullptr);
  return Pairs;
}

bool concerns(FoundState S) { return S == FoundState::Open || S == FoundState::Defect; }

ChangeKind kindOf(const Pair &P) {
  FoundState Before = stateOf(P.first), After = stateOf(P.second);
  if (!concerns(Before))
    return ChangeKind::Added;
  if (After == FoundState::Accepted)
    return ChangeKind::Accepted;
  if (!concerns(After))
    return ChangeKind::Fixed;
  if (Before < After)
    return ChangeKind::Worse;
  auto Place = [](const Finding &F) { return std::tie(F.file, F.line, F.column); };
  return Place(*P.first) == Place(*P.second) ? ChangeKind::Unchanged : ChangeKind::Moved;
}

void count(ChangeCounts &Counts, ChangeKind Kind) {
  switch (Kind) {
  case ChangeKind::Added:
    ++Counts.added;
    return;
  case ChangeKind::Worse:
    ++Counts.worse;
    return;
  case ChangeKind::Fixed:
    ++Counts.fixed;
    return;
  case ChangeKind::Accepted:
    ++Counts.accepted;
    return;
  case ChangeKind::Moved:
    ++Counts.moved;
    return;
  case ChangeKind::Unchanged:
    ++Counts.unchanged;
    return;
  }
}

StringMap<StringRef> functionNames(const Assessment &A) {
  StringMap<StringRef> Names;
  for (const RankedFunction &F : A.functions)
    Names[F.id] = F.qualifiedName;
  return Names;
}

class Comparer {
public:
  Comparer(const Assessment &Before, const Assessment &After, bool IncludeDefects)
      : Before(Before), After(After), IncludeDefects(IncludeDefects),
        NamesBefore(functionNames(Before)), NamesAfter(functionNames(After)) {}

  Comparison run() {
    C.project = projectName(After);
    C.before = side(Before);
    C.after = side(After);
    C.warnings = unfairness(Before, After);
    for (const Pair &P : pairUp(Before, After))
      add(P);
    for (const auto &[States, N] : Transitions)
      C.transitions.push_back({States.first, States.second, N});
    auto Key = [](const FindingChange &F) {
      return std::tie(F.change, F.file, F.line, F.check, F.fingerprint);
    };
    sort(C.changes, [&](const auto &L, const auto &R) { return Key(L) < Key(R); });
    addMetrics();
    addSteps();
    return std::move(C);
  }

private:
  static ComparedSide side(const Assessment &A) {
    return {A.project.commit, A.history.date, A.tool.version, A.tool.llvm, operationsByFamily(A)};
  }

  void add(const Pair &P) {
    FoundState Old = stateOf(P.first), New = stateOf(P.second);
    ++Transitions[{Old, New}];
    if (!concerns(Old) && !concerns(New))
      return;
    ChangeKind Kind = kindOf(P);
    const Finding &F = P.second ? *P.second : *P.first;
    count(C.total, Kind);
    count(C.families[nameOf(F.family).str()], Kind);
    const Assessment &In = P.second ? After : Before;
    bool Shipped = isShipped(In, F.file);
    if ((Kind == ChangeKind::Added || Kind == ChangeKind::Worse) && !F.suppressed) {
      C.newDefects += New == FoundState::Defect;
      C.newOpen += New == FoundState::Open && Shipped;
    }
    if (Kind == ChangeKind::Moved || Kind == ChangeKind::Unchanged)
      return;
    if (!IncludeDefects && any_of(ArrayRef({P.first, P.second}),
                                  [](const Finding *F) { return F && F->kind != "operation"; })) {
      ++C.withheld;
      return;
    }
    C.changes.push_back({Kind, Old, New, F.check, F.family, F.severity, F.fingerprint, F.file,
                         F.line, (P.second ? NamesAfter : NamesBefore).lookup(F.function).str(),
                         F.message, Shipped, F.suppressed});
  }

  void addMetrics() {
    for (const Metric &M : allMetrics()) {
      auto Old = M.of(Before), New = M.of(After);
      if (Old || New)
        C.metrics.push_back({M.id, Old.has_value(), Old.value_or(Figure()).likely, New.has_value(),
                             New.value_or(Figure()).likely});
    }
  }

  void addSteps() {
    if (Before.plan.modules.empty())
      return;
    for (const PlanStep &S : After.plan.steps)
      C.steps.push_back({S.id, S.title, S.phase,
                         any_of(Before.plan.steps,
                                [&](const PlanStep &Old) { return Old.id == S.id && Old.done; }),
                         S.done});
  }

  const Assessment &Before;
  const Assessment &After;
  bool IncludeDefects;
  StringMap<StringRef> NamesBefore, NamesAfter;
  std::map<std::pair<FoundState, FoundState>, unsigned> Transitions;
  Comparison C;
};

} // namespace

Comparison compare(const Assessment &Before, const Assessment &After, bool IncludeDefects) {
  return Comparer(Before, After, IncludeDefects).run();
}

} // namespace ferrule
