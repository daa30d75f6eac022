// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How much lies behind a pointer by its declaration: counted_by and its kin on fields, and the same
// words on parameters in the macros that ferrule's annotations are made of (docs/annotations.md),
// which are an annotate attribute as long as ferrule reads the file.
#pragma once
#include "clang/AST/Decl.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>

namespace ferrule {

struct DeclaredExtent {
  enum Kind : unsigned char {
    Counted,        ///< unit bytes for each that other counts
    Constant,       ///< unit bytes
    NullTerminated, ///< up to a NUL of unit bytes
    EndedBy,        ///< up to where other points, in steps of unit bytes
  };
  Kind kind = Counted;
  std::int64_t unit = 1;
  /// A parameter of the same function, or a field of the same record.
  const clang::ValueDecl *other = nullptr;
};

/// What a pointer's steps are, in bytes: 1 for void; 0 where the type has no size that is known.
std::int64_t elementBytes(clang::QualType Pointer, const clang::ASTContext &AST);

/// Of a pointer. Nothing when its declaration does not say, or speaks of what is not there.
std::optional<DeclaredExtent> declaredExtent(const clang::ValueDecl &Pointer);

/// What a declaration with these words would say: "counted_by(4 * n)", "sized_by(n)",
/// "ended_by(end)", "null_terminated".
std::optional<DeclaredExtent> extentInWords(llvm::StringRef Text, const clang::ValueDecl &Pointer);

} // namespace ferrule
