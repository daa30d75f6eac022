// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which calls begin and end the life of a block of memory.
#pragma once
#include "tool/model/Operation.h"
#include "clang/AST/Expr.h"
#include <optional>
#include <string>

namespace ferrule {

class CheckContext;

struct MemoryCall {
  enum Effect { Allocates, Releases, Resizes };
  Effect Does;
  /// How the source calls it.
  std::string Name;
  /// What releases the result of an allocation; empty: not known.
  std::string ReleasedBy;
  /// The block that is released or resized; null for an allocation.
  const clang::Expr *Block = nullptr;
  /// The library's name of it, without prefixes; empty for functions of the project.
  llvm::StringRef LibraryName;
  /// High for the library's functions and for those that are declared as allocators by an
  /// attribute; low for a pointer to a function whose name and type look like an allocator's:
  /// libraries let their users replace malloc and free that way.
  Confidence Sure = Confidence::High;
};

std::optional<MemoryCall> memoryCall(const clang::CallExpr &Call);

/// The visited expression becomes the property of a smart pointer at once: it is an argument of its
/// constructor, or of reset().
bool givenToSmartPointer(const CheckContext &C);

/// Both expressions name the same object, as far as their text tells.
bool sameLvalue(const clang::Expr &A, const clang::Expr &B, const CheckContext &C);

} // namespace ferrule
