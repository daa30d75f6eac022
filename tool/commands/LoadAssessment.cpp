// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/commands/LoadAssessment.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace ferrule {

llvm::Expected<Assessment> loadAssessment(llvm::StringRef FileOrDirectory) {
  llvm::SmallString<256> File(FileOrDirectory);
  if (llvm::sys::fs::is_directory(File))
    llvm::sys::path::append(File, "assessment.json");
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  if (!Buffer)
    return llvm::createStringError("cannot read '" + File + "': " + Buffer.getError().message() +
                                   "; ferrule scan -o DIR writes DIR/assessment.json");
  auto A = assessmentFromJson((*Buffer)->getBuffer());
  if (!A)
    return llvm::createStringError(
        "'" + File + "' is no assessment: " + llvm::toString(A.takeError()) + "; scan again");
  return A;
}

} // namespace ferrule
