// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ferrule boundary: where to cut for Rust, and a crate for the cut.
#include "reports/Boundaries.h"
#include "rewriters/rust/Crate.h"
#include "tool/boundary/ProposeBoundaries.h"
#include "tool/commands/Limits.h"
#include "tool/commands/LoadAssessment.h"
#include "tool/commands/Setup.h"
#include "tool/frontend/AtomicFile.h"
#include "tool/model/Json.h"
#include "tool/program/AbiLinker.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace ferrule {
namespace {

struct BoundaryOptions {
  std::string directory;
  std::vector<std::string> builds;
  InputOptions input;
  std::string cut;
  std::string crate;
  std::string abi;
  std::string format = "md";
  bool noStd = false;
  bool quiet = false;
  LimitOptions limits;
};

/// Parses every unit once more, and says which could not be.
llvm::Expected<UnitAbi> describe(Setup &S, const PoolOptions &Pool, int &Exit) {
  for (Job &J : S.plan.jobs)
    J.task = JobTask::Describe;
  std::vector<UnitAbi> Units(S.plan.jobs.size());
  std::vector<TUSummary> Ends(S.plan.jobs.size());
  auto Done = [&](std::size_t Index, UnitOutput Output, std::chrono::system_clock::time_point) {
    Units[Index] = std::move(Output.abi);
    Ends[Index] = std::move(Output.summary);
  };
  if (llvm::Error E = runJobs(S.plan.jobs, S.analysis, Pool, Done))
    return E;
  for (auto [J, End] : llvm::zip(S.plan.jobs, Ends)) {
    if (End.wasRead())
      continue;
    llvm::errs() << "ferrule: nothing is known of ";
    llvm::errs().write_escaped(J.displayFile) << ": ";
    llvm::errs().write_escaped(End.reason) << "\n";
    Exit = ExitIncomplete;
  }
  return linkAbi(std::move(Units));
}

/// A directory that is empty, is not there, or holds a crate that ferrule made for this cut.
llvm::Error checkCrate(llvm::StringRef Directory, llvm::StringRef Cut) {
  std::error_code Problem;
  fs::directory_iterator Entry(Directory, Problem), End;
  if (Problem == std::errc::no_such_file_or_directory || (!Problem && Entry == End))
    return llvm::Error::success();
  llvm::SmallString<256> Contract(Directory);
  path::append(Contract, "contract.json");
  auto Text = llvm::MemoryBuffer::getFile(Contract);
  std::optional<llvm::StringRef> Of;
  auto Parsed =
      Text ? llvm::json::parse((*Text)->getBuffer()) : llvm::Expected<llvm::json::Value>(nullptr);
  if (!Parsed)
    llvm::consumeError(Parsed.takeError());
  else if (const llvm::json::Object *O = Parsed->getAsObject())
    Of = O->getString("cut");
  if (Problem || !Of)
    return llvm::createStringError("--crate '" + Directory.str() +
                                   "' exists, and is no crate that ferrule made; name a directory "
                                   "that is not there yet");
  if (*Of != Cut)
    return llvm::createStringError("--crate '" + Directory.str() + "' is the crate of the cut '" +
                                   Of->str() + "'; name another directory for '" + Cut.str() + "'");
  return llvm::Error::success();
}

/// What belongs to its user, such as the port, is written once and then left alone.
llvm::Error writeCrate(llvm::StringRef Directory, llvm::ArrayRef<CrateFile> Files) {
  for (const CrateFile &F : Files) {
    llvm::SmallString<256> Path(Directory);
    path::append(Path, F.path);
    if (F.ofUser && fs::exists(Path))
      continue;
    if (std::error_code E = fs::create_directories(path::parent_path(Path)))
      return llvm::createStringError("cannot make '" + path::parent_path(Path).str() +
                                     "': " + E.message());
    if (llvm::Error E = writeFileAtomically(Path, F.content))
      return E;
    if (F.executable)
      if (std::error_code E =
              fs::setPermissions(Path, fs::all_read | fs::all_exe | fs::owner_write))
        return llvm::createStringError("cannot make '" + Path.str().str() +
                                       "' executable: " + E.message());
  }
  return llvm::Error::success();
}

llvm::Expected<int> run(BoundaryOptions &Options, const CommandLine &Line) {
  const BoundaryFormat *Format = findBoundaryFormat(Options.format);
  if (!Format)
    return llvm::createStringError("--format '" + Options.format + "' is not md or json");
  if (!fs::is_directory(Options.directory))
    return llvm::createStringError("'" + Options.directory +
                                   "' is not the output directory of a scan; ferrule scan -o DIR "
                                   "makes one");
  auto A = loadAssessment(Options.directory);
  if (!A)
    return A.takeError();
  auto Setups = prepareAll(Options.builds, Options.input, *A, Line);
  if (!Setups)
    return Setups.takeError();
  catchInterrupts();
  Options.limits.complete(Setups->front().config);
  int Exit = ExitOk;
  std::vector<UnitAbi> Programs;
  for (Setup &S : *Setups) {
    auto Program = describe(S, Options.limits.pool, Exit);
    if (!Program)
      return interrupted(Program.takeError());
    Programs.push_back(std::move(*Program));
  }
  const UnitAbi *Program = &Programs.front();
  if (!Options.abi.empty()) {
    std::string Text = jsonText(
        1, [&](llvm::json::OStream &J) { J.object([&] { writeJsonFields(J, *Program); }); });
    if (llvm::Error E = writeFileAtomically(Options.abi, Text + "\n"))
      return E;
  }
  A->boundaries = proposeBoundaries(*Program, *A);
  countResidualUnsafe(A->boundaries, *Program, *A);
  llvm::SmallString<256> Document(Options.directory);
  path::append(Document, "assessment.json");
  if (llvm::Error E = writeFileAtomically(Document, toJson(*A)))
    return E;
  if (Options.cut.empty()) {
    if (!Options.quiet)
      Format->list(*A, llvm::outs());
    return Exit;
  }
  auto Cut = findCut(Options.cut, *Program, *A);
  if (!Cut)
    return Cut.takeError();
  if (!Options.crate.empty())
    if (llvm::Error E = checkCrate(Options.crate, Cut->name))
      return E;
  if (!Options.quiet)
    Format->show(*Cut, *A, llvm::outs());
  if (!Options.crate.empty()) {
    if (llvm::Error E =
            writeCrate(Options.crate, makeCrate({.cut = *Cut,
                                                 .program = *Program,
                                                 .assessment = *A,
                                                 .others = {Programs.begin() + 1, Programs.end()},
                                                 .noStd = Options.noStd})))
      return E;
    llvm::errs() << "ferrule: the crate is in '" << Options.crate
                 << "'; its README.md says what to do next\n";
  }
  return Exit;
}

} // namespace

void addBoundary(CLI::App &App, CommandLine &Line) {
  auto Options = std::make_shared<BoundaryOptions>();
  CLI::App *Command = addCommand(App, Line, "boundary",
                                 "Propose where to cut for a port to Rust, and write the crate",
                                 [Options, &Line] { return run(*Options, Line); });
  Command->add_option("input", Options->directory, "Output directory of a scan")->required();
  Command
      ->add_option("-p", Options->builds,
                   "Build directory with compile_commands.json (default: search); repeatable: the "
                   "crate asserts the layout of each")
      ->allow_extra_args(false);
  Options->input.addCommonTo(*Command);
  auto *Cut = Command->add_option(
      "--cut", Options->cut, "This cut, whole: a name from the list, or modules joined by '+'");
  auto *Crate = Command->add_option("--crate", Options->crate, "Directory for a crate at the cut")
                    ->needs(Cut);
  Command->add_flag("--no-std", Options->noStd, "The crate does without Rust's standard library")
      ->needs(Crate);
  Command->add_option("--abi", Options->abi,
                      "File for the types, signatures and uses that the cuts are made from (JSON)");
  Command->add_option("--format", Options->format, "md or json")->capture_default_str();
  Command->add_flag("--quiet", Options->quiet, "Print nothing but errors");
  Options->limits.addTo(*Command);
}

} // namespace ferrule
