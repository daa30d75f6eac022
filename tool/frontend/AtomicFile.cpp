// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/frontend/AtomicFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

namespace fs = llvm::sys::fs;

namespace ferrule {

llvm::Error writeFileAtomically(llvm::StringRef Path, llvm::StringRef Content) {
  auto Fail = [&](llvm::Error E) {
    return llvm::createStringError("cannot write '" + Path + "': " + llvm::toString(std::move(E)));
  };
  auto Temporary = fs::TempFile::create(Path + ".%%%%%%%%.tmp");
  if (!Temporary)
    return Fail(Temporary.takeError());
  llvm::raw_fd_ostream Out(Temporary->FD, /*shouldClose=*/false);
  Out << Content;
  Out.flush();
  std::error_code EC = Out.error();
  Out.clear_error();
  if (EC) {
    llvm::consumeError(Temporary->discard());
    return Fail(llvm::errorCodeToError(EC));
  }
  if (llvm::Error E = Temporary->keep(Path))
    return Fail(std::move(E));
  return llvm::Error::success();
}

llvm::Error makeDirectory(llvm::StringRef Path) {
  if (fs::exists(Path) && !fs::is_directory(Path))
    return llvm::createStringError("'" + Path + "' is a file, not a directory; choose another -o");
  // As mkdir does it: the umask decides.
  if (std::error_code EC =
          fs::create_directories(Path, /*IgnoreExisting=*/true, fs::perms::all_all))
    return llvm::createStringError("cannot make directory '" + Path + "': " + EC.message());
  return llvm::Error::success();
}

} // namespace ferrule
