// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The statement for a README or a release note: short, and without a badge, as there is no grade.
// What JSON has beside it is for programs.
#include "reports/Report.h"
#include "reports/Statement.h"
#include "reports/Tables.h"
#include "tool/model/CweSets.h"
#include "tool/model/Json.h"
#include "tool/model/Unicode.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ferrule {
namespace {

const StatementMetric &metric(const Statement &S, StringRef Id) {
  return *find_if(S.metrics, [&](const StatementMetric &M) { return M.id == Id; });
}

/// "CWE-476 (null) 63": by number.
std::string inWords(ArrayRef<CweCount> Counts) {
  std::string Text;
  for (const CweCount &C : Counts) {
    if (!C.operations.open)
      continue;
    Text += (Text.empty() ? "" : ", ") + C.name;
    if (!C.kind.empty())
      Text += " (" + C.kind + ")";
    Text += " " + std::to_string(C.operations.open);
  }
  return Text;
}

void printLanguages(const Statement &S, raw_ostream &Out) {
  Out << "- Languages: ";
  if (S.languages.empty())
    Out << "not measured";
  else
    Out << metric(S, "unsafe.shipped.share").shown << " of the shipped source lines are in "
        << "memory-unsafe languages (" << metric(S, "unsafe.shipped.lines").shown << "); "
        << metric(S, "unsafe.all.share").shown << " of the whole repository";
  Out << ".\n";
}

void printSets(const Statement &S, raw_ostream &Out) {
  Out << "- Open ones by their first CWE (" << S.cweVersion << "): ";
  ListSeparator Comma;
  for (const CweCount &C : S.cweSets)
    Out << Comma << C.operations.open << " in " << C.name << " (" << C.members << " members)";
  if (std::string Text = inWords(S.onlyFerrule); !Text.empty())
    Out << "; in the second only: " << Text;
  if (std::string Text = inWords(S.inNeither); !Text.empty())
    Out << "; in neither: " << Text;
  Out << ".\n";
}

void write(const Assessment &A, const ReportOptions &, raw_ostream &Out) {
  Statement S = makeStatement(A);
  auto Shown = [&](StringRef Id) { return metric(S, Id).shown; };
  Out << "## Memory safety of " << inMarkdown(S.project);
  if (!S.version.empty())
    Out << " " << inMarkdown(S.version);
  Out << "\n\n";
  if (!S.commit.empty())
    Out << "Commit " << inCode(S.commit) << (S.date.empty() ? "" : " of " + inMarkdown(S.date))
        << ", looked at with " << inMarkdown(S.tool.name + " " + S.tool.version) << ".\n\n";
  Out << "- Analysed: " << S.scope << ".\n";
  printLanguages(S, Out);
  Out << "- Operations that the language does not make safe: " << Shown("operations.open")
      << " open, " << Shown("operations.accepted") << " accepted in the source, "
      << Shown("operations.discharged") << " shown to be safe ("
      << Shown("operations.dischargedShare") << "), and " << Shown("defects")
      << " diagnosed defects, whose places are not published. Open ones are proof obligations, not "
         "bugs; how many errors there are is not known.\n";
  printSets(S, Out);
  Out << "- Interface: " << Shown("exported.functions") << " exported functions with "
      << Shown("exported.pointers") << " pointer parameters; the extent of "
      << Shown("exported.unbounded") << " of them is not known.\n"
      << "- OpenSSF Memory Safety Continuum: " << S.stage.words << " ("
      << join(map_range(S.stage.evidence, inMarkdown), "; ")
      << ").\n\nLimits: " << join(map_range(S.limits, inMarkdown), ". ")
      << ".\n\nTo make it again:\n\n```sh\n"
      << join(map_range(S.reproduce, printable), "\n") << "\n```\n";
}

void writeAsJson(const Assessment &A, const ReportOptions &, raw_ostream &Out) {
  Out << jsonText(1, [&](json::OStream &J) {
    J.object([&] {
      J.attribute("schema", StatementSchema);
      writeJsonFields(J, makeStatement(A));
    });
  }) << "\n";
}

RegisterReport X({"statement", "short memory-safety statement in Markdown", write});
RegisterReport Y({"statement-json", "the same for programs, with every figure", writeAsJson});

} // namespace
} // namespace ferrule
