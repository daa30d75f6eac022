// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What an analysed project may read: regular files of a sane size, outside of the system's private
// places. Everything else does not exist. It also remembers what was looked up, for the cache.
#pragma once
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <string>
#include <vector>

namespace ferrule {

/// No file of an analysed project may be larger.
inline constexpr unsigned long long MaxFileBytes = 64ull << 20;

/// Why an analysed project may not read the file at an absolute path: a predicate such as "is not a
/// regular file"; empty if it may, or if there is no such file. Symbolic links are followed.
llvm::StringRef whyUnreadable(llvm::StringRef Path);

/// The lookups that a parse depended on. All paths are absolute, as they were asked for (not
/// resolved), sorted, and in one list only.
struct FileLookups {
  /// Regular files that were opened.
  std::vector<std::string> opened;
  /// Regular files that were found to exist, but were not opened.
  std::vector<std::string> found;
  /// No such file or directory.
  std::vector<std::string> missing;
  struct Refusal {
    std::string path;
    llvm::StringRef reason;
  };
  /// Exist, but the answer was "no such file".
  std::vector<Refusal> refused;
};

/// A read-only view of the file system beneath. It refuses with ENOENT and not with EPERM, because
/// with EPERM __has_include of such a file becomes a fatal error instead of false.
///
/// A lookup that fails costs no system call more than without the fence, one that succeeds costs
/// one lstat. The directory of a file is resolved once; a tree that changes while it is read is not
/// defended against here but by the sandbox. Not thread-safe.
///
/// NOTE: put virtual files on top of the fence (llvm::vfs::OverlayFileSystem), not beneath it.
class FenceFileSystem : public llvm::RTTIExtends<FenceFileSystem, llvm::vfs::ProxyFileSystem> {
public:
  static const char ID;

  explicit FenceFileSystem(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Beneath)
      : RTTIExtends(std::move(Beneath)) {}

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine &Path) override;
  bool exists(const llvm::Twine &Path) override { return !status(Path).getError(); }
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> openFileForRead(const llvm::Twine &Path) override;
  llvm::vfs::directory_iterator dir_begin(const llvm::Twine &Directory,
                                          std::error_code &Error) override;

  /// The lookups since construction or the last call.
  FileLookups takeLookups();

private:
  /// Ordered: a path keeps the greatest of what was observed.
  enum class Outcome : unsigned char { Missing, Found, Opened, Refused };
  void note(llvm::StringRef Path, Outcome Outcome);
  llvm::StringRef judge(llvm::StringRef Path, const llvm::vfs::Status &Status);
  llvm::StringRef judgeDirectory(llvm::StringRef Path);

  llvm::StringMap<Outcome> Lookups;
  llvm::StringMap<llvm::StringRef> Reasons;
  /// By path as asked for: why the directory is private, or empty.
  llvm::StringMap<llvm::StringRef> Directories;
};

} // namespace ferrule
