// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ferrule checks: what is looked for, from the checks' own metadata.
#include "checks/Check.h"
#include "tool/commands/Commands.h"
#include "tool/frontend/UnitAnalysis.h"
#include "tool/model/Json.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>

namespace ferrule {
namespace {

struct ListOptions {
  std::string globs = "*";
  bool json = false;
};

llvm::Expected<int> run(const ListOptions &Options) {
  auto Checks = selectChecks(Options.globs);
  if (!Checks)
    return Checks.takeError();
  if (Options.json) {
    std::vector<CheckInfo> All;
    for (const auto &C : *Checks)
      All.push_back(C->info());
    llvm::json::OStream J(llvm::outs(), /*IndentSize=*/2);
    writeJson(J, All);
    llvm::outs() << "\n";
    return ExitOk;
  }
  for (const auto &C : *Checks) {
    const CheckInfo &I = C->info();
    llvm::outs() << llvm::left_justify(I.id, 40) << " CWE-"
                 << llvm::left_justify(std::to_string(I.cwes.front()), 4) << " " << I.summary
                 << "\n";
  }
  return ExitOk;
}

} // namespace

void addChecks(CLI::App &App, CommandLine &Line) {
  auto Options = std::make_shared<ListOptions>();
  CLI::App *Command =
      addCommand(App, Line, "checks", "List the checks", [Options] { return run(*Options); });
  Command->add_option("--checks", Options->globs, "Only these, by globs")->capture_default_str();
  Command->add_flag("--json", Options->json, "All metadata, as JSON");
}

} // namespace ferrule
