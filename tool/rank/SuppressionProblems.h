// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which suppressions of the program do not do what their author meant.
#pragma once
#include "tool/model/Assessment.h"
#include "tool/program/Suppressions.h"

namespace ferrule {

/// Only what speaks to ferrule is judged: acceptances, and NOLINTs that name its checks. AllChecks:
/// the ids of the checks that there are; Ran: those that ran. Whether something is unused is not
/// said where a check that did not run, a unit with errors or (not Complete) one that was not
/// analysed could have had a use for it.
std::vector<SuppressionProblem> judgeSuppressions(llvm::ArrayRef<SuppressionUse> Suppressions,
                                                  llvm::ArrayRef<std::string> AllChecks,
                                                  llvm::ArrayRef<CheckInfo> Ran, bool Complete);

} // namespace ferrule
