// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How the differential test calls a function: where each argument comes from, and what becomes of
// the result. Objects with pointers in them cannot be made up, so they come from the functions that
// make or initialise them; what nobody makes and nobody knows is a reason not to call.
#pragma once
#include "rewriters/rust/Binding.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace ferrule::rust {

/// Objects that some functions make or initialise and one ends.
struct ObjectKind {
  /// What is made, in C.
  const AbiRecord *record = nullptr;
  /// The name of its type in Rust.
  std::string type;
  /// The functions that make it, by name; if they initialise what the caller has, all of them do.
  std::vector<std::string> makers;
  bool initialised = false;
  /// What ends it takes nothing else. Null: nothing is known that does.
  const BoundFunction *release = nullptr;
  /// Fields to be set before a call that leads on: memory, and how much of it.
  struct Buffer {
    std::string pointer;
    std::string count;
  };
  std::vector<Buffer> buffers;
};

enum class Supply : unsigned char {
  Input,   ///< tests/differential/inputs.rs
  Counted, ///< the length of a slice, or a pointer to it
  Object,  ///< one that has been made before
  Fresh,   ///< a record to be initialised
};

/// What a call does with an object, as in differential/side.rs.
enum class Use : unsigned char {
  Read,
  Write,
  End,  ///< afterwards it is gone
  Move, ///< afterwards it is a part of another object
};

struct Argument {
  Supply supply = Supply::Input;
  /// Object, Fresh: its kind.
  unsigned kind = 0;
  /// Object: what the call does with it.
  Use use = Use::Write;
  /// Object: the call keeps a pointer to it; nobody may change it as long as that is there; and it
  /// is where its holder has what it owns.
  bool kept = false, frozen = false, asOwned = false;
  /// Input: its type in tests/differential/inputs.rs, and an expression that makes one; empty:
  /// nobody knows.
  std::string type;
  std::string value;
  /// Input: it is a pointer to something that is lent for the call.
  bool lent = false;
  /// Input: it is a function that C may call.
  bool callback = false;
};

struct Exercise {
  const BoundFunction *function = nullptr;
  std::vector<Argument> arguments;
  /// The kind of the result; Fresh arguments have their own.
  std::optional<unsigned> makes;
  /// The result is the caller's memory: the function that ends it, "free" for C's. Empty: none.
  std::string releases;
  /// The result is a string.
  bool resultIsText = false;
  /// Functions of the same group have objects in common.
  unsigned group = 0;
  /// Why the inputs that are written for it do not call it. Empty: they do.
  std::string unknown;
};

struct Exercises {
  std::vector<ObjectKind> kinds;
  /// By the names of the functions.
  std::vector<Exercise> functions;
};

Exercises planExercises(const Bindings &All, const CrateInput &Input, RustTypes &Types);

/// The function that writes down that C called it.
std::string callbackName(const BoundFunction &B, const BoundParameter &P);
/// What prepares an initialised record for a call, in inputs.rs.
std::string prepareName(const ObjectKind &K);
/// Of the arguments that come from inputs.rs a part each, as a tuple in Rust.
std::string inputTuple(const Exercise &E, llvm::function_ref<std::string(unsigned)> Part);
/// The slices that a parameter counts, if they come from inputs.rs.
std::vector<unsigned> slicesOf(const Exercise &E, unsigned Count);

} // namespace ferrule::rust
