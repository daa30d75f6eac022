// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What C++ gives every class, unless something in it stands against it (C++20 [class.default.ctor],
// [class.copy.ctor], [class.dtor]).
#pragma once
#include "clang/AST/DeclCXX.h"

namespace ferrule {

enum class SpecialMember : unsigned char { MakesItself, Copies, Ends };

/// Everybody may do it. A member that nobody wrote is looked for in the bases and fields, as Clang
/// declares those only when somebody needs them.
bool everybodyMay(SpecialMember Member, const clang::CXXRecordDecl &R);

} // namespace ferrule
