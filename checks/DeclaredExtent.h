// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How much lies behind a pointer by its declaration: counted_by and its kin on fields, and the same
// words on parameters in the macros that ferrule's annotations are made of (docs/annotations.md),
// which are an annotate attribute as long as ferrule reads the file.
#pragma once
#include "clang/AST/Decl.h"
#include <cstdint>
#include <optional>

namespace ferrule {

struct DeclaredExtent {
  /// A parameter of the same function, or a field of the same record; null: up to a NUL.
  const clang::ValueDecl *count = nullptr;
  /// Bytes per unit of count.
  std::int64_t unit = 1;
};

/// Of a pointer. Nothing when its declaration does not say, or speaks of what is not there.
std::optional<DeclaredExtent> declaredExtent(const clang::ValueDecl &Pointer);

} // namespace ferrule
