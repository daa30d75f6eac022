// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "reports/FunderAppendix.h"
#include "reports/Boundaries.h"
#include "reports/Figures.h"
#include "reports/InventoryTables.h"
#include "reports/Plan.h"
#include "reports/Summary.h"
#include "tool/model/MetricExpressions.h"
#include "tool/model/Unicode.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ferrule {
namespace {

constexpr std::size_t AllRows = 1000;
constexpr std::size_t BlockerRows = 15;
constexpr std::size_t BoundaryRows = 10;
constexpr std::size_t FunctionRows = 10;

void printScope(const Assessment &A, raw_ostream &Out) {
  Out << "# Appendix\n\n## A. What was looked at\n\n"
      << coverageLine(A.coverage) << ".\n\n"
      << "Repeat it with\n\n```sh\n"
      << printable(commandToRepeat(A))
      << "\njq '[.findings[] | select(.state == \"open\")] | length' ferrule-out/assessment.json"
      << "\n```\n\n";
  for (const UnitProblem *P : problemsByWeight(A))
    Out << "- " << nameOf(P->status) << ": " << inCode(P->file) << ": " << inCode(P->reason)
        << "\n";
  if (!A.problems.empty())
    Out << "\n";
  if (std::string Line = historyLine(A.history); !Line.empty())
    Out << inMarkdown(Line) << ".\n\n";
}

void printInventory(const Assessment &A, raw_ostream &Out) {
  Out << "## B. Languages\n\n";
  if (A.inventory.languages.empty()) {
    Out << "Not measured: `ferrule plan` counts them.\n\n";
    return;
  }
  Out << figure("unsafe.all.share", A)
      << " of the source lines below the root, in languages that ferrule knows, are in those that "
      << "CISA counts as memory-unsafe (the figure to compare with others), "
      << figure("unsafe.shipped.share", A) << " of those that are shipped.\n\n";
  printMarkdownTable(languageTable(A), Out);
  if (Table T = excludedTable(A); !T.rows.empty()) {
    Out << "Left out of what is shipped (generated code is shipped, but nobody wrote it):\n\n";
    printMarkdownTable(T, Out);
  }
  Out << "## C. Native dependencies\n\n";
  if (Table T = dependencyTable(A); T.rows.empty())
    Out << "None were found in compile and link commands.\n\n";
  else
    printMarkdownTable(T, Out);
}

std::string meaningOf(StringRef Family) {
  const auto &All = allMetrics();
  const auto It = find_if(All, [&](const Metric &M) { return M.id == "open." + Family.str(); });
  return It == All.end() ? "" : It->meaning;
}

void printOperations(const Assessment &A, raw_ostream &Out) {
  Out << "## D. Operations by kind\n\n";
  Table T = familyTable(A);
  T.title.clear();
  T.columns.push_back({"what is open"});
  for (std::vector<TableCell> &Row : T.rows)
    Row.push_back({meaningOf(Row.front().text)});
  printMarkdownTable(T, Out);
  Out << "The functions to look at first:\n\n";
  T = functionTable(A, FunctionRows);
  T.title.clear();
  printMarkdownTable(T, Out);
  Out << "From input: how many calls it is from where data from outside comes in, at least; -: "
         "none "
         "were seen. Stable: out of so many other ways of scoring, how many put it among the first "
         "ten.\n\n";
  T = moduleTable(A, AllRows);
  T.title.clear();
  if (T.rows.empty())
    return;
  Out << "Modules, what is proposed for each, and why:\n\n";
  printMarkdownTable(T, Out);
}

/// The name of a function that C can call says nothing of its parameters (Clang's USR).
bool hasCxxInterface(const Boundary &B) {
  return any_of(B.entries, [](StringRef Id) { return Id.contains('#'); });
}

/// Nobody knows where they lead: to functions of users as well.
std::string throughPointers(const Boundary &B, const Assessment &A) {
  double Calls = 0;
  for (const RankedFunction &F : A.functions)
    if (is_contained(B.functions, F.id))
      if (auto It = F.signals.find("code.indirectCalls"); It != F.signals.end())
        Calls += It->second;
  return Calls > 0 ? "; " + counted(static_cast<unsigned>(Calls), "call") + " through pointers"
                   : "";
}

std::string needsFirst(const Boundary &B) {
  // What it is about stands in front of the list of fields, or of the reason.
  return B.prerequisites.empty()
             ? ""
             : "; needs: " + join(map_range(B.prerequisites,
                                            [](StringRef P) { return P.split(':').first.str(); }),
                                  "; ");
}

void printBoundary(const Assessment &A, raw_ostream &Out) {
  Out << "## E. The interface\n\n"
      << figure("exported.pointers", A)
      << " parameters of exported functions are pointers or references; for "
      << figure("exported.unbounded", A) << " of them no extent was found.\n\n";
  Table T{"",
          {{"cut"},
           {"shape"},
           {"lines", true},
           {"open, with defects", true},
           {"functions in", true},
           {"unsafe blocks that stay", true},
           {"why"}},
          {}};
  unsigned Cxx = 0;
  for (const Boundary &B : A.boundaries) {
    if (T.rows.size() == BoundaryRows)
      break;
    if (hasCxxInterface(B)) {
      ++Cxx;
      continue;
    }
    // Tests and examples need no cut.
    if (none_of(A.plan.modules,
                [&](const ModulePlan &M) { return isShipped(M) && is_contained(B.files, M.file); }))
      continue;
    unsigned Blocks = 0;
    for (const ResidualUnsafe &R : B.residualUnsafe)
      Blocks += R.blocks;
    T.rows.push_back({{B.name, true},
                      {inWords(nameOf(B.shape))},
                      {utostr(B.lines)},
                      {utostr(B.openOperations)},
                      {utostr(B.entries.size())},
                      {B.shape == BoundaryShape::NotHere ? "-" : utostr(Blocks)},
                      {.text = B.reason + throughPointers(B, A) + needsFirst(B), .prose = true}});
  }
  if (Cxx)
    Out << "No cut is proposed for " << counted(Cxx, "part")
        << " whose interface is C++: Rust stands behind C interfaces only. `ferrule boundary` "
           "lists "
           "what crosses there.\n\n";
  if (!T.rows.empty()) {
    Out << "Where it could be cut for a port, the best first:\n\n";
    printMarkdownTable(T, Out);
  }
}

void printHardening(const Assessment &A, raw_ostream &Out) {
  Out << "## F. Hardening that was observed\n\n";
  if (Table T = hardeningTable(A); T.rows.empty())
    Out << "Not measured: `ferrule plan` reads the compile commands.\n\n";
  else
    printMarkdownTable(T, Out);
  if (Table T = binaryTable(A); !T.rows.empty())
    printMarkdownTable(T, Out);
  if (Table T = practiceTable(A); !T.rows.empty())
    printMarkdownTable(T, Out);
  Out << "The table counts what commands say, those that link tests included. A compiler or linker "
         "may add PIE, RELRO or a stack "
         "protector by itself: the binary tells, with `ferrule plan --binary FILE`.\n\n"
         "No flag makes memory safe: they stop some errors, in code that is compiled with them. "
         "None "
         "of those below rung 4 is about the lifetime of memory.\n\n";
}

void printWholePlan(const Assessment &A, raw_ostream &Out) {
  Out << "## G. The plan\n\n";
  if (A.plan.phases.empty()) {
    Out << "There is no plan yet: `ferrule plan` makes one.\n\n";
    return;
  }
  for (Table T : {phaseTable(A), stepTable(A), curveTable(A)}) {
    Out << "### " << T.title << "\n\n";
    T.title.clear();
    printMarkdownTable(T, Out);
  }
  Out << "### When not to migrate\n\n";
  for (const std::string &Why : A.plan.notToMigrate)
    Out << "- " << inMarkdown(Why) << "\n";
  Out << "\n### What is in the way\n\n";
  Table T{"", {{"of"}, {"what"}, {"places", true}, {"first"}, {"what would help"}}, {}};
  std::vector<TargetBlocker> Blockers = A.plan.blockers;
  // What is in the way of a port, and of knowing the interface, before single changes.
  stable_sort(Blockers, [](const TargetBlocker &L, const TargetBlocker &R) {
    const auto Weight = [](const TargetBlocker &B) {
      return B.target == "rust" ? 0 : StringRef(B.what).starts_with("extent not derived") ? 1 : 2;
    };
    return Weight(L) < Weight(R);
  });
  for (const TargetBlocker &B : ArrayRef(Blockers).take_front(BlockerRows))
    T.rows.push_back({{B.target},
                      {.text = B.what, .prose = true},
                      {utostr(B.places)},
                      {B.file + ":" + utostr(B.line), true},
                      {.text = B.remedy, .prose = true}});
  if (!T.rows.empty())
    printMarkdownTable(T, Out);
  if (A.plan.blockers.size() > BlockerRows)
    Out << A.plan.blockers.size() - BlockerRows << " others are in `assessment.json`.\n\n";
  Out << "### Effort\n\n"
         "A port: 0.5 to 2.5 thousand source lines of C in a person-month, times 1, 1.5 and 3 for "
         "what was not foreseen. That rests on one public case with both an estimate and an "
         "outcome "
         "(rav1d: 7 person-months estimated, more than 20 needed), and on the elapsed time of "
         "bzip2, "
         "zlib and fish. Not in it: audit, packaging, a year of maintenance, speed. Changes and "
         "declarations: 10 minutes to 2 hours each, flags: 1 to 20 days; assumptions, as no case "
         "was "
         "published.\n\n";
}

void printFigures(const Assessment &A, raw_ostream &Out) {
  Out << "## H. Every figure, and how to repeat it\n\n"
         "`jq 'EXPRESSION' assessment.json` computes the figure; shares are 0 to 1 there.\n\n"
         "| figure | value | expression |\n|---|---:|---|\n";
  for (const Metric &M : allMetrics()) {
    const auto Value = M.of(A);
    if (!Value)
      continue;
    std::string Expression;
    for (char C : expressionOf(M.id))
      Expression += C == '|' ? std::string("\\|") : std::string(1, C);
    Out << "| " << M.group << ": " << M.label << " | " << shown(M, *Value) << " | `" << Expression
        << "` |\n";
  }
  Out << "\n";
}

} // namespace

void printFunderAppendix(const Assessment &A, raw_ostream &Out) {
  printScope(A, Out);
  printInventory(A, Out);
  printOperations(A, Out);
  printBoundary(A, Out);
  printHardening(A, Out);
  printWholePlan(A, Out);
  printFigures(A, Out);
}

} // namespace ferrule
