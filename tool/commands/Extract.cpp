// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ferrule extract: one unit in; one shard and a depfile out. A pure function of what it reads, so
// that Ninja, Bazel, Slurm or anything else can drive it. Nothing is started: the unit is parsed
// here.
#include "tool/commands/Setup.h"
#include "tool/frontend/AtomicFile.h"
#include "tool/frontend/Worker.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <memory>

namespace ferrule {
namespace {

struct ExtractOptions {
  InputOptions input;
  std::string unit;
  std::string output;
  std::string depfile;
};

/// Make's escapes, as Ninja reads them.
std::string escapedForMake(llvm::StringRef Path) {
  std::string Result;
  for (char C : Path) {
    if (C == ' ' || C == '#' || C == '\\')
      Result += '\\';
    if (C == '$')
      Result += '$';
    Result += C;
  }
  return Result;
}

/// A slip of the keyboard must not cost a source file.
llvm::Error checkNotAnInput(const std::string &File, llvm::ArrayRef<std::string> Inputs) {
  if (llvm::any_of(
          Inputs, [&](const std::string &Input) { return llvm::sys::fs::equivalent(File, Input); }))
    return llvm::createStringError("'" + File +
                                   "' is a file that the unit reads; it is left as it "
                                   "is: choose another name for the output");
  return llvm::Error::success();
}

llvm::Expected<int> run(ExtractOptions &Options, const CommandLine &Line) {
  auto S = prepare(Options.input, Line);
  if (!S)
    return S.takeError();
  if (!Options.unit.empty())
    llvm::erase_if(S->plan.jobs, [&](const Job &J) { return J.unit != Options.unit; });
  if (S->plan.jobs.size() != 1) {
    std::string Units;
    for (const Job &J : S->plan.jobs)
      Units += "\n  --unit '" + J.unit + "'";
    // The file that was asked for may be one that a scan skips or fails.
    for (const TUSummary &U : S->plan.settled)
      if (S->plan.jobs.empty() && llvm::any_of(Options.input.sources, [&](llvm::StringRef Source) {
            return Source.ends_with(llvm::sys::path::filename(U.file));
          }))
        return llvm::createStringError("'" + U.file + "' cannot be analysed: " + U.reason);
    return llvm::createStringError(S->plan.jobs.empty()
                                       ? "no command matches; name one source of the database"
                                       : "several commands match; choose one:" + Units);
  }
  SourceScope Scope = llvm::cantFail(makeScope(S->analysis));
  auto Checks = llvm::cantFail(selectChecks(S->analysis.checks));
  std::vector<Check *> Enabled;
  for (auto &C : Checks)
    Enabled.push_back(C.get());
  UnitOutput Output = analyzeUnit(S->plan.jobs.front(), Scope, Enabled);
  for (const std::string &File : {Options.output, Options.depfile})
    if (llvm::Error E = checkNotAnInput(File, Output.inputs))
      return E;
  Shard Result{S->analysis, projectOf(S->analysis), {Output.summary}};
  Result.around.entryPoints = S->config.entryPoints;
  if (llvm::Error E = writeFileAtomically(Options.output, toText(Result)))
    return E;
  if (Options.depfile.empty())
    return ExitOk;
  std::string Rule = escapedForMake(Options.output) + ":";
  for (const std::string &Input : Output.inputs)
    Rule += " \\\n  " + escapedForMake(Input);
  if (llvm::Error E = writeFileAtomically(Options.depfile, Rule + "\n"))
    return E;
  return ExitOk;
}

} // namespace

void addExtract(CLI::App &App, CommandLine &Line) {
  auto Options = std::make_shared<ExtractOptions>();
  CLI::App *Command = addCommand(App, Line, "extract", "Analyse one unit into a shard",
                                 [Options, &Line] { return run(*Options, Line); });
  Options->input.addTo(*Command);
  Command->add_option("--unit", Options->unit,
                      "Name of the unit, when a file has several commands");
  Command->add_option("-o,--output", Options->output, "The shard")->required();
  Command->add_option("--depfile", Options->depfile,
                      "Also write what was read, as a rule for Make or Ninja");
}

} // namespace ferrule
