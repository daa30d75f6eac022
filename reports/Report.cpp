// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "reports/Report.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule {

static std::vector<ReportFormat> &registered() {
  static std::vector<ReportFormat> Formats;
  return Formats;
}

RegisterReport::RegisterReport(ReportFormat Format) {
  auto &Formats = registered();
  Formats.insert(llvm::upper_bound(
                     Formats, Format,
                     [](const ReportFormat &A, const ReportFormat &B) { return A.name < B.name; }),
                 std::move(Format));
}

const std::vector<ReportFormat> &reportFormats() { return registered(); }

const ReportFormat *findReportFormat(llvm::StringRef Name) {
  for (const ReportFormat &F : registered())
    if (F.name == Name)
      return &F;
  return nullptr;
}

} // namespace ferrule
