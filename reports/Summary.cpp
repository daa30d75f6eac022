// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "reports/Summary.h"
#include "tool/model/ScanCommand.h"
#include "tool/model/Unicode.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <array>
#include <cmath>

using namespace llvm;

namespace ferrule {
namespace {

std::string decimal(double Value) {
  std::string Result;
  raw_string_ostream(Result) << format("%.1f", Value);
  return Result;
}

/// Shares of a total in tenths of a percent. What is rounded is where a row ends, not how long it
/// is, so that the printed shares add up to 100.0.
class Shares {
public:
  explicit Shares(double Total) : Total(Total) {}

  std::string next(double Part) {
    if (Total <= 0)
      return "-";
    Sum += Part;
    long End = std::lround(std::clamp(Sum / Total, 0.0, 1.0) * 1000);
    long Tenths = End - std::exchange(Last, End);
    return decimal(static_cast<double>(Tenths) / 10) + " %";
  }
  std::string rest() { return next(Total - Sum); }
  std::string all() const { return Total <= 0 ? "-" : "100.0 %"; }

private:
  double Total;
  double Sum = 0;
  long Last = 0;
};

OperationCounts countOutsideOfFunctions(const Assessment &A) {
  FunctionIndex Functions(A);
  OperationCounts Counts;
  for (const auto *List : {&A.findings, &A.discharged})
    for (const Finding &F : *List)
      if (!Functions.find(F.function))
        Counts[nameOf(F.family).str()].add(F.state);
  return Counts;
}

std::string place(StringRef File, unsigned Line) { return (File + ":" + Twine(Line)).str(); }

std::string distance(const Exposure &E) { return E.from.empty() ? "-" : utostr(E.distance); }

std::string stability(const RankedFunction &F, const Scoring &How) {
  return How.settings.empty() ? "-" : (Twine(F.topTen) + " of " + Twine(How.settings.size())).str();
}

StringRef plural(HotspotKind Kind) { return Kind == HotspotKind::File ? "files" : "modules"; }

} // namespace

FunctionIndex::FunctionIndex(const Assessment &A) {
  for (const RankedFunction &F : A.functions)
    Functions.try_emplace(F.id, &F);
}

StateCounts sum(const OperationCounts &Counts) {
  StateCounts Total;
  for (const auto &[Family, C] : Counts)
    Total += C;
  return Total;
}

OperationCounts countByFamily(const Assessment &A) {
  OperationCounts Counts = countOutsideOfFunctions(A);
  for (const RankedFunction &F : A.functions)
    for (const auto &[Family, C] : F.operations)
      Counts[Family] += C;
  return Counts;
}

Table functionTable(const Assessment &A, std::size_t Rows) {
  Table T{"Functions by score",
          {{"rank", true},
           {"score", true},
           {"share", true},
           {"open", true},
           {"defects", true},
           {"from input", true},
           {"stable", true},
           {"where"},
           {"function"}},
          {}};
  double Total = 0;
  for (const RankedFunction &F : A.functions)
    Total += F.score;
  Shares Share(Total);
  auto Add = [&](TableCell Rank, TableCell Score, std::string Part, const StateCounts &C,
                 const RankedFunction *F, TableCell Where, TableCell Name) {
    T.rows.push_back({std::move(Rank),
                      std::move(Score),
                      {std::move(Part)},
                      {utostr(C.open)},
                      {utostr(C.defect)},
                      {F ? distance(F->exposure) : ""},
                      {F ? stability(*F, A.scoring) : ""},
                      std::move(Where),
                      std::move(Name)});
  };

  StateCounts All, Others;
  for (const auto &[I, F] : enumerate(A.functions)) {
    StateCounts C = sum(F.operations);
    All += C;
    if (I < Rows)
      // A score is no amount: what adds up is the share.
      Add({utostr(F.rank)}, {decimal(F.score)}, Share.next(F.score), C, &F,
          {place(F.file, F.line), true}, {F.qualifiedName, true});
    else
      Others += C;
  }
  if (A.functions.size() > Rows)
    Add({}, {}, Share.rest(), Others, nullptr,
        {("[" + Twine(A.functions.size() - Rows) + " others]").str()}, {});
  StateCounts Outside = sum(countOutsideOfFunctions(A));
  All += Outside;
  if (Outside.total())
    Add({}, {}, "", Outside, nullptr, {"[outside of functions]"}, {});
  Add({}, {}, Share.all(), All, nullptr, {counted(A.functions.size(), "function")}, {});
  return T;
}

// The figures are those of docs/ranking.md, with a history and without one.
const StringLiteral RankingMeaning =
    "Where to look first, and no probability of a bug. On eight libraries, each scored by weights\n"
    "that had not seen it, the first 20 % of the functions held on average 78 % of those in which\n"
    "a memory-safety bug was fixed in the years after (longest functions first: 66 %).\n"
    "From input, which is no part of the score: calls from where bytes from outside come in.\n"
    "Stable: out of so many other ways of scoring, how many put it among the first ten.";

Table exposureTable(const Assessment &A) {
  struct Level {
    StringLiteral name;
    unsigned farthest;
    unsigned functions = 0, lines = 0;
    StateCounts operations = {};
    const RankedFunction *first = nullptr;
  };
  // Beyond two calls it says little: every program is a small world.
  std::array<Level, 5> Levels{{{"takes it", 0},
                               {"1 call away", 1},
                               {"2 calls away", 2},
                               {"farther", ~0U},
                               {"none seen", 0}}};
  for (const RankedFunction &F : A.functions) {
    Level &L = F.exposure.from.empty() ? Levels.back() : *find_if(Levels, [&](const Level &L) {
      return F.exposure.distance <= L.farthest;
    });
    ++L.functions;
    auto Lines = F.signals.find("sloc");
    L.lines += Lines == F.signals.end() ? 0 : static_cast<unsigned>(Lines->second);
    L.operations += sum(F.operations);
    if (!L.first)
      L.first = &F;
  }
  Table T{"Open operations by distance from input",
          {{"from input"},
           {"functions", true},
           {"lines", true},
           {"open", true},
           {"defects", true},
           {"first by score"}},
          {}};
  // Where nothing takes input that is all there is to say.
  if (Levels.back().functions == A.functions.size())
    return T;
  for (const Level &L : Levels)
    T.rows.push_back({{L.name.str()},
                      {utostr(L.functions)},
                      {utostr(L.lines)},
                      {utostr(L.operations.open)},
                      {utostr(L.operations.defect)},
                      {L.first ? L.first->qualifiedName : "", true}});
  return T;
}

Table placeTable(const Assessment &A, HotspotKind Kind, std::size_t Rows) {
  bool IsFile = Kind == HotspotKind::File;
  Table T{(IsFile ? "Files" : "Modules") + std::string(" by score"),
          {{"share", true}, {"open", true}, {"defects", true}, {IsFile ? "file" : "module"}},
          {}};
  Shares Share(1);
  auto Add = [&](std::string Part, unsigned Open, unsigned Defects, TableCell Name) {
    T.rows.push_back({{std::move(Part)}, {utostr(Open)}, {utostr(Defects)}, std::move(Name)});
  };

  StateCounts InFunctions, Shown;
  for (const RankedFunction &F : A.functions)
    InFunctions += sum(F.operations);
  double ShownShare = 0;
  for (const Hotspot &H : A.hotspots) {
    if (H.kind != Kind || T.rows.size() == Rows)
      continue;
    Add(Share.next(H.share), H.operations.open, H.operations.defect, {H.name, true});
    Shown += H.operations;
    ShownShare += H.share;
  }
  if (T.rows.empty())
    return T;
  // How many others there are is not known: an assessment need not list them all. Shares are
  // rounded in it.
  if (ShownShare < 0.9995 || Shown.open < InFunctions.open || Shown.defect < InFunctions.defect)
    Add(Share.rest(), InFunctions.open - std::min(InFunctions.open, Shown.open),
        InFunctions.defect - std::min(InFunctions.defect, Shown.defect),
        {("[other " + plural(Kind) + "]").str()});
  StateCounts Outside = sum(countOutsideOfFunctions(A));
  if (Outside.total())
    Add("", Outside.open, Outside.defect, {"[outside of functions]"});
  Add(Share.all(), InFunctions.open + Outside.open, InFunctions.defect + Outside.defect,
      {("all " + plural(Kind)).str()});
  return T;
}

Table familyTable(const Assessment &A) {
  Table T{"Operations by family",
          {{"family"}, {"open", true}, {"accepted", true}, {"discharged", true}, {"defects", true}},
          {}};
  OperationCounts Counts = countByFamily(A);
  auto Add = [&](std::string Name, const StateCounts &C) {
    T.rows.push_back({{std::move(Name)},
                      {utostr(C.open)},
                      {utostr(C.accepted)},
                      {utostr(C.discharged)},
                      {utostr(C.defect)}});
  };
  std::vector<std::pair<std::string, StateCounts>> Families(Counts.begin(), Counts.end());
  llvm::sort(Families, [](const auto &L, const auto &R) {
    return std::tie(R.second.defect, R.second.open, L.first) <
           std::tie(L.second.defect, L.second.open, R.first);
  });
  for (auto &[Name, C] : Families)
    Add(Name, C);
  Add("total", sum(Counts));
  return T;
}

std::string historyLine(const HistoryCoverage &H) {
  if (H.status == HistoryStatus::Shallow || H.status == HistoryStatus::Failed)
    return "No history: " + H.reason;
  if (H.lost.empty())
    return "";
  return "No history of " + counted(H.lost.size(), "file") + ", the first is " +
         H.lost.front().file + ": " + H.lost.front().reason;
}

std::vector<std::string> importLines(const Assessment &A) {
  std::vector<std::string> Lines;
  if (const TestCoverage &C = A.testCoverage; !C.file.empty())
    Lines.push_back(
        "Test coverage of " + counted(C.files, "file") + ", from " + C.file +
        (C.otherFiles ? "; " + counted(C.otherFiles, "file") + " in it that the scan does not have"
                      : ""));
  if (const HistoryCoverage &H = A.history; H.advisories)
    Lines.push_back(counted(H.advisories, "advisory", "advisories") + " about memory safety; " +
                    counted(H.advisoryFixes, "commit") + " of the history among their fixes");
  return Lines;
}

std::string coverageLine(const Coverage &C) {
  static constexpr std::pair<UnitStatus, StringLiteral> Others[] = {
      {UnitStatus::Recovered, "analysed in spite of errors"},
      {UnitStatus::Failed, "failed"},
      {UnitStatus::TimedOut, "timed out"},
      {UnitStatus::Crashed, "crashed"},
      {UnitStatus::Skipped, "skipped"},
  };
  std::string Line;
  raw_string_ostream Out(Line);
  Out << counted(C.totalUnits(), "compile command") << ": " << C.count(UnitStatus::Analysed)
      << " analysed";
  for (auto [Status, Word] : Others)
    if (unsigned N = C.count(Status))
      Out << ", " << N << " " << Word;
  Out << "; " << counted(C.files, "file") << ", " << counted(C.lines, "line") << ", "
      << counted(C.functions, "function");
  if (unsigned N = C.cutFunctions + C.unfollowedFunctions)
    Out << " (" << N << " without the whole flow analysis: templates, or too large)";
  if (C.deep.choice != DeepChoice::None) {
    Out << "; static analyzer: " << counted(C.deep.functions, "function");
    if (C.deep.cutFunctions)
      Out << " (" << C.deep.cutFunctions << " not to the end)";
    if (!C.deep.lost.empty())
      Out << ", " << counted(C.deep.lost.size(), "job") << " lost";
  }
  return Line;
}

std::string commandToRepeat(const Assessment &A) {
  return "ferrule scan -p BUILD --root ." + scanOptions(A);
}

std::vector<std::string> flagCounts(const std::map<std::string, unsigned> &Flags) {
  std::vector<std::string> Result;
  for (const auto &[Flag, N] : Flags)
    Result.push_back((Flag + " (" + Twine(N) + ")").str());
  return Result;
}

std::vector<const UnitProblem *> problemsByWeight(const Assessment &A) {
  std::array<std::vector<const UnitProblem *>, 3> ByWeight;
  for (const auto *List : {&A.coverage.deep.lost, &A.problems})
    for (const UnitProblem &P : *List)
      ByWeight.at(P.status == UnitStatus::Skipped ? 2 : P.status == UnitStatus::Recovered)
          .push_back(&P);
  auto All = concat<const UnitProblem *>(ByWeight[0], ByWeight[1], ByWeight[2]);
  return {All.begin(), All.end()};
}

unsigned countPossible(const Assessment &A) {
  return llvm::count_if(A.findings, [](const Finding &F) {
    return F.kind == "possible" && F.state == OperationState::Open && !F.suppressed;
  });
}

unsigned countSuppressed(const Assessment &A) {
  return llvm::count_if(A.findings, [](const Finding &F) { return F.suppressed; });
}

std::string marker(const SuppressionProblem &P) {
  std::string Word = P.kind == SuppressionKind::Accepted ? "ferrule: " : "";
  return Word + nameOf(P.kind).str() + "(" + P.check + ")";
}

} // namespace ferrule
