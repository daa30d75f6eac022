// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which of the static analyzer's checkers run, and which of our checks their reports are about.
#pragma once
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace ferrule {

/// Names of checkers and packages. Those that only model functions come with them.
llvm::ArrayRef<llvm::StringLiteral> enabledCheckers();

/// The id of the check that a report is about, or empty when it is about none.
/// \param Checker the full name, such as "unix.Malloc"
/// \param BugType what that checker calls the bug, such as "Double free"
/// \param Writes whether the reported place is written
llvm::StringRef checkOf(llvm::StringRef Checker, llvm::StringRef BugType, bool Writes);

} // namespace ferrule
