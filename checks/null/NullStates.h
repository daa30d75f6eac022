// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Whether a pointer, in a variable or in a member that it leads to, may be null
// at a place in its function, as far as the structure of the statements tells.
// Both are called variable here.
//
// While the function is walked, all that happens to such a variable is noted as
// an event with its path: the statements from the body of the function down to
// it. Two paths part at the innermost statement that holds both places, so
// which one dominates the other is seen from the paths alone. From the place of
// a dereference we go outwards: each level adds what the statements before it
// do to the variable, and what the condition of the branch or loop around it
// says, until nothing is left of the value "unchanged". Values do not move
// between variables, and conditions do not correlate. A goto voids what is
// learnt between it and its label.
#pragma once
#include "checks/AccessPath.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/SmallPtrSet.h"
#include <string>
#include <vector>

namespace ferrule {

/// What a variable can be at a place: a set. Empty: the place is not reached.
struct NullState {
  enum : unsigned {
    NonNull = 1,
    Null = 2,      ///< certainly null on a path
    Nullable = 4,  ///< from a source that may be null
    Unknown = 8,   ///< from a source that nobody suspects
    Unchanged = 16 ///< what it was before
  };
  unsigned Bits = Unchanged;
  /// The events that brought in (Null or Nullable) and NonNull, if any.
  const struct NullEvent *Bad = nullptr, *Good = nullptr;
  /// A test that lets both values pass: it casts suspicion on what was unknown
  /// before.
  const NullEvent *Tested = nullptr;
  /// A goto, or another case of a switch, passes by something that would have
  /// shown NonNull.
  bool Bypassed = false;
  /// Of "unchanged": somebody may have written since then, whom a test before
  /// it does not bind.
  bool Stale = false;

  bool suspicious() const { return Bits & (Null | Nullable); }
};

struct NullEvent {
  /// Write: a call or an assignment that may change it.
  enum Kind { Test, Use, Assign, Write } What;
  /// From the function's body to the expression itself.
  std::vector<const clang::Stmt *> Path;
  /// Position among all events, labels and gotos of the function, in source
  /// order, but a use on the right side of an assignment comes before it.
  unsigned Order = 0;
  /// Of an assignment: what the variable is then.
  unsigned Effect = 0;
  /// Of an assignment: the function whose result it is; of a use: the one that
  /// dereferences its argument. For messages.
  std::string Source;
  /// Of a use: the dereference.
  const clang::Expr *Dereference = nullptr;
};

/// A label with the gotos that lead to it.
struct LabelOrder {
  unsigned Label = 0, FirstGoto = ~0u;
  /// The statements around the gotos.
  llvm::SmallPtrSet<const clang::Stmt *, 8> Around;
};

/// Events of one variable, ordered.
using NullEvents = std::vector<NullEvent>;

/// What it is when a test lets both values pass.
NullState suspect(NullState State, const NullEvent *Tested);

/// What the variable is where the event at Index takes place.
NullState stateAt(const AccessPath &V, const NullEvents &Events, std::size_t Index,
                  llvm::ArrayRef<LabelOrder> Labels, clang::ASTContext &AST);

/// The expression is the variable, or an assignment to it, whose value is the
/// variable's.
bool standsFor(const clang::Expr &E, const AccessPath &V);

} // namespace ferrule
