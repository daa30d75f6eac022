// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// MEMORY-SAFETY-ROADMAP.md: what the assessment knows is filled in; dates, names, signatures and
// decisions are TODO(owner), and never invented. Each paragraph that answers an element of the list
// of CISA carries its number in a comment, by which ferrule roadmap --check finds it again.
#include "reports/Figures.h"
#include "reports/InventoryTables.h"
#include "reports/Plan.h"
#include "reports/Report.h"
#include "reports/Summary.h"
#include "tool/model/Metrics.h"
#include "tool/model/RoadmapElements.h"
#include "tool/model/Unicode.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <map>

using namespace llvm;

namespace ferrule {
namespace {

constexpr std::size_t Priorities = 10;

class Writer {
public:
  Writer(const Assessment &A, raw_ostream &Out) : A(A), Out(Out) {}

  void write() {
    head();
    whereWeAre();
    priorities();
    phases();
    newCode();
    people();
    dependencies();
    unsafeCode();
    vulnerabilities();
    reporting();
    obstacles();
    changes();
  }

private:
  /// What follows, up to the next of these or the next heading, answers element Number.
  void element(unsigned Number) {
    Out << "<!-- element " << Number << ": " << roadmapElements()[Number - 1].title << " -->\n\n";
  }

  static std::string todo(StringRef What) { return "TODO(owner): " + What.str(); }
  std::string fact(StringRef Text, StringRef What) const {
    return Text.empty() ? todo(What) : inMarkdown(Text);
  }

  void head() {
    Out << "# Memory safety roadmap for " << inMarkdown(projectName(A)) << "\n\n";
    element(8);
    Out << "Status: draft · Owner: " << fact(A.facts.owner, "name and role of who answers for it")
        << " · Signed: " << todo("who adopts it, and where that was discussed") << "\n\n";
    element(9);
    Out << "Last updated: "
        << (A.history.date.empty() ? todo("date") : "for the commit of " + A.history.date)
        << " · Next update due: " << todo("date, at the latest in six months")
        << " · Published at: " << todo("link") << "\n\n## 0. Summary\n\n"
        << fact(A.facts.ask, "in five lines: what is decided, and what is asked of others")
        << "\n\n";
  }

  void whereWeAre() {
    Out << "## 1. Where we are\n\n"
        << figure("operations.open", A) << " operations in " << figure("lines.functions", A)
        << " source lines are open: nobody has shown that they are safe, which does not make them "
           "bugs. "
        << figure("operations.discharged", A) << " others were shown to be safe. "
        << coverageLine(A.coverage) << ".\n\n";
    if (!A.inventory.languages.empty()) {
      Out << figure("unsafe.all.share", A) << " of all source lines, and "
          << figure("unsafe.shipped.share", A)
          << " of those that are shipped, are in memory-unsafe languages.\n\n";
      printMarkdownTable(languageTable(A), Out);
    }
    element(13);
    Out << "What limits the harm of an error today, as the compile commands show it:\n\n";
    if (Table T = hardeningTable(A); !T.rows.empty())
      printMarkdownTable(T, Out);
    else
      Out << "not measured; `ferrule plan` reads the compile commands.\n\n";
    if (Table T = practiceTable(A); !T.rows.empty())
      printMarkdownTable(T, Out);
    element(11);
    Out << "In the terms of the OpenSSF memory-safety continuum this is code in a language that is "
           "not "
           "memory-safe by default, "
        << (A.inventory.practices.empty() ? "without tools that were found"
                                          : "with the tools above")
        << ". Maturity model of the organisation (such as NIST SSDF): "
        << todo("which one, and the practice that this belongs to") << ".\n\n";
  }

  void priorities() {
    Out << "## 2. What we will do first, and why\n\n";
    element(12);
    Out << "First comes what bytes from outside reach, and holds most of the risk: network-facing "
           "code, parsers, codecs and cryptography are what CISA and NSA ask to begin with.\n\n";
    Table T = moduleTable(A, Priorities);
    T.title.clear();
    printMarkdownTable(T, Out);
    Out << "The security boundary: "
        << fact(A.facts.boundary, "what the project protects, and from whom") << ".\n\n";
  }

  void phases() {
    Out << "## 3. Phases\n\n";
    element(1);
    Out << "| phase | start | end | outcome | how it is measured | effort | status |\n"
           "|---|---|---|---|---|---|---|\n";
    for (const PlanPhase &P : A.plan.phases)
      Out << "| " << P.number << ". " << P.title << " | " << todo("date") << " | " << todo("date")
          << " | " << P.outcome << " | at most " << P.openAfter << " operations are open | "
          << inWords(P.effort) << " | " << todo("status") << " |\n";
    if (A.plan.phases.empty())
      Out << "| " << todo("phases; ferrule plan proposes some") << " | | | | | | |\n";
    Out << "\n";
    element(7);
    Out << "How development changes: every change is scanned, and none that adds an open operation "
           "is "
           "merged unseen (`ferrule diff baseline ferrule-out --fail-on new`); what a phase ends "
           "with "
           "is a command that anybody can run. Old and new run beside each other, with equal "
           "inputs, "
           "until the old one is retired.\n\n";
  }

  void newCode() {
    Out << "## 4. New code\n\n";
    element(2);
    Out << fact(A.facts.newCode,
                "the date from which on new code is in a memory-safe language, which "
                "one, and who grants exceptions")
        << "\n\n";
  }

  void people() {
    Out << "## 5. People\n\n";
    element(3);
    Out << fact(A.facts.training,
                "who learns what until when; time for writing, debugging, tools, the "
                "build, and quality control")
        << "\n\n";
    std::map<std::string, unsigned> Kinds;
    for (const Idiom &I : A.idioms)
      ++Kinds[I.kind];
    if (Kinds.empty())
      return;
    std::vector<std::string> Words;
    for (const auto &[Kind, N] : Kinds)
      Words.push_back(Kind + " (" + utostr(N) + ")");
    Out << "Idioms of this code that the training has to cover: " << join(Words, ", ") << ".\n\n";
  }

  void dependencies() {
    Out << "## 6. Dependencies\n\n";
    element(4);
    Table T = dependencyTable(A);
    if (T.rows.empty())
      Out << "No native library was found in the compile and link commands. "
          << todo("confirm that, or list them") << "\n\n";
    T.columns.push_back({"decision"});
    for (auto &Row : T.rows)
      Row.push_back({todo("keep, wrap, sandbox or replace; contact and date")});
    if (!T.rows.empty())
      printMarkdownTable(T, Out);
  }

  void unsafeCode() {
    Out << "## 7. Code that stays unsafe\n\n";
    element(14);
    unsigned Modules = 0, Open = 0;
    for (const ModulePlan &M : A.plan.modules)
      if (M.remedy != Remedy::Rust && M.remedy != Remedy::Replace) {
        ++Modules;
        Open += M.open;
      }
    Out << "Guarantees end where data crosses into unsafe code. " << counted(Modules, "module")
        << " with " << counted(Open, "open operation")
        << " stay in C or C++. Of a port, the layer at the C interface stays unsafe; it is one "
           "file, "
           "each block with the reason why it is sound, and no other file may have `unsafe`.\n\n";
  }

  void vulnerabilities() {
    Out << "## 8. Vulnerability data\n\n";
    element(15);
    Out << "A memory-safety vulnerability is one of a weakness in CWE-1399, as CISA counts. "
           "ferrule "
           "reports further weaknesses that a memory-safe language rules out too, as a set of "
           "their "
           "own.\n\n";
    element(6);
    Out << fact(A.facts.vulnerabilityData, "commit to a CWE for every CVE, in time, and to saying "
                                           "which are about memory safety")
        << " Contact: " << fact(A.facts.securityContact, "where to report a vulnerability")
        << "\n\n";
  }

  void reporting() {
    Out << "## 9. How we report\n\n";
    element(5);
    Out << "How often: " << todo("every quarter, or every half year")
        << ". The figures are made again with\n\n```sh\n"
        << printable(commandToRepeat(A))
        << "\nferrule plan ferrule-out -p BUILD\nferrule diff baseline ferrule-out --format "
           "md\n```\n\n"
           "and published with what went well and what did not: "
        << todo("where") << ".\n\n";
  }

  void obstacles() {
    Out << "## 10. Obstacles and open questions\n\n";
    element(10);
    Table T{"", {{"of"}, {"what is in the way"}, {"places", true}, {"what would help"}}, {}};
    for (const TargetBlocker &B : ArrayRef(A.plan.blockers).take_front(Priorities))
      T.rows.push_back({{B.target},
                        {.text = B.what, .prose = true},
                        {utostr(B.places)},
                        {.text = B.remedy, .prose = true}});
    if (!T.rows.empty())
      printMarkdownTable(T, Out);
    Out << todo("what others could help with: platforms, people, money") << "\n\n";
    if (!A.plan.notToMigrate.empty())
      Out << "When not to migrate:\n\n";
    for (const std::string &Why : A.plan.notToMigrate)
      Out << "- " << inMarkdown(Why) << "\n";
    if (!A.plan.notToMigrate.empty())
      Out << "\n";
  }

  void changes() { Out << "## 11. Changes since the last version\n\nThis is the first version.\n"; }

  const Assessment &A;
  raw_ostream &Out;
};

void write(const Assessment &A, const ReportOptions &, raw_ostream &Out) { Writer(A, Out).write(); }

RegisterReport X({"roadmap", "MEMORY-SAFETY-ROADMAP.md with the elements that CISA asks for",
                  write});

} // namespace
} // namespace ferrule
