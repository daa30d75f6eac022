// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// From the linked program to the assessment: ranking, hotspots, findings, ledger.
#pragma once
#include "tool/rank/RankFunctions.h"

namespace ferrule {

/// Rules: the checks that ran, sorted by id; every operation's check is among them. AllChecks: the
/// ids of those that there are.
Assessment assess(const ProgramModel &Model, std::vector<CheckInfo> Rules,
                  llvm::ArrayRef<std::string> AllChecks, ProjectInfo Project, Surroundings Around);

} // namespace ferrule
