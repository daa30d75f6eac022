// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The conditions that hold where the visited node is, as far as the structure of the statements
// tells: those of branches and loops around it, and of an if before it that leaves.
#pragma once
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <string>

namespace ferrule {

class CheckContext;

/// A condition that holds where the visited node is.
struct Guard {
  const clang::Expr &Condition;
  /// It is the condition's opposite that holds.
  bool Negated;
  /// What can run between the condition and the visited node, which is in the last of them: the
  /// branch, the loop's body, the right operand, the statements that follow.
  llvm::ArrayRef<const clang::Stmt *> Guarded;
  const clang::Stmt &Owner;
  /// To be put behind "because of".
  const char *Kind;
};

/// The conditions on the way to the visited node, innermost first.
void forConditionsAround(const CheckContext &C, llvm::function_ref<void(const Guard &)> Take);

/// A condition around the visited node is constant and never lets it be reached, as in
/// if (sizeof(long) == 8). What is wrong there is no defect.
bool isNeverReached(const CheckContext &C);

/// Control does not reach what comes after S. Not seen: calls of functions that never return but
/// do not say so.
bool leaves(const clang::Stmt *S);

/// S assigns, increments or takes the address of V, or binds a non-const reference to it.
bool modifies(const clang::Stmt &S, const clang::VarDecl &V);
bool modifies(llvm::ArrayRef<const clang::Stmt *> Statements, const clang::VarDecl &V);

/// S itself, its parts aside, can change memory other than the variable that it names: it is a call
/// of what is not known to read only, or writes to something else than a variable.
bool mayWrite(const clang::Stmt &S);

/// S or a part of it is Wanted.
bool holds(const clang::Stmt &S, llvm::function_ref<bool(const clang::Stmt &)> Wanted);

/// Both expressions name the same object or value, as far as their text tells.
bool sameText(const clang::Expr &A, const clang::Expr &B, const CheckContext &C);

/// Why the value of Full is not bounded: the comparison of it, or of a part of it, that a condition
/// on the way makes in vain; without one, "nothing bounds" and What.
std::string whyUnbounded(const clang::Expr &Full, llvm::StringRef What, const CheckContext &C);

} // namespace ferrule
