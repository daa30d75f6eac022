// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once
#include "checks/EntityNames.h"
#include "clang/AST/Decl.h"
#include <vector>

namespace ferrule {

/// Where a unit names a member of a class.
struct MemberMentions {
  /// In these functions as p_ or x.p_.
  std::vector<const clang::FunctionDecl *> functions;
  /// In no function, as &C::p_, or by an object of the class that is made of a list.
  clang::SourceLocation elsewhere;
};

MemberMentions findMentions(const clang::FieldDecl &Field, EntityNames &Names);

} // namespace ferrule
