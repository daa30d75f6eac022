// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/history/Checkout.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace ferrule {

/// Files that name another file or a commit.
static constexpr std::uint64_t MostBytesOfName = 4096;
static constexpr std::uint64_t MostBytesOfList = std::uint64_t{64} << 20;
/// A reference may name another one; git follows five.
static constexpr unsigned MostSteps = 5;

bool isCommitId(llvm::StringRef Text) {
  return (Text.size() == 40 || Text.size() == 64) && llvm::all_of(Text, llvm::isHexDigit);
}

std::optional<std::string> readRegularFile(llvm::StringRef Path, std::uint64_t Limit) {
  fs::file_status Status;
  if (fs::status(Path, Status) || !fs::is_regular_file(Status) || Status.getSize() > Limit)
    return std::nullopt;
  auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return std::nullopt;
  return (*Buffer)->getBuffer().str();
}

static std::string join(llvm::StringRef Directory, llvm::StringRef Name) {
  if (path::is_absolute(Name))
    return Name.str();
  llvm::SmallString<256> Path(Directory);
  path::append(Path, Name);
  return Path.str().str();
}

/// What a file of one line says.
static std::string readName(llvm::StringRef Directory, llvm::StringRef Name) {
  auto Text = readRegularFile(join(Directory, Name), MostBytesOfName);
  return Text ? llvm::StringRef(*Text).trim().str() : "";
}

/// The directory of git's own files: of a worktree or submodule, .git is a file that names it.
static std::string gitDirectory(llvm::StringRef Root) {
  std::string Git = join(Root, ".git");
  if (fs::is_directory(Git))
    return Git;
  std::string Text = readName(Root, ".git");
  llvm::StringRef Named = Text;
  return Named.consume_front("gitdir:") ? join(Root, Named.trim()) : "";
}

/// A name that cannot lead out of the directory that it is looked up in.
static bool isReferenceName(llvm::StringRef Name) {
  return Name.starts_with("refs/") && !Name.contains("..");
}

static std::string packedReference(llvm::StringRef Common, llvm::StringRef Name) {
  auto Packed = readRegularFile(join(Common, "packed-refs"), MostBytesOfList);
  llvm::StringRef Rest = Packed ? llvm::StringRef(*Packed) : "";
  while (!Rest.empty()) {
    auto [Line, Next] = Rest.split('\n');
    Rest = Next;
    auto [Id, Of] = Line.split(' ');
    if (Of == Name && isCommitId(Id))
      return Id.str();
  }
  return "";
}

static std::string resolveHead(llvm::StringRef Git, llvm::StringRef Common) {
  std::string Value = readName(Git, "HEAD");
  for (unsigned Step = 0; Step != MostSteps && !isCommitId(Value); ++Step) {
    llvm::StringRef Name = Value;
    const bool IsLink = Name.consume_front("ref:");
    Name = Name.trim();
    if (!IsLink || !isReferenceName(Name))
      return "";
    std::string Found = readName(Git, Name);
    if (Found.empty())
      Found = readName(Common, Name);
    Value = Found.empty() ? packedReference(Common, Name) : Found;
  }
  return isCommitId(Value) ? llvm::StringRef(Value).lower() : "";
}

std::optional<Checkout> findCheckout(llvm::StringRef Root) {
  std::string Git = gitDirectory(Root);
  if (Git.empty())
    return std::nullopt;
  // Of a worktree, all but HEAD and the index is in the directory of the repository.
  std::string Named = readName(Git, "commondir");
  std::string Common = Named.empty() ? Git : join(Git, Named);
  Checkout C{.objects = join(Common, "objects"), .head = resolveHead(Git, Common), .shallow = {}};
  if (!fs::is_directory(C.objects))
    return std::nullopt;
  auto Shallow = readRegularFile(join(Common, "shallow"), MostBytesOfList);
  llvm::StringRef Rest = Shallow ? llvm::StringRef(*Shallow) : "";
  while (!Rest.empty()) {
    auto [Line, Next] = Rest.split('\n');
    Rest = Next;
    if (isCommitId(Line))
      C.shallow += Line.str() + "\n";
  }
  return C;
}

std::string commitOf(llvm::StringRef Root) {
  auto C = findCheckout(Root);
  return C ? C->head : "";
}

} // namespace ferrule
