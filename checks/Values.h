// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the text of an expression and the conditions around it say of its value. No data flow: only
// constants, types, masks, and the conditions on the way (checks/Guards.h).
#pragma once
#include "clang/AST/Expr.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <cstdint>
#include <optional>
#include <string>

namespace ferrule {

class CheckContext;

/// A closed interval of mathematical integers.
struct ValueRange {
  std::int64_t Low;
  std::int64_t High;
  /// What bounds it, to be put behind "because of", such as "the mask" or "the loop's condition".
  std::string Why;
};

/// The values that an integer expression can have, or nothing when only its 64-bit type bounds it.
std::optional<ValueRange> rangeOf(const clang::Expr &Full, const CheckContext &C);

/// The largest value that the conditions on the way let the expression have that Is accepts, if
/// nothing that Disturbs runs between the condition and the visited node.
std::optional<std::int64_t>
limitByConditions(llvm::function_ref<bool(const clang::Expr &)> Is,
                  llvm::function_ref<bool(const clang::Stmt &)> Disturbs, const CheckContext &C);

/// Whether the exact result of +, -, * or << (or of their assignment forms) is shown to be a value
/// of its type: it does not wrap.
bool staysInType(const clang::BinaryOperator &B, const CheckContext &C);

/// The constant value of an integer expression. Looks through const variables in C as well.
std::optional<std::int64_t> constantOf(const clang::Expr &E, const CheckContext &C);

/// The object behind a pointer or array expression, as far as its declaration tells.
struct Extent {
  /// Elements of the pointee type.
  std::uint64_t Elements;
  /// Name of what declares it, for messages.
  std::string Declared;
};

/// The number of elements from the start of Base on: an array of constant size (a trailing array
/// member that may be a flexible one does not count), a string literal, the address of an object, a
/// parameter declared as T a[static N], a constant offset into one of these, a constant pointer
/// that is initialised with one.
std::optional<Extent> extentOf(const clang::Expr &Base, const CheckContext &C);

/// The bytes behind a pointer, by extentOf, looking through casts.
std::optional<std::uint64_t> byteExtentOf(const clang::Expr &Base, const CheckContext &C);

/// The variable that an expression names, through parentheses and implicit casts, or null.
const clang::VarDecl *variableOf(const clang::Expr &E);

} // namespace ferrule
