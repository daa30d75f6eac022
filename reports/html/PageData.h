// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the page of the HTML report reads: an assessment of 100,000 findings has to fit in 5 MB, so
// this is a shape of its own, with a table of strings and columns of numbers. Only the page that is
// written with it reads it: it has no version. reports/html/data.js is its reader.
#pragma once
#include "reports/Withheld.h"
#include "tool/model/Comparison.h"

namespace ferrule {

/// One JSON object as text. All texts of the analysed code are printable. The comparison may be
/// null.
std::string pageData(const Assessment &A, const Withheld &W, const Comparison *C);

} // namespace ferrule
