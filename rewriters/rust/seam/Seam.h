// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The seam before C++: for each function that C cannot call, one with the ABI of C that calls it.
// Classes are known by handles; what C and C++ hand over alike crosses as it is; what has no rule
// is refused, with what would help. docs/boundaries.md has the rules.
#pragma once
#include "rewriters/rust/Crate.h"
#include "rewriters/rust/Sources.h"
#include <deque>

namespace ferrule::rust {

/// A class, as C and Rust know it.
struct SeamClass {
  /// Null: no header of the project has its definition.
  const CxxClass *cxx = nullptr;
  /// All that it offers crosses; if not, its objects are only handed on.
  bool atCut = false;
  AbiType type;
  /// C++ writes it so, and C so: "shop::Shelf", "seam_shop_Shelf".
  std::string spelling;
  std::string tag;
  /// Rust has its fields, so an object of it is a value, and needs no handle.
  bool isRecord = false;

  bool isString() const { return spelling == "std::string"; }
};

/// What the seam's function does.
enum class SeamCall : unsigned char {
  Function, ///< calls a function or a member
  Make,     ///< makes an object by a constructor
  Copy,     ///< makes one like another
  End,      ///< ends one that Make, Copy or a result gave
  Base,     ///< leads to the part of an object that is its base class
};

/// How its result comes to Rust.
enum class SeamResult : unsigned char {
  Plain,    ///< as BoundFunction::result says
  Record,   ///< by a pointer that is passed behind the parameters
  Owned,    ///< a handle that ends its object
  Borrowed, ///< a reference that lives as long as the object that was asked
  Text,     ///< a string that lives as long
};

struct SeamFunction {
  SeamCall call = SeamCall::Function;
  /// Null: no declaration says it; C++ gives it to the class.
  const CxxFunction *cxx = nullptr;
  /// Its parameters that cross; the rest has defaults.
  llvm::ArrayRef<CxxType> parameters;
  /// Null: it is a function of a namespace.
  const SeamClass *of = nullptr;
  /// Base: the base class.
  const SeamClass *to = nullptr;
  /// In Rust, within the class or alone.
  std::string method;
  /// What it is to C: symbol and type; the name is that of C++, the parameters those of bound.
  AbiFunction c;
  BoundFunction bound;
  SeamResult result = SeamResult::Plain;
  /// Record, Owned, Borrowed: the type in Rust, of the value or the object.
  std::string value;
  /// It can be seen that it may throw: Rust gets a Result. Of all others the program ends if they
  /// do.
  bool throws = false;

  /// Its result may be NULL.
  bool isNullable() const {
    return cxx && cxx->result.passing == CxxPassing::Value &&
           cxx->result.type.kind == AbiKind::Pointer && bound.result.nullable;
  }
  /// It has an object.
  bool isMethod() const {
    return call != SeamCall::Make && of && (!cxx || cxx->role == CxxRole::Method);
  }
};

/// A function of C++ that does not cross.
struct SeamRefusal {
  std::string name;
  CodeRange range;
  /// A sentence about "it" without a full stop, and what would help.
  std::string reason;
  std::string repair;
};

struct Seam {
  std::deque<SeamClass> classes;
  /// By class and place.
  std::deque<SeamFunction> functions;
  std::vector<SeamRefusal> refused;
  /// Those that declare all of it, sorted.
  std::vector<std::string> headers;
  /// Ids of functions that cross or were refused here.
  std::set<std::string> accounted;
  /// Of src/seam.rs; they go when the C++ behind it does.
  unsigned unsafeBlocks = 0;

  bool empty() const { return functions.empty() && refused.empty(); }
  const SeamClass *find(const AbiType &T) const;
};

/// Of the functions that others call, those of C++; of their classes, all that is public.
Seam planSeam(const CrateInput &Input, Binder &Bind, RustTypes &Types);

/// The functions of the program that throw, as far as can be seen: themselves, or by one that they
/// call.
std::set<std::string> throwing(const UnitAbi &Program);

/// What would help against a reason of Seam::refused.
std::string seamRepair(llvm::StringRef Reason);

/// What a type is to C: records by their tags, enumerations as integers.
std::string inC(const AbiType &T, const std::string &Declarator, const RustTypes &Types);
/// "shop_Shelf" for "shop::Shelf".
std::string flattened(llvm::StringRef Spelling);
/// "seam_shop_Shelf", for a record.
std::string seamTag(const AbiType &Record, const RustTypes &Types);

/// cxx/seam.h and cxx/seam.cpp.
std::vector<CrateFile> seamInCxx(const Seam &S, const RustTypes &Types);
/// src/seam.rs.
std::string seamInRust(const Seam &S, RustTypes &Types);

} // namespace ferrule::rust
