// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Numbers and words that the sources of a cut name. Behind a comparison with one of them lies what
// random inputs never reach.
#pragma once
#include "rewriters/rust/Crate.h"

namespace ferrule::rust {

struct SourceConstants {
  /// Those that nobody would come to by chance, in order.
  std::vector<long long> numbers;
  /// String and character literals of a line, in order.
  std::vector<std::string> words;
};

/// Of the files of the cut. A file that is not there any more has none.
SourceConstants constantsOf(const CrateInput &Input);

/// Of a text in C.
void addConstants(llvm::StringRef Text, SourceConstants &To);

} // namespace ferrule::rust
