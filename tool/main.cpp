// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/Version.h"
#include "tool/commands/Commands.h"
#include "llvm/Support/PrettyStackTrace.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"

using namespace ferrule;

int main(int Argc, char **Argv) {
  // A worker's stack is nobody's to read, and symbolizing it would start a program.
  if (Argc < 2 || llvm::StringRef(Argv[1]) != "worker")
    llvm::sys::PrintStackTraceOnErrorSignal(Argv[0]);
  CommandLine Line;
  // Everything behind "--" is for the compiler.
  std::vector<std::string> Arguments(Argv + 1, Argv + Argc);
  for (auto It = Arguments.begin(); It != Arguments.end(); ++It)
    if (*It == "--") {
      Line.hasFlags = true;
      Line.flags.assign(It + 1, Arguments.end());
      Arguments.erase(It, Arguments.end());
      break;
    }

  CLI::App App{"ferrule: from memory-unsafe C and C++ to safer ground, with the evidence for each "
               "step.",
               "ferrule"};
  App.set_version_flag("--version", "ferrule " FERRULE_VERSION " (LLVM " FERRULE_LLVM_VERSION ")");
  App.require_subcommand(1);
  addScan(App, Line);
  addRewrite(App, Line);
  addRewriters(App, Line);
  addBoundary(App, Line);
  addPlan(App, Line);
  addReport(App, Line);
  addRoadmap(App, Line);
  addDiff(App, Line);
  addPortfolio(App, Line);
  addSample(App, Line);
  addContracts(App, Line);
  addExplain(App, Line);
  addChecks(App, Line);
  addDoctor(App, Line);
  addExtract(App, Line);
  addMerge(App, Line);
  addWorker(App, Line);
  try {
    // CLI11 takes them from the back.
    std::reverse(Arguments.begin(), Arguments.end());
    App.parse(Arguments);
  } catch (const CLI::ParseError &E) {
    return App.exit(E) == 0 ? ExitOk : ExitError;
  }
  llvm::outs().flush();
  if (llvm::outs().has_error()) {
    llvm::errs() << "ferrule: error: cannot write to standard output: "
                 << llvm::outs().error().message() << "\n";
    llvm::outs().clear_error();
    return ExitError;
  }
  return Line.exitCode;
}
