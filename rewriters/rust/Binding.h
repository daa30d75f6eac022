// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a function at the cut looks like to safe Rust. A parameter becomes what its contract says
// and the borrow checker can hold us to: a slice where the extent is known, a reference where it is
// one object that nobody keeps. All else stays a pointer that can be handed on but not followed
// (`Foreign`): known handles, and what is not known, with the question that would have to be
// answered. Nothing is guessed.
#pragma once
#include "rewriters/rust/Crate.h"
#include "rewriters/rust/RustTypes.h"
#include "tool/model/ContractIndex.h"
#include "llvm/ADT/StringMap.h"
#include <optional>

namespace ferrule::rust {

enum class Role : unsigned char {
  Value,     ///< a number, a record, a pointer to a function: as it is
  Count,     ///< the length of a slice, which knows it itself
  Slice,     ///< several objects, as many as another parameter says
  Array,     ///< several objects, as many as a constant says
  Reference, ///< one object
  Text,      ///< a string up to its NUL
  Foreign,   ///< a pointer that is only handed on
};

enum class Access : unsigned char {
  Shared,  ///< it is read
  Mutable, ///< it is read and written
  Output,  ///< it is written before it is read
};

/// Where a parameter comes from, when it is not simply one of the function's.
struct ParameterSource {
  enum How : unsigned char {
    Contract, ///< what the contract says of the slot
    Object,   ///< one object that is there, and that nobody keeps
    Handle,   ///< an object that only its language looks into: as the contract says, a reference
    Bytes,    ///< so many bytes as the next parameter says
  };
  How how = Contract;
  /// Of the contract: "parameter 2". Empty: it has none.
  std::string slot;
};

struct BoundParameter {
  std::string name;
  AbiType type;
  ParameterSource source;
  Role role = Role::Value;
  Access access = Access::Shared;
  /// Null is an answer.
  bool nullable = false;
  /// Slice: the index of the parameter that counts; how many elements each counts for; and whether
  /// the parameter is a pointer to the count.
  unsigned count = 0;
  unsigned long long scale = 1;
  bool countBehind = false;
  /// Array: so many elements.
  unsigned long long elements = 0;
  /// What an element, an object or what a Foreign leads to is in Rust.
  std::string element;
  /// The type in the safe signature; empty for Count.
  std::string safeType;
  /// Foreign: it is not known what it is, and this is the question. Empty: it is known to be a
  /// handle, and why says so.
  std::string question;
  std::string why;
  /// Its contract, or null.
  const Inference *contract = nullptr;
  /// It may lead to what another one leads to, or nobody knows: looked at when it is called.
  bool checkOverlap = false;

  bool isReference() const {
    return role == Role::Slice || role == Role::Array || role == Role::Reference;
  }
};

enum class ResultRole : unsigned char {
  Value,
  Status,      ///< 0 is success, all else a code: Result<(), Code>
  StatusValue, ///< below 0 is a code, all else a value: Result<T, Code<T>>
  StaticText,  ///< a string that lives as long as the program
  Foreign,
};

struct BoundResult {
  AbiType type;
  ResultRole role = ResultRole::Value;
  bool nullable = true;
  std::string element;
  std::string safeType;
  std::string question;
  std::string why;
  const Inference *contract = nullptr;
};

struct BoundFunction {
  const AbiFunction *function = nullptr;
  std::string name;
  std::vector<BoundParameter> parameters;
  BoundResult result;
  /// Why it stays in C; empty: it crosses.
  std::string blocker;

  bool crosses() const { return blocker.empty(); }
  /// Nothing of it is unknown.
  bool isKnown() const;
};

/// The functions of the cut that others call, in the order of their names, and those that its
/// functions call in the rest of the program.
struct Bindings {
  std::vector<BoundFunction> entries;
  std::vector<BoundFunction> calls;
};

/// Binds functions to their contracts. All that is the same for every cut of a program is in here.
class Binder {
public:
  /// What it is given outlives it.
  Binder(const UnitAbi &Program, const Assessment &A, RustTypes &Types);

  Bindings bindCut(const Boundary &Cut);
  /// A function that is made for the crate, and stands for one of the program that has its id.
  BoundFunction bind(const AbiFunction &F, llvm::ArrayRef<ParameterSource> Sources);
  /// As ContractIndex::find.
  const Inference *contract(llvm::StringRef Entity, llvm::StringRef Slot) const {
    return Contracts.find(Entity, Slot);
  }
  /// How it is meant to be used, as far as that has a name: error codes, callbacks with their data,
  /// threads that use it, and so on.
  llvm::ArrayRef<const Idiom *> idioms(llvm::StringRef Entity) const;

private:
  BoundFunction bind(const AbiFunction &F);
  void bindSource(BoundFunction &B, unsigned Index);
  void bindHandle(BoundParameter &P);
  void bindPointer(BoundFunction &B, unsigned Index);
  void bindExtent(BoundFunction &B, unsigned Index, llvm::StringRef Bounds);
  void absorbCounts(BoundFunction &B);
  void lookForOverlap(BoundFunction &B);
  void spell(BoundParameter &P);
  void bindResult(BoundFunction &B);
  std::string elementOf(const AbiType &Pointer);

  void findJumps();

  const UnitAbi &Program;
  RustTypes &Types;
  ContractIndex Contracts;
  llvm::StringMap<std::vector<const Idiom *>> Idioms;
  llvm::StringMap<const AbiFunction *> ById;
  /// The functions that a longjmp may leave, by id, with the id of the one that jumps.
  llvm::StringMap<std::string> Jumps;
};

} // namespace ferrule::rust
