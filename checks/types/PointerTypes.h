// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the checks of casts ask of types.
#pragma once
#include "clang/AST/ASTContext.h"

namespace ferrule {

/// char, signed char, unsigned char, std::byte, of any qualification: every object may be read
/// through them.
inline bool isByteType(clang::QualType T) {
  return !T.isNull() && (T->isCharType() || T->isStdByteType());
}

/// The pointee, without qualifiers and typedefs, or a null type.
inline clang::QualType pointeeOf(clang::QualType T) {
  clang::QualType Pointee = T.isNull() ? T : T->getPointeeType();
  return Pointee.isNull() ? Pointee : Pointee.getCanonicalType().getUnqualifiedType();
}

/// How a type is written in a message.
inline std::string spelled(clang::QualType T, const clang::ASTContext &AST) {
  return "'" + T.getAsString(AST.getPrintingPolicy()) + "'";
}

} // namespace ferrule
