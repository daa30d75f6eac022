// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a commit was for, as far as its message says it.
#pragma once
#include "llvm/ADT/StringRef.h"

namespace ferrule {

struct MessageKind {
  bool fix = false;
  bool memoryFix = false;
};

/// Looks for words and phrases, in any case, with blanks, hyphens or line ends between them. It is
/// a guess: nothing says that a commit whose message names an overflow is right about it.
MessageKind classifyMessage(llvm::StringRef Message);

} // namespace ferrule
