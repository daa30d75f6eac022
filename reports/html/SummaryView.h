// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The page of the HTML report that everybody sees, with or without scripts and on paper: what the
// template page.html is filled with.
#pragma once
#include "reports/Withheld.h"
#include "llvm/Support/JSON.h"

namespace ferrule {

/// The values of the template. All texts are printable; the template escapes them. Totals are those
/// of the whole assessment; what has a place is from the part that is shown.
llvm::json::Object summaryView(const Assessment &A, const Assessment &Shown, const Withheld &W);

} // namespace ferrule
