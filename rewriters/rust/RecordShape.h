// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How Rust can declare a record so that it has the layout that it has in C.
#pragma once
#include "tool/model/Abi.h"
#include <map>
#include <optional>

namespace ferrule::rust {

/// Records and enumerations by id. The program must outlive it.
class AbiIndex {
public:
  explicit AbiIndex(const UnitAbi &Program);
  /// Null: the type is none, or nobody has described it.
  const AbiRecord *record(const AbiType &T) const;
  const AbiRecord *record(llvm::StringRef Id) const;
  const AbiEnum *enumeration(const AbiType &T) const;
  /// Bits of a pointer.
  unsigned pointerBits() const { return PointerBits; }

private:
  std::map<llvm::StringRef, const AbiRecord *> Records;
  std::map<llvm::StringRef, const AbiEnum *> Enums;
  unsigned PointerBits = 64;
};

struct RecordShape {
  enum Form : unsigned char {
    Fields, ///< field by field
    Bytes,  ///< as bytes, of the right number and alignment
    Opaque, ///< it has no definition
  };
  Form form = Fields;
  /// Bytes, Opaque: why, as a sentence about "it" without a full stop.
  std::string reason;
  /// repr(C, packed(N)), repr(C, align(N)); 0: neither.
  unsigned packed = 0;
  unsigned aligned = 0;
  /// Bytes to put in front of each field; empty: nowhere any.
  std::vector<unsigned long long> padding;
  /// It, or a part of it, has repr(align), which Rust does not allow within a packed one.
  bool holdsAligned = false;
  /// It is or holds a union, which nobody can print.
  bool holdsUnion = false;
};

/// "long double has no Rust counterpart": why no value of the type can be in a field. Empty: it
/// can.
std::string fieldProblem(const AbiType &T);

class RecordShapes {
public:
  RecordShapes(const UnitAbi &Program, const AbiIndex &Index);
  const RecordShape &of(const AbiRecord &R) const { return Shapes.at(R.id); }

private:
  struct Extent {
    unsigned long long size = 0;
    unsigned alignment = 1;
  };
  const RecordShape &make(const AbiRecord &R);
  RecordShape shape(const AbiRecord &R);
  std::optional<Extent> extent(const AbiType &T, unsigned WideAlignment) const;
  bool lay(const AbiRecord &R, unsigned Packed, unsigned WideAlignment, bool Pad,
           RecordShape &S) const;

  const AbiIndex &Index;
  std::map<std::string, RecordShape> Shapes;
};

} // namespace ferrule::rust
