// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "reports/html/SummaryView.h"
#include "reports/Summary.h"
#include "reports/html/Words.h"
#include "tool/model/Unicode.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace ferrule {
namespace {

/// What fits on a page that is printed.
constexpr std::size_t FunctionRows = 10;
constexpr std::size_t PhaseRows = 6;
constexpr std::size_t FamilyCwes = 3;
/// Bytes of what people wrote.
constexpr std::size_t LongestText = 180;
/// Beyond two calls distance from input says little: every program is a small world.
constexpr unsigned NearInput = 2;

/// The template takes an empty text for one that is there.
json::Value given(StringRef Text) {
  return Text.empty() ? json::Value(nullptr) : json::Value(printable(Text));
}

/// What is counted for the numbers at the top.
struct Figures {
  StateCounts all;
  unsigned sloc = 0;
  /// Functions that take bytes from outside or are near to one that does; what is open in them.
  unsigned nearFunctions = 0;
  unsigned nearOpen = 0;
  /// Patches that passed all verifications, and open operations that they answer.
  unsigned ready = 0;
  unsigned readySafe = 0;
  unsigned closed = 0;
};

Figures measure(const Assessment &A) {
  Figures N;
  N.all = sum(countByFamily(A));
  double Lines = 0;
  for (const RankedFunction &F : A.functions) {
    if (auto It = F.signals.find("sloc"); It != F.signals.end())
      Lines += It->second;
    if (F.exposure.from.empty() || F.exposure.distance > NearInput)
      continue;
    ++N.nearFunctions;
    N.nearOpen += sum(F.operations).open;
  }
  N.sloc = static_cast<unsigned>(Lines);
  StringSet<> Closed;
  for (const Patch &P : A.patches) {
    if (!P.ready())
      continue;
    ++N.ready;
    N.readySafe += P.tier == PatchTier::Safe;
    for (const std::string &F : P.discharges)
      Closed.insert(F);
  }
  N.closed = Closed.size();
  return N;
}

json::Object number(std::string Value, std::string Label, std::string Meaning, std::string Link) {
  return json::Object{{"value", std::move(Value)},
                      {"label", std::move(Label)},
                      {"meaning", std::move(Meaning)},
                      {"link", std::move(Link)}};
}

std::string effortText(const Effort &E) {
  if (!E.high)
    return "-";
  StringRef Unit = E.unit;
  if (E.low != E.high)
    return grouped(E.low) + " to " + grouped(E.high) + " " + printable(Unit);
  if (E.low == 1)
    Unit.consume_back("s");
  return grouped(E.low) + " " + printable(Unit);
}

json::Array numbers(const Assessment &A, const Figures &N) {
  json::Array Result;
  Result.push_back(number(grouped(N.all.open), "open operations",
                          twoFigures(N.sloc ? 1000.0 * N.all.open / N.sloc : 0) +
                              " per 1,000 lines of functions. Nobody has shown them to be safe; "
                              "that does not make them bugs",
                          "#/findings?state=open"));
  Result.push_back(number(grouped(N.nearOpen), "of them near to input",
                          percent(N.nearOpen, N.all.open) +
                              " of the open ones: in functions that take bytes from outside, or "
                              "are at most two calls away "
                              "from one that does (" +
                              grouped(N.nearFunctions) + " of " + grouped(A.functions.size()) + ")",
                          "#/hotspots?sort=input"));
  Result.push_back(number(grouped(N.all.discharged), "shown to be safe",
                          percent(N.all.discharged, N.all.total()) + " of all " +
                              grouped(N.all.total()) +
                              " operations: safe in every state that the analysis sees",
                          "#/findings?state=discharged"));
  Result.push_back(
      A.patches.empty()
          ? number("-", "closed by ready changes",
                   "No changes were made yet: ferrule rewrite proposes and verifies them",
                   "#/changes")
          : number(grouped(N.closed), "closed by ready changes",
                   percent(N.closed, N.all.open) + " of the open ones: by " +
                       amount(N.ready, "change") + " that compile and were scanned again, " +
                       grouped(N.readySafe) + " of them safe to apply unseen",
                   "#/changes?status=ready"));
  if (!A.plan.phases.empty() && A.plan.phases.back().soFar.high) {
    std::string Range = effortText(A.plan.phases.back().soFar);
    auto Split = Range.rfind(' ');
    const bool Ports =
        any_of(A.plan.steps, [](const PlanStep &S) { return S.remedy == Remedy::Rust && !S.done; });
    Result.push_back(
        number(Range.substr(0, Split), Range.substr(Split + 1) + " for all of the plan",
               std::string(Ports ? "Ports by published cases, the rest assumed" : "Assumed") +
                   "; phases can be bought one by one",
               "#/plan"));
  } else {
    UnitCounts U = A.coverage.translationUnits;
    Result.push_back(number(
        grouped(U.analysed) + " of " + grouped(U.total - U.skipped), "compile commands analysed",
        U.recovered ? grouped(U.recovered) + " more with errors: what parsed was used"
                    : "without errors. What is in no compile command was not seen",
        "#/method"));
  }
  return Result;
}

/// The least number of functions that have half of what is open in functions.
unsigned functionsWithHalf(const Assessment &A) {
  std::vector<unsigned> Open;
  for (const RankedFunction &F : A.functions)
    Open.push_back(sum(F.operations).open);
  llvm::sort(Open, std::greater<>());
  unsigned Total = 0, Sum = 0;
  for (unsigned N : Open)
    Total += N;
  for (const auto &[I, N] : enumerate(Open)) {
    Sum += N;
    if (Sum * 2 >= Total)
      return I + 1;
  }
  return 0;
}

json::Array sentences(const Assessment &A, const Figures &N) {
  json::Array Result;
  std::string Counts = grouped(N.all.discharged) + " shown to be safe, " + grouped(N.all.open) +
                       " open (nobody has shown them to be safe)";
  if (N.all.accepted)
    Counts += ", " + grouped(N.all.accepted) + " accepted in the source";
  if (N.all.defect)
    Counts += ", " + amount(N.all.defect, "diagnosed defect");
  Result.push_back("Of " + amount(N.all.total(), "operation") +
                   " whose safety the language does not guarantee: " + Counts + ".");
  if (N.all.open)
    Result.push_back("Half of what is open is in " + amount(functionsWithHalf(A), "function") +
                     " of " + grouped(A.functions.size()) + "; " +
                     (N.nearFunctions ? percent(N.nearOpen, N.all.open) +
                                            " is near to where bytes from outside come in."
                                      : "no place was found where bytes from outside come in."));
  if (!A.plan.phases.empty())
    Result.push_back("The plan has " + amount(A.plan.phases.size(), "phase") +
                     "; after the last, " + grouped(A.plan.phases.back().openAfter) +
                     " would still be open.");
  else if (N.ready)
    Result.push_back("Changes that are ready would close " + grouped(N.closed) + " of them.");
  return Result;
}

json::Array functionRows(const Assessment &A) {
  json::Array Rows;
  for (const RankedFunction &F : ArrayRef(A.functions).take_front(FunctionRows)) {
    StateCounts C = sum(F.operations);
    auto Lines = F.signals.find("sloc");
    std::string Input = F.exposure.from.empty() ? "none seen"
                        : F.exposure.distance   ? amount(F.exposure.distance, "call")
                                                : "takes it";
    Rows.push_back(json::Object{
        {"rank", utostr(F.rank)},
        {"name", printable(F.qualifiedName)},
        {"link", "#/function/" + inUrl(printable(F.id))},
        {"place", printable(F.file) + ":" + utostr(F.line)},
        {"lines", Lines == F.signals.end() ? "-" : grouped(static_cast<unsigned>(Lines->second))},
        {"open", grouped(C.open)},
        {"safe", grouped(C.discharged)},
        {"input", Input},
        {"stable", A.scoring.settings.empty()
                       ? "-"
                       : utostr(F.topTen) + " of " + utostr(A.scoring.settings.size())}});
  }
  return Rows;
}

/// The CWEs that most of a family's open operations have first, at most three.
std::string cwesOf(const Assessment &A, StringRef Family) {
  std::map<unsigned, unsigned> Counts;
  for (const Finding &F : A.findings)
    if (F.state == OperationState::Open && nameOf(F.family) == Family && !F.cwe.empty())
      ++Counts[F.cwe.front()];
  std::vector<std::pair<unsigned, unsigned>> Sorted(Counts.begin(), Counts.end());
  llvm::stable_sort(Sorted, [](const auto &L, const auto &R) { return L.second > R.second; });
  return join(map_range(ArrayRef(Sorted).take_front(FamilyCwes),
                        [](const auto &C) { return utostr(C.first); }),
              ", ");
}

json::Array familyRows(const Assessment &A) {
  OperationCounts Counts = countByFamily(A);
  std::vector<std::pair<std::string, StateCounts>> Families(Counts.begin(), Counts.end());
  llvm::stable_sort(Families,
                    [](const auto &L, const auto &R) { return L.second.open > R.second.open; });
  json::Array Rows;
  unsigned Most = Families.empty() ? 0 : Families.front().second.open;
  for (const auto &[Name, C] : Families) {
    if (!C.open)
      continue;
    Rows.push_back(json::Object{{"family", printable(Name)},
                                {"link", "#/findings?state=open&family=" + inUrl(Name)},
                                {"cwes", cwesOf(A, Name)},
                                {"open", grouped(C.open)},
                                // Of a hundred; what is there can be seen.
                                {"bar", utostr(std::max(1U, 100 * C.open / Most))}});
  }
  return Rows;
}

json::Array phaseRows(const Plan &P) {
  json::Array Rows;
  for (const PlanPhase &Phase : ArrayRef(P.phases).take_front(PhaseRows))
    Rows.push_back(json::Object{{"number", utostr(Phase.number)},
                                {"title", printable(cut(Phase.title, 60))},
                                {"outcome", printable(cut(Phase.outcome, LongestText))},
                                {"effort", effortText(Phase.effort)},
                                {"left", grouped(Phase.openAfter)}});
  return Rows;
}

json::Array limits(const Assessment &A, const Withheld &W) {
  json::Array Result;
  Result.push_back("How likely an open operation is to be a bug: no person checked a sample.");
  Result.push_back("Code of other configurations: only the " +
                   amount(A.coverage.totalUnits(), "compile command") + " of one build were read" +
                   (A.project.exclude.empty()
                        ? "."
                        : ", less what " + amount(A.project.exclude.size(), "pattern") +
                              " excludes (see Method)."));
  Result.push_back("Errors in logic, protocols or cryptography, and what happens at run time.");
  if (A.history.status != HistoryStatus::Read)
    Result.push_back("The past: no history was read, so nothing here weighs age or earlier fixes.");
  Result.push_back("A probability. The order is where to look first: on eight libraries the first "
                   "20\u00a0% of functions held on average 78\u00a0% of those fixed later.");
  if (unsigned N = W.defects + W.possible)
    Result.push_back("Where " + amount(W.defects, "diagnosed defect") + " and " +
                     amount(W.possible, "possible one") + " (" + grouped(N) +
                     " in all) are: that is private to the maintainers.");
  return Result;
}

json::Array givenFacts(const ProjectFacts &F) {
  json::Array Result;
  auto Add = [&](StringRef Word, StringRef Text) {
    if (!Text.empty())
      Result.push_back(json::Object{{"word", Word}, {"text", printable(cut(Text, LongestText))}});
  };
  Add("What it does", F.function);
  Add("Boundary", F.boundary);
  Add("Users", join(F.users, "; "));
  Add("Maintainers agree", F.consent);
  return Result;
}

} // namespace

json::Object summaryView(const Assessment &A, const Assessment &Shown, const Withheld &W) {
  Figures N = measure(A);
  std::string Name =
      A.facts.name.empty() ? sys::path::filename(A.project.root).str() : A.facts.name;
  std::string Command = "ferrule scan -p BUILD";
  for (const std::string &E : A.project.exclude)
    Command += " --exclude '" + E + "'";
  json::Array Phases = phaseRows(A.plan);
  json::Array Families = familyRows(A);
  json::Array Given = givenFacts(A.facts);
  return json::Object{{"project", printable(Name)},
                      {"version", given(A.facts.version)},
                      {"commit", given(A.project.commit.substr(0, 12))},
                      {"date", given(A.history.date)},
                      {"tool", printable(A.tool.name + " " + A.tool.version)},
                      {"llvm", printable(A.tool.llvm)},
                      {"coverage", coverageLine(A.coverage)},
                      {"incomplete", !A.coverage.complete()},
                      {"ask", given(cut(A.facts.ask, 2 * LongestText))},
                      {"facts", std::move(Given)},
                      {"sentences", sentences(A, N)},
                      {"numbers", numbers(A, N)},
                      {"hasFunctions", !A.functions.empty()},
                      {"functions", functionRows(Shown)},
                      {"hasFamilies", !Families.empty()},
                      {"families", std::move(Families)},
                      {"hasPhases", !Phases.empty()},
                      {"phases", std::move(Phases)},
                      {"limits", limits(A, W)},
                      {"withheld", W.defects + W.possible + W.patches > 0},
                      {"command", printable(Command)}};
}

} // namespace ferrule
