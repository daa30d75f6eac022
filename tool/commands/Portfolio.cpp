// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ferrule portfolio: the figures of several projects side by side.
#include "reports/Portfolio.h"
#include "tool/commands/Commands.h"
#include "tool/commands/LoadAssessment.h"
#include "tool/commands/WriteText.h"
#include "llvm/ADT/STLExtras.h"
#include <memory>

namespace ferrule {
namespace {

struct PortfolioOptions {
  std::vector<std::string> inputs;
  std::string format = "text";
  std::string output = "-";
};

llvm::Expected<int> run(const PortfolioOptions &Options) {
  const PortfolioFormat *Format = findPortfolioFormat(Options.format);
  if (!Format)
    return llvm::createStringError("--format '" + Options.format +
                                   "' is not text, md, csv or html");
  std::vector<PortfolioEntry> Entries;
  for (const std::string &Input : Options.inputs) {
    auto A = loadAssessment(Input);
    if (!A)
      return A.takeError();
    Entries.push_back(portfolioEntry(*A));
  }
  llvm::sort(Entries, [](const PortfolioEntry &L, const PortfolioEntry &R) {
    return std::tie(L.name, L.date, L.commit) < std::tie(R.name, R.date, R.commit);
  });
  auto Write = [&](llvm::raw_ostream &Out) { Format->write(Entries, Out); };
  if (llvm::Error E = writeText(Options.output, Write))
    return E;
  return ExitOk;
}

} // namespace

void addPortfolio(CLI::App &App, CommandLine &Line) {
  auto Options = std::make_shared<PortfolioOptions>();
  CLI::App *Command =
      addCommand(App, Line, "portfolio", "Put the figures of several projects side by side",
                 [Options] { return run(*Options); });
  Command
      ->add_option("inputs", Options->inputs,
                   "Output directories of scans, or their assessment.json")
      ->required();
  Command
      ->add_option("--format", Options->format,
                   "text; md; csv: a record per project; html: one page without scripts")
      ->capture_default_str();
  Command->add_option("-o,--output", Options->output, "File, or - for standard output")
      ->capture_default_str();
}

} // namespace ferrule
