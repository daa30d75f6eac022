// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/frontend/Job.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

namespace ferrule {

TUSummary settledSummary(const Job &J, UnitStatus Status, std::string Reason) {
  TUSummary S;
  S.unit = J.unit;
  S.file = J.displayFile;
  S.status = Status;
  S.reason = std::move(Reason);
  S.flags = J.flags;
  return S;
}

static std::string hashOf(llvm::ArrayRef<std::string> Arguments, llvm::StringRef Directory) {
  std::string Text = Directory.str();
  for (const std::string &A : Arguments)
    Text += '\0' + A;
  return llvm::utohexstr(llvm::xxh3_64bits(Text), /*LowerCase=*/true, /*Width=*/16);
}

/// Why the command is not analysed, or nothing.
static std::optional<std::pair<UnitStatus, std::string>>
verdict(const Job &J, const AnalysisOptions &Options, const llvm::StringSet<> &Chosen) {
  if (isExcluded(Options, J.displayFile))
    return {{UnitStatus::Skipped, "excluded by --exclude or ExcludeRegex"}};
  if (llvm::sys::path::is_absolute(J.displayFile))
    return {{UnitStatus::Skipped, "outside of the root " + Options.root + "; --root sets it"}};
  if (!Chosen.empty() && !Chosen.contains(J.file))
    return {{UnitStatus::Skipped, "not among the sources that were named"}};
  llvm::StringRef Extension = llvm::sys::path::extension(J.file);
  if (Extension.equals_insensitive(".s") || Extension == ".asm" || Extension == ".rc")
    return {{UnitStatus::Skipped, "not C or C++"}};
  if (!llvm::sys::fs::exists(J.file))
    return {{UnitStatus::Failed,
             "the file does not exist: build the project first, or configure it "
             "again so that the compilation database is written anew"}};
  return std::nullopt;
}

JobPlan planJobs(llvm::ArrayRef<CompileCommand> Commands, const AnalysisOptions &Options,
                 const CleaningOptions &Cleaning, llvm::ArrayRef<std::string> Sources) {
  llvm::StringSet<> Chosen;
  for (const std::string &S : Sources)
    Chosen.insert(S);
  JobPlan Plan;
  for (const CompileCommand &C : Commands) {
    Job J{.file = C.file,
          .displayFile = displayPath(Options.root, C.file),
          .directory = C.directory,
          .arguments = C.arguments};
    J.unit = J.displayFile + "#" + hashOf(C.arguments, C.directory);
    if (auto V = verdict(J, Options, Chosen)) {
      Plan.settled.push_back(settledSummary(J, V->first, V->second));
      continue;
    }
    auto Cleaned = cleanCommand(C.arguments, C.directory, C.file, Cleaning);
    if (!Cleaned) {
      Plan.settled.push_back(
          settledSummary(J, UnitStatus::Failed, llvm::toString(Cleaned.takeError())));
      continue;
    }
    J.flags = std::move(Cleaned->notes);
    if (!Cleaned->supported) {
      Plan.settled.push_back(settledSummary(J, UnitStatus::Skipped, Cleaned->problem));
      continue;
    }
    J.arguments = std::move(Cleaned->arguments);
    J.unit = J.displayFile + "#" + hashOf(J.arguments, J.directory);
    Plan.jobs.push_back(std::move(J));
  }
  // Equal cleaned commands are one unit; each further one is in the ledger as a duplicate.
  llvm::sort(Plan.jobs, [](const Job &A, const Job &B) {
    return std::tie(A.unit, A.flags) < std::tie(B.unit, B.flags);
  });
  std::vector<Job> Unique;
  for (Job &J : Plan.jobs) {
    if (Unique.empty() || Unique.back().unit != J.unit)
      Unique.push_back(std::move(J));
    else
      Plan.settled.push_back(settledSummary(J, UnitStatus::Skipped,
                                            "the same command as another entry for this file"));
  }
  Plan.jobs = std::move(Unique);
  // The ledger lists each command, so equal ones are numbered.
  llvm::sort(Plan.settled, [](const TUSummary &A, const TUSummary &B) {
    return std::tie(A.unit, A.reason) < std::tie(B.unit, B.reason);
  });
  llvm::StringMap<unsigned> Seen;
  for (TUSummary &S : Plan.settled)
    S.unit += "~" + std::to_string(++Seen[S.unit]);
  return Plan;
}

} // namespace ferrule
