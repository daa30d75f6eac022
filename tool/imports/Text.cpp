// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/imports/Text.h"
#include "llvm/Support/MemoryBuffer.h"

namespace ferrule {

llvm::Expected<std::string> readText(llvm::StringRef File) {
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  if (!Buffer)
    return llvm::createStringError("cannot read '" + File + "': " + Buffer.getError().message());
  return (*Buffer)->getBuffer().str();
}

} // namespace ferrule
