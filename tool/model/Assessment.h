// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The whole result as one versioned value: the only input of reports. The shape of its JSON is
// documented in docs/assessment.md.
#pragma once
#include "tool/model/Boundary.h"
#include "tool/model/CheckInfo.h"
#include "tool/model/History.h"
#include "tool/model/Inference.h"
#include "tool/model/Inventory.h"
#include "tool/model/Patch.h"
#include "tool/model/Plan.h"
#include "tool/model/ProjectFacts.h"
#include "tool/model/TUSummary.h"
#include "llvm/Support/Error.h"
#include <map>

namespace ferrule {

/// Changes when a reader of the old shape would misread the new one.
inline constexpr llvm::StringLiteral AssessmentSchema = "ferrule-assessment/1";

struct ToolInfo {
  std::string name;
  std::string version;
  std::string llvm;
};

struct ProjectInfo {
  /// Absolute path that all relative paths start from.
  std::string root;
  /// Commit id of the checkout, or empty when the root is in none.
  std::string commit;
  /// Options that say what is analysed: docs/assessment.md.
  std::vector<std::string> exclude;
  std::string headerFilter;
  std::string checks;
};

/// Compile commands by UnitStatus.
struct UnitCounts {
  unsigned total = 0;
  unsigned analysed = 0;
  unsigned recovered = 0;
  unsigned failed = 0;
  unsigned timedOut = 0;
  unsigned crashed = 0;
  unsigned skipped = 0;

  unsigned count(UnitStatus S) const;
  void add(UnitStatus S);
};

/// A unit that was not analysed without errors.
struct UnitProblem {
  std::string unit;
  std::string file;
  UnitStatus status = UnitStatus::Failed;
  std::string reason;
  std::vector<UnitDiagnostic> errors;
};

/// Which functions the static analyzer looked at, the second tier of a scan.
enum class DeepChoice : unsigned char {
  None,
  Hotspots, ///< those that the flow analysis gave up, and the first of the ranking
  All,      ///< every function with an open operation or a defect
};
template <> struct EnumNames<DeepChoice> {
  static constexpr llvm::StringLiteral Names[] = {"none", "hotspots", "all"};
};

struct DeepCoverage {
  DeepChoice choice = DeepChoice::None;
  /// Definitions that it looked at.
  unsigned functions = 0;
  /// Of these, those whose budget was spent before all paths were followed.
  unsigned cutFunctions = 0;
  /// Jobs that did not end, each of them functions of one unit that were not looked at.
  std::vector<UnitProblem> lost;
};

/// The ledger: every compile command, file and function, and what became of it.
struct Coverage {
  UnitCounts translationUnits;
  unsigned functions = 0;
  /// Of these, those that the flow analysis gave up or did not look at.
  unsigned cutFunctions = 0;
  unsigned unfollowedFunctions = 0;
  DeepCoverage deep;
  /// Physical lines of the files that were read and in scope.
  unsigned lines = 0;
  unsigned files = 0;
  /// Flags that were not passed on, by flag; "refused" ones could have run code or written a file.
  std::map<std::string, unsigned> droppedFlags;
  std::map<std::string, unsigned> refusedFlags;

  unsigned totalUnits() const { return translationUnits.total; }
  unsigned count(UnitStatus S) const { return translationUnits.count(S); }
  /// False: something that was meant to be analysed was not.
  bool complete() const {
    return !count(UnitStatus::Failed) && !count(UnitStatus::TimedOut) &&
           !count(UnitStatus::Crashed) && deep.lost.empty();
  }
};

/// Counts of operations by state.
struct StateCounts {
  unsigned open = 0;
  unsigned accepted = 0;
  unsigned discharged = 0;
  unsigned defect = 0;
  unsigned total() const { return open + accepted + discharged + defect; }
  void add(OperationState S);
  StateCounts &operator+=(const StateCounts &Other) {
    open += Other.open;
    accepted += Other.accepted;
    discharged += Other.discharged;
    defect += Other.defect;
    return *this;
  }
  friend bool operator==(const StateCounts &, const StateCounts &) = default;
};

/// Named measurements of a function, file or module; the name says the unit.
using Signals = std::map<std::string, double>;
using OperationCounts = std::map<std::string, StateCounts>;

/// What a signal counts in a scan.
struct SignalWeight {
  std::string signal;
  /// Points per spread.
  double weight = 0;
  /// Standard deviation of log2(1 + value) over the functions of the scan.
  double spread = 0;
};

/// How the scores of a scan were made: docs/ranking.md.
struct Scoring {
  /// Whether the past is among the signals.
  bool history = false;
  /// Greatest weight first; signals that do not differ between the functions are left out.
  std::vector<SignalWeight> signals;
  /// Other ways to score, in words: whoever is at the top in all of them does not owe it to the
  /// choice of the weights.
  std::vector<std::string> settings;
  /// Points that an effort score loses per natural logarithm of the lines of code.
  double lines = 0;
};

/// A term of a score: points = weight x log2(1 + value) / spread.
struct ScoreTerm {
  std::string signal;
  double value = 0;
  double weight = 0;
  double spread = 0;
  /// What it adds to the score.
  double points = 0;
};

/// How bytes from outside may come into a program by a function.
enum class EntryKind : unsigned char {
  None,
  Declared,   ///< the configuration names it
  FuzzTarget, ///< LLVMFuzzerTestOneInput
  Bytes,      ///< it is exported, and takes bytes with their number to read them
  Callback,   ///< the same for a function that may be called through a pointer
  Reads,      ///< it calls a function of the library that reads a file, a socket or a stream
  Record,     ///< it is exported, and takes a record in which its callers put bytes to be read
  Pulls,      ///< it calls back a function that gives it bytes
};
template <> struct EnumNames<EntryKind> {
  static constexpr llvm::StringLiteral Names[] = {"none",     "declared", "fuzzTarget", "bytes",
                                                  "callback", "reads",    "record",     "pulls"};
};

/// How near a function is to bytes from outside, as far as calls tell.
struct Exposure {
  EntryKind entry = EntryKind::None;
  /// Id of the nearest entry point; empty when none hands anything on to the function.
  std::string from;
  /// Calls that lie between: from a reader back to its callers, and from a caller to what it calls.
  unsigned distance = 0;
};

struct RankedFunction {
  std::string id;
  std::string name;
  std::string qualifiedName;
  std::string file;
  unsigned line = 0;
  unsigned endLine = 0;
  /// Order by function.
  double score = 0;
  /// Order for a reader with a budget of lines.
  double effortScore = 0;
  /// 1 is the riskiest.
  unsigned rank = 0;
  /// In how many of Scoring::settings it is one of the first ten.
  unsigned topTen = 0;
  /// Others can call it: its linkage, its place in a header and its marks say so.
  bool exported = false;
  Exposure exposure;
  FlowCoverage flow = FlowCoverage::None;
  Signals signals;
  /// By family name.
  OperationCounts operations;
};

/// A place on the way to a defect, and what happens there.
struct FindingStep {
  std::string file;
  unsigned line = 0;
  unsigned column = 0;
  unsigned endLine = 0;
  unsigned endColumn = 0;
  std::string message;
  /// Empty when it is not known.
  std::string snippet;
};

/// An operation or defect with everything a report needs.
struct Finding {
  std::string check;
  Family family = Family::Bounds;
  /// "operation", "possible" or "defect": what an accepted one would be without the acceptance. A
  /// possible defect is an open operation with steps: some analysis sees a way, but it does not
  /// know that the program can go it.
  std::string kind;
  OperationState state = OperationState::Open;
  std::vector<unsigned> cwe;
  Severity severity = Severity::Medium;
  Confidence confidence = Confidence::Medium;
  std::string file;
  unsigned line = 0;
  unsigned column = 0;
  unsigned endLine = 0;
  unsigned endColumn = 0;
  /// Id of the function; empty at file scope.
  std::string function;
  std::string message;
  std::string reason;
  std::string snippet;
  bool suppressed = false;
  Acceptance acceptance;
  /// Of a defect, possible or not: how control and values come there, in order; the place itself is
  /// not repeated.
  std::vector<FindingStep> steps;
  /// Survives edits elsewhere in the file: hash of check, file, function, text and ordinal.
  std::string fingerprint;
};

/// What is wrong with a suppression.
enum class SuppressionFault : unsigned char {
  NoCheck,      ///< it names none
  UnknownCheck, ///< there is no check of that name
  NoReason,     ///< an acceptance that does not say why
  Unused,       ///< nothing is there that it could be about
};
template <> struct EnumNames<SuppressionFault> {
  static constexpr llvm::StringLiteral Names[] = {"noCheck", "unknownCheck", "noReason", "unused"};
};

/// A suppression that does not do what its author meant.
struct SuppressionProblem {
  std::string file;
  unsigned line = 0;
  unsigned column = 0;
  SuppressionKind kind = SuppressionKind::NoLint;
  /// The one of the checks that it names, as it is written.
  std::string check;
  SuppressionFault fault = SuppressionFault::Unused;
  /// What is wrong, and what helps: without a full stop.
  std::string reason;
};

enum class HotspotKind : unsigned char { Function, File, Module };
template <> struct EnumNames<HotspotKind> {
  static constexpr llvm::StringLiteral Names[] = {"function", "file", "module"};
};

struct Hotspot {
  HotspotKind kind = HotspotKind::Function;
  /// Function id, file, or directory.
  std::string id;
  std::string name;
  std::string file;
  unsigned line = 0;
  double score = 0;
  /// Share of the sum of all scores of this kind, 0 to 1.
  double share = 0;
  StateCounts operations;
  /// The terms of a function's score, greatest first.
  std::vector<ScoreTerm> terms;
};

/// An lcov or llvm-cov export that the scan was given.
struct TestCoverage {
  /// Empty: none.
  std::string file;
  /// Files that it speaks of: of the scan, and others.
  unsigned files = 0;
  unsigned otherFiles = 0;
};

struct Assessment {
  ToolInfo tool;
  ProjectInfo project;
  Coverage coverage;
  HistoryCoverage history;
  TestCoverage testCoverage;
  std::vector<UnitProblem> problems;
  /// The files of the project that were read, by name.
  std::vector<FileFact> files;
  /// By place.
  std::vector<SuppressionProblem> suppressionProblems;
  /// The checks that ran.
  std::vector<CheckInfo> rules;
  Scoring scoring;
  /// Every function that was analysed, best rank first.
  std::vector<RankedFunction> functions;
  /// Open and accepted operations, and defects, by place.
  std::vector<Finding> findings;
  /// Operations that were shown to be safe, with the reason, by place.
  std::vector<Finding> discharged;
  /// The first functions, files and modules by score.
  std::vector<Hotspot> hotspots;
  /// The contracts of all pointers in interfaces, by place.
  std::vector<Inference> inferences;
  /// What hinders the inference, the greatest hindrance first.
  std::vector<RootCause> rootCauses;
  /// The declarations of exported functions, and those in headers; by entity.
  std::vector<InterfaceFact> interfaces;
  /// By place.
  std::vector<Idiom> idioms;
  /// Of ferrule rewrite, in the order in which they are applied; empty before it ran.
  std::vector<Patch> patches;
  /// Of ferrule boundary, best first; empty before it ran.
  std::vector<Boundary> boundaries;
  /// Of ferrule plan; empty before it ran.
  ProjectFacts facts;
  Inventory inventory;
  Plan plan;

  const CheckInfo *rule(llvm::StringRef Id) const;
};

FERRULE_FIELDS(ToolInfo, name, version, llvm)
FERRULE_FIELDS(ProjectInfo, root, commit, exclude, headerFilter, checks)
FERRULE_FIELDS(UnitCounts, total, analysed, recovered, failed, timedOut, crashed, skipped)
FERRULE_FIELDS(UnitProblem, unit, file, status, reason, errors)
FERRULE_FIELDS(DeepCoverage, choice, functions, cutFunctions, lost)
FERRULE_FIELDS(Coverage, translationUnits, functions, cutFunctions, unfollowedFunctions, deep,
               lines, files, droppedFlags, refusedFlags)
FERRULE_FIELDS(StateCounts, open, accepted, discharged, defect)
FERRULE_FIELDS(SignalWeight, signal, weight, spread)
FERRULE_FIELDS(Scoring, history, signals, settings, lines)
FERRULE_FIELDS(ScoreTerm, signal, value, weight, spread, points)
FERRULE_FIELDS(Exposure, entry, from, distance)
FERRULE_FIELDS(TestCoverage, file, files, otherFiles)
FERRULE_FIELDS(RankedFunction, id, name, qualifiedName, file, line, endLine, score, effortScore,
               rank, topTen, exported, exposure, flow, signals, operations)
FERRULE_FIELDS(FindingStep, file, line, column, endLine, endColumn, message, snippet)
FERRULE_FIELDS(Finding, check, family, kind, state, cwe, severity, confidence, file, line, column,
               endLine, endColumn, function, message, reason, snippet, suppressed, acceptance,
               steps, fingerprint)
FERRULE_FIELDS(SuppressionProblem, file, line, column, kind, check, fault, reason)
FERRULE_FIELDS(Hotspot, kind, id, name, file, line, score, share, operations, terms)
FERRULE_FIELDS(Assessment, tool, project, coverage, history, testCoverage, problems, files,
               suppressionProblems, rules, scoring, hotspots, functions, findings, discharged,
               inferences, rootCauses, interfaces, idioms, patches, boundaries, facts, inventory,
               plan)

/// The document as text that ends with a newline. Equal values give equal bytes.
std::string toJson(const Assessment &A);
/// Errors name the field that is missing or wrong. Sections that this version does not know are
/// ignored.
llvm::Expected<Assessment> assessmentFromJson(llvm::StringRef Text);

} // namespace ferrule
