// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ferrule diff: what changed between two assessments, and a gate on it.
#include "reports/Progress.h"
#include "tool/commands/Commands.h"
#include "tool/commands/LoadAssessment.h"
#include "tool/commands/WriteText.h"
#include "tool/compare/Compare.h"
#include <memory>

namespace ferrule {
namespace {

struct DiffOptions {
  std::string before;
  std::string after;
  std::string format = "text";
  std::string output = "-";
  std::string failOn;
  bool includeDefects = false;
};

llvm::Expected<int> run(const DiffOptions &Options) {
  const ProgressFormat *Format = findProgressFormat(Options.format);
  if (!Format)
    return llvm::createStringError("--format '" + Options.format + "' is not text, md or json");
  if (!Options.failOn.empty() && Options.failOn != "new")
    return llvm::createStringError("--fail-on '" + Options.failOn + "' is not new");
  auto Before = loadAssessment(Options.before);
  if (!Before)
    return Before.takeError();
  auto After = loadAssessment(Options.after);
  if (!After)
    return After.takeError();
  Comparison C = compare(*Before, *After, Options.includeDefects);
  auto Write = [&](llvm::raw_ostream &Out) { Format->write(C, Out); };
  if (llvm::Error E = writeText(Options.output, Write))
    return E;
  if (Options.failOn.empty())
    return ExitOk;
  if (!Before->coverage.complete() || !After->coverage.complete())
    return ExitIncomplete;
  return C.newDefects || C.newOpen ? ExitGate : ExitOk;
}

} // namespace

void addDiff(CLI::App &App, CommandLine &Line) {
  auto Options = std::make_shared<DiffOptions>();
  CLI::App *Command = addCommand(App, Line, "diff", "Show what changed between two assessments",
                                 [Options] { return run(*Options); });
  Command
      ->add_option("before", Options->before,
                   "Output directory of the earlier scan, or its assessment.json")
      ->required();
  Command->add_option("after", Options->after, "The same of the later scan")->required();
  Command
      ->add_option("--format", Options->format,
                   "text; md: the progress report; json: the comparison")
      ->capture_default_str();
  Command->add_option("-o,--output", Options->output, "File, or - for standard output")
      ->capture_default_str();
  Command->add_option("--fail-on", Options->failOn,
                      "new: exit with 2 when there are new defects, or new open operations in "
                      "shipped code");
  Command->add_flag("--include-defects", Options->includeDefects,
                    "Print the places of defects, which are private until they are mended");
}

} // namespace ferrule
