// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A job per file, with what each patch changes in it: a style that crashes the formatter or never
// lets it end costs the formatting of the files that it is for.
#include "tool/frontend/Formatting.h"
#include "tool/frontend/FenceFileSystem.h"
#include "tool/patch/EditText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace ferrule {
namespace {

/// Styles of people have some hundred lines.
constexpr std::uint64_t MaxStyleBytes = 1 << 20;
/// Seconds. A file of 20,000 lines with 50 patches takes less.
constexpr unsigned MostTime = 60;

bool isWithin(llvm::StringRef Path, llvm::StringRef Directory) {
  return Path.consume_front(Directory) && (Directory.ends_with("/") || Path.starts_with("/"));
}

/// The style in a directory, or nothing: what lies outside of the root says nothing of the project.
std::optional<OverlayFile> styleIn(llvm::StringRef Directory, llvm::StringRef RealRoot) {
  for (const char *Name : {".clang-format", "_clang-format"}) {
    llvm::SmallString<256> Path(Directory), Real;
    path::append(Path, Name);
    std::uint64_t Size = 0;
    if (fs::real_path(Path, Real) || !isWithin(Real, RealRoot) || !whyUnreadable(Path).empty() ||
        fs::file_size(Path, Size) || Size > MaxStyleBytes)
      continue;
    if (auto Buffer = llvm::MemoryBuffer::getFile(Path))
      return OverlayFile{Path.str().str(), (*Buffer)->getBuffer().str()};
  }
  return std::nullopt;
}

/// From the directory of the file up to the root.
std::vector<OverlayFile> stylesFor(llvm::StringRef File, llvm::StringRef Root) {
  llvm::SmallString<256> RealRoot;
  std::vector<OverlayFile> Styles;
  if (fs::real_path(Root, RealRoot))
    return Styles;
  for (llvm::StringRef Directory = path::parent_path(File); Directory.starts_with(Root);
       Directory = path::parent_path(Directory))
    if (auto Style = styleIn(Directory, RealRoot))
      Styles.push_back(std::move(*Style));
  return Styles;
}

/// What a worker says is believed only as far as it can be made.
bool isUsable(llvm::ArrayRef<Edit> Edits, llvm::StringRef File, llvm::StringRef Text) {
  for (auto [I, E] : llvm::enumerate(Edits))
    if (E.file != File || E.offset > Text.size() || E.length > Text.size() - E.offset ||
        (I && (E < Edits[I - 1] || collide(Edits[I - 1], E))))
      return false;
  return true;
}

void setEdits(Patch &P, llvm::StringRef File, std::vector<Edit> Edits) {
  llvm::erase_if(P.edits, [&](const Edit &E) { return E.file == File; });
  llvm::append_range(P.edits, Edits);
  llvm::sort(P.edits);
}

} // namespace

llvm::Expected<std::vector<std::string>> formatPatches(llvm::MutableArrayRef<Patch> Patches,
                                                       SourceFiles &Files,
                                                       const AnalysisOptions &Analysis,
                                                       const PoolOptions &Pool) {
  std::map<std::string, std::vector<Patch *>> ByFile;
  for (Patch &P : Patches)
    if (P.ready())
      for (const std::string &File : P.files)
        ByFile[File].push_back(&P);
  std::vector<Job> Jobs;
  for (const auto &[Name, Changing] : ByFile) {
    const SourceFiles::File &F = Files.of(Name);
    std::vector<OverlayFile> Styles = stylesFor(F.absolute, Files.root());
    if (Styles.empty())
      continue;
    Job J{.unit = Name, .file = F.absolute, .displayFile = Name, .task = JobTask::Format};
    J.overlay = std::move(Styles);
    J.format.text = F.text;
    for (const Patch *P : Changing)
      J.format.edits.push_back(editsByFile({P})[Name]);
    Jobs.push_back(std::move(J));
  }
  PoolOptions Limited = Pool;
  Limited.timeout = Pool.timeout ? std::min(Pool.timeout, MostTime) : MostTime;
  std::map<std::string, std::vector<std::string>> Unformatted;
  auto Done = [&](std::size_t Index, UnitOutput Output, std::chrono::system_clock::time_point) {
    const std::string &Name = Jobs[Index].displayFile;
    const std::vector<Patch *> &Changing = ByFile[Name];
    if (Output.summary.status != UnitStatus::Analysed ||
        Output.formatted.size() != Changing.size()) {
      Unformatted[Output.summary.reason].push_back(Name);
      return;
    }
    for (auto [P, Edits] : llvm::zip(Changing, Output.formatted))
      if (isUsable(Edits, Name, Jobs[Index].format.text))
        setEdits(*P, Name, std::move(Edits));
  };
  if (llvm::Error E = runJobs(Jobs, Analysis, Limited, Done))
    return E;
  std::vector<std::string> Problems;
  for (auto &[Reason, Names] : Unformatted) {
    std::string Which = "'" + *llvm::min_element(Names) + "'";
    if (Names.size() > 1)
      Which += " and " + std::to_string(Names.size() - 1) + " more";
    Problems.push_back("patches of " + Which + " are not formatted: " + Reason);
  }
  return Problems;
}

} // namespace ferrule
