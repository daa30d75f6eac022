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

using namespace llvm;

namespace ferrule {
namespace {

constexpr std::size_t Regions = 5;

/// A fact of the owner, or that it is missing.
std::string fact(StringRef Text, StringRef Asks) {
  return Text.empty() ? "**TODO(owner): " + Asks.str() + "**" : inMarkdown(Text);
}

const PlanPhase *phase(const Assessment &A, unsigned Number) {
  const auto It = find_if(A.plan.phases, [&](const PlanPhase &P) { return P.number == Number; });
  return It == A.plan.phases.end() ? nullptr : &*It;
}

void printHead(const Assessment &A, raw_ostream &Out) {
  Out << "# Memory safety of " << inMarkdown(projectName(A)) << "\n\n"
      << (A.project.commit.empty() ? std::string("No commit is known")
                                   : "Commit " + inCode(StringRef(A.project.commit).take_front(12)))
      << (A.history.date.empty() ? "" : " of " + A.history.date) << ", "
      << inMarkdown(A.tool.name + " " + A.tool.version) << " with LLVM " << inMarkdown(A.tool.llvm)
      << ". Every figure here is in `assessment.json`; the appendix says how to get it from "
         "there.\n\n";
}

void printAsk(const Assessment &A, raw_ostream &Out) {
  Out << "## What is asked\n\n" << fact(A.facts.ask, "what is asked of the reader") << "\n\n";
  if (A.plan.phases.empty()) {
    Out << "There is no plan yet: `ferrule plan` makes one.\n\n";
    return;
  }
  Out << "The phases of the plan: ";
  std::vector<std::string> Parts;
  for (const PlanPhase &P : A.plan.phases)
    Parts.push_back(utostr(P.number) + ". " + StringRef(P.title).lower() + " (" +
                    inWords(P.effort) + ")");
  Out << join(Parts, ", ") << ". Each phase stands alone: it can be the last one";
  if (!A.facts.dayRate.empty())
    Out << ". A day of a person is " << inMarkdown(A.facts.dayRate);
  Out << ".\n\n";
}

void printWhy(const Assessment &A, raw_ostream &Out) {
  Out << "## Why it matters\n\n";
  if (A.facts.users.empty())
    Out << "- Used by: " << fact("", "who depends on it, with the source") << "\n";
  for (const std::string &U : A.facts.users)
    Out << "- Used by: " << inMarkdown(U) << "\n";
  Out << "- Stands on: " << fact(A.facts.boundary, "the security boundary it stands on") << "\n"
      << "- Does: " << fact(A.facts.function, "what it does for its users") << "\n\n";
}

std::string reachOf(const ModulePlan &M) {
  return !M.reached        ? "not reached"
         : M.distance == 0 ? "takes it"
                           : utostr(M.distance) + " calls away";
}

std::string familiesOf(const ModulePlan &M) {
  std::vector<std::pair<unsigned, std::string>> Sorted;
  for (const auto &[Family, N] : M.families)
    Sorted.emplace_back(N, Family);
  llvm::sort(Sorted, [](const auto &L, const auto &R) {
    return L.first != R.first ? L.first > R.first : L.second < R.second;
  });
  std::vector<std::string> Words;
  for (const auto &[N, Family] : ArrayRef(Sorted).take_front(3))
    Words.push_back(Family + " " + utostr(N));
  if (Sorted.size() > 3)
    Words.push_back("...");
  return join(Words, ", ");
}

void printRisk(const Assessment &A, raw_ostream &Out) {
  Out << "## Where the risk is\n\n"
      << figure("open", A) << " operations are *open*: nobody has shown that they are safe, which "
      << "does not make them bugs. " << figure("reached", A)
      << " of them are in functions that bytes from outside come to. " << figure("discharged", A)
      << " others were shown to be safe.";
  if (const auto Defects =
          count_if(A.findings, [](const Finding &F) { return F.state == OperationState::Defect; }))
    Out << " " << counted(Defects, "defect") << " " << (Defects == 1 ? "was" : "were")
        << " diagnosed; the places stay private until they are mended.";
  Out << "\n\n";
  Table T{"",
          {{"part"},
           {"input"},
           {"open", true},
           {"by kind"},
           {"share of risk", true},
           {"median age", true},
           {"proposed"}},
          {}};
  for (const ModulePlan &M : ArrayRef(A.plan.modules).take_front(Regions))
    T.rows.push_back({{M.file, true},
                      {reachOf(M)},
                      {utostr(M.open)},
                      {familiesOf(M)},
                      {percent(M.risk)},
                      {M.age < 0 ? std::string("unknown")
                                 : utostr(static_cast<unsigned>(M.age + 0.5)) + " years"},
                      {remedyInWords(M.remedy)}});
  if (!T.rows.empty())
    printMarkdownTable(T, Out);
  if (A.plan.modules.size() > Regions)
    Out << A.plan.modules.size() - Regions << " other parts are in the appendix.\n\n";
}

struct OptionText {
  StringLiteral what;
  unsigned from, to;
  StringLiteral stays, afterwards;
};
constexpr OptionText Options[] = {
    {"Hold the line and apply what is verified", 1, 2,
     "errors that exist can still be reached; flags limit some of them",
     "each change can be reverted; its maintainers keep it"},
    {"Declare what pointers mean", 3, 3, "what is declared is checked by compilers that know it",
     "declarations are empty for other compilers; its maintainers keep them"},
    {"Port the parts that hold most of the risk to Rust", 4, 5,
     "a small unsafe layer at the C interface",
     "each function can be switched back to C; somebody has to maintain Rust"},
};

std::string effortOfPhases(const Assessment &A, unsigned From, unsigned To) {
  std::vector<std::string> Parts;
  for (unsigned N = From; N <= To; ++N)
    if (const PlanPhase *P = phase(A, N))
      Parts.push_back(inWords(P->effort));
  return Parts.empty() ? "nothing to do" : join(Parts, " and ");
}

void printOptions(const Assessment &A, raw_ostream &Out) {
  Out << "## What can be done\n\n";
  Table T{"",
          {{"option"},
           {"effort"},
           {"open operations answered", true},
           {"risk taken away", true},
           {"what stays"},
           {"afterwards"}},
          {}};
  for (const OptionText &O : Options) {
    unsigned Removes = 0;
    double Risk = 0;
    for (const PlanStep &S : A.plan.steps)
      if (S.phase >= O.from && S.phase <= O.to && !S.done) {
        Removes += S.removes;
        Risk += S.risk;
      }
    T.rows.push_back({{O.what.str()},
                      {effortOfPhases(A, O.from, O.to)},
                      {utostr(Removes)},
                      {percent(Risk)},
                      {O.stays.str()},
                      {O.afterwards.str()}});
  }
  printMarkdownTable(T, Out);
  Out << "Nothing at all is an option too, where code is old and nothing from outside reaches it: "
         "the appendix says where. Efforts are ranges from published cases; those of the first two "
         "rows are assumptions (10 minutes to 2 hours for a change), as no case was published.\n\n";
}

void printEnd(const Assessment &A, raw_ostream &Out) {
  Out << "## What will be different, measurably\n\n"
      << "After the last phase " << figure("open-after", A) << " of " << figure("open", A)
      << " operations are still open, and " << figure("risk-after", A)
      << " % of the risk is left. Anybody can check that after a new scan:";
  for (const PlanPhase &P : A.plan.phases)
    Out << (&P == A.plan.phases.data() ? " " : ", ") << "at most " << P.openAfter << " after phase "
        << P.number;
  Out << ".\n\n```sh\njq '[.findings[] | select(.state == \"open\")] | length' "
         "ferrule-out/assessment.json\n";
  if (any_of(A.plan.steps, [](const PlanStep &S) { return S.remedy == Remedy::Rust; }))
    Out << "cd rust-port && cargo test --release --offline --test differential  # equal results\n";
  Out << "```\n\n";
}

void printConfidence(const Assessment &A, raw_ostream &Out) {
  Out << "## How sure this is\n\n- Coverage: " << coverageLine(A.coverage)
      << ", in one build configuration; code that it leaves out was not looked at."
      << (A.coverage.complete() ? "" : " **Incomplete: what failed is not in the figures.**")
      << "\n- Findings of this project judged by hand: "
      << fact(A.facts.sample, "have 50 drawn at random judged, and say how many were right")
      << "\n- The method elsewhere: of 60 inferred contracts drawn from five libraries 58 were "
         "right; on eight libraries the first 20 % of the functions held 78 % of those in which a "
         "memory-safety bug was fixed later\n"
         "- Not looked at: logic errors, races between processes, other languages, the speed of a "
         "port\n";
  for (const std::string &M : A.plan.missing)
    Out << "- " << inMarkdown(M) << "\n";
  Out << "\n";
}

bool has(const Assessment &A, StringRef Kind) {
  return any_of(A.inventory.practices, [&](const Practice &P) { return P.kind == Kind; });
}

void printPreconditions(const Assessment &A, raw_ostream &Out) {
  const auto Found = [&](StringRef Kind) { return has(A, Kind) ? "found" : "**none found**"; };
  Out << "## Preconditions\n\nMaintainers agree: "
      << fact(A.facts.consent, "yes with a link, no, or not asked")
      << " · Tests: " << Found("tests") << " · Fuzz targets: " << Found("fuzzing")
      << " · Sanitizers: " << Found("sanitizers")
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
