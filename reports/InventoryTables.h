// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a project consists of and what protects it, as tables. Without rows: it was not measured, or
// nothing was found.
#pragma once
#include "reports/Tables.h"
#include "tool/model/Assessment.h"

namespace ferrule {

Table languageTable(const Assessment &A);
Table excludedTable(const Assessment &A);
Table dependencyTable(const Assessment &A);
Table hardeningTable(const Assessment &A);
Table binaryTable(const Assessment &A);
Table practiceTable(const Assessment &A);

} // namespace ferrule
