// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/patch/Transaction.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace fs = llvm::sys::fs;

namespace ferrule {
namespace {

/// A path that is renamed over another.
struct Rename {
  std::string from;
  std::string to;
};

llvm::Error failed(const llvm::Twine &What, const llvm::Twine &Path) {
  std::string Reason = std::strerror(errno);
  return llvm::createStringError("cannot " + What + " '" + Path + "': " + Reason);
}

/// ROOT/.ferrule-apply, which this process alone uses as long as it is open.
class Staging {
public:
  explicit Staging(llvm::StringRef Root) : Directory((Root + "/.ferrule-apply").str()) {}
  Staging(const Staging &) = delete;
  Staging &operator=(const Staging &) = delete;
  ~Staging() {
    if (Lock >= 0)
      close(Lock);
  }

  /// False: it is not there.
  llvm::Expected<bool> enter(bool Make) {
    if (Make && mkdir(Directory.c_str(), 0777) && errno != EEXIST)
      return failed("make", Directory);
    Lock = open(Directory.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (Lock < 0) {
      if (errno == ENOENT && !Make)
        return false;
      return failed("open", Directory);
    }
    if (flock(Lock, LOCK_EX | LOCK_NB))
      return llvm::createStringError("'" + Directory +
                                     "' is in use: another ferrule is changing these files");
    return true;
  }

  std::string path(llvm::StringRef Name) const { return Directory + "/" + Name.str(); }

  llvm::Error write(const std::string &Path, llvm::StringRef Content, const struct stat *Like) {
    int Fd = open(Path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (Fd < 0)
      return failed("write", Path);
    bool Good = true;
    for (llvm::StringRef Rest = Content; Good && !Rest.empty();) {
      ssize_t N = ::write(Fd, Rest.data(), Rest.size());
      Good = N > 0 || errno == EINTR;
      Rest = Rest.drop_front(N > 0 ? N : 0);
    }
    // Who owns it can only be kept by those who may give files away.
    if (Good && Like)
      Good = !fchmod(Fd, Like->st_mode & 07777) &&
             (!fchown(Fd, Like->st_uid, Like->st_gid) || errno == EPERM);
    Good = Good && !fsync(Fd);
    llvm::Error E = Good ? llvm::Error::success() : failed("write", Path);
    close(Fd);
    return E;
  }

  /// The directory itself survives a crash of the machine as it is now.
  void sync() const { (void)fsync(Lock); }

  llvm::Error clear() {
    if (std::error_code Error = fs::remove_directories(Directory, /*IgnoreErrors=*/false))
      return llvm::createStringError("cannot remove '" + Directory + "': " + Error.message());
    return llvm::Error::success();
  }

  const std::string Directory;

private:
  int Lock = -1;
};

constexpr llvm::StringLiteral ListName = "renames";

std::string toText(llvm::ArrayRef<Rename> Renames) {
  std::string Text;
  // A path may hold anything but NUL.
  for (const Rename &R : Renames)
    Text += R.from + '\0' + R.to + '\0';
  return Text;
}

/// The list lies in a tree that is not trusted: it may move its own files only, and only over files
/// of the tree.
bool isOurs(const Staging &S, llvm::StringRef Root, const Rename &R) {
  llvm::SmallString<256> Folder, RealRoot;
  if (llvm::sys::path::parent_path(R.from) != S.Directory ||
      fs::real_path(llvm::sys::path::parent_path(R.to), Folder) || fs::real_path(Root, RealRoot))
    return false;
  llvm::StringRef Rest = Folder;
  return Rest.consume_front(RealRoot) && (Rest.empty() || Rest.front() == '/');
}

llvm::Expected<std::vector<Rename>> readList(const Staging &S, llvm::StringRef Root) {
  auto Buffer = llvm::MemoryBuffer::getFile(S.path(ListName));
  if (!Buffer)
    return std::vector<Rename>();
  std::vector<Rename> Renames;
  for (llvm::StringRef Rest = (*Buffer)->getBuffer(); !Rest.empty();) {
    auto [From, AfterFrom] = Rest.split('\0');
    auto [To, AfterTo] = AfterFrom.split('\0');
    Renames.push_back({From.str(), To.str()});
    if (!isOurs(S, Root, Renames.back()))
      return llvm::createStringError("'" + S.path(ListName) +
                                     "' was not written by ferrule; remove it");
    Rest = AfterTo;
  }
  return Renames;
}

/// In a process of its own, with system calls only. True: all were done.
bool renameAll(llvm::ArrayRef<Rename> Renames) {
  pid_t Child = fork();
  if (Child == 0) {
    setsid();
    int Failed = 0;
    for (const Rename &R : Renames)
      // Done before, when the machine stopped in the middle.
      if (rename(R.from.c_str(), R.to.c_str()) && errno != ENOENT)
        Failed = 1;
    _exit(Failed);
  }
  int Status = 0;
  while (Child > 0 && waitpid(Child, &Status, 0) < 0 && errno == EINTR)
    ;
  return Child > 0 && WIFEXITED(Status) && WEXITSTATUS(Status) == 0;
}

llvm::Error finish(Staging &S, llvm::ArrayRef<Rename> Renames) {
  if (!renameAll(Renames))
    return llvm::createStringError("not all files could be replaced; what is left is in '" +
                                   S.Directory + "': run the command again to finish");
  return S.clear();
}

} // namespace

llvm::Expected<bool> finishChanges(llvm::StringRef Root) {
  Staging S(Root);
  auto There = S.enter(/*Make=*/false);
  if (!There || !*There)
    return There;
  auto Renames = readList(S, Root);
  if (!Renames)
    return Renames.takeError();
  // Without a list nothing had been changed yet.
  if (llvm::Error E = finish(S, *Renames))
    return E;
  return !Renames->empty();
}

llvm::Error changeFiles(llvm::StringRef Root, llvm::ArrayRef<FileChange> Changes) {
  auto Finished = finishChanges(Root);
  if (!Finished)
    return Finished.takeError();
  Staging S(Root);
  if (auto Entered = S.enter(/*Make=*/true); !Entered)
    return Entered.takeError();
  auto Abandon = [&](llvm::Error E) { return llvm::joinErrors(std::move(E), S.clear()); };
  std::vector<Rename> Renames;
  struct stat Here;
  if (stat(S.Directory.c_str(), &Here))
    return Abandon(failed("read", S.Directory));
  for (const FileChange &C : Changes) {
    struct stat Like;
    if (lstat(C.path.c_str(), &Like))
      return Abandon(failed("read", C.path));
    auto Now = llvm::MemoryBuffer::getFile(C.path, /*IsText=*/false,
                                           /*RequiresNullTerminator=*/false);
    if (!S_ISREG(Like.st_mode) || !Now || (*Now)->getBuffer() != C.before)
      return Abandon(llvm::createStringError(
          "'" + C.path + "' was changed in the meantime; nothing was applied: scan again"));
    if (access(C.path.c_str(), W_OK))
      return Abandon(failed("write", C.path));
    if (Like.st_dev != Here.st_dev)
      return Abandon(
          llvm::createStringError("'" + C.path + "' lies on another file system than the root"));
    Renames.push_back({S.path(std::to_string(Renames.size())), C.path});
    if (llvm::Error E = S.write(Renames.back().from, C.after, &Like))
      return Abandon(std::move(E));
  }
  std::string Draft = S.path("draft");
  if (llvm::Error E = S.write(Draft, toText(Renames), nullptr))
    return Abandon(std::move(E));
  if (rename(Draft.c_str(), S.path(ListName).c_str()))
    return Abandon(failed("write", S.path(ListName)));
  S.sync();
  return finish(S, Renames);
}

} // namespace ferrule
