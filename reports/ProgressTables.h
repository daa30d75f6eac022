// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The tables of a comparison.
#pragma once
#include "reports/Summary.h"
#include "tool/model/Comparison.h"

namespace ferrule {

/// New, fixed, moved and unchanged by family; the last row is the total.
Table changeTable(const Comparison &C);
/// How many operations are in which state now, and in which they were.
Table stateTable(const Comparison &C);
/// Counts by family and state, before and after.
Table familyChangeTable(const Comparison &C);
/// The figures of the project. What did not change is left out when OnlyChanged.
Table metricTable(const Comparison &C, bool OnlyChanged);
/// The first changes of a kind, with their places. No rows when there are none.
Table changeList(const Comparison &C, ChangeKind Kind, std::size_t Rows);

} // namespace ferrule
