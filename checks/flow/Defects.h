// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the checks of the flow analysis say of themselves.
#pragma once
#include "tool/model/CheckInfo.h"
#include "llvm/ADT/ArrayRef.h"

namespace ferrule {

/// Bounds, null pointers, initialisation, types and numbers.
llvm::ArrayRef<CheckInfo> accessDefects();
/// Lifetimes, and who releases what.
llvm::ArrayRef<CheckInfo> lifeDefects();

// Clang's own analyses of single functions report under the same ids and at the same places, so
// that what both see is one defect. With less confidence: then the report of the flow analysis is
// kept, which has the steps that lead there.
class Dispatcher;
void subscribeUninitializedReads(Dispatcher &D);
void subscribeReturnedBorrows(Dispatcher &D);
void subscribeOutlivedBorrows(Dispatcher &D);

/// When such a defect is reported: the end of every rationale.
inline constexpr char OnOnePath[] =
    " Reported only where a path through the program leads to it for certain.";
inline constexpr char OnOnePathOrFromOutside[] =
    " Reported only where a path through the program leads to it for certain, or where a value "
    "that comes from outside of the program reaches it unchecked.";

} // namespace ferrule
