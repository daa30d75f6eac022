// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/model/Counted.h"
#include "llvm/ADT/Twine.h"

namespace ferrule {

std::string counted(std::size_t N, llvm::StringRef Noun, llvm::StringRef Plural) {
  return (llvm::Twine(N) + " " + (N == 1 || Plural.empty() ? Noun : Plural) +
          (N != 1 && Plural.empty() ? "s" : ""))
      .str();
}

} // namespace ferrule
