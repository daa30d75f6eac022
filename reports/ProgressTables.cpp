// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "reports/ProgressTables.h"
#include "tool/model/Metrics.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ferrule {
namespace {

std::string change(double Before, double After, const std::string &Shown) {
  if (Before == After)
    return "";
  return (After > Before ? "+" : "-") + Shown;
}

/// "12 -> 8", or the number when it did not change.
std::string fromTo(unsigned Before, unsigned After) {
  return Before == After ? utostr(Before) : utostr(Before) + " -> " + utostr(After);
}

StringRef titleOf(ChangeKind Kind) {
  switch (Kind) {
  case ChangeKind::Added:
    return "New";
  case ChangeKind::Worse:
    return "Open before, a defect now";
  case ChangeKind::Fixed:
    return "Fixed";
  case ChangeKind::Accepted:
    return "Accepted in the source";
  case ChangeKind::Moved:
    return "Moved";
  case ChangeKind::Unchanged:
    return "Unchanged";
  }
  return "";
}

} // namespace

Table changeTable(const Comparison &C) {
  Table T{"Open operations and defects",
          {{"family"},
           {"new", true},
           {"became a defect", true},
           {"fixed", true},
           {"accepted", true},
           {"moved", true},
           {"unchanged", true}},
          {}};
  auto Add = [&](std::string Name, const ChangeCounts &N) {
    T.rows.push_back({{std::move(Name)},
                      {utostr(N.added)},
                      {utostr(N.worse)},
                      {utostr(N.fixed)},
                      {utostr(N.accepted)},
                      {utostr(N.moved)},
                      {utostr(N.unchanged)}});
  };
  for (const auto &[Name, N] : C.families)
    Add(Name, N);
  Add("all families", C.total);
  return T;
}

Table stateTable(const Comparison &C) {
  Table T{"All operations by state", {{"before \\ after"}}, {}};
  for (StringRef Name : EnumNames<FoundState>::Names)
    T.columns.push_back({Name.str(), true});
  for (unsigned Before = 0; Before != NumValues<FoundState>; ++Before) {
    std::vector<TableCell> Row = {{EnumNames<FoundState>::Names[Before].str()}};
    for (unsigned After = 0; After != NumValues<FoundState>; ++After) {
      unsigned N = 0;
      for (const StateTransition &S : C.transitions)
        if (S.before == FoundState(Before) && S.after == FoundState(After))
          N = S.count;
      Row.push_back({N ? utostr(N) : ""});
    }
    T.rows.push_back(std::move(Row));
  }
  return T;
}

Table familyChangeTable(const Comparison &C) {
  Table T{"Operations by family",
          {{"family"}, {"open", true}, {"accepted", true}, {"discharged", true}, {"defects", true}},
          {}};
  OperationCounts Before = C.before.families, After = C.after.families;
  for (const auto &[Name, N] : C.after.families)
    Before[Name];
  auto Add = [&](std::string Name, const StateCounts &Old, const StateCounts &New) {
    T.rows.push_back({{std::move(Name)},
                      {fromTo(Old.open, New.open)},
                      {fromTo(Old.accepted, New.accepted)},
                      {fromTo(Old.discharged, New.discharged)},
                      {fromTo(Old.defect, New.defect)}});
  };
  for (const auto &[Name, Old] : Before)
    Add(Name, Old, After[Name]);
  Add("total", sum(Before), sum(After));
  return T;
}

Table metricTable(const Comparison &C, bool OnlyChanged) {
  Table T{
      "Metrics", {{"metric"}, {"unit"}, {"before", true}, {"after", true}, {"change", true}}, {}};
  for (const Metric &M : allMetrics()) {
    auto Found = find_if(C.metrics, [&](const auto &X) { return X.id == M.id; });
    // Families have a table of their own.
    if (Found == C.metrics.end() || StringRef(M.group).contains("family"))
      continue;
    const MetricChange &X = *Found;
    bool Both = X.measuredBefore && X.measuredAfter;
    if (OnlyChanged && Both && X.before == X.after)
      continue;
    auto Shown = [&](double Value) { return shown(M, {Value, Value, Value}); };
    auto Cell = [&](bool Measured, double Value) {
      return Measured ? Shown(Value) : std::string("not measured");
    };
    bool Countable = M.form == MetricForm::Count;
    T.rows.push_back(
        {{M.label},
         {M.unit},
         {Cell(X.measuredBefore, X.before)},
         {Cell(X.measuredAfter, X.after)},
         {Both && Countable ? change(X.before, X.after, Shown(std::abs(X.after - X.before)))
                            : ""}});
  }
  return T;
}

Table changeList(const Comparison &C, ChangeKind Kind, std::size_t Rows) {
  Table T{titleOf(Kind).str(), {{"where"}, {"was"}, {"is"}, {"check"}, {"function"}}, {}};
  std::size_t Others = 0;
  for (const FindingChange &F : C.changes) {
    if (F.change != Kind)
      continue;
    if (T.rows.size() == Rows) {
      ++Others;
      continue;
    }
    T.rows.push_back({{F.file + ":" + utostr(F.line), true},
                      {nameOf(F.before).str()},
                      {nameOf(F.after).str()},
                      {F.check, true},
                      {F.function, true}});
  }
  if (Others)
    T.rows.push_back({{"[" + utostr(Others) + " others]"}, {}, {}, {}, {}});
  return T;
}

} // namespace ferrule
