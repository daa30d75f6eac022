// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a pointer and its count are used for, and what a std::span in their place has for that.
#pragma once
#include "rewriters/Proposal.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <string>
#include <vector>

namespace ferrule {

struct SpanUse {
  enum Kind {
    Element,     ///< p[i] is written the same way of a span
    Dereference, ///< *p: p[0]
    Value,       ///< the pointer's value: p.data(); the count's: p.size()
    Unfit,       ///< no span can be used that way
  };
  Kind kind = Unfit;
  /// The expression that names the variable.
  const clang::Expr *name = nullptr;
  /// Of an element the subscript, of a dereference the '*'.
  const clang::Expr *effect = nullptr;
  /// Of what is unfit.
  std::string why;
  /// It is compared with null.
  bool testsNull = false;
  /// Of a count: what is made of it is the same for a wider type.
  enum { Narrow, Size, Signed } count = Narrow;
};

/// Calls See with each place in a statement that names the variable: what is around it, from the
/// statement down to the name.
void onNames(const clang::Stmt &Body, const clang::VarDecl &V,
             llvm::function_ref<void(llvm::ArrayRef<const clang::Stmt *>)> See);

/// All uses of the pointer in a statement.
std::vector<SpanUse> pointerUses(const clang::Stmt &Body, const clang::VarDecl &Pointer,
                                 const RewriteContext &R);
/// All uses of the count, each Value or Unfit.
std::vector<SpanUse> countUses(const clang::Stmt &Body, const clang::VarDecl &Count,
                               const RewriteContext &R);

/// Why the uses stand in the way; empty: they do not.
std::string whyNoSpan(const clang::VarDecl &V, llvm::ArrayRef<SpanUse> Uses,
                      const RewriteContext &R);

/// Writes a use of a pointer as that of a span that has its name.
void rewriteUse(Proposal &P, const SpanUse &Use, const RewriteContext &R);

/// Writes a use of a count as the size of the span that has the name of the pointer.
void rewriteCount(Proposal &P, const SpanUse &Use, const clang::VarDecl &Pointer,
                  const clang::VarDecl &Count, const RewriteContext &R);

/// "const char" of 'const char *p'; empty: the '*' or the type comes from elsewhere.
std::string pointeeText(const clang::DeclaratorDecl &D, const RewriteContext &R);

/// Nobody else can call it: it is static, in an anonymous namespace, or a private method.
bool isInternal(const clang::FunctionDecl &F);

bool isSpan(clang::QualType T);

} // namespace ferrule
