// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Calls that ask a container or view of the standard library where its elements are, and how many.
#pragma once
#include "checks/CheckContext.h"
#include "clang/AST/ExprCXX.h"

namespace ferrule {

/// The object of a call without arguments of a member that one of these names names, of a class of
/// the standard library; or null.
const clang::Expr *objectOfStandardCall(const clang::Expr &Call,
                                        llvm::ArrayRef<llvm::StringRef> Members);

/// s.data() and s.size(): where the elements are, and how many, of one object.
bool areOfOneContainer(const clang::Expr &Pointer, const clang::Expr &Count, const CheckContext &C);

/// s.data() and s.size_bytes() or s.size() * sizeof of an element.
bool areBytesOfOneContainer(const clang::Expr &Pointer, const clang::Expr &Bytes,
                            const CheckContext &C);

} // namespace ferrule
