// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Tests in front of an operation: if (it would go wrong) leave the function. What rewriters of this
// kind share: where such a test can stand, and how the function leaves elsewhere.
#pragma once
#include "rewriters/Rewriter.h"

namespace ferrule {

/// A condition under which the visited node goes wrong, made of source text.
struct GuardCondition {
  std::string text;
  /// What it reads: none of it has side effects.
  llvm::SmallVector<const clang::Expr *, 2> operands;
  /// In words, for titles: "'p' is null".
  std::string words;
  /// An increment or decrement whose value is what the condition says of its operand: it takes
  /// effect behind the test.
  const clang::Expr *step = nullptr;
  /// Not null: it is evaluated once, in front of the test, into a variable that stands for it.
  const clang::Expr *kept = nullptr;
  /// "ptrdiff_t wide_n", and the name alone.
  std::string declaration, name;
};

/// The tests that a rewriter has put into a unit: one test is enough for all that it goes in front
/// of.
class Guards {
public:
  struct Guard {
    const clang::FunctionDecl *function;
    const clang::Stmt *statement;
    std::string condition;
    /// What the names in the condition stand for.
    llvm::SmallVector<const clang::ValueDecl *, 4> names;
  };
  std::vector<Guard> all;
};

/// Adds to the proposal the test of the condition in front of the statement that evaluates the
/// visited node, with the way in which the function leaves when something is wrong, and the
/// question whether that is right. Or the reason why there is none:
///  - the node is not evaluated each time that its statement is, or more than once;
///  - what is kept in a variable would be evaluated before something else, or cannot be declared;
///  - what the condition reads may change on the way from the test to the node;
///  - nothing in the function shows how it would leave.
/// Where an earlier test of the same condition still says it, the proposal becomes a part of that.
void guard(Proposal &P, const GuardCondition &Condition, const CheckContext &C, RewriteContext &R,
           Guards &Earlier);

} // namespace ferrule
