// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/rust/CutFiles.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

namespace ferrule::rust {

bool isCxx(llvm::StringRef Path) {
  static constexpr llvm::StringLiteral Extensions[] = {".cc", ".cpp", ".cxx", ".c++", ".C"};
  return llvm::is_contained(Extensions, llvm::sys::path::extension(Path));
}

std::vector<std::string> compiledFiles(const Boundary &Cut) {
  std::vector<std::string> Files;
  for (const std::string &File : Cut.files)
    if (isCxx(File) || llvm::sys::path::extension(File) == ".c")
      Files.push_back(File);
  return Files;
}

} // namespace ferrule::rust
