// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Verdicts as inferences: in words, with samples of their evidence.
#pragma once
#include "tool/contracts/Verdicts.h"
#include "tool/model/Inference.h"

namespace ferrule::contracts {

std::vector<Inference> present(const View &V);

/// Entity, names and place of a slot that an interface declares; the answers are left out.
Inference describeSlot(std::uint32_t S, const View &V);

} // namespace ferrule::contracts
