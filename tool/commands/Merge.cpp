// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ferrule merge: joins shards, whatever made them, into one shard or into the reports.
#include "tool/commands/Imports.h"
#include "tool/commands/Output.h"
#include "tool/frontend/AtomicFile.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Threading.h"
#include <memory>

namespace ferrule {
namespace {

struct MergeOptions {
  std::vector<std::string> shards;
  OutputOptions output;
  ImportOptions imports;
};

llvm::Expected<int> run(const MergeOptions &Options) {
  if (llvm::Error E = Options.output.check())
    return E;
  const bool ToShard = llvm::sys::path::extension(Options.output.directory) == ".shard";
  if (ToShard && Options.imports.namesFiles())
    return llvm::createStringError("a shard does not hold what --test-coverage and --advisories "
                                   "bring in: give them to the merge that makes the reports");
  std::optional<Shard> All;
  for (const std::string &Input : Options.shards) {
    // A directory is the output of scan --shard.
    llvm::SmallString<256> File(Input);
    if (llvm::sys::fs::is_directory(Input))
      llvm::sys::path::append(File, "facts.shard");
    auto S = readShard(File);
    if (!S)
      return S.takeError();
    if (!All)
      All = std::move(*S);
    else if (llvm::Error E = mergeInto(*All, std::move(*S)))
      return llvm::createStringError("'" + File + "': " + llvm::toString(std::move(E)));
  }
  if (!ToShard) {
    auto In = readImports(Options.imports, All->project.root);
    if (!In)
      return In.takeError();
    followFlow(*All);
    addImports(*All, std::move(*In), Options.imports,
               llvm::hardware_concurrency().compute_thread_count(), Cache("", All->options));
    return deliver(render(std::move(*All), Options.output), Options.output);
  }
  if (llvm::Error E = writeFileAtomically(Options.output.directory, toText(*All)))
    return E;
  return ExitOk;
}

} // namespace

void addMerge(CLI::App &App, CommandLine &Line) {
  auto Options = std::make_shared<MergeOptions>();
  CLI::App *Command = addCommand(App, Line, "merge", "Join shards into one, or into the reports",
                                 [Options] { return run(*Options); });
  Command->add_option("shards", Options->shards, "Shards, or output directories of scan --shard")
      ->required();
  Options->output.addTo(*Command);
  Options->imports.addTo(*Command);
  Command->get_option("--output")
      ->description("Directory for the reports; a name that ends with .shard: one shard");
}

} // namespace ferrule
