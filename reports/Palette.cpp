// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "reports/Palette.h"

namespace ferrule {

Palette::Palette(bool Color) {
  if (!Color)
    return;
  error = "\x1b[1;31m";
  warning = "\x1b[1;33m";
  quiet = "\x1b[1;34m";
  bold = "\x1b[1m";
  reset = "\x1b[0m";
}

} // namespace ferrule
