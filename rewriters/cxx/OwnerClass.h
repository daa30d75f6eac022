// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Whether a class can have a std::unique_ptr where it has a pointer.
#pragma once
#include "clang/AST/DeclCXX.h"
#include <string>

namespace ferrule {

/// A method whose body the unit does not have; empty: it has all. What is private and has no body
/// anywhere is how classes were kept from being copied; where it has one, that unit speaks.
std::string whatIsMissing(const clang::CXXRecordDecl &Class);

/// What stands in the way, whatever its methods do; empty: nothing.
std::string whyNotClass(const clang::CXXRecordDecl &Class, const clang::FieldDecl &Field,
                        bool InMainFile);

/// By what the compiler makes for it. With a unique_ptr it could not be.
bool canBeCopied(const clang::CXXRecordDecl &Class);

} // namespace ferrule
