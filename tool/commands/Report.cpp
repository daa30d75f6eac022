// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ferrule report: any format from an assessment alone.
#include "reports/Report.h"
#include "tool/commands/LoadAssessment.h"
#include "tool/commands/Output.h"
#include "tool/compare/Compare.h"
#include "tool/frontend/AtomicFile.h"
#include <memory>
#include <optional>

namespace ferrule {
namespace {

struct FormatOptions {
  std::string input;
  std::string format = "text";
  std::string output = "-";
  OutputOptions terminal;
  bool includeDefects = false;
  std::string baseline;
};

llvm::Expected<int> run(const FormatOptions &Options) {
  const ReportFormat *Format = findReportFormat(Options.format);
  if (!Format) {
    std::string Known;
    for (const ReportFormat &F : reportFormats())
      Known += " " + F.name;
    return llvm::createStringError("--format '" + Options.format + "' is none of:" + Known);
  }
  auto A = loadAssessment(Options.input);
  if (!A)
    return A.takeError();
  if (llvm::Error E = Options.terminal.check())
    return E;
  std::optional<Comparison> Changed;
  if (!Options.baseline.empty()) {
    auto Before = loadAssessment(Options.baseline);
    if (!Before)
      return Before.takeError();
    Changed = compare(*Before, *A, Options.includeDefects);
  }
  bool ToTerminal = Options.output == "-";
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  Format->write(*A,
                {.color = ToTerminal && Options.terminal.useColor(),
                 .allFindings = Options.terminal.allFindings,
                 .includeDefects = Options.includeDefects,
                 .comparison = Changed ? &*Changed : nullptr},
                Out);
  if (ToTerminal)
    llvm::outs() << Text;
  else if (llvm::Error E = writeFileAtomically(Options.output, Text))
    return E;
  return ExitOk;
}

} // namespace

void addReport(CLI::App &App, CommandLine &Line) {
  auto Options = std::make_shared<FormatOptions>();
  CLI::App *Command = addCommand(App, Line, "report", "Make a report from an assessment",
                                 [Options] { return run(*Options); });
  std::string Formats = "One of";
  for (const ReportFormat &F : reportFormats())
    Formats += "\n" + F.name + ": " + F.summary;
  Command->add_option("input", Options->input, "Output directory of a scan, or its assessment.json")
      ->required();
  Command->add_option("--format", Options->format, Formats)->capture_default_str();
  Command->add_option("-o,--output", Options->output, "File, or - for standard output")
      ->capture_default_str();
  Command->add_option("--color", Options->terminal.color, "auto, always or never")
      ->capture_default_str();
  Command->add_flag("--all", Options->terminal.allFindings, "Text: print every finding");
  Command->add_option("--baseline", Options->baseline,
                      "HTML: an earlier assessment; the report shows what changed since");
  Command->add_flag("--include-defects", Options->includeDefects,
                    "HTML: show where diagnosed defects are, and how they come about");
}

} // namespace ferrule
