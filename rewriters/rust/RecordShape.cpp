// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clang says where each field is. Rust has no way to say that; it has rules by which repr(C),
// repr(C, packed(N)) and repr(C, align(N)) place fields. So these rules are followed here, from the
// plainest form to the oddest, until one gives what Clang says: as it is, packed, with bytes put
// between. If none does, or a field has a type that Rust does not have, the record is bytes.
//
// That the rules are followed rightly is not left to this file: the crate asserts each size and
// offset, so a mistake is an error when the crate is built.
#include "rewriters/rust/RecordShape.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

namespace ferrule::rust {
namespace {

/// Bits of the first pointer in the type, or 0.
unsigned pointerBitsIn(const AbiType &T) {
  if (T.kind == AbiKind::Pointer)
    return T.bits;
  for (const AbiType &Inner : T.inner)
    if (unsigned Bits = pointerBitsIn(Inner))
      return Bits;
  return 0;
}

/// What an array of arrays is made of, or the type itself.
const AbiType *elementOf(const AbiType *T) {
  while (T->kind == AbiKind::Array)
    T = &T->inner.front();
  return T;
}

template <class Described>
const Described *described(const std::map<llvm::StringRef, const Described *> &All,
                           llvm::StringRef Id) {
  auto It = All.find(Id);
  return It == All.end() ? nullptr : It->second;
}

} // namespace

AbiIndex::AbiIndex(const UnitAbi &Program) {
  for (const AbiRecord &R : Program.records)
    Records[R.id] = &R;
  for (const AbiEnum &E : Program.enums)
    Enums[E.id] = &E;
  for (const AbiFunction &F : Program.functions)
    if (unsigned Bits = pointerBitsIn(F.type)) {
      PointerBits = Bits;
      break;
    }
}

const AbiRecord *AbiIndex::record(const AbiType &T) const {
  return T.kind == AbiKind::Record ? described(Records, T.name) : nullptr;
}

const AbiRecord *AbiIndex::record(llvm::StringRef Id) const { return described(Records, Id); }

const AbiEnum *AbiIndex::enumeration(const AbiType &T) const {
  return T.kind == AbiKind::Enum ? described(Enums, T.name) : nullptr;
}

std::string fieldProblem(const AbiType &T) {
  const AbiType *Element = elementOf(&T);
  return Element->kind == AbiKind::Unsupported ? Element->name + " has no Rust counterpart" : "";
}

RecordShapes::RecordShapes(const UnitAbi &Program, const AbiIndex &Index) : Index(Index) {
  for (const AbiRecord &R : Program.records)
    make(R);
}

const RecordShape &RecordShapes::make(const AbiRecord &R) {
  // Units that disagree may put two records into each other: the inner one is then still bytes.
  auto [It, New] = Shapes.try_emplace(R.id);
  if (New) {
    It->second.form = RecordShape::Bytes;
    It->second.reason = "it holds itself";
    It->second = shape(R);
  }
  return It->second;
}

RecordShape RecordShapes::shape(const AbiRecord &R) {
  RecordShape S;
  auto AsBytes = [&](std::string Reason) {
    S = {.form = RecordShape::Bytes, .reason = std::move(Reason)};
    S.aligned = R.alignment > 1 ? R.alignment : 0;
    S.holdsAligned = S.aligned;
    return S;
  };
  if (!R.complete) {
    S.form = RecordShape::Opaque;
    S.reason = "it has no definition";
    return S;
  }
  if (!R.unsupported.empty())
    return AsBytes(R.unsupported);
  S.holdsUnion = R.isUnion;
  for (const AbiField &F : R.fields) {
    if (F.width)
      return AsBytes(F.name.empty() ? "it has an unnamed bit-field"
                                    : "'" + F.name + "' is a bit-field");
    if (std::string Problem = fieldProblem(F.type); !Problem.empty())
      return AsBytes("'" + F.name + "': " + Problem);
    if (const AbiRecord *Inner = Index.record(*elementOf(&F.type))) {
      const RecordShape &Part = make(*Inner);
      S.holdsAligned |= Part.holdsAligned;
      S.holdsUnion |= Part.holdsUnion;
    }
  }
  // On 32-bit machines the alignment of what has 64 bits differs; the right one fits.
  unsigned Narrowest = Index.pointerBits() == 32 ? 4 : 8;
  for (unsigned Wide = 8; Wide >= Narrowest; Wide /= 2)
    if (lay(R, 0, Wide, /*Pad=*/false, S))
      return S;
  for (unsigned Packed = 1; Packed <= 16 && !S.holdsAligned; Packed *= 2)
    if (lay(R, Packed, 8, /*Pad=*/false, S))
      return S;
  if (!R.isUnion)
    for (unsigned Wide = 8; Wide >= Narrowest; Wide /= 2)
      if (lay(R, 0, Wide, /*Pad=*/true, S))
        return S;
  return AsBytes("no repr of Rust places its fields as C does");
}

std::optional<RecordShapes::Extent> RecordShapes::extent(const AbiType &T,
                                                         unsigned WideAlignment) const {
  switch (T.kind) {
  case AbiKind::Bool:
  case AbiKind::Integer:
  case AbiKind::Float:
  case AbiKind::Enum:
  case AbiKind::Pointer: {
    unsigned Size = T.bits / 8;
    if (!Size)
      return std::nullopt;
    return Extent{Size, Size == 8 ? WideAlignment : Size};
  }
  case AbiKind::Array: {
    std::optional<Extent> E = extent(T.inner.front(), WideAlignment);
    if (E)
      E->size *= T.count;
    return E;
  }
  case AbiKind::Record: {
    const AbiRecord *R = Index.record(T);
    if (!R || !R->complete)
      return std::nullopt;
    return Extent{R->size, R->alignment};
  }
  case AbiKind::Void:
  case AbiKind::Function:
  case AbiKind::Unsupported:
    return std::nullopt;
  }
  return std::nullopt;
}

/// Places the fields as Rust does. Fails unless everything is where C has it.
bool RecordShapes::lay(const AbiRecord &R, unsigned Packed, unsigned WideAlignment, bool Pad,
                       RecordShape &S) const {
  unsigned long long End = 0;
  unsigned Alignment = 1;
  std::vector<unsigned long long> Padding;
  for (const AbiField &F : R.fields) {
    std::optional<Extent> E = extent(F.type, WideAlignment);
    if (!E)
      return false;
    unsigned FieldAlignment = Packed ? std::min(Packed, E->alignment) : E->alignment;
    unsigned long long Before = R.isUnion ? 0 : End;
    unsigned long long Offset = F.offset / 8;
    if (Offset != llvm::alignTo(Before, FieldAlignment)) {
      if (!Pad || Offset < Before || Offset % FieldAlignment)
        return false;
      Padding.resize(R.fields.size());
      Padding[static_cast<std::size_t>(&F - R.fields.data())] = Offset - Before;
    }
    End = std::max(End, Offset + E->size);
    Alignment = std::max(Alignment, FieldAlignment);
  }
  if (R.alignment < Alignment || (Packed && R.alignment != Alignment) ||
      R.size != llvm::alignTo(End, R.alignment))
    return false;
  S.packed = Packed;
  S.aligned = R.alignment > Alignment ? R.alignment : 0;
  S.holdsAligned |= S.aligned != 0;
  S.padding = std::move(Padding);
  return true;
}

} // namespace ferrule::rust
