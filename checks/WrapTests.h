// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Tests on the way that keep unsigned arithmetic from wrapping, as programs write them:
//   if (a > SIZE_MAX - b) return;      a + b
//   if (a > SIZE_MAX / 8) return;      a * 8
// Ranges do not see them where the type has 64 bits, or the limit is no constant.
#pragma once

namespace clang {
class BinaryOperator;
}

namespace ferrule {

class CheckContext;

/// A test on the way shows that + or * in an unsigned type of int's size or more does not wrap, and
/// nothing has changed the operands since.
bool isTestedForWrap(const clang::BinaryOperator &B, const CheckContext &C);

} // namespace ferrule
