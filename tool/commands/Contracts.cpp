// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ferrule contracts: the inferred interface of a library, to read.
#include "reports/Contracts.h"
#include "tool/commands/Commands.h"
#include "tool/commands/LoadAssessment.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>

namespace ferrule {
namespace {

struct ContractOptions {
  std::string input;
  std::string header;
  std::string symbol;
  std::string format = "md";
};

bool isHeader(llvm::StringRef File, llvm::StringRef Wanted) {
  return File == Wanted || (File.ends_with(Wanted) && File.drop_back(Wanted.size()).ends_with("/"));
}

llvm::Expected<int> run(const ContractOptions &Options) {
  const ContractFormat *Format = findContractFormat(Options.format);
  if (!Format)
    return llvm::createStringError("--format '" + Options.format +
                                   "' is not md, json or c-annotations");
  auto A = loadAssessment(Options.input);
  if (!A)
    return A.takeError();
  std::vector<const Inference *> Chosen;
  for (const Inference &I : A->inferences) {
    bool Named = I.name == Options.symbol || I.entity == Options.symbol;
    if (!Options.symbol.empty()   ? Named
        : !Options.header.empty() ? isHeader(I.file, Options.header)
                                  : I.exported)
      Chosen.push_back(&I);
  }
  if (Chosen.empty() && !Options.symbol.empty())
    return llvm::createStringError("no pointer in the interface of '" + Options.symbol + "' in '" +
                                   Options.input +
                                   "'; without --symbol all exported ones are listed");
  if (Chosen.empty() && !Options.header.empty())
    return llvm::createStringError("no interface with pointers is declared in '" + Options.header +
                                   "' in '" + Options.input +
                                   "'; without --header all exported ones are listed");
  Format->write(Chosen, A->interfaces, llvm::outs());
  return ExitOk;
}

} // namespace

void addContracts(CLI::App &App, CommandLine &Line) {
  auto Options = std::make_shared<ContractOptions>();
  CLI::App *Command =
      addCommand(App, Line, "contracts", "Show what every pointer in an interface means",
                 [Options] { return run(*Options); });
  Command->add_option("input", Options->input, "Output directory of a scan, or its assessment.json")
      ->required();
  auto *Header = Command->add_option("--header", Options->header,
                                     "Only what this header declares (a path, or its end)");
  Command->add_option("--symbol", Options->symbol, "Only this function, record or variable")
      ->excludes(Header);
  Command
      ->add_option("--format", Options->format,
                   "md: a table; json: the inferences; c-annotations: a header to read")
      ->capture_default_str();
}

} // namespace ferrule
