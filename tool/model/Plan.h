// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What to do about each module, in which order, at what price, and what is left then: docs/plan.md.
#pragma once
#include "tool/model/Enum.h"
#include "tool/model/Fields.h"
#include <map>
#include <string>
#include <vector>

namespace ferrule {

/// What can be done about memory-unsafe code; the cheapest first.
enum class Remedy : unsigned char {
  Age,      ///< leave it as it is: it is old, and nothing from outside reaches it
  Harden,   ///< flags of compiler, linker and library
  Rewrite,  ///< verified changes in place
  Annotate, ///< write bounds and owners down where they are declared
  Isolate,  ///< a process or sandbox of its own
  Replace,  ///< an existing library in a memory-safe language
  Rust,     ///< port it behind a boundary
};
template <> struct EnumNames<Remedy> {
  static constexpr llvm::StringLiteral Names[] = {"age",     "harden",  "rewrite", "annotate",
                                                  "isolate", "replace", "rust"};
};

/// Work of one person. One significant figure: more would not be known.
struct Effort {
  /// If all goes well, as comparable cases went, and if it goes as the worst of them.
  unsigned low = 0;
  unsigned likely = 0;
  unsigned high = 0;
  /// "person-days", "person-weeks" (of 5 days) or "person-months" (of 20).
  std::string unit;
  /// What it is made from, in words, without a full stop.
  std::string basis;
};

/// "3 to 40 person-months", "2 person-days", "not estimated".
std::string inWords(const Effort &E);

/// A question that was asked to choose a remedy, and the answer.
struct RuleTrace {
  /// "bytes from outside reach it".
  std::string rule;
  bool holds = false;
  /// The measured value, in words.
  std::string value;
};

/// A remedy for a module with its price, chosen or not.
struct RemedyOption {
  Remedy remedy = Remedy::Age;
  /// Whether it can be done as things are; see note.
  bool possible = false;
  Effort effort;
  /// Open operations that it answers.
  unsigned removes = 0;
  /// Families of operations that it is about, by name.
  std::vector<std::string> families;
  /// What stays, or why it cannot be done.
  std::string note;
  /// How to take it back, and who keeps it alive.
  std::string afterwards;
};

/// A module, and what to do about it: a source file with its private headers.
struct ModulePlan {
  /// The file without directory and extension; with the directory where several have that name.
  std::string name;
  std::string file;
  unsigned functions = 0;
  /// Source lines of its functions.
  unsigned lines = 0;
  unsigned open = 0;
  unsigned defects = 0;
  /// Open operations by family.
  std::map<std::string, unsigned> families;
  /// Share of the sum of all scores, 0 to 1.
  double risk = 0;
  /// Whether bytes come in here, or calls lead from there to functions with at least half of what
  /// is open in it, and how many at least: that errors are reported by a module is not enough.
  bool reached = false;
  unsigned distance = 0;
  /// Some exported function of it takes a pointer: whether bytes come by it is not known, unless
  /// reached says that they do.
  bool mayTakeInput = false;
  /// Sum over its lines of exp(-age / tau) for tau of 2.5, 4 and 7 years; 0 without a history.
  double weight2 = 0;
  double weight4 = 0;
  double weight7 = 0;
  /// Years: the median over its functions, weighted by lines; negative when it is not known.
  double age = -1;
  Remedy remedy = Remedy::Age;
  /// One sentence without a full stop.
  std::string reason;
  std::vector<RuleTrace> trace;
  /// All remedies, the cheapest first.
  std::vector<RemedyOption> options;
};

/// A piece of work that can be given to somebody.
struct PlanStep {
  /// "harden-1", "rust-inflate": names it on the command line.
  std::string id;
  /// A module's name, or "" for the project as a whole.
  std::string module;
  /// 1 is first.
  unsigned phase = 0;
  Remedy remedy = Remedy::Age;
  /// What to do, without a full stop.
  std::string title;
  std::string reason;
  Effort effort;
  /// Open operations that it answers, when all steps before it are done.
  unsigned removes = 0;
  std::map<std::string, unsigned> families;
  /// The share of the risk now that it takes away, 0 to 1.
  double risk = 0;
  /// Ids of steps that come before.
  std::vector<std::string> after;
  /// Commands that succeed when it is done.
  std::vector<std::string> exitCriteria;
  /// What hinders; what has to be decided.
  std::vector<std::string> blockers;
  /// --assume-done names it.
  bool done = false;
};

struct PlanPhase {
  unsigned number = 0;
  std::string title;
  /// What is different when it is over, and what has to be there before.
  std::string outcome;
  std::string needs;
  Effort effort;
  /// With all phases before it.
  Effort soFar;
  /// Open operations and share of the risk that are left.
  unsigned openAfter = 0;
  double riskAfter = 1;
};

/// What is left after a step, in the order that takes away most risk for the least effort first.
struct CurvePoint {
  std::string step;
  /// Person-days from the start.
  double low = 0;
  double likely = 0;
  double high = 0;
  unsigned open = 0;
  double risk = 1;
};

/// What is in the way of a kind of change, anywhere in the project.
struct TargetBlocker {
  /// "rust", "c-bounds" or "safe-cxx".
  std::string target;
  /// In words, without a full stop.
  std::string what;
  unsigned places = 0;
  /// The first of them.
  std::string file;
  unsigned line = 0;
  /// What would help.
  std::string remedy;
};

/// A library in a memory-safe language that does what this one does.
struct Replacement {
  /// What is replaced: this project, a module, or a dependency.
  std::string what;
  std::string by;
  /// "drop-in for C", "Rust only".
  std::string interface;
  /// What shows that it is that library.
  std::string evidence;
  std::string source;
};

struct Plan {
  /// All modules, the greatest risk first, then what is not shipped; empty before ferrule plan ran.
  std::vector<ModulePlan> modules;
  /// In the order of work.
  std::vector<PlanStep> steps;
  std::vector<PlanPhase> phases;
  std::vector<CurvePoint> curve;
  std::vector<TargetBlocker> blockers;
  std::vector<Replacement> replacements;
  /// When not to migrate: each a sentence with its figures, without a full stop.
  std::vector<std::string> notToMigrate;
  /// What the plan does not know because a command did not run, without a full stop.
  std::vector<std::string> missing;
};

FERRULE_FIELDS(Effort, low, likely, high, unit, basis)
FERRULE_FIELDS(RuleTrace, rule, holds, value)
FERRULE_FIELDS(RemedyOption, remedy, possible, effort, removes, families, note, afterwards)
FERRULE_FIELDS(ModulePlan, name, file, functions, lines, open, defects, families, risk, reached,
               distance, mayTakeInput, weight2, weight4, weight7, age, remedy, reason, trace,
               options)
FERRULE_FIELDS(PlanStep, id, module, phase, remedy, title, reason, effort, removes, families, risk,
               after, exitCriteria, blockers, done)
FERRULE_FIELDS(PlanPhase, number, title, outcome, needs, effort, soFar, openAfter, riskAfter)
FERRULE_FIELDS(CurvePoint, step, low, likely, high, open, risk)
FERRULE_FIELDS(TargetBlocker, target, what, places, file, line, remedy)
FERRULE_FIELDS(Replacement, what, by, interface, evidence, source)
FERRULE_FIELDS(Plan, modules, steps, phases, curve, blockers, replacements, notToMigrate, missing)

} // namespace ferrule
