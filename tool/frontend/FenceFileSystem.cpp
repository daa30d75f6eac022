// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/frontend/FenceFileSystem.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using llvm::ErrorOr;
using llvm::SmallString;
using llvm::StringRef;
using llvm::Twine;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace ferrule {

const char FenceFileSystem::ID = 0;

namespace {

constexpr StringRef Private = "is in a private place of the system";
constexpr StringRef NotRegular = "is not a regular file";
constexpr StringRef TooLarge = "is larger than 64 MiB";

const std::error_code NoSuchFile = std::make_error_code(std::errc::no_such_file_or_directory);

bool isBelow(StringRef Path, StringRef Directory) {
  return Path.consume_front(Directory) && (Path.empty() || Path.front() == '/');
}

/// For a path that holds no symbolic links.
bool isPrivate(StringRef RealPath) {
  // Removable disks are mounted below /run/media.
  if (isBelow(RealPath, "/run/media"))
    return false;
  for (StringRef Directory : {"/etc", "/dev", "/proc", "/sys", "/run", "/boot", "/private/etc"})
    if (isBelow(RealPath, Directory))
      return true;
  for (StringRef Name : {"/.ssh", "/.gnupg"})
    if (size_t At = RealPath.find(Name); At != StringRef::npos) {
      StringRef Rest = RealPath.substr(At + Name.size());
      if (Rest.empty() || Rest.front() == '/')
        return true;
    }
  return false;
}

StringRef whyUnreadable(fs::file_type Type, uint64_t Size) {
  if (Type != fs::file_type::regular_file)
    return NotRegular;
  return Size > MaxFileBytes ? TooLarge : StringRef();
}

} // namespace

StringRef whyUnreadable(StringRef Path) {
  fs::file_status Status;
  SmallString<256> Real;
  if (fs::status(Path, Status))
    return "";
  // A pipe behind /dev/stdin has no real path.
  if (fs::real_path(Path, Real) || isPrivate(Real))
    return Private;
  return whyUnreadable(Status.type(), Status.getSize());
}

void FenceFileSystem::note(StringRef Path, Outcome Outcome) {
  auto [Entry, Inserted] = Lookups.try_emplace(Path, Outcome);
  if (!Inserted && Entry->second < Outcome)
    Entry->second = Outcome;
}

/// Directories are few and looked into many times, so each is resolved once.
StringRef FenceFileSystem::judgeDirectory(StringRef Path) {
  auto [Entry, Inserted] = Directories.try_emplace(Path, "");
  if (Inserted) {
    SmallString<256> Real;
    if (getUnderlyingFS().getRealPath(Path, Real) || isPrivate(Real))
      Entry->second = Private;
  }
  return Entry->second;
}

/// Why the file or directory at an absolute path, which exists, must not be seen.
StringRef FenceFileSystem::judge(StringRef Path, const llvm::vfs::Status &Status) {
  if (Status.isDirectory())
    return judgeDirectory(Path);
  if (StringRef Reason = whyUnreadable(Status.getType(), Status.getSize()); !Reason.empty())
    return Reason;
  if (StringRef Reason = judgeDirectory(path::parent_path(Path)); !Reason.empty())
    return Reason;
  // The directory is fine; the file itself may still be a link to somewhere else.
  fs::file_status Link;
  SmallString<256> Real;
  if (!fs::status(Path, Link, /*follow=*/false) && Link.type() == fs::file_type::symlink_file &&
      (getUnderlyingFS().getRealPath(Path, Real) || isPrivate(Real)))
    return Private;
  return "";
}

ErrorOr<llvm::vfs::Status> FenceFileSystem::status(const Twine &Path) {
  SmallString<256> Absolute;
  Path.toVector(Absolute);
  if (std::error_code Error = makeAbsolute(Absolute))
    return Error;
  ErrorOr<llvm::vfs::Status> Status = getUnderlyingFS().status(Path);
  if (!Status) {
    note(Absolute, Outcome::Missing);
    return Status;
  }
  if (StringRef Reason = judge(Absolute, *Status); !Reason.empty()) {
    note(Absolute, Outcome::Refused);
    Reasons.try_emplace(Absolute, Reason);
    return NoSuchFile;
  }
  if (!Status->isDirectory())
    note(Absolute, Outcome::Found);
  return Status;
}

ErrorOr<std::unique_ptr<llvm::vfs::File>> FenceFileSystem::openFileForRead(const Twine &Path) {
  // Never open() what is not known to be a regular file: a FIFO would block.
  ErrorOr<llvm::vfs::Status> Status = status(Path);
  if (!Status)
    return Status.getError();
  auto File = getUnderlyingFS().openFileForRead(Path);
  if (File && !Status->isDirectory()) {
    SmallString<256> Absolute;
    Path.toVector(Absolute);
    if (!makeAbsolute(Absolute))
      note(Absolute, Outcome::Opened);
  }
  return File;
}

llvm::vfs::directory_iterator FenceFileSystem::dir_begin(const Twine &Directory,
                                                         std::error_code &Error) {
  if (ErrorOr<llvm::vfs::Status> Status = status(Directory); !Status) {
    Error = Status.getError();
    return {};
  }
  return getUnderlyingFS().dir_begin(Directory, Error);
}

FileLookups FenceFileSystem::takeLookups() {
  FileLookups Result;
  for (const auto &Entry : Lookups) {
    std::string Path = Entry.getKey().str();
    switch (Entry.second) {
    case Outcome::Missing:
      Result.missing.push_back(std::move(Path));
      break;
    case Outcome::Found:
      Result.found.push_back(std::move(Path));
      break;
    case Outcome::Opened:
      Result.opened.push_back(std::move(Path));
      break;
    case Outcome::Refused:
      Result.refused.push_back({std::move(Path), Reasons.lookup(Entry.getKey())});
      break;
    }
  }
  llvm::sort(Result.missing);
  llvm::sort(Result.found);
  llvm::sort(Result.opened);
  llvm::sort(Result.refused, [](const auto &A, const auto &B) { return A.path < B.path; });
  Lookups.clear();
  Reasons.clear();
  return Result;
}

} // namespace ferrule
