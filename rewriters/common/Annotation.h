// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Writes what was inferred down where it is declared, in macros that mean nothing to a compiler
// (docs/annotations.md).
#pragma once
#include "rewriters/Rewriter.h"

namespace ferrule {

/// A slot of which something is declared.
struct AnnotatedSlot {
  /// The function or record that it is a part of; a variable is its own.
  const clang::NamedDecl *entity;
  /// The parameter, field, variable, or (of its result) function.
  const clang::ValueDecl *declaration;
  /// As in SlotContract.
  std::string name;
};

/// Calls See for each parameter and result that a function declares first, each field and each
/// variable with static storage, if it is a pointer that has a name.
void onPointerSlots(Dispatcher &D, llvm::unique_function<void(const AnnotatedSlot &)> See);

/// Of a parameter of a function like realloc: what it points to has the old size, and is still the
/// caller's when the function fails.
bool isResized(const AnnotatedSlot &Slot);

/// Two annotations of one pointer must not want the same place.
enum class AnnotationPlace : unsigned char {
  BehindName,
  BeforeName, ///< and behind the '*', where one is written
};

/// Offers to put the macro there; of a result, in front of the function. It is refused when the
/// contract is a guess, or not every place keeps it.
void annotate(Proposal P, const AnnotatedSlot &Slot, const SlotContract &Known,
              llvm::StringRef Macro, AnnotationPlace Where);

} // namespace ferrule
