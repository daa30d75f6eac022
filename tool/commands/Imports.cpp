// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/commands/Imports.h"
#include "tool/frontend/WorkerPool.h"
#include "tool/history/ReadHistory.h"
#include "tool/imports/TestCoverage.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/xxhash.h"

namespace ferrule {

void ImportOptions::addTo(CLI::App &Command) {
  Command.add_flag("--no-history", noHistory, "Do not read the history of the git checkout");
  Command.add_option("--test-coverage", tests,
                     "Coverage of tests or fuzzers, an lcov tracefile or the JSON of llvm-cov "
                     "export: open operations that none of them runs weigh more");
  Command.add_option("--advisories", advisories,
                     "Advisories of the project in the OSV format: the commits that they name as "
                     "fixes count as fixes of memory safety");
}

llvm::Expected<Imports> readImports(const ImportOptions &Options, llvm::StringRef Root) {
  Imports In;
  In.key = Options.noHistory ? "no history" : historyInputs(Root);
  // Once: a pipe gives its content a single time, and the key is to be that of what is used.
  auto Read = [&](llvm::StringRef File) -> llvm::Expected<std::string> {
    auto Buffer = llvm::MemoryBuffer::getFile(File);
    if (!Buffer)
      return llvm::createStringError("cannot read '" + File + "': " + Buffer.getError().message());
    llvm::StringRef Text = (*Buffer)->getBuffer();
    In.key += '\0' + File.str() + '\0' + llvm::utohexstr(llvm::xxh3_64bits(Text));
    return Text.str();
  };
  if (!Options.tests.empty()) {
    auto Text = Read(Options.tests);
    if (!Text)
      return Text.takeError();
    auto Tests = testCoverageFromText(*Text, Options.tests, Root);
    if (!Tests)
      return Tests.takeError();
    In.tests = std::move(*Tests);
  }
  In.key += '\n';
  if (!Options.advisories.empty()) {
    auto Text = Read(Options.advisories);
    if (!Text)
      return Text.takeError();
    auto Found = advisoriesFromText(*Text, Options.advisories);
    if (!Found)
      return Found.takeError();
    In.advisories = std::move(*Found);
  }
  return In;
}

static History historyOf(const Shard &S, const Advisories &Known, unsigned Jobs, const Cache &C) {
  HistoryFiles Files;
  for (const TUSummary &U : S.units) {
    for (const FileFact &F : U.files)
      Files.try_emplace(F.path, false);
    for (const FunctionFact &F : U.functions)
      Files[F.range.file] = true;
  }
  return readHistory(
      {.root = S.project.root,
       .commit = S.project.commit,
       .jobs = Jobs,
       .memoryFixes = Known.fixes},
      Files,
      {.read = [&](llvm::StringRef Name) { return C.read(Name); },
       .write = [&](llvm::StringRef Name, llvm::StringRef Text) { return C.write(Name, Text); }},
      [] { return interruptSignal() != 0; });
}

void addImports(Shard &S, Imports In, const ImportOptions &Options, unsigned Jobs, const Cache &C) {
  if (Options.noHistory)
    S.around.past.coverage.reason = "--no-history leaves it out";
  else
    S.around.past = historyOf(S, In.advisories, Jobs, C);
  S.around.past.coverage.advisories = In.advisories.count;
  S.around.tests = std::move(In.tests);
}

} // namespace ferrule
