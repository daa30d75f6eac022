// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/frontend/SourceFiles.h"
#include "tool/frontend/FenceFileSystem.h"
#include "tool/model/GeneratedText.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace ferrule {

SourceFiles::SourceFiles(std::string Root, llvm::ArrayRef<FileFact> Scanned)
    : Root(std::move(Root)) {
  for (const FileFact &F : Scanned)
    Hashes[F.path] = F.hash;
}

/// A file that is reached through a link is somewhere else, too: under another name, or outside.
static bool isBehindLink(llvm::StringRef Root, llvm::StringRef Path) {
  llvm::SmallString<256> RealRoot, Real, Expected;
  if (fs::real_path(Root, RealRoot) || fs::real_path(Path, Real))
    return true;
  Expected = RealRoot;
  path::append(Expected, Path.drop_front(Root.size()).ltrim('/'));
  return Real != Expected;
}

SourceFiles::File SourceFiles::read(llvm::StringRef DisplayPath) const {
  File F;
  if (path::is_absolute(DisplayPath)) {
    F.absolute = DisplayPath.str();
    F.problem = "'" + DisplayPath.str() + "' is outside of the root";
    return F;
  }
  llvm::SmallString<256> Absolute(Root);
  path::append(Absolute, DisplayPath);
  F.absolute = Absolute.str().str();
  const std::string Name = "'" + DisplayPath.str() + "' ";
  if (isBehindLink(Root, Absolute)) {
    F.problem = Name + "is reached through a symbolic link";
    return F;
  }
  llvm::StringRef Unreadable = whyUnreadable(Absolute);
  auto Buffer = llvm::MemoryBuffer::getFile(Absolute, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!Unreadable.empty() || !Buffer) {
    F.problem = Name + (Unreadable.empty() ? "cannot be read: " + Buffer.getError().message()
                                           : Unreadable.str());
    return F;
  }
  F.text = (*Buffer)->getBuffer().str();
  auto Scanned = Hashes.find(DisplayPath);
  if (Scanned == Hashes.end())
    F.problem = Name + "is not among the files that were scanned";
  else if (Scanned->second != contentHash(F.text))
    F.problem = Name + "was changed since the scan";
  else if (isGenerated(llvm::StringRef(F.text).take_front(2048)))
    F.problem = Name + "is generated: change what it is made from";
  return F;
}

const SourceFiles::File &SourceFiles::of(llvm::StringRef DisplayPath) {
  auto [It, New] = Files.try_emplace(DisplayPath);
  if (New)
    It->second = read(DisplayPath);
  return It->second;
}

} // namespace ferrule
