// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The report for whoever decides about money: one page, and behind it what the page rests on. It is
// Markdown, so that it can be read, compared and put into a pull request; a browser's print of the
// HTML report has the same first page. What only people know is TODO(owner) until .ferrule.yaml
// says it. The outline follows what Prossimo, the Sovereign Tech Agency and Alpha-Omega ask for.
#include "reports/Figures.h"
#include "reports/FunderAppendix.h"
#include "reports/Plan.h"
#include "reports/Report.h"
#include "reports/Summary.h"
#include "tool/model/Metrics.h"
#include "tool/model/Unicode.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <cmath>

using namespace llvm;

namespace ferrule {
namespace {

constexpr std::size_t Regions = 5;
/// The number of the phase with the first port: tool/plan/Sequence.cpp.
constexpr unsigned FirstPort = 4;

/// A fact of the owner, or that it is missing.
std::string fact(StringRef Text, StringRef Asks) {
  return Text.empty() ? "**TODO(owner): " + Asks.str() + "**" : inMarkdown(Text);
}

void printHead(const Assessment &A, raw_ostream &Out) {
  Out << "# Memory safety of " << inMarkdown(projectName(A)) << "\n\n"
      << (A.facts.version.empty() ? "" : "Version " + inMarkdown(A.facts.version) + ". ")
      << (A.project.commit.empty() ? std::string("No commit is known")
                                   : "Commit " + inCode(StringRef(A.project.commit).take_front(12)))
      << (A.history.date.empty() ? "" : " of " + A.history.date) << "; measured by "
      << inMarkdown(A.tool.name + " " + A.tool.version)
      << ". The appendix says how to repeat every figure. **TODO(owner)** marks what only the "
         "people "
         "of the project know.\n\n";
}

/// The first phases, up to the last before a port.
const PlanPhase *lastInPlace(const Assessment &A) {
  const PlanPhase *Last = nullptr;
  for (const PlanPhase &P : A.plan.phases)
    if (P.number < FirstPort)
      Last = &P;
  return Last;
}

bool hasPorts(const Assessment &A) { return A.plan.phases.back().number >= FirstPort; }

void printAsk(const Assessment &A, raw_ostream &Out) {
  Out << "## What is asked\n\n"
      << fact(A.facts.ask, "what is asked of the reader: which phases, who does them, by when")
      << " · Maintainers agree: " << fact(A.facts.consent, "yes with a link, no, or not asked")
      << "\n\n";
  if (A.plan.phases.empty()) {
    Out << "There is no plan yet: `ferrule plan` makes one.\n\n";
    return;
  }
  Table T{"",
          {{"phase", true},
           {"what it delivers"},
           {"effort"},
           {"open after it", true},
           {"risk left", true}},
          {}};
  for (const PlanPhase &P : A.plan.phases)
    T.rows.push_back({{utostr(P.number)},
                      {P.title + ": " + P.outcome},
                      {inWords(P.effort)},
                      {utostr(P.openAfter)},
                      {percent(P.riskAfter)}});
  printMarkdownTable(T, Out);
  const PlanPhase &Last = A.plan.phases.back();
  Out << "Risk is a share of this tool's own score: where to begin, not how many bugs there are. ";
  if (const PlanPhase *P = lastInPlace(A); P && P != &Last)
    Out << "Up to phase " << P->number << " together: " << inWords(P->soFar) << ", all assumed. ";
  Out << "All phases: " << inWords(Last.soFar)
      << (hasPorts(A) ? ", for ports by published cases" : ", all assumed")
      << ". Sums are rounded again. You can stop after any phase and keep what was done.";
  if (!A.facts.dayRate.empty())
    Out << " A day of a person is " << inMarkdown(A.facts.dayRate) << ".";
  Out << "\n\n";
}

void printWhy(const Assessment &A, raw_ostream &Out) {
  Out << "## Why it matters\n\nDoes: " << fact(A.facts.function, "what it does for its users")
      << " · Used by: " << fact(join(A.facts.users, "; "), "who depends on it, with the source")
      << " · Exposed to: " << fact(A.facts.boundary, "the security boundary it stands on")
      << "\n\n";
}

/// Of what is mended in place: how much of what is open it answers.
std::string proposalOf(const ModulePlan &M) {
  std::string Proposal = remedyInWords(M.remedy);
  if (M.remedy == Remedy::Rewrite || M.remedy == Remedy::Annotate)
    for (const RemedyOption &O : M.options)
      if (O.remedy == M.remedy)
        Proposal += " (for " + utostr(O.removes) + " of " + utostr(M.open) + ")";
  return Proposal;
}

bool isOpen(const Finding &F) { return F.state == OperationState::Open; }

/// The families that most of them are of: they are seldom spread evenly.
template <class Range> std::string mostOf(const Range &Operations) {
  std::map<StringRef, unsigned> ByFamily;
  for (const Finding &F : Operations)
    ++ByFamily[nameOf(F.family)];
  std::vector<std::pair<unsigned, StringRef>> Most;
  for (const auto &[Family, Number] : ByFamily)
    Most.emplace_back(Number, Family);
  if (Most.size() < 3)
    return "";
  sort(Most, std::greater());
  return (", most of them of the kinds " + Most[0].second + " (" + Twine(Most[0].first) + ") and " +
          Most[1].second + " (" + Twine(Most[1].first) + ")")
      .str();
}

void printRisk(const Assessment &A, raw_ostream &Out) {
  Out << "## Where the risk is\n\nAn *operation* is a place in the code whose safety the language "
         "does not guarantee, and that some check looks at. Of "
      << figure("operations.all", A) << ", " << figure("operations.discharged", A)
      << " were shown to be safe" << mostOf(A.discharged) << "; " << figure("operations.open", A)
      << " are *open*" << mostOf(make_filter_range(A.findings, isOpen))
      << ": nobody has shown it, which does not make them bugs. " << figure("reached.open", A)
      << " of these, at least, are in functions that take data from outside, get it from one that "
         "does, or are called by such functions.";
  unsigned NotShipped = 0;
  for (const ModulePlan &M : A.plan.modules)
    NotShipped += isShipped(M) ? 0 : M.defects;
  if (const auto Defects =
          count_if(A.findings, [](const Finding &F) { return F.state == OperationState::Defect; }))
    Out << " " << counted(Defects, "defect") << " " << (Defects == 1 ? "was" : "were")
        << " diagnosed" << (NotShipped ? ", " + utostr(NotShipped) + " in what is not shipped" : "")
        << "; the places stay private until they are mended"
        << (A.plan.phases.empty() ? "." : ", by which phase 1 ends.");
  Out << "\n\n";
  Table T{"",
          {{"part"},
           {"data from outside"},
           {"open", true},
           {"risk", true},
           {"typical age of a line", true},
           {"main proposal"}},
          {}};
  unsigned Others = 0;
  double Rest = 0;
  for (const auto &[I, M] : enumerate(A.plan.modules)) {
    if (I >= Regions) {
      Others += M.open;
      Rest += M.risk;
      continue;
    }
    T.rows.push_back({{M.file, true},
                      {reachOf(M)},
                      {utostr(M.open)},
                      {percent(M.risk)},
                      {M.age < 0 ? std::string("unknown")
                                 : counted(static_cast<unsigned>(M.age), "year") + " or more"},
                      {proposalOf(M)}});
  }
  if (A.plan.modules.size() > Regions)
    T.rows.push_back({{counted(A.plan.modules.size() - Regions, "other")},
                      {},
                      {utostr(Others)},
                      {percent(Rest)},
                      {},
                      {"see the appendix"}});
  if (T.rows.empty())
    return;
  unsigned InNoPart = 0;
  for (const Finding &F : A.findings)
    InNoPart += isOpen(F);
  for (const ModulePlan &M : A.plan.modules)
    InNoPart -= M.open;
  // Declarations of variables and fields belong to no function.
  if (InNoPart)
    T.rows.push_back({{"outside of functions"}, {}, {utostr(InNoPart)}, {}, {}, {}});
  printMarkdownTable(T, Out);
}

struct OptionText {
  StringLiteral what;
  /// The last phase that it takes.
  unsigned last;
  StringLiteral afterwards;
};
constexpr OptionText Options[] = {
    {"Limit harm and apply verified changes", 2,
     "Errors that exist can still be reached; each change can be reverted."},
    {"The same, and write contracts down", 3,
     "The code stays C or C++; what is declared can be checked by tools that know it."},
    {"The same, and port what holds most of the risk to Rust", 5,
     "A thin layer at the C interface stays, which no compiler checks; each function can be "
     "switched back; somebody has to maintain Rust."},
};

void printOptions(const Assessment &A, raw_ostream &Out) {
  Out << "## Ways to go\n\n";
  const PlanPhase *Before = nullptr;
  for (const OptionText &O : Options) {
    const PlanPhase *Last = nullptr;
    for (const PlanPhase &P : A.plan.phases)
      if (P.number <= O.last)
        Last = &P;
    if (!Last || Last == Before)
      continue;
    Before = Last;
    Out << "- **" << (Last->number == 1 ? StringRef("Limit harm") : StringRef(O.what))
        << "**: " << inWords(Last->soFar) << " in all, " << percent(Last->riskAfter)
        << " of the risk left. " << O.afterwards << "\n";
  }
  if (!Before)
    Out << "There is no plan yet.\n\n";
  for (const Replacement &R : A.plan.replacements)
    Out << "- **Use " << inMarkdown(R.by) << "**: "
        << (StringRef(R.interface).starts_with("Rust only")
                ? "for the same formats in a memory-safe language, with another interface and not "
                  "for all that "
                : "does in a memory-safe language what ")
        << inMarkdown(R.what) << " does (" << inMarkdown(R.interface)
        << (StringRef(R.interface).starts_with("Rust only") ? ": programs in C or C++ are rewritten"
                                                            : "")
        << "). Effort not estimated: no case was published. **TODO(owner): why "
        << (!A.plan.phases.empty() && hasPorts(A) ? "a port, and not that" : "not that") << "**\n";
  if (Before || !A.plan.replacements.empty())
    Out << "\n";
  unsigned Aged = 0, Open = 0;
  for (const ModulePlan &M : A.plan.modules)
    if (M.remedy == Remedy::Age && M.open && isShipped(M)) {
      ++Aged;
      Open += M.open;
    }
  if (Aged)
    Out << "Doing nothing is what is proposed for " << counted(Aged, "part") << " with "
        << counted(Open, "open operation") << ": old, and no call leads there from outside.\n\n";
}

void printEnd(const Assessment &A, raw_ostream &Out) {
  if (A.plan.phases.empty())
    return;
  Out << "## What will be different, measurably\n\n";
  if (const PlanPhase *P = lastInPlace(A); P && P != &A.plan.phases.back())
    Out << "After phase " << P->number << ", " << P->openAfter << " of "
        << figure("operations.open", A) << " operations are open, and " << percent(P->riskAfter)
        << " of the risk is left; after the last one, ";
  else
    Out << "After the last phase, ";
  Out << figure("plan.openAfter", A) << " of " << figure("operations.open", A) << " and "
      << figure("plan.riskAfter", A)
      << ". Phase 1 only stops growth and limits harm. Whoever builds the code can count again, "
         "with the "
         "commands of appendix A.\n\n";
}

std::string whySkipped(const Assessment &A) {
  const unsigned Skipped = A.coverage.count(UnitStatus::Skipped);
  if (!Skipped)
    return "";
  const auto Excluded = count_if(A.problems, [](const UnitProblem &P) {
    return P.status == UnitStatus::Skipped && StringRef(P.reason).starts_with("excluded");
  });
  if (!Excluded)
    return "; appendix A says why some were skipped";
  return "; " + (Excluded == Skipped ? "those skipped" : utostr(Excluded) + " of those skipped") +
         " were excluded by whoever ran it (appendix A)";
}

void printConfidence(const Assessment &A, raw_ostream &Out) {
  Out << "## How sure this is\n\n- Looked at: " << coverageLine(A.coverage)
      << ", in one build configuration" << whySkipped(A) << "."
      << (A.coverage.complete() ? "" : " **Incomplete: what failed is not in the figures.**")
      << "\n- Not looked at: code outside of that build, logic errors, races between processes, "
         "other "
         "languages, the speed of a port.\n- Findings of this project judged by hand: "
      << fact(A.facts.sample,
              "have 50 drawn at random judged by somebody who knows C, and say how many were right")
      << "\n- The method elsewhere: 114 of 120 rules about pointers that it inferred in five "
         "libraries were right; on eight libraries the first 20 % of the functions in its order "
         "held 78 % of those with a memory-safety bug mended later\n";
  for (const std::string &M : A.plan.missing)
    Out << "- " << inMarkdown(M) << "\n";
  Out << "\n";
}

bool has(const Assessment &A, StringRef Kind) {
  return any_of(A.inventory.practices, [&](const Practice &P) { return P.kind == Kind; });
}

void printPreconditions(const Assessment &A, raw_ostream &Out) {
  const auto Found = [&](StringRef Kind) {
    return has(A, Kind) ? "found" : "**none found in the repository**";
  };
  Out << "## Preconditions\n\nTests: " << Found("tests")
      << " · Tests with random input (fuzzing): " << Found("fuzzing")
      << " · Checks at run time (sanitizers): " << Found("sanitizers")
      << " · Promise about the binary interface: " << fact(A.facts.abi, "what is promised")
      << " · Likely adopters: " << fact(join(A.facts.adopters, "; "), "who would use the result")
      << "\n\n";
}

void write(const Assessment &A, const ReportOptions &, raw_ostream &Out) {
  printHead(A, Out);
  printAsk(A, Out);
  printWhy(A, Out);
  printRisk(A, Out);
  printOptions(A, Out);
  printEnd(A, Out);
  printConfidence(A, Out);
  printPreconditions(A, Out);
  printFunderAppendix(A, Out);
}

RegisterReport X({"funder", "one page for whoever decides about money, and its appendix", write});

} // namespace
} // namespace ferrule
