// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which calls begin and end the life of a block of memory.
#pragma once
#include "tool/model/Operation.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
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
  /// attribute; medium for a function whose body hands its parameters on to such a one, perhaps not
  /// on each path; low when only name and type look like it: of pointers to functions, as libraries
  /// let their users replace malloc and free that way, and of functions of other units.
  Confidence Sure = Confidence::High;
  /// What is allocated, or what it is computed from; several are multiplied.
  llvm::SmallVector<const clang::Expr *, 2> Sizes;
};

/// What functions do with memory for their callers, learnt from their bodies, as far as the unit
/// has them: they return what an allocator gave for a size that is their parameter, or release a
/// parameter. Asked for again and again: lives as long as the unit.
class MemoryWrappers {
public:
  struct Effect {
    std::optional<MemoryCall::Effect> Does;
    std::string ReleasedBy;
    /// Indices of the parameters.
    unsigned Block = 0;
    llvm::SmallVector<unsigned, 2> Sizes;
  };
  /// Of a definition.
  const Effect &of(const clang::FunctionDecl &F);

private:
  llvm::DenseMap<const clang::FunctionDecl *, Effect> Known;
};

/// A call through a pointer such as hooks->free_fn(p) or zalloc(opaque, n, size), as libraries let
/// their users replace malloc and free: by what its name and type say.
std::optional<MemoryCall> memoryHook(const clang::CallExpr &Call);

std::optional<MemoryCall> memoryCall(const clang::CallExpr &Call, MemoryWrappers &Wrappers);

/// The visited expression becomes the property of a smart pointer at once: it is an argument of its
/// constructor, or of reset().
bool givenToSmartPointer(const CheckContext &C);

} // namespace ferrule
