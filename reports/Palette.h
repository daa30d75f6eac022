// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Colours of a terminal.
#pragma once
#include "llvm/ADT/StringRef.h"

namespace ferrule {

/// Escape sequences of a terminal, or nothing.
struct Palette {
  llvm::StringRef error, warning, quiet, bold, reset;
  explicit Palette(bool Color);
};

} // namespace ferrule
