// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/model/TUSummary.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

namespace ferrule {

std::string contentHash(llvm::StringRef Content) {
  return llvm::utohexstr(llvm::xxh3_64bits(Content), /*LowerCase=*/true, /*Width=*/16);
}

} // namespace ferrule
