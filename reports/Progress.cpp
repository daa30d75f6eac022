// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Text answers a developer. Markdown is the report that a project publishes or sends to who pays
// for the work: a screen of it, with the parts that only people can write left open. It has what
// Alpha-Omega (highlights, and why they matter), the Sovereign Tech Agency (impact, challenges,
// next steps) and CISA's "The Case for Memory Safe Roadmaps" (wins and challenges) ask for.
#include "reports/Progress.h"
#include "reports/ProgressTables.h"
#include "reports/Tables.h"
#include "tool/model/Counted.h"
#include "tool/model/Json.h"
#include "tool/model/Unicode.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ferrule {
namespace {

constexpr std::size_t TextRows = 20;
constexpr std::size_t MarkdownRows = 10;
constexpr std::size_t NextSteps = 3;
constexpr ChangeKind ListedKinds[] = {ChangeKind::Added, ChangeKind::Worse, ChangeKind::Fixed,
                                      ChangeKind::Accepted};

constexpr StringLiteral Meaning =
    "New: open or a defect now, and not before. Fixed: the other way round. Moved: the same\n"
    "operation at another line, or in a file with another name. An open operation is one that\n"
    "nobody has shown to be safe, which does not make it a bug.";

/// "8 new, 1 became a defect, 3 fixed".
std::string inWords(const ChangeCounts &N) {
  std::string Text = utostr(N.added) + " new, " + utostr(N.fixed) + " fixed";
  if (N.worse)
    Text += ", " + utostr(N.worse) + " open before and a defect now";
  if (N.accepted)
    Text += ", " + utostr(N.accepted) + " accepted in the source";
  return Text + ", " + utostr(N.moved) + " moved, " + utostr(N.unchanged) + " unchanged";
}

std::string withheld(const Comparison &C) {
  return C.withheld ? "Of " + counted(C.withheld, "change") +
                          " of defects the places are left out; --include-defects prints them."
                    : "";
}

void writeText(const Comparison &C, raw_ostream &Out) {
  Palette Plain(false);
  Out << printable(C.project) << ": " << inWords(C.total) << "\n";
  for (const std::string &W : C.warnings)
    Out << "  compared unfairly: " << printable(W) << "\n";
  Out << "\n";
  printTextTable(changeTable(C), Plain, Out);
  printTextTable(stateTable(C), Plain, Out);
  if (Table T = metricTable(C, /*OnlyChanged=*/true); !T.rows.empty())
    printTextTable(T, Plain, Out);
  for (ChangeKind Kind : ListedKinds)
    if (Table T = changeList(C, Kind, TextRows); !T.rows.empty())
      printTextTable(T, Plain, Out);
  Out << Meaning << "\n";
  if (std::string Line = withheld(C); !Line.empty())
    Out << Line << "\n";
}

std::string sideInMarkdown(const ComparedSide &S) {
  std::string Text = S.commit.empty() ? "a tree without a commit" : inCode(S.commit);
  return S.date.empty() ? Text : Text + " of " + inMarkdown(S.date);
}

/// The family in which most changed for the better.
std::pair<StringRef, ChangeCounts> mostFixed(const Comparison &C) {
  std::pair<StringRef, ChangeCounts> Most;
  for (const auto &[Name, N] : C.families)
    if (N.fixed > Most.second.fixed)
      Most = {Name, N};
  return Most;
}

void printHighlights(const Comparison &C, raw_ostream &Out) {
  StateCounts Before = sum(C.before.families), After = sum(C.after.families);
  Out << "## Highlights\n\n"
      << "- Open operations: " << Before.open << " before, " << After.open
      << " after. Shown to be safe: " << Before.discharged << " before, " << After.discharged
      << " after.\n"
      << "- Of open operations and defects: " << inWords(C.total) << ".\n";
  if (auto [Name, N] = mostFixed(C); N.fixed)
    Out << "- Most of what was fixed is of the family " << Name << ": " << N.fixed << ".\n";
  Out << "- TODO(owner): why this matters to those who use it\n\n";
}

void printMilestones(const Comparison &C, raw_ostream &Out) {
  Out << "## Milestones\n\n"
         "| milestone | state | planned for | reached | planned effort | effort | changes |\n"
         "|---|---|---|---|---|---|---|\n";
  constexpr StringLiteral ByOwner = "TODO(owner)";
  auto Row = [&](const std::string &Name, StringRef State) {
    Out << "| " << Name << " | " << State;
    for (unsigned I = 0; I != 5; ++I)
      Out << " | " << ByOwner;
    Out << " |\n";
  };
  for (const StepChange &S : C.steps)
    if (S.doneAfter)
      Row(inMarkdown(S.title), S.doneBefore ? "done before" : "done");
  if (none_of(C.steps, [](const StepChange &S) { return S.doneAfter; }))
    Row(ByOwner.str(), ByOwner);
  Out << "\n";
}

void printNext(const Comparison &C, raw_ostream &Out) {
  Out << "## Challenges, and what changed in the plan\n\nTODO(owner)\n\n## Next\n\n";
  std::size_t Rows = 0;
  for (const StepChange &S : C.steps)
    if (!S.doneAfter && ++Rows <= NextSteps)
      Out << "- " << inMarkdown(S.title) << " (" << inCode(S.id) << ", phase " << S.phase << ")\n";
  Out << "- TODO(owner): who does what until when\n\n";
}

void writeMarkdown(const Comparison &C, raw_ostream &Out) {
  Out << "# Memory safety of " << inMarkdown(C.project) << ": progress\n\nFrom "
      << sideInMarkdown(C.before) << " to " << sideInMarkdown(C.after) << ".\n\n";
  if (!C.warnings.empty())
    Out << "> The two cannot be compared fairly:\n>\n";
  for (const std::string &W : C.warnings)
    Out << "> - " << inMarkdown(W) << "\n";
  if (!C.warnings.empty())
    Out << "\n";
  printHighlights(C, Out);
  printMilestones(C, Out);
  printMarkdownTable(metricTable(C, /*OnlyChanged=*/false), Out);
  printMarkdownTable(familyChangeTable(C), Out);
  Out << "## What changed\n\n" << Meaning << "\n\n";
  Table Changes = changeTable(C);
  Changes.title.clear();
  printMarkdownTable(Changes, Out);
  for (ChangeKind Kind : ListedKinds)
    if (Table T = changeList(C, Kind, MarkdownRows); !T.rows.empty()) {
      Out << "#";
      printMarkdownTable(T, Out);
    }
  if (std::string Line = withheld(C); !Line.empty())
    Out << Line << "\n\n";
  printNext(C, Out);
  Out << "Made by `ferrule diff BEFORE AFTER --format md` from two assessments, of ferrule "
      << inMarkdown(C.before.tool) << " and " << inMarkdown(C.after.tool) << ".\n";
}

void writeAsJson(const Comparison &C, raw_ostream &Out) {
  Out << jsonText(1, [&](json::OStream &J) {
    J.object([&] {
      J.attribute("schema", "ferrule-comparison/1");
      writeJsonFields(J, C);
    });
  }) << "\n";
}

constexpr ProgressFormat Formats[] = {
    {"text", writeText}, {"md", writeMarkdown}, {"json", writeAsJson}};

} // namespace

const ProgressFormat *findProgressFormat(StringRef Name) {
  for (const ProgressFormat &F : Formats)
    if (F.name == Name)
      return &F;
  return nullptr;
}

} // namespace ferrule
