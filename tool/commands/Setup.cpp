// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/commands/Setup.h"
#include "tool/frontend/ResourceDir.h"
#include "tool/history/Checkout.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/TargetSelect.h"

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace ferrule {

void InputOptions::addTo(CLI::App &Command) {
  Command.add_option("-p", build, "Build directory with compile_commands.json (default: search)");
  Command.add_option("sources", sources, "Analyse only these files");
  addCommonTo(Command);
}

void InputOptions::addCommonTo(CLI::App &Command) {
  Command.add_option("--root", root,
                     "Directory that paths are relative to (default: the git checkout, or the "
                     "common directory of the sources)");
  Command.add_option("--checks", checks, "Globs of checks, such as '*,-ferrule-libc-*'");
  Command.add_option("--header-filter", headerFilter,
                     "Regular expression of headers to analyse (default: those below the root)");
  Command.add_option("--exclude", exclude, "Regular expression of files to leave out; repeatable");
  Command.add_option("--extra-arg", extraArgs, "Compiler flag to add behind each command")
      ->allow_extra_args(false);
  Command.add_option("--extra-arg-before", extraArgsBefore, "Compiler flag to add in front")
      ->allow_extra_args(false);
}

static std::string absolute(llvm::StringRef Path) {
  llvm::SmallString<256> Result(Path);
  // Fails when there is no current directory any more; then the path stays what it is.
  (void)fs::make_absolute(Result);
  path::remove_dots(Result, /*remove_dot_dot=*/true);
  return Result.str().str();
}

static llvm::Expected<std::vector<CompileCommand>>
findCommands(const InputOptions &Options, const CommandLine &Line, std::string &Database) {
  if (!Line.hasFlags) {
    auto Found = findCompilationDatabase(Options.build);
    if (!Found)
      return Found.takeError();
    Database = absolute(*Found);
    return readCompilationDatabase(Database);
  }
  if (Options.sources.empty())
    return llvm::createStringError("there are flags behind -- but no source file before it");
  llvm::SmallString<256> Here;
  if (std::error_code Error = fs::current_path(Here))
    return llvm::createStringError("there is no current directory: " + Error.message());
  std::vector<CompileCommand> Commands;
  for (const std::string &Source : Options.sources) {
    CompileCommand C{Here.str().str(), absolute(Source), {}};
    bool CXX = llvm::StringSwitch<bool>(path::extension(Source))
                   .Cases({".cpp", ".cc", ".cxx", ".C", ".hpp", ".hh", ".hxx"}, true)
                   .Default(false);
    C.arguments.emplace_back(CXX ? "clang++" : "clang");
    llvm::append_range(C.arguments, Line.flags);
    C.arguments.push_back(C.file);
    Commands.push_back(std::move(C));
  }
  return Commands;
}

/// Sources that no command names would be skipped in silence.
static llvm::Error checkSources(llvm::ArrayRef<std::string> Sources,
                                llvm::ArrayRef<CompileCommand> Commands, llvm::StringRef Database) {
  for (const std::string &S : Sources)
    if (llvm::none_of(Commands, [&](const CompileCommand &C) { return C.file == S; }))
      return llvm::createStringError("'" + S + "' has no command in '" + Database +
                                     "'; a header is analysed through the files that include it, "
                                     "and a file can be given its flags behind --");
  return llvm::Error::success();
}

llvm::Expected<Setup> prepare(const InputOptions &Options, const CommandLine &Line) {
  llvm::InitializeAllTargetInfos();
  Setup S;
  auto Commands = findCommands(Options, Line, S.database);
  if (!Commands)
    return Commands.takeError();
  std::vector<std::string> Sources, Files;
  for (const std::string &Source : Options.sources)
    Sources.push_back(absolute(Source));
  if (llvm::Error E = checkSources(Sources, *Commands, S.database))
    return E;
  for (const CompileCommand &C : *Commands)
    Files.push_back(C.file);
  S.analysis.root = Options.root.empty() ? findRoot(Files) : absolute(Options.root);
  auto Config = findConfig(S.analysis.root);
  if (!Config)
    return Config.takeError();
  S.config = std::move(*Config);
  // The command line goes before the file; lists are joined.
  S.analysis.checks = !Options.checks.empty() ? Options.checks : S.config.checks.value_or("*");
  S.analysis.headerFilter =
      !Options.headerFilter.empty() ? Options.headerFilter : S.config.headerFilter.value_or("");
  S.analysis.exclude = S.config.exclude;
  for (const std::string &Exclude : Options.exclude)
    if (!llvm::is_contained(S.analysis.exclude, Exclude))
      S.analysis.exclude.push_back(Exclude);
  S.commands = *Commands;
  // The file comes with the project, so its flags are cleaned like those of the commands; only what
  // the user types is trusted.
  for (CompileCommand &C : *Commands) {
    C.arguments.insert(C.arguments.begin() + 1, S.config.extraArgsBefore.begin(),
                       S.config.extraArgsBefore.end());
    llvm::append_range(C.arguments, S.config.extraArgs);
  }
  CleaningOptions Cleaning{.extraArgs = Options.extraArgs,
                           .extraArgsBefore = Options.extraArgsBefore};
  auto ResourceDir = findResourceDir();
  if (!ResourceDir)
    return ResourceDir.takeError();
  Cleaning.resourceDir = std::move(*ResourceDir);
  // Both are errors of the user, to be found before a worker is started.
  if (auto Scope = makeScope(S.analysis); !Scope)
    return Scope.takeError();
  if (auto Checks = selectChecks(S.analysis.checks); !Checks)
    return Checks.takeError();
  S.environment = clearCompilerEnvironment();
  S.plan = planJobs(*Commands, S.analysis, Cleaning, Sources);
  return S;
}

ProjectInfo projectOf(const AnalysisOptions &Options) {
  return {.root = Options.root,
          .commit = commitOf(Options.root),
          .exclude = Options.exclude,
          .headerFilter = Options.headerFilter,
          .checks = Options.checks};
}

llvm::Expected<std::vector<Setup>> prepareAll(std::vector<std::string> Builds, InputOptions Options,
                                              const Assessment &A, const CommandLine &Line) {
  std::vector<Setup> Setups;
  if (Builds.empty())
    Builds.emplace_back();
  if (Options.root.empty())
    Options.root = A.project.root;
  // What was left out of the scan stays out.
  Options.exclude.insert(Options.exclude.begin(), A.project.exclude.begin(),
                         A.project.exclude.end());
  if (Options.headerFilter.empty())
    Options.headerFilter = A.project.headerFilter;
  if (Options.checks.empty())
    Options.checks = A.project.checks;
  for (std::string &Build : Builds) {
    Options.build = std::move(Build);
    auto S = prepare(Options, Line);
    if (!S)
      return S.takeError();
    Setups.push_back(std::move(*S));
  }
  return Setups;
}

} // namespace ferrule
