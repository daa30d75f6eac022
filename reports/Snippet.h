// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A finding as rustc shows one: what, where, the source line with the place underlined, and why.
#pragma once
#include "reports/Palette.h"
#include "reports/Summary.h"
#include "llvm/Support/raw_ostream.h"

namespace ferrule {

void printFinding(const Finding &F, const FunctionIndex &Functions, const Palette &Paint,
                  llvm::raw_ostream &Out);

} // namespace ferrule
