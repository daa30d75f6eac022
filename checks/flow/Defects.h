// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the checks of the flow analysis say of themselves.
#pragma once
#include "tool/flow/Defect.h"
#include "tool/model/CheckInfo.h"
#include "llvm/ADT/ArrayRef.h"

namespace ferrule {

/// Bounds, null pointers, initialisation, types and numbers.
llvm::ArrayRef<CheckInfo> accessDefects();
/// Lifetimes, and who releases what.
llvm::ArrayRef<CheckInfo> lifeDefects();

/// Subscribes what Clang's own analyses can show of such a defect, in one function alone.
void subscribeClang(flow::DefectKind K, class Dispatcher &D);

/// When such a defect is reported: the end of every rationale.
inline constexpr char OnOnePath[] =
    " Reported only where a path through the program leads to it for certain.";
inline constexpr char OnOnePathOrFromOutside[] =
    " Reported only where a path through the program leads to it for certain, or where a value "
    "that comes from outside of the program reaches it unchecked.";

} // namespace ferrule
