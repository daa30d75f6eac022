// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/frontend/Cache.h"
#include "tool/Version.h"
#include "tool/frontend/AtomicFile.h"
#include "tool/model/Archive.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

namespace fs = llvm::sys::fs;

namespace ferrule {

static constexpr llvm::StringLiteral Magic = "ferrule-cache/1 ";

static std::string hashOf(llvm::StringRef Text) {
  llvm::XXH128_hash_t Hash = llvm::xxh3_128bits(llvm::arrayRefFromStringRef(Text));
  return llvm::utohexstr(Hash.high64, true, 16) + llvm::utohexstr(Hash.low64, true, 16);
}

/// Another build of the same version must not read its results: size and time of the program.
static std::string programIdentity() {
  fs::file_status Status;
  if (fs::status("/proc/self/exe", Status))
    return "unknown";
  return std::to_string(Status.getSize()) + ":" +
         std::to_string(Status.getLastModificationTime().time_since_epoch().count());
}

Cache::Cache(std::string Directory, const AnalysisOptions &Options)
    : Directory(std::move(Directory)),
      Salt(hashOf(FERRULE_VERSION "\n" FERRULE_LLVM_VERSION "\n" + programIdentity() +
                  ArchiveWriter::write(Options))) {}

std::string Cache::keyOf(const Job &J) const { return hashOf(Salt + ArchiveWriter::write(J)); }

std::string Cache::path(llvm::StringRef Name) const {
  llvm::SmallString<256> Path(Directory);
  llvm::sys::path::append(Path, Name);
  return Path.str().str();
}

std::optional<std::string> Cache::read(llvm::StringRef Name) const {
  if (Directory.empty())
    return std::nullopt;
  auto Buffer = llvm::MemoryBuffer::getFile(path(Name), /*IsText=*/true,
                                            /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return std::nullopt;
  auto [Head, Body] = (*Buffer)->getBuffer().split('\n');
  if (!Head.consume_front(Magic) || Head != hashOf(Body))
    return std::nullopt;
  return Body.str();
}

bool Cache::write(llvm::StringRef Name, llvm::StringRef Content) const {
  if (Directory.empty())
    return false;
  std::string File = path(Name);
  if (fs::create_directories(llvm::sys::path::parent_path(File)))
    return false;
  llvm::Error E = writeFileAtomically(File, (Magic + hashOf(Content) + "\n" + Content).str());
  bool Written = !E;
  llvm::consumeError(std::move(E));
  return Written;
}

const std::string &Cache::contentHash(llvm::StringRef Path) {
  auto [It, New] = Contents.try_emplace(Path);
  if (New && fs::is_regular_file(Path))
    if (auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                                  /*RequiresNullTerminator=*/false))
      It->second = hashOf((*Buffer)->getBuffer());
  return It->second;
}

bool Cache::exists(llvm::StringRef Path) {
  auto [It, New] = Exists.try_emplace(Path);
  if (New)
    It->second = fs::exists(Path);
  return It->second;
}

std::optional<Cache::Entry> Cache::find(const Job &J) {
  std::string Key = keyOf(J);
  auto Inputs = read(Key + ".inputs");
  if (!Inputs)
    return std::nullopt;
  llvm::StringRef Rest = *Inputs;
  while (!Rest.empty()) {
    auto [Line, Next] = Rest.split('\n');
    Rest = Next;
    auto [Hash, Path] = Line.split(' ');
    if (Hash == "-" ? exists(Path) : contentHash(Path) != Hash)
      return std::nullopt;
  }
  return Entry{hashOf(Key + *Inputs)};
}

std::optional<TUSummary> Cache::load(const Entry &E) {
  auto Text = read(E.id + ".unit");
  if (!Text)
    return std::nullopt;
  TUSummary Summary;
  if (!ArchiveReader::read(*Text, Summary))
    return std::nullopt;
  return Summary;
}

std::optional<Cache::Entry> Cache::store(const Job &J, const UnitOutput &Output,
                                         std::chrono::system_clock::time_point Started) {
  if (Directory.empty())
    return std::nullopt;
  std::string Inputs;
  for (const std::string &Path : Output.inputs) {
    fs::file_status Status;
    const std::string &Hash = contentHash(Path);
    // A name with a newline would break the list.
    if (Hash.empty() || llvm::StringRef(Path).contains('\n') || fs::status(Path, Status) ||
        Status.getLastModificationTime() >= Started)
      return std::nullopt;
    Inputs += Hash + " " + Path + "\n";
  }
  for (const std::string &Path : Output.missing)
    if (!llvm::StringRef(Path).contains('\n'))
      Inputs += "- " + Path + "\n";
  std::string Key = keyOf(J);
  Entry E{hashOf(Key + Inputs)};
  // The result that this one replaces is of no use any more; if it stays, it costs space only.
  if (auto Old = read(Key + ".inputs"); Old && *Old != Inputs)
    (void)fs::remove(path(hashOf(Key + *Old) + ".unit"));
  std::string Text = ArchiveWriter::write(Output.summary);
  if (!write(E.id + ".unit", Text) || !write(Key + ".inputs", Inputs))
    return std::nullopt;
  return E;
}

std::optional<Cache::Reports> Cache::findRun(llvm::StringRef Run) {
  auto Index = read(("runs/" + Run + "/index").str());
  if (!Index)
    return std::nullopt;
  Reports Files;
  llvm::SmallVector<llvm::StringRef, 8> Names;
  llvm::StringRef(*Index).split(Names, '\n', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef Name : Names) {
    auto Content = read(("runs/" + Run + "/" + Name).str());
    if (!Content)
      return std::nullopt;
    Files[Name.str()] = std::move(*Content);
  }
  return Files;
}

void Cache::storeRun(llvm::StringRef Run, const Reports &Files) {
  if (Directory.empty())
    return;
  // What stays of it costs space only: its index names another run.
  (void)fs::remove_directories(path("runs"));
  std::string Index;
  for (const auto &[Name, Content] : Files) {
    if (!write(("runs/" + Run + "/" + Name).str(), Content))
      return;
    Index += Name + "\n";
  }
  write(("runs/" + Run + "/index").str(), Index);
}

} // namespace ferrule
