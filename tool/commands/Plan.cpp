// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ferrule plan: what to do about each module, in which order, and what is left then.
#include "reports/Plan.h"
#include "tool/commands/LoadAssessment.h"
#include "tool/commands/Setup.h"
#include "tool/frontend/AtomicFile.h"
#include "tool/inventory/TakeInventory.h"
#include "tool/plan/MakePlan.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>

namespace ferrule {
namespace {

struct PlanOptions {
  std::string directory;
  InputOptions input;
  std::vector<std::string> binaries;
  std::vector<std::string> done;
  bool quiet = false;
};

InventoryInput inventoryInput(const Setup &S, const std::vector<std::string> &Binaries) {
  InventoryInput Input{.root = S.analysis.root,
                       .build = llvm::sys::path::parent_path(S.database).str(),
                       .excluded = S.analysis.exclude,
                       .binaries = Binaries};
  for (const CompileCommand &C : S.commands)
    Input.commands.push_back({displayPath(S.analysis.root, C.file), C.directory, C.arguments});
  return Input;
}

llvm::Expected<int> run(PlanOptions &Options, const CommandLine &Line) {
  if (!llvm::sys::fs::is_directory(Options.directory))
    return llvm::createStringError("'" + Options.directory +
                                   "' is not the output directory of a scan; ferrule scan -o DIR "
                                   "makes one");
  auto A = loadAssessment(Options.directory);
  if (!A)
    return A.takeError();
  auto Setups = prepareAll({Options.input.build}, Options.input, *A, Line);
  if (!Setups)
    return Setups.takeError();
  const Setup &S = Setups->front();
  A->facts = S.config.facts;
  auto Found = takeInventory(inventoryInput(S, Options.binaries));
  if (!Found)
    return Found.takeError();
  A->inventory = std::move(*Found);
  auto P = makePlan(*A, Options.done);
  if (!P)
    return P.takeError();
  A->plan = std::move(*P);
  llvm::SmallString<256> Document(Options.directory);
  llvm::sys::path::append(Document, "assessment.json");
  if (llvm::Error E = writeFileAtomically(Document, toJson(*A)))
    return E;
  if (!Options.quiet)
    printPlan(*A, llvm::outs());
  return ExitOk;
}

} // namespace

void addPlan(CLI::App &App, CommandLine &Line) {
  auto Options = std::make_shared<PlanOptions>();
  CLI::App *Command = addCommand(App, Line, "plan",
                                 "Choose a remedy for each module, price it, and put it in order",
                                 [Options, &Line] { return run(*Options, Line); });
  Command->add_option("input", Options->directory, "Output directory of a scan")->required();
  Command->add_option("-p", Options->input.build,
                      "Build directory with compile_commands.json (default: search)");
  Options->input.addCommonTo(*Command);
  Command
      ->add_option("--binary", Options->binaries,
                   "A library or program of the build, to look at its hardening; repeatable")
      ->allow_extra_args(false);
  Command
      ->add_option("--assume-done", Options->done,
                   "A step of the plan that counts as done, to see what is left; repeatable")
      ->allow_extra_args(false);
  Command->add_flag("--quiet", Options->quiet, "Print nothing but errors");
}

} // namespace ferrule
