// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the text of an expression tells of the string that it stands for.
#pragma once
#include "checks/CheckContext.h"

namespace ferrule {

/// The string literal that a pointer or array surely points to the start of: itself, or the
/// initialiser of a constant array or constant pointer. Null: none is known.
const clang::StringLiteral *literalOf(const clang::Expr &Full);

/// The most characters of its type, with the NUL, that the string at Full can have: of a literal,
/// or of the array that holds it.
std::optional<std::uint64_t> largestString(const clang::Expr &Full, const CheckContext &C);

/// Why there is a NUL in the object that Full points to, or "" when that is not known.
std::string whyTerminated(const clang::Expr &Full, const CheckContext &C);

/// The size of what a printf-like call writes, with the NUL: at least, and at most if it is known.
struct FormattedSize {
  std::uint64_t Least;
  std::optional<std::uint64_t> Most;
};

/// Arguments: those that follow the format; fewer than it asks for: their sizes are not known.
FormattedSize formattedSize(const clang::StringLiteral &Format,
                            llvm::ArrayRef<const clang::Expr *> Arguments, const CheckContext &C);

/// A %s or %[ in the format of a scanf-like call.
struct ScannedString {
  /// Which of the arguments after the format it is.
  unsigned Argument;
  /// The field width; 0: none.
  unsigned Width;
};

llvm::SmallVector<ScannedString, 4> scannedStrings(const clang::StringLiteral &Format,
                                                   const CheckContext &C);

/// Which of the arguments after the format of a scanf-like call get one number, or one pointer,
/// each.
llvm::SmallVector<unsigned, 4> scannedNumbers(const clang::StringLiteral &Format,
                                              const CheckContext &C);

} // namespace ferrule
