// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Verdicts in words, with samples of their evidence.
#pragma once
#include "tool/contracts/Verdicts.h"
#include "tool/model/Inference.h"

namespace ferrule::contracts {

std::vector<Inference> present(const View &V);

/// Entity, names and place of a slot that an interface declares; the answers are left out.
Inference describeSlot(std::uint32_t S, const View &V);

/// "declared as not null", "given to 'p' of f()".
std::string describeItem(const Item &I, const EvidenceTable &Table);
/// "'p' of f()", "the result of f()", "'record.field'".
std::string describePlace(std::uint32_t S, const EvidenceTable &Table);

} // namespace ferrule::contracts
