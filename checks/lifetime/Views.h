// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Views: values that lead to an object which they do not keep alive.
#pragma once
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"

namespace ferrule {

/// A class that is known to be a view, or looks like one: struct Slice { const char *data; size_t
/// size; }.
bool isView(const clang::CXXRecordDecl *R);
bool isView(clang::QualType T);

/// The declaration says that the result looks into the object ([[clang::lifetimebound]]). A virtual
/// function says it only if those that it overrides do: calls go through them.
bool promisesObject(const clang::CXXMethodDecl &M);
/// The same of a parameter.
bool promisesParameter(const clang::FunctionDecl &F, unsigned Index);

struct Viewed {
  /// What ends with the object that is looked into, or a pointer to it; null: not known.
  const clang::Expr *Owner = nullptr;
  /// A declaration says so, of a class of which nothing else is known.
  bool Promised = false;
};

/// What a value of type T, a view or pointer, looks into: the operand of a conversion to a view, of
/// a view's constructor, of c_str() or data(), and the object or argument of a function that
/// promises to. A prvalue that is no pointer is a
/// temporary.
Viewed viewed(const clang::Expr &Value, clang::QualType T);

} // namespace ferrule
