// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ferrule sample: a random sample for somebody to judge, and what came of it.
#include "reports/JudgingSheet.h"
#include "tool/commands/Commands.h"
#include "tool/commands/LoadAssessment.h"
#include "tool/commands/WriteText.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>

namespace ferrule {
namespace {

struct SampleOptions {
  std::string input;
  std::string from = "open";
  std::size_t count = 50;
  std::uint64_t seed = 1;
  std::string output = "-";
  std::string judged;
};

llvm::Expected<int> countJudged(const std::string &File) {
  auto Text = llvm::MemoryBuffer::getFile(File, /*IsText=*/true);
  if (!Text)
    return llvm::createStringError("cannot read '" + File + "': " + Text.getError().message() +
                                   "; ferrule sample DIR -o FILE writes a sheet");
  auto Counted = countVerdicts((*Text)->getBuffer());
  if (!Counted)
    return llvm::createStringError("'" + File + "': " + llvm::toString(Counted.takeError()));
  llvm::outs() << *Counted << "\n";
  return ExitOk;
}

llvm::Expected<int> run(const SampleOptions &Options) {
  if (!Options.judged.empty())
    return countJudged(Options.judged);
  if (Options.input.empty())
    return llvm::createStringError("no input: name the output directory of a scan, or a judged "
                                   "sheet with --judged");
  const auto From = parseEnum<Population>(Options.from);
  if (!From)
    return llvm::createStringError("--of '" + Options.from +
                                   "' is not defects, open, discharged or contracts");
  auto A = loadAssessment(Options.input);
  if (!A)
    return A.takeError();
  auto Write = [&](llvm::raw_ostream &Out) {
    writeJudgingSheet(*A, *From, Options.count, Options.seed, Out);
  };
  if (llvm::Error E = writeText(Options.output, Write))
    return E;
  return ExitOk;
}

} // namespace

void addSample(CLI::App &App, CommandLine &Line) {
  auto Options = std::make_shared<SampleOptions>();
  CLI::App *Command =
      addCommand(App, Line, "sample", "Draw a random sample for somebody to judge by hand",
                 [Options] { return run(*Options); });
  auto *Input = Command->add_option("input", Options->input,
                                    "Output directory of a scan, or its assessment.json");
  auto *Judged = Command->add_option("--judged", Options->judged,
                                     "Count the verdicts on this sheet instead of drawing");
  Judged->excludes(Input);
  Command
      ->add_option("--of", Options->from, "What is drawn: defects, open, discharged or contracts")
      ->capture_default_str()
      ->excludes(Judged);
  Command->add_option("--count", Options->count, "How many")
      ->capture_default_str()
      ->check(CLI::PositiveNumber)
      ->excludes(Judged);
  Command->add_option("--seed", Options->seed, "The same seed draws the same sample")
      ->capture_default_str()
      ->excludes(Judged);
  Command->add_option("-o,--output", Options->output, "File, or - for standard output")
      ->capture_default_str()
      ->excludes(Judged);
}

} // namespace ferrule
