// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The assessment itself, for other programs: docs/assessment.md.
#include "reports/Report.h"

namespace ferrule {
namespace {

RegisterReport X({"json", "the assessment itself, complete",
                  [](const Assessment &A, const ReportOptions &, llvm::raw_ostream &Out) {
                    Out << toJson(A);
                  }});

} // namespace
} // namespace ferrule
