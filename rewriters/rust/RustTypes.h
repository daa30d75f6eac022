// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The types that cross between C and Rust, and the module that defines them: types.rs, which holds
// no unsafe.
#pragma once
#include "rewriters/rust/Identifier.h"
#include "rewriters/rust/RecordShape.h"
#include "rewriters/rust/TypeNames.h"
#include "llvm/ADT/ArrayRef.h"

namespace ferrule::rust {

/// The program must outlive it.
class RustTypes {
public:
  /// Others: the same program in further configurations.
  explicit RustTypes(const UnitAbi &Program, llvm::ArrayRef<UnitAbi> Others = {});

  /// The type in an extern "C" signature or a field: "*mut z_stream", "core::ffi::c_uint",
  /// "Option<unsafe extern \"C\" fn(*mut core::ffi::c_void)>", "usize" for size_t. What a pointer
  /// leads to and Rust does not have is c_void, a function that Rust cannot call is fn(). The
  /// records and enumerations that it names will be in module().
  std::string of(const AbiType &T);
  /// The result of a function: "" for void, else " -> T".
  std::string result(const AbiType &T);

  /// Why a value of the type cannot cross between C and Rust, without a full stop: "_Complex has no
  /// Rust counterpart". Empty: it can. Of a function: why it cannot be called or defined.
  std::string problem(const AbiType &T) const;

  /// Null: it is none.
  const AbiRecord *record(const AbiType &T) const { return Index.record(T); }
  const AbiEnum *enumeration(const AbiType &T) const { return Index.enumeration(T); }
  const std::string &nameOf(const AbiRecord &R) const { return Names.of(R.id); }
  const std::string &nameOf(const AbiEnum &E) const { return Names.of(E.id); }
  const RecordShape &shapeOf(const AbiRecord &R) const { return Shapes.of(R); }
  const AbiIndex &index() const { return Index; }
  llvm::ArrayRef<AbiIndex> others() const { return Others; }

  /// What was asked for by of(), and what that leads to; each list by its Rust names.
  struct Reached {
    std::vector<const AbiRecord *> records;
    /// Of these, those that are only ever behind pointers, and of which nothing is known or the
    /// system alone knows.
    std::vector<const AbiRecord *> opaque;
    std::vector<const AbiEnum *> enums;
    /// The integers of C, such as int and unsigned long.
    std::vector<AbiType> integers;
  };
  Reached reached() const;
  /// types.rs.
  std::string module() const;

private:
  std::string spell(const AbiType &T) const;
  std::string spellFunction(const AbiType &T) const;
  std::string spellPointee(const AbiType &T) const;

  AbiIndex Index;
  TypeNames Names;
  RecordShapes Shapes;
  std::vector<AbiType> Asked;
  std::vector<AbiIndex> Others;
};

} // namespace ferrule::rust
