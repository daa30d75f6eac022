// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Metrics in sentences and tables.
#pragma once
#include "tool/model/Metrics.h"

namespace ferrule {

/// A metric as text: "789", "42 %"; "(not measured)". The id is one of them.
std::string figure(llvm::StringRef MetricId, const Assessment &A);

} // namespace ferrule
