// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ferrule doctor: will a scan work, and if not, what helps. Every unit is parsed, no check runs,
// nothing is written.
#include "tool/commands/Setup.h"
#include "tool/frontend/ResourceDir.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/raw_ostream.h"
#include <map>
#include <memory>

namespace ferrule {
namespace {

/// What helps against a problem, by what Clang or the driver says of it.
std::string remedyFor(const TUSummary &U) {
  llvm::StringRef Reason = U.reason;
  for (const UnitDiagnostic &D : U.errors)
    if (llvm::StringRef(D.message).contains("file not found"))
      return "A header is missing. If it is generated, build the project first (so that it "
             "exists); "
             "if it belongs to a library, install its -dev package or add --extra-arg=-Ipath.";
  if (Reason.contains("does not exist"))
    return "Configure the build again, or build it first if the file is generated.";
  if (U.status == UnitStatus::TimedOut)
    return "Give it more time with --timeout, or leave it out with --exclude.";
  if (U.status == UnitStatus::Crashed)
    return "Run 'ferrule extract' on the file to see the crash; leave it out with --exclude.";
  if (Reason.contains("unknown target"))
    return "Name the target with --extra-arg=--target=TRIPLE and its headers with "
           "--extra-arg=--sysroot=DIR.";
  if (U.status == UnitStatus::Recovered)
    return "Clang does not accept what the project's compiler accepts: try the project's own "
           "configuration for Clang, or --extra-arg with what is missing. What parsed is used.";
  return "See the reason; --exclude leaves the file out.";
}

void say(llvm::StringRef What, bool Good, llvm::StringRef Detail) {
  llvm::outs() << (Good ? "ok      " : "PROBLEM ") << What;
  if (!Detail.empty())
    llvm::outs() << ": " << Detail;
  llvm::outs() << "\n";
}

void checkTools() {
  auto Tidy = llvm::sys::findProgramByName("clang-tidy-22");
  say("clang-tidy-22", static_cast<bool>(Tidy),
      Tidy ? *Tidy : "only needed for the clang-tidy module; apt-get install clang-tidy-22");
  auto Git = llvm::sys::findProgramByName("git");
  say("git", static_cast<bool>(Git),
      Git ? *Git : "only needed to name the commit; apt-get install git");
}

llvm::Expected<int> run(const InputOptions &Input, const CommandLine &Line) {
  auto ResourceDir = findResourceDir();
  if (!ResourceDir)
    return ResourceDir.takeError();
  say("built-in headers of Clang", true, *ResourceDir);
  checkTools();
  auto S = prepare(Input, Line);
  if (!S)
    return S.takeError();
  say("compilation database", true, S->database.empty() ? "none: flags behind --" : S->database);
  say("root", true, S->analysis.root);
  say("configuration", true, S->config.file.empty() ? "none" : S->config.file);
  for (const FlagNote &Note : S->environment)
    say("environment variable " + Note.flag, false, Note.reason);
  catchInterrupts();
  // Only whether they parse is asked.
  S->analysis.checks = "";
  Cache None("", S->analysis);
  auto Result = runPlan(std::move(S->plan), S->analysis,
                        {.workers = llvm::hardware_concurrency().compute_thread_count()}, None,
                        ProgressMode::Auto);
  if (!Result)
    return Result.takeError();
  std::map<std::string, std::vector<const TUSummary *>> ByRemedy;
  std::map<std::pair<std::string, bool>, unsigned> Flags;
  std::map<std::string, std::string> Reasons;
  unsigned Good = 0, Skipped = 0;
  for (const TUSummary &U : Result->units) {
    for (const FlagNote &F : U.flags) {
      ++Flags[{F.flag, F.refused}];
      Reasons[F.flag] = F.reason;
    }
    if (U.status == UnitStatus::Analysed)
      ++Good;
    else if (U.status == UnitStatus::Skipped)
      ++Skipped;
    else
      ByRemedy[remedyFor(U)].push_back(&U);
  }
  for (const auto &[Flag, Count] : Flags)
    say("flag '" + Flag.first + "'", !Flag.second,
        std::string(Flag.second ? "refused" : "left out") + " in " + std::to_string(Count) +
            (Count == 1 ? " unit: " : " units: ") + Reasons[Flag.first]);
  say("units", ByRemedy.empty(),
      std::to_string(Result->units.size()) + " commands: " + std::to_string(Good) +
          " parse without errors, " + std::to_string(Skipped) + " skipped, " +
          std::to_string(Result->units.size() - Good - Skipped) + " with problems");
  bool Complete = true;
  for (const auto &[Remedy, Units] : ByRemedy) {
    llvm::outs() << "\n" << Remedy << "\n";
    for (const TUSummary *U : Units) {
      Complete &= U->wasRead();
      llvm::outs() << "  " << nameOf(U->status) << " ";
      llvm::outs().write_escaped(U->file) << ": ";
      llvm::outs().write_escaped(U->reason) << "\n";
    }
  }
  return Complete ? ExitOk : ExitIncomplete;
}

} // namespace

void addDoctor(CLI::App &App, CommandLine &Line) {
  auto Input = std::make_shared<InputOptions>();
  CLI::App *Command = addCommand(App, Line, "doctor", "Explain what keeps a scan from working",
                                 [Input, &Line] { return run(*Input, Line); });
  Input->addTo(*Command);
}

} // namespace ferrule
