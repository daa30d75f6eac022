// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/commands/WriteText.h"
#include "tool/frontend/AtomicFile.h"

namespace ferrule {

llvm::Error writeText(llvm::StringRef FileOrDash,
                      llvm::function_ref<void(llvm::raw_ostream &)> Write) {
  if (FileOrDash == "-") {
    Write(llvm::outs());
    return llvm::Error::success();
  }
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  Write(Out);
  return writeFileAtomically(FileOrDash, Text);
}

} // namespace ferrule
