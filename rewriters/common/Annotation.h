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

/// Puts the macro there; of a result, in front of the function. With the macro's definition.
void writeMacro(Proposal &P, const clang::ValueDecl &D, llvm::StringRef Macro,
                AnnotationPlace Where);

/// What a contract of bounds says in the words of extentInWords(); empty when they cannot say it.
std::string boundsInWords(const SlotContract &Known);
/// "a string", "an array of 'n'"
std::string boundsForReaders(const SlotContract &Known);
/// It names a constant: no less is there.
bool isAtLeast(const SlotContract &Known);
/// "counted_by(n)" -> "FERRULE_COUNTED_BY(n)"
std::string macroOf(llvm::StringRef Words);

/// Why a contract must not be written down, or empty: it is a guess, or not every place keeps it.
std::string doubtOf(const SlotContract &Known);

/// Offers to put the macro there, unless there is a doubt.
void annotate(Proposal P, const AnnotatedSlot &Slot, const SlotContract &Known,
              llvm::StringRef Macro, AnnotationPlace Where);

} // namespace ferrule
