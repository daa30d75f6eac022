// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/frontend/ResponseFiles.h"
#include "tool/frontend/FenceFileSystem.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/StringSaver.h"

namespace ferrule {
namespace {

constexpr unsigned MaxDepth = 16;
/// Of all response files of a command together.
constexpr size_t MaxBytes = 16u << 20;

class Expander {
public:
  Expander(llvm::StringRef Directory, std::vector<FlagNote> &Notes)
      : Directory(Directory), Notes(Notes) {}

  llvm::Error expand(llvm::StringRef Argument, unsigned Depth) {
    if (!Argument.starts_with("@") || Argument.size() == 1) {
      Result.push_back(Argument.str());
      return llvm::Error::success();
    }
    llvm::SmallString<256> Path(Argument.drop_front());
    llvm::sys::path::make_absolute(Directory, Path);
    if (llvm::StringRef Reason = whyUnreadable(Path); !Reason.empty()) {
      Notes.push_back({Argument.str(), /*refused=*/true, Reason.str()});
      return llvm::Error::success();
    }
    uint64_t Size = 0;
    if (llvm::sys::fs::file_size(Path, Size)) {
      Notes.push_back({Argument.str(), /*refused=*/false, "there is no such response file"});
      return llvm::Error::success();
    }
    Bytes += Size;
    if (Depth > MaxDepth || Bytes > MaxBytes)
      return llvm::createStringError("response file '" + Path +
                                     "' is too large or refers to itself");
    auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                              /*RequiresNullTerminator=*/true);
    if (!Buffer)
      return llvm::createStringError("cannot read response file '" + Path +
                                     "': " + Buffer.getError().message());
    llvm::BumpPtrAllocator Allocator;
    llvm::StringSaver Saver(Allocator);
    llvm::SmallVector<const char *, 64> Tokens;
    llvm::StringRef Text = (*Buffer)->getBuffer();
    Text.consume_front("\xEF\xBB\xBF");
    llvm::cl::TokenizeGNUCommandLine(Text, Saver, Tokens);
    for (const char *Token : Tokens)
      if (llvm::Error Error = expand(Token, Depth + 1))
        return Error;
    return llvm::Error::success();
  }

  std::vector<std::string> Result;

private:
  llvm::StringRef Directory;
  std::vector<FlagNote> &Notes;
  size_t Bytes = 0;
};

} // namespace

llvm::Expected<std::vector<std::string>> expandResponseFiles(llvm::ArrayRef<std::string> Arguments,
                                                             llvm::StringRef Directory,
                                                             std::vector<FlagNote> &Notes) {
  Expander Expander(Directory, Notes);
  for (const std::string &Argument : Arguments)
    if (llvm::Error Error = Expander.expand(Argument, 0))
      return Error;
  return std::move(Expander.Result);
}

} // namespace ferrule
