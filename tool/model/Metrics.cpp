// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/model/Metrics.h"
#include "tool/model/Counted.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Path.h"
#include <array>
#include <cmath>
#include <set>

using namespace llvm;

namespace ferrule {
namespace {

using Measured = std::optional<Figure>;

Figure exactly(double Value) { return {Value, Value, Value}; }

Measured ratio(double Part, double Whole) {
  if (Whole <= 0)
    return std::nullopt;
  return exactly(Part / Whole);
}

double signalOf(const RankedFunction &F, const char *Name) {
  auto It = F.signals.find(Name);
  return It == F.signals.end() ? 0 : It->second;
}

double sourceLines(const Assessment &A) {
  double Lines = 0;
  for (const RankedFunction &F : A.functions)
    Lines += signalOf(F, "sloc");
  return Lines;
}

StateCounts allOperations(const Assessment &A) {
  StateCounts Total;
  for (const auto &[Family, C] : operationsByFamily(A))
    Total += C;
  return Total;
}

/// Lines of the languages that a predicate chooses.
template <class Which>
Measured languageLines(const Assessment &A, unsigned LanguageLines::*Lines, Which Chosen) {
  if (A.inventory.languages.empty())
    return std::nullopt;
  double Sum = 0;
  for (const LanguageLines &L : A.inventory.languages)
    if (Chosen(L))
      Sum += L.*Lines;
  return exactly(Sum);
}

Measured unsafeLines(const Assessment &A, unsigned LanguageLines::*Lines) {
  return languageLines(A, Lines, [](const LanguageLines &L) { return L.memoryUnsafe; });
}

Measured unsafeShare(const Assessment &A, unsigned LanguageLines::*Lines) {
  auto Unsafe = unsafeLines(A, Lines);
  auto All = languageLines(A, Lines, [](const LanguageLines &) { return true; });
  return Unsafe ? ratio(Unsafe->likely, All->likely) : std::nullopt;
}

/// Parameters of exported functions that are pointers.
template <class Which> Measured exportedPointers(const Assessment &A, Which Chosen) {
  return exactly(static_cast<double>(count_if(A.inferences, [&](const Inference &I) {
    return I.exported && StringRef(I.slot).starts_with("parameter ") && Chosen(I);
  })));
}

template <class Which> Measured countFunctions(const Assessment &A, Which Chosen) {
  return exactly(static_cast<double>(count_if(A.functions, Chosen)));
}

bool isReached(const RankedFunction &F) { return !F.exposure.from.empty(); }

Measured practice(const Assessment &A, StringRef Kind) {
  if (A.inventory.languages.empty())
    return std::nullopt;
  return exactly(any_of(A.inventory.practices, [&](const Practice &P) { return P.kind == Kind; }));
}

/// Half of the source lines are in functions whose median line is younger.
Measured medianAge(const Assessment &A) {
  std::vector<std::pair<double, double>> Ages;
  double Total = 0;
  for (const RankedFunction &F : A.functions)
    if (auto It = F.signals.find("history.median"); It != F.signals.end()) {
      Ages.emplace_back(It->second, signalOf(F, "sloc"));
      Total += Ages.back().second;
    }
  sort(Ages);
  double Sum = 0;
  for (auto [Age, Lines] : Ages) {
    Sum += Lines;
    if (Sum * 2 >= Total)
      return Figure{Age, Age, A.history.mayBeOlder(Age) ? HUGE_VAL : Age};
  }
  return std::nullopt;
}

double personDays(StringRef Unit) {
  return StringSwitch<double>(Unit).Case("person-weeks", 5).Case("person-months", 20).Default(1);
}

Measured effortOfPhase(const Assessment &A, unsigned Number) {
  for (const PlanPhase &P : A.plan.phases)
    if (P.number == Number) {
      double Days = personDays(P.effort.unit);
      return Figure{P.effort.likely * Days, P.effort.low * Days, P.effort.high * Days};
    }
  return std::nullopt;
}

Measured hardening(const Assessment &A, bool Everywhere) {
  if (A.inventory.hardening.empty())
    return std::nullopt;
  return exactly(
      static_cast<double>(count_if(A.inventory.hardening, [&](const HardeningMeasure &M) {
        return M.units && (!Everywhere || M.observed == M.units);
      })));
}

void addSize(std::vector<Metric> &All) {
  constexpr const char *Group = "Size";
  All.push_back({"lines.analysed", Group, "Lines analysed", "physical lines",
                 "Lines of the files that were read", MetricForm::Count, true,
                 [](const Assessment &A) { return exactly(A.coverage.lines); }});
  All.push_back({"lines.functions", Group, "Source lines of functions", "source lines",
                 "Lines with code in functions that were analysed: what densities are per",
                 MetricForm::Count, true,
                 [](const Assessment &A) { return exactly(sourceLines(A)); }});
  All.push_back({"functions", Group, "Functions", "functions", "Definitions that were analysed",
                 MetricForm::Count, true,
                 [](const Assessment &A) { return exactly(A.coverage.functions); }});
  struct Scope {
    const char *Id;
    const char *Label;
    const char *Share;
    const char *Meaning;
    unsigned LanguageLines::*Lines;
  };
  static constexpr Scope Scopes[] = {
      {"unsafe.all", "Memory-unsafe languages, whole repository",
       "memory-unsafe languages, whole repository",
       "In C, C++, Objective-C, Assembly, Cython or D, of all files, as CISA counted in 2024",
       &LanguageLines::lines},
      {"unsafe.shipped", "Memory-unsafe languages, shipped code",
       "memory-unsafe languages, shipped code",
       "The same without tests, examples, generated and third-party files",
       &LanguageLines::shippedLines}};
  for (const Scope &S : Scopes) {
    All.push_back({std::string(S.Id) + ".lines", Group, S.Label, "source lines", S.Meaning,
                   MetricForm::Count, true,
                   [&S](const Assessment &A) { return unsafeLines(A, S.Lines); }});
    All.push_back({std::string(S.Id) + ".share", Group, std::string("Share of ") + S.Share,
                   "% of source lines", S.Meaning, MetricForm::Share, true,
                   [&S](const Assessment &A) { return unsafeShare(A, S.Lines); }});
  }
}

void addAnalysis(std::vector<Metric> &All) {
  constexpr const char *Group = "What was looked at";
  All.push_back({"coverage.units", Group, "Compile commands analysed", "% of those meant to be",
                 "Without those that were skipped on purpose; with those that have errors",
                 MetricForm::Share, true, [](const Assessment &A) {
                   const UnitCounts &U = A.coverage.translationUnits;
                   return ratio(U.analysed + U.recovered, U.total - U.skipped);
                 }});
  All.push_back(
      {"coverage.errors", Group, "Compile commands with errors", "compile commands",
       "Of which what parsed was analysed", MetricForm::Count, true,
       [](const Assessment &A) { return exactly(A.coverage.translationUnits.recovered); }});
  All.push_back({"coverage.unfollowed", Group, "Functions not followed to the end", "functions",
                 "Templates, and what is too large: the flow analysis does not know their values",
                 MetricForm::Count, true, [](const Assessment &A) {
                   return exactly(A.coverage.cutFunctions + A.coverage.unfollowedFunctions);
                 }});
}

void addOperations(std::vector<Metric> &All) {
  constexpr const char *Group = "Operations";
  All.push_back({"operations.open", Group, "Open operations", "operations",
                 "Places that nobody has shown to be safe, which does not make them bugs",
                 MetricForm::Count, true,
                 [](const Assessment &A) { return exactly(allOperations(A).open); }});
  All.push_back({"operations.all", Group, "All operations", "operations",
                 "Places whose safety the language does not guarantee, whatever is known of them",
                 MetricForm::Count, true,
                 [](const Assessment &A) { return exactly(allOperations(A).total()); }});
  All.push_back({"operations.accepted", Group, "Accepted operations", "operations",
                 "Open, and the source says why they stay", MetricForm::Count, true,
                 [](const Assessment &A) { return exactly(allOperations(A).accepted); }});
  All.push_back({"operations.discharged", Group, "Discharged operations", "operations",
                 "Places that an analysis has shown to be safe", MetricForm::Count, true,
                 [](const Assessment &A) { return exactly(allOperations(A).discharged); }});
  All.push_back({"operations.dischargedShare", Group, "Discharged share", "% of operations",
                 "Of all operations, those that were shown to be safe", MetricForm::Share, true,
                 [](const Assessment &A) {
                   StateCounts C = allOperations(A);
                   return ratio(C.discharged, C.total());
                 }});
  All.push_back({"defects", Group, "Defects", "defects",
                 "Places of which an analysis shows how they go wrong", MetricForm::Count, false,
                 [](const Assessment &A) { return exactly(allOperations(A).defect); }});
  All.push_back(
      {"density.open", Group, "Open operations per 1000 source lines",
       "per 1000 source lines of functions", "Proof obligations, not bugs", MetricForm::Ratio, true,
       [](const Assessment &A) { return ratio(allOperations(A).open * 1000.0, sourceLines(A)); }});
}

/// What the open operations of a family are.
StringRef inWords(Family F) {
  switch (F) {
  case Family::Bounds:
    return "Accesses and pointer arithmetic whose extent is not shown";
  case Family::Lifetime:
    return "Views and iterators that may have ended; most checks report them when it is certain";
  case Family::Ownership:
    return "Allocations and releases by hand, and so use after release";
  case Family::Null:
    return "Uses of pointers that their function takes for null, or gets from one that may return "
           "null; no "
           "others are looked at";
  case Family::Init:
    return "Reads of what may have no value yet";
  case Family::Types:
    return "Casts, unions and untyped pointers";
  case Family::Integers:
    return "Arithmetic that becomes a size or an index";
  case Family::Concurrency:
    return "Data that threads or signal handlers share";
  case Family::Libc:
    return "Uses of the C library that copy, read or format: the bound is missing, or not shown to "
           "fit";
  }
  return "";
}

void addFamilies(std::vector<Metric> &All) {
  std::vector<Metric> Densities;
  for (unsigned I = 0; I != NumFamilies; ++I) {
    const auto F = static_cast<Family>(I);
    std::string Name = nameOf(F).str();
    std::string Label = StringRef(Name).take_front(1).upper() + Name.substr(1);
    auto Open = [Name](const Assessment &A) -> double { return operationsByFamily(A)[Name].open; };
    All.push_back({"open." + Name, "Open operations by family", Label, "operations",
                   inWords(F).str(), MetricForm::Count, true,
                   [Open](const Assessment &A) { return exactly(Open(A)); }});
    Densities.push_back(
        {"density." + Name, "Open operations by family, per 1000 source lines", Label,
         "per 1000 source lines of functions", inWords(F).str(), MetricForm::Ratio, true,
         [Open](const Assessment &A) { return ratio(Open(A) * 1000, sourceLines(A)); }});
  }
  append_range(All, Densities);
}

void addInterface(std::vector<Metric> &All) {
  constexpr const char *Group = "Interface and input";
  All.push_back({"exported.functions", Group, "Exported functions", "functions",
                 "Definitions that callers outside of the project can reach", MetricForm::Count,
                 true, [](const Assessment &A) {
                   return countFunctions(A, [](const RankedFunction &F) { return F.exported; });
                 }});
  All.push_back({"exported.pointers", Group,
                 "Pointer and reference parameters of exported functions", "parameters",
                 "Parameters of pointer or reference type, without what they lead to",
                 MetricForm::Count, true, [](const Assessment &A) {
                   return exportedPointers(A, [](const Inference &) { return true; });
                 }});
  All.push_back({"exported.unbounded", Group,
                 "Pointer and reference parameters without known bounds", "parameters",
                 "Nothing that was seen says how far they may be accessed", MetricForm::Count, true,
                 [](const Assessment &A) { return exportedPointers(A, isUnbounded); }});
  All.push_back({"reached.functions", Group, "Functions that input reaches", "functions",
                 "Calls lead to them from where bytes come in from outside", MetricForm::Count,
                 true, [](const Assessment &A) { return countFunctions(A, isReached); }});
  All.push_back({"reached.open", Group, "Open operations that input reaches", "operations",
                 "Open operations of functions that input reaches", MetricForm::Count, true,
                 [](const Assessment &A) {
                   double Open = 0;
                   for (const RankedFunction &F : A.functions)
                     for (const auto &[Family, C] : F.operations)
                       Open += isReached(F) ? C.open : 0;
                   return exactly(Open);
                 }});
}

void addProtection(std::vector<Metric> &All) {
  constexpr const char *Group = "What protects it now";
  All.push_back({"hardening.everywhere", Group, "Hardening measures on all compile commands",
                 "measures", "Observed in the compile commands, on each that could have it",
                 MetricForm::Count, true,
                 [](const Assessment &A) { return hardening(A, /*Everywhere=*/true); }});
  All.push_back({"hardening.measures", Group, "Hardening measures looked for", "measures",
                 "Of the OpenSSF guide, those that the compile commands could have",
                 MetricForm::Count, true,
                 [](const Assessment &A) { return hardening(A, /*Everywhere=*/false); }});
  for (const char *Kind :
       {"tests", "fuzzing", "sanitizers", "static analysis", "continuous integration"})
    All.push_back({"practice." + join(split(Kind, ' '), "-"), Group,
                   StringRef(Kind).take_front(1).upper() + (Kind + 1), "in the repository",
                   "Files or build rules that show it", MetricForm::Whether, true,
                   [Kind](const Assessment &A) { return practice(A, Kind); }});
  All.push_back({"age.median", "Age", "Median age of the code", "years",
                 "Half of the source lines are in functions whose median line is younger",
                 MetricForm::Ratio, true, medianAge});
}

void addPlan(std::vector<Metric> &All, unsigned Phases) {
  constexpr const char *Group = "Plan";
  for (unsigned Number = 1; Number <= Phases; ++Number)
    All.push_back({"effort.phase" + utostr(Number), Group, "Effort of phase " + utostr(Number),
                   "person-days", "From the published cases, as a range", MetricForm::Range, true,
                   [Number](const Assessment &A) { return effortOfPhase(A, Number); }});
  auto Steps = [](auto Which) {
    return [Which](const Assessment &A) -> Measured {
      if (A.plan.modules.empty())
        return std::nullopt;
      return exactly(static_cast<double>(count_if(A.plan.steps, Which)));
    };
  };
  All.push_back({"plan.steps", Group, "Steps of the plan", "steps", "Pieces of work",
                 MetricForm::Count, false, Steps([](const PlanStep &) { return true; })});
  All.push_back({"plan.done", Group, "Steps done", "steps", "That --assume-done names",
                 MetricForm::Count, false, Steps([](const PlanStep &S) { return S.done; })});
  All.push_back(
      {"patches.ready", Group, "Patches ready", "patches", "That passed every verification",
       MetricForm::Count, false, [](const Assessment &A) -> Measured {
         if (A.patches.empty())
           return std::nullopt;
         return exactly(
             static_cast<double>(count_if(A.patches, [](const Patch &P) { return P.ready(); })));
       }});
}

void addResults(std::vector<Metric> &All) {
  constexpr const char *Group = "Plan";
  All.push_back({"patches.answered", Group, "Open operations that ready patches answer",
                 "operations", "A scan of the changed sources does not find them open",
                 MetricForm::Count, false, [](const Assessment &A) -> Measured {
                   if (A.patches.empty())
                     return std::nullopt;
                   std::set<StringRef> Answered;
                   for (const Patch &P : A.patches)
                     if (P.ready())
                       Answered.insert(P.discharges.begin(), P.discharges.end());
                   return exactly(static_cast<double>(Answered.size()));
                 }});
  const auto Last = [](auto Of) {
    return [Of](const Assessment &A) -> Measured {
      if (A.plan.phases.empty())
        return std::nullopt;
      return exactly(Of(A.plan.phases.back()));
    };
  };
  All.push_back({"plan.openAfter", Group, "Open operations after the last phase", "operations",
                 "If every step answers what it is meant to", MetricForm::Count, false,
                 Last([](const PlanPhase &P) { return P.openAfter; })});
  All.push_back({"plan.riskAfter", Group, "Risk left after the last phase", "% of the scores",
                 "An order of what to look at, and no probability", MetricForm::Share, false,
                 Last([](const PlanPhase &P) { return P.riskAfter; })});
}

} // namespace

bool isUnbounded(const Inference &I) { return I.bounds == "unknown" || I.bounds == "array"; }

std::vector<Metric> allMetrics(unsigned Phases) {
  std::vector<Metric> All;
  addSize(All);
  addAnalysis(All);
  addOperations(All);
  addFamilies(All);
  addInterface(All);
  addProtection(All);
  addPlan(All, Phases);
  addResults(All);
  return All;
}

std::string shown(const Metric &M, const Figure &Value) {
  switch (M.form) {
  case MetricForm::Count:
    return utostr(static_cast<std::uint64_t>(Value.likely));
  case MetricForm::Ratio:
    return (std::isinf(Value.high) ? "at least " : "") + twoFigures(Value.likely);
  case MetricForm::Share:
    return percent(Value.likely);
  case MetricForm::Whether:
    return Value.likely > 0 ? "found" : "not found";
  case MetricForm::Range:
    return twoFigures(Value.low) + " to " + twoFigures(Value.high);
  }
  return "";
}

OperationCounts operationsByFamily(const Assessment &A) {
  std::array<StateCounts, NumFamilies> ByFamily;
  for (const auto *List : {&A.findings, &A.discharged})
    for (const Finding &F : *List)
      ByFamily.at(static_cast<unsigned>(F.family)).add(F.state);
  OperationCounts Counts;
  for (unsigned I = 0; I != NumFamilies; ++I)
    if (ByFamily.at(I).total())
      Counts[EnumNames<Family>::Names[I].str()] = ByFamily.at(I);
  return Counts;
}

std::string projectName(const Assessment &A) {
  return A.facts.name.empty() ? sys::path::filename(A.project.root).str() : A.facts.name;
}

bool isShipped(const Assessment &A, StringRef File) {
  return sys::path::is_relative(File) && none_of(A.inventory.excluded, [&](const ExcludedFiles &E) {
           StringRef Rest = File;
           return Rest.consume_front(StringRef(E.path).rtrim('/')) &&
                  (Rest.empty() || Rest.starts_with("/"));
         });
}

} // namespace ferrule
