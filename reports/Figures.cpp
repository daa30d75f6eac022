// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "reports/Figures.h"
#include "llvm/ADT/STLExtras.h"
#include <cassert>

namespace ferrule {

std::string figure(llvm::StringRef MetricId, const Assessment &A) {
  static const std::vector<Metric> All = allMetrics();
  const auto M = llvm::find_if(All, [&](const Metric &M) { return M.id == MetricId; });
  assert(M != All.end() && "no such metric");
  const auto Value = M->of(A);
  return Value ? shown(*M, *Value) : "(not measured)";
}

} // namespace ferrule
