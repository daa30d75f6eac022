// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Allocations of a product for which the library has a function that checks it.
#pragma once
#include "rewriters/Rewriter.h"

namespace ferrule {

struct AllocationProduct {
  const clang::BinaryOperator *product = nullptr;
  /// As the call is to be written: "calloc", "std::calloc", "reallocarray".
  std::string checkedName;
};

/// malloc(a * b), and realloc(p, a * b) where the unit declares reallocarray, if nothing but that
/// product may wrap. Nothing when a macro is in the way.
std::optional<AllocationProduct> allocationProduct(const clang::CallExpr &Call,
                                                   const CheckContext &C, const RewriteContext &R);

/// The unit has a declaration of that function outside of all namespaces.
bool isDeclared(llvm::StringRef Function, const RewriteContext &R);

} // namespace ferrule
