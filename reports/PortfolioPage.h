// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A portfolio as one page without scripts, network or images.
#pragma once
#include "reports/PortfolioRows.h"

namespace ferrule {

void writePortfolioPage(llvm::ArrayRef<PortfolioEntry> Entries, llvm::raw_ostream &Out);

} // namespace ferrule
