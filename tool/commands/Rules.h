// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The checks of a scan, as those see them who do not run them.
#pragma once
#include "tool/frontend/Project.h"
#include "tool/model/CheckInfo.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace ferrule {

/// Those that the options enable, sorted by id. The options were checked before.
std::vector<CheckInfo> enabledRules(const AnalysisOptions &Options);

/// The rule of a check, or null when it is not enabled.
const CheckInfo *findRule(llvm::ArrayRef<CheckInfo> Rules, llvm::StringRef Check);

} // namespace ferrule
