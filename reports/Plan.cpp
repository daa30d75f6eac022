// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "reports/Plan.h"
#include "tool/model/Counted.h"
#include "tool/model/Unicode.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace llvm;

namespace ferrule {

static constexpr std::size_t ModuleRows = 15;

std::string remedyInWords(Remedy R) {
  static constexpr StringLiteral Words[] = {
      "leave it to age", "flags of the build", "verified changes", "declarations",
      "a sandbox",       "another library",    "a port to Rust"};
  static_assert(std::size(Words) == NumValues<Remedy>);
  return Words[static_cast<unsigned>(R)].str();
}

bool isShipped(const ModulePlan &M) {
  // The first question is whether it is shipped at all.
  return M.trace.empty() || !M.trace.front().holds;
}

std::string reachOf(const ModulePlan &M) {
  if (M.reached && !M.distance)
    return "takes it";
  // Of a part that bytes do not come to as a whole, some functions may be.
  if (M.distance)
    return counted(M.distance, "call") + " away" + (M.reached ? "" : ", in part");
  return M.mayTakeInput ? "not known" : "none seen";
}

Table moduleTable(const Assessment &A, std::size_t Rows) {
  Table T{"Modules and their remedies",
          {{"risk", true},
           {"open", true},
           {"defects", true},
           {"lines", true},
           {"data from outside"},
           {"module"},
           {"remedy"},
           {"why"}},
          {}};
  ModulePlan Others;
  std::size_t Left = 0;
  for (const ModulePlan &M : A.plan.modules) {
    if (T.rows.size() == Rows) {
      ++Left;
      Others.risk += M.risk;
      Others.open += M.open;
      Others.defects += M.defects;
      Others.lines += M.lines;
      continue;
    }
    T.rows.push_back({{percent(M.risk)},
                      {utostr(M.open)},
                      {utostr(M.defects)},
                      {utostr(M.lines)},
                      {reachOf(M)},
                      {M.name, true},
                      {remedyInWords(M.remedy)},
                      {.text = M.reason, .prose = true}});
  }
  if (Left)
    T.rows.push_back({{percent(Others.risk)},
                      {utostr(Others.open)},
                      {utostr(Others.defects)},
                      {utostr(Others.lines)},
                      {},
                      {"[" + utostr(Left) + " others]"},
                      {},
                      {}});
  return T;
}

Table stepTable(const Assessment &A) {
  Table T{"Steps in the order of work",
          {{"phase", true}, {"step"}, {"effort"}, {"answers", true}, {"risk", true}, {"what"}},
          {}};
  for (const PlanStep &S : A.plan.steps)
    T.rows.push_back({{utostr(S.phase)},
                      {S.id, true},
                      {S.done ? "done" : inWords(S.effort)},
                      {utostr(S.removes)},
                      {percent(S.risk)},
                      {.text = S.title, .prose = true}});
  return T;
}

Table phaseTable(const Assessment &A) {
  Table T{"Phases",
          {{"phase", true}, {"what"}, {"effort"}, {"open after it", true}, {"risk after it", true}},
          {}};
  for (const PlanPhase &P : A.plan.phases)
    T.rows.push_back({{utostr(P.number)},
                      {P.title},
                      {inWords(P.effort)},
                      {utostr(P.openAfter)},
                      {percent(P.riskAfter)}});
  return T;
}

Table curveTable(const Assessment &A) {
  Table T{"What is left, in the order that pays soonest",
          {{"after"}, {"person-days so far"}, {"open", true}, {"risk", true}},
          {}};
  for (const CurvePoint &P : A.plan.curve)
    T.rows.push_back({{P.step.empty() ? "now" : P.step, true},
                      {formatv("{0:F0} to {1:F0}", P.low, P.high).str()},
                      {utostr(P.open)},
                      {percent(P.risk)}});
  return T;
}

void printPlan(const Assessment &A, raw_ostream &Out) {
  const Palette Plain(false);
  printTextTable(moduleTable(A, ModuleRows), Plain, Out);
  printTextTable(stepTable(A), Plain, Out);
  printTextTable(phaseTable(A), Plain, Out);
  printTextTable(curveTable(A), Plain, Out);
  Out << "Answers: open operations that a step answers when those before it are done. Effort: a "
         "range from published cases, or an assumption that says so (docs/plan.md).\n";
  for (const std::string &M : A.plan.missing)
    Out << "Not in the plan: " << printable(M) << "\n";
}

} // namespace ferrule
