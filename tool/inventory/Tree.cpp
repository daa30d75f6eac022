// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/inventory/Tree.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <algorithm>

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;
using llvm::StringRef;

namespace ferrule {
namespace {

/// The Linux kernel has 90,000.
constexpr std::size_t MostFiles = 2'000'000;

struct Listing {
  std::vector<TreeFile> files;
  std::vector<std::string> directories;
  bool isOfMachine = false;
  bool failed = false;
};

/// What is in a directory. Prefix: its name with a slash, or nothing for the root.
Listing list(StringRef Directory, StringRef Prefix) {
  Listing Result;
  std::error_code Problem;
  for (fs::directory_iterator Entry(Directory, Problem, /*follow_symlinks=*/false), End;
       Entry != End && !Problem; Entry.increment(Problem)) {
    StringRef Name = path::filename(Entry->path());
    fs::file_status Status;
    if (fs::status(Entry->path(), Status, /*follow=*/false))
      continue;
    if (fs::is_directory(Status)) {
      if (!llvm::is_contained({".git", ".hg", ".svn", ".jj", "node_modules"}, Name))
        Result.directories.push_back((Prefix + Name).str());
    } else if (fs::is_regular_file(Status)) {
      Result.isOfMachine |=
          llvm::is_contained({"CMakeCache.txt", "build.ninja", "assessment.json"}, Name);
      Result.files.push_back({.name = (Prefix + Name).str(), .bytes = Status.getSize()});
    }
  }
  Result.failed = static_cast<bool>(Problem);
  return Result;
}

} // namespace

llvm::Expected<Tree> listTree(StringRef Root, StringRef Build) {
  if (!fs::is_directory(Root))
    return llvm::createStringError("the root '" + Root.str() +
                                   "' is no directory; name the tree of the scan with --root");
  Tree Result;
  std::vector<std::string> Left = {""};
  while (!Left.empty()) {
    std::string Name = std::move(Left.back());
    Left.pop_back();
    llvm::SmallString<256> Directory(Root);
    path::append(Directory, Name);
    if (!Name.empty() && !Build.empty() && fs::equivalent(Directory, Build))
      continue;
    Listing Here = list(Directory, Name.empty() ? "" : Name + "/");
    if (Here.failed)
      Result.unreadable.push_back(Name);
    if (!Name.empty() && Here.isOfMachine)
      continue;
    llvm::append_range(Left, Here.directories);
    llvm::append_range(Result.files, Here.files);
    if (Result.files.size() > MostFiles)
      return llvm::createStringError("the root '" + Root.str() + "' has more than " +
                                     std::to_string(MostFiles) +
                                     " files; name the project's own directory with --root");
  }
  std::ranges::sort(Result.files, {}, &TreeFile::name);
  std::ranges::sort(Result.unreadable);
  return Result;
}

std::optional<std::string> readFileOfTree(StringRef Path, std::uint64_t Limit) {
  fs::file_status Status;
  if (fs::status(Path, Status, /*follow=*/false) || !fs::is_regular_file(Status) ||
      Status.getSize() > Limit)
    return std::nullopt;
  // Volatile: a file that is cut while it is mapped would be a signal.
  auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false, /*IsVolatile=*/true);
  if (!Buffer)
    return std::nullopt;
  return (*Buffer)->getBuffer().str();
}

} // namespace ferrule
