// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ferrule rewrite: patches for the open operations of an assessment, each verified before it is
// shown.
#include "tool/commands/Rewrite.h"
#include "tool/commands/Limits.h"
#include "tool/commands/LoadAssessment.h"
#include "tool/commands/PatchFiles.h"
#include "tool/commands/PatchList.h"
#include "tool/commands/TestPatches.h"
#include "tool/frontend/AtomicFile.h"
#include "tool/patch/Transaction.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace ferrule {
namespace {

struct RewriteOptions {
  std::string directory;
  std::vector<std::string> builds;
  InputOptions input;
  std::string tier;
  PatchChoice choice;
  std::string patches;
  std::string replacements;
  std::string testCommand;
  std::string sanitizerCommand;
  bool apply = false;
  bool dryRun = false;
  bool quiet = false;
  LimitOptions limits;
};

llvm::Error check(RewriteOptions &Options) {
  if (Options.apply && Options.dryRun)
    return llvm::createStringError("--apply and --dry-run exclude each other");
  // What is applied unseen is safe.
  std::string Tier = !Options.tier.empty()                          ? Options.tier
                     : Options.apply && Options.choice.only.empty() ? "safe"
                                                                    : "all";
  if (Tier == "all")
    return llvm::Error::success();
  auto Highest = parseEnum<PatchTier>(Tier);
  if (!Highest || *Highest == PatchTier::Design)
    return llvm::createStringError("--tier '" + Tier + "' is not safe, review or all");
  Options.choice.highest = *Highest;
  return llvm::Error::success();
}

std::string besideDatabase(llvm::StringRef Database) {
  if (Database.empty())
    return "";
  llvm::SmallString<256> Path(path::parent_path(Database));
  path::append(Path, ".ferrule", "cache");
  return Path.str().str();
}

llvm::Error deliver(llvm::ArrayRef<const Patch *> Ready, SourceFiles &Files,
                    const RewriteOptions &Options) {
  if (!Options.patches.empty())
    if (llvm::Error E = writeSeries(Options.patches, Ready, Files))
      return E;
  if (!Options.replacements.empty())
    if (llvm::Error E = writeReplacements(Options.replacements, Ready, Files))
      return E;
  if (!Options.apply || Ready.empty())
    return llvm::Error::success();
  llvm::SmallString<256> Undo(Options.directory);
  path::append(Undo, "undo.patch");
  if (llvm::Error E = applyToSources(Ready, Files, Undo))
    return E;
  if (!Options.quiet)
    llvm::errs() << "ferrule: " << Ready.size() << (Ready.size() == 1 ? " patch" : " patches")
                 << " applied; '" << Undo << "' takes them back\n";
  return llvm::Error::success();
}

/// Files of the scan that are not what they were.
unsigned countChanged(const Assessment &A, SourceFiles &Files) {
  return llvm::count_if(A.files, [&](const FileFact &F) {
    const SourceFiles::File &Now = Files.of(F.path);
    return Now.text.empty() ? !Now.problem.empty() && !path::is_absolute(F.path)
                            : contentHash(Now.text) != F.hash;
  });
}

/// Says which units proposed nothing, and returns the exit code.
int report(llvm::ArrayRef<UnitProblem> Problems) {
  int Exit = ExitOk;
  for (const UnitProblem &P : Problems) {
    llvm::errs() << "ferrule: nothing is proposed in ";
    llvm::errs().write_escaped(P.file) << ": ";
    llvm::errs().write_escaped(P.reason) << "\n";
    if (P.status == UnitStatus::Crashed || P.status == UnitStatus::TimedOut)
      Exit = ExitIncomplete;
  }
  return Exit;
}

llvm::Expected<int> run(RewriteOptions &Options, const CommandLine &Line) {
  if (llvm::Error E = check(Options))
    return E;
  if (!fs::is_directory(Options.directory))
    return llvm::createStringError("'" + Options.directory +
                                   "' is not the output directory of a scan; ferrule scan -o DIR "
                                   "makes one");
  auto A = loadAssessment(Options.directory);
  if (!A)
    return A.takeError();
  if (Options.apply) {
    auto Finished = finishChanges(A->project.root);
    if (!Finished)
      return Finished.takeError();
    if (*Finished)
      return llvm::createStringError("an earlier --apply had been interrupted, and is finished "
                                     "now; the sources are changed: scan again");
  }
  auto Setups = prepareAll(Options.builds, Options.input, *A, Line);
  if (!Setups)
    return Setups.takeError();
  catchInterrupts();
  SourceFiles Files(A->project.root, A->files);
  Cache C(besideDatabase(Setups->front().database), Setups->front().analysis);
  Options.limits.complete(Setups->front().config);
  if (unsigned Changed = countChanged(*A, Files))
    llvm::errs() << "ferrule: " << Changed << (Changed == 1 ? " file was" : " files were")
                 << " changed since the scan, and will not be changed: scan again\n";
  std::vector<UnitProblem> Problems;
  auto OpenAfter =
      makePatches(*A, *Setups, Options.choice, Files, Options.limits.pool, C, Problems);
  if (!OpenAfter)
    return interrupted(OpenAfter.takeError());
  for (auto [Command, Level] :
       {std::pair(&Options.testCommand, "V4"), std::pair(&Options.sanitizerCommand, "V5")})
    if (!Command->empty())
      if (llvm::Error E = testPatches(A->patches, Files, *Command, Level))
        return interrupted(std::move(E));
  for (const std::string &Id : Options.choice.only)
    if (llvm::none_of(A->patches, [&](const Patch &P) { return P.id == Id; }))
      return llvm::createStringError("--only '" + Id +
                                     "': there is no such patch; 'ferrule rewrite " +
                                     Options.directory + "' lists them");
  std::vector<const Patch *> Ready;
  for (const Patch &P : A->patches)
    if (P.ready())
      Ready.push_back(&P);
  if (!Options.quiet)
    listPatches(*A, *OpenAfter, /*Details=*/!Options.choice.only.empty(), Files, llvm::outs());
  llvm::SmallString<256> Document(Options.directory);
  path::append(Document, "assessment.json");
  if (llvm::Error E = writeFileAtomically(Document, toJson(*A)))
    return E;
  if (llvm::Error E = deliver(Ready, Files, Options))
    return E;
  return report(Problems);
}

} // namespace

void addRewrite(CLI::App &App, CommandLine &Line) {
  auto Options = std::make_shared<RewriteOptions>();
  CLI::App *Command =
      addCommand(App, Line, "rewrite", "Propose changes for open operations, each verified",
                 [Options, &Line] { return run(*Options, Line); });
  Command->add_option("input", Options->directory, "Output directory of a scan")->required();
  Command
      ->add_option("-p", Options->builds,
                   "Build directory with compile_commands.json (default: search); repeatable: "
                   "patches must hold in every one of them")
      ->allow_extra_args(false);
  Options->input.addCommonTo(*Command);
  Command->add_option("--tier", Options->tier,
                      "safe, review (those too that a person decides) or all (default: all; with "
                      "--apply: safe)");
  Command->add_option("--check", Options->choice.globs,
                      "Globs of checks or rewriters, such as 'ferrule-init-*'");
  Command
      ->add_option("--target", Options->choice.targets,
                   "What to come to: c-bounds, ownership, safe-cxx or values; repeatable")
      ->allow_extra_args(false);
  Command->add_option("--only", Options->choice.only, "This patch, with its diff; repeatable")
      ->allow_extra_args(false);
  Command->add_option("--patch", Options->patches,
                      "Directory for a unified diff per patch, and a series file");
  Command->add_option("--export-fixes", Options->replacements,
                      "File for clang-apply-replacements (YAML)");
  Command->add_option("--test-command", Options->testCommand,
                      "Build and test the project with this command, in a copy of it: with each "
                      "patch alone, and with all");
  Command->add_option("--sanitizer-command", Options->sanitizerCommand,
                      "The same with a build that has sanitizers");
  Command->add_flag("--apply", Options->apply, "Change the sources, all or nothing");
  Command->add_flag("--dry-run", Options->dryRun, "Change nothing (this is the default)");
  Command->add_flag("--quiet", Options->quiet, "Print nothing but errors");
  Options->limits.addTo(*Command);
}

} // namespace ferrule
