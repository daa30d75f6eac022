// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Where the value of an expression comes from, in terms of slots.
//
// Locals are no slots: they are looked through. A function's assignments to its variables are
// gathered once, and a variable stands for all values that it is ever given, whatever the order.
// That is coarse, but it forgets no flow, and evidence is weighed by counts later on.
#pragma once
#include "checks/CheckContext.h"
#include "tool/model/Evidence.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace ferrule {

struct Origin {
  enum Kind : unsigned char {
    InSlot,  ///< the pointer that a slot holds
    Part,    ///< into the object that the slot's pointer leads to, as &p->x
    Null,    ///< a null pointer constant
    Object,  ///< the address of a variable or array
    Literal, ///< a string literal
    Fresh,   ///< new memory: by new, or by what is called like an allocator
    Unknown,
  };
  Kind What = Unknown;
  Slot In;
  /// An offset was added, or the variable is moved somewhere.
  bool Moved = false;
  /// Of an object: how many elements, of how many bytes together, and whether it outlives the call.
  std::uint64_t Elements = 0, Bytes = 0;
  bool Static = false;
  /// Of fresh memory: the call or new. Of the result of a function: the call.
  const clang::Expr *At = nullptr;
  /// Only if this parameter of the function is not 0, counted from 1.
  unsigned Guard = 0;
};
using Origins = llvm::SmallVector<Origin, 2>;

/// A number as Scale * slot + Offset; without a slot it is the constant Offset.
struct NumberOrigin {
  Slot In;
  std::int64_t Scale = 1, Offset = 0;
};

/// Bytes of a value of the type; 0: it has no size, or none that is known yet, as with auto before
/// it is deduced, or what depends on a template's parameter.
std::uint64_t bytesOf(clang::QualType T, const clang::ASTContext &AST);

Slot parameterSlot(const clang::FunctionDecl &F, unsigned Index, EntityNames &Names);
Slot resultSlot(const clang::FunctionDecl &F, EntityNames &Names);
Slot fieldSlot(const clang::FieldDecl &F, EntityNames &Names);
Slot variableSlot(const clang::VarDecl &V, EntityNames &Names);

class FunctionValues {
public:
  /// F: a definition. Walks its body once.
  FunctionValues(const clang::FunctionDecl &F, CheckContext &C);

  /// Of a pointer expression. One origin at least.
  Origins of(const clang::Expr &Pointer);
  /// Nothing: it cannot be named.
  std::optional<NumberOrigin> number(const clang::Expr &Integer);
  /// Of a product of two slots: these.
  std::optional<std::pair<Slot, Slot>> factors(const clang::Expr &Integer);
  /// What was added to the pointer that End is computed from, as in end = p + n.
  std::optional<NumberOrigin> distance(const clang::Expr &End);
  /// Of the callee of a call, if it has a name: its parameter or result. Arguments beyond the
  /// parameters have none.
  Slot callee(const clang::CallExpr &Call, SlotPart Part, unsigned Index = 0);
  /// The calls that get the value of a local variable, and as which argument.
  llvm::ArrayRef<std::pair<const clang::CallExpr *, unsigned>>
  callsWith(const clang::VarDecl &V) const;
  /// Of a record: it is assigned to one that is not local, as a whole.
  bool isCopiedAway(const clang::VarDecl &V) const;
  /// The innermost parameter that is not 0 where a statement runs that is within these; counted
  /// from 1.
  unsigned guard(llvm::ArrayRef<const clang::Stmt *> Ancestors, const clang::Stmt &S) const;
  /// The slot that an lvalue of pointer type is, if it is one.
  Slot target(const clang::Expr &LValue);

private:
  struct Local {
    llvm::SmallVector<const clang::Expr *, 2> Given;
    /// Of each that is given: as Origin::Guard.
    llvm::SmallVector<unsigned, 2> Guards;
    /// Calls that get its address, and as which argument.
    llvm::SmallVector<std::pair<const clang::CallExpr *, unsigned>, 1> Filled;
    /// Calls that get its value.
    llvm::SmallVector<std::pair<const clang::CallExpr *, unsigned>, 1> Passed;
    bool Moved = false;
    bool Copied = false;
  };
  void gather(const clang::Stmt &S, unsigned Guard);
  void give(const clang::VarDecl &V, const clang::Expr &Value, unsigned Guard);
  unsigned guardOf(const clang::Stmt &Around, const clang::Stmt &Child) const;
  void gatherCall(const clang::CallExpr &Call);
  void add(const clang::Expr &Full, Origins &Into, bool Moved);
  void addVariable(const clang::VarDecl &V, Origins &Into, bool Moved);
  void addLevel(const clang::Expr &Base, Origins &Into, bool Moved);
  void addCall(const clang::CallExpr &Call, Origins &Into, bool Moved);
  void addAddress(const clang::Expr &Object, Origins &Into, bool Moved);

  const clang::FunctionDecl &F;
  CheckContext &C;
  llvm::DenseMap<const clang::VarDecl *, Local> Locals;
  llvm::SmallPtrSet<const clang::VarDecl *, 8> Visiting;
  unsigned Depth = 0;
};

} // namespace ferrule
