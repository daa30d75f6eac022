// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ferrule scan: the whole way, from the compilation database to the reports.
#include "tool/Version.h"
#include "tool/commands/Deep.h"
#include "tool/commands/Imports.h"
#include "tool/commands/Limits.h"
#include "tool/commands/Output.h"
#include "tool/commands/Setup.h"
#include "tool/frontend/AtomicFile.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"
#include <memory>

namespace ferrule {
namespace {

struct ScanOptions {
  InputOptions input;
  OutputOptions output;
  ImportOptions imports;
  LimitOptions limits;
  std::string progress = "auto";
  std::string cache;
  bool noCache = false;
  std::string shard;
  std::string deep = "none";
};

llvm::Expected<ProgressMode> parseProgress(llvm::StringRef Text, bool Quiet) {
  if (Quiet || Text == "none")
    return ProgressMode::None;
  if (Text == "auto")
    return ProgressMode::Auto;
  if (Text == "plain")
    return ProgressMode::Plain;
  return llvm::createStringError("--progress '" + Text + "' is not auto, plain or none");
}

std::string cacheDirectory(const ScanOptions &Options, llvm::StringRef Database) {
  if (Options.noCache)
    return "";
  if (!Options.cache.empty())
    return Options.cache;
  // Flags behind --: there is no build directory to keep it in.
  if (Database.empty())
    return "";
  llvm::SmallString<256> Path(llvm::sys::path::parent_path(Database));
  llvm::sys::path::append(Path, ".ferrule", "cache");
  return Path.str().str();
}

void sayWhatWasSetAside(const Setup &S) {
  for (const FlagNote &Note : S.environment)
    llvm::errs() << "ferrule: " << Note.flag << ": " << Note.reason << "\n";
}

/// The name of a scan in the cache: all its units and everything that the reports depend on.
std::string runName(llvm::ArrayRef<Cache::Entry> Entries, llvm::ArrayRef<TUSummary> Settled,
                    const ProjectInfo &Project, DeepChoice Deep, const OutputOptions &Output,
                    llvm::ArrayRef<std::string> EntryPoints, const Imports &In) {
  std::string Text = FERRULE_VERSION "\n" + Project.root + '\n' + Project.commit + '\n' +
                     nameOf(Deep).str() + '\n' + Output.failOn + '\n' +
                     (Output.useColor() ? "color" : "") + (Output.allFindings ? "all" : "") +
                     (Output.quiet ? "quiet" : "") + '\n' +
                     llvm::join(EntryPoints, llvm::StringRef("\0", 1)) + '\n' + In.key + '\n';
  for (const Cache::Entry &E : Entries)
    Text += E.id;
  for (const TUSummary &S : Settled)
    Text += S.unit + S.reason + '\n';
  return llvm::utohexstr(llvm::xxh3_64bits(Text), /*LowerCase=*/true, /*Width=*/16);
}

llvm::Expected<int> scanShard(Shard S, const ScanOptions &Options) {
  if (llvm::Error E = makeDirectory(Options.output.directory))
    return E;
  bool Complete = llvm::all_of(
      S.units, [](const TUSummary &U) { return U.wasRead() || U.status == UnitStatus::Skipped; });
  llvm::SmallString<256> Path(Options.output.directory);
  llvm::sys::path::append(Path, "facts.shard");
  if (llvm::Error E = writeFileAtomically(Path, toText(S)))
    return E;
  if (!Options.output.quiet)
    llvm::errs() << "ferrule: " << S.units.size() << " units in " << Path
                 << "; ferrule merge joins the shards\n";
  return Complete ? ExitOk : ExitIncomplete;
}

llvm::Expected<int> run(ScanOptions &Options, const CommandLine &Line) {
  auto Mode = parseProgress(Options.progress, Options.output.quiet);
  if (!Mode)
    return Mode.takeError();
  ShardChoice Choice;
  if (!Options.shard.empty()) {
    auto Parsed = parseShardChoice(Options.shard);
    if (!Parsed)
      return Parsed.takeError();
    Choice = *Parsed;
  }
  auto Deep = parseEnum<DeepChoice>(Options.deep);
  if (!Deep)
    return llvm::createStringError("--deep '" + Options.deep + "' is not hotspots, all or none");
  if (*Deep != DeepChoice::None && !Options.shard.empty())
    return llvm::createStringError(
        "--deep chooses functions of the whole program: give it to a scan "
        "without --shard");
  if (!Options.shard.empty() && Options.imports.namesFiles())
    return llvm::createStringError("--test-coverage and --advisories are about the whole program: "
                                   "give them to ferrule merge, not to a scan with --shard");
  auto S = prepare(Options.input, Line);
  if (!S)
    return S.takeError();
  if (Options.output.failOn.empty())
    Options.output.failOn = S->config.failOn.value_or("");
  if (llvm::Error E = Options.output.check())
    return E;
  Options.limits.complete(S->config);
  // Before the work, not after it.
  if (llvm::Error E = makeDirectory(Options.output.directory))
    return E;
  if (!Options.output.quiet)
    sayWhatWasSetAside(*S);
  keepShard(S->plan, Choice);
  auto In = readImports(Options.imports, S->analysis.root);
  if (!In)
    return In.takeError();
  catchInterrupts();
  ProjectInfo Project = projectOf(S->analysis);
  Cache C(cacheDirectory(Options, S->database), S->analysis);
  auto NameOf = [&](llvm::ArrayRef<Cache::Entry> Entries, llvm::ArrayRef<TUSummary> Settled) {
    return runName(Entries, Settled, Project, *Deep, Options.output, S->config.entryPoints, *In);
  };
  if (Options.shard.empty())
    if (auto Entries = findAll(S->plan.jobs, C))
      if (auto Files = C.findRun(NameOf(*Entries, S->plan.settled)))
        return deliver(*Files, Options.output);
  std::vector<TUSummary> Settled = S->plan.settled;
  std::vector<Job> Jobs = S->plan.jobs;
  auto Result = runPlan(std::move(S->plan), S->analysis, Options.limits.pool, C, *Mode);
  if (!Result)
    return interrupted(Result.takeError());
  Shard All{S->analysis, Project, std::move(Result->units)};
  All.around.entryPoints = S->config.entryPoints;
  if (!Options.shard.empty())
    return scanShard(std::move(All), Options);
  followFlow(All);
  const std::string Run = Result->entries ? NameOf(*Result->entries, Settled) : "";
  addImports(All, std::move(*In), Options.imports, Options.limits.pool.workers, C);
  if (interruptSignal())
    return 128 + interruptSignal();
  if (*Deep != DeepChoice::None)
    if (llvm::Error E = analyzeDeep(All, Jobs, {*Deep, Options.limits.pool, *Mode}, C))
      return interrupted(std::move(E));
  const HistoryCoverage &Past = All.around.past.coverage;
  bool Whole = All.deep.lost.empty() && Past.lost.empty() && Past.status != HistoryStatus::Failed;
  Cache::Reports Files = render(std::move(All), Options.output);
  if (Result->entries && Whole)
    C.storeRun(Run, Files);
  return deliver(Files, Options.output);
}

} // namespace

void addScan(CLI::App &App, CommandLine &Line) {
  auto Options = std::make_shared<ScanOptions>();
  CLI::App *Command = addCommand(App, Line, "scan", "Analyse a code base and rank its hotspots",
                                 [Options, &Line] { return run(*Options, Line); });
  Options->input.addTo(*Command);
  Options->output.addTo(*Command);
  Options->imports.addTo(*Command);
  Options->limits.addTo(*Command);
  Command->add_option("--progress", Options->progress, "auto, plain or none")
      ->capture_default_str();
  Command->add_option("--cache", Options->cache,
                      "Directory of the result cache (default: .ferrule/cache in the build "
                      "directory)");
  Command->add_flag("--no-cache", Options->noCache, "Neither read nor write the result cache");
  Command->add_option("--shard", Options->shard,
                      "i/n: analyse the i-th of n parts and write OUTPUT/facts.shard");
  Command->add_flag("--deep{hotspots}", Options->deep,
                    "Run Clang's static analyzer on the functions that rank high or that the flow "
                    "analysis left; --deep=all: on all that have open operations");
  // Faults on purpose, for the tests of the driver.
  Command->add_option("--force-worker-fault", Options->limits.pool.fault)->group("");
}

} // namespace ferrule
