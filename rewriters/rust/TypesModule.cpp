// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The text of types.rs.
#include "rewriters/rust/Configurations.h"
#include "rewriters/rust/RustTypes.h"
#include "rewriters/rust/Scalars.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace ferrule::rust {
namespace {

class ModuleWriter {
public:
  ModuleWriter(const RustTypes &Types, llvm::function_ref<std::string(const AbiType &)> Spell)
      : Types(Types), Found(Types.reached()), Spell(Spell), Out(Text) {}

  std::string write() {
    Out << "//! The types that cross between C and Rust, as the C compiler lays them out. What is\n"
           "//! asserted here of sizes and offsets, c/ asserts of the C side.\n"
           "//!\n"
           "//! Made by ferrule boundary, which writes this file anew each time.\n"
           "#![allow(non_camel_case_types, non_snake_case, non_upper_case_globals)]\n"
           "#![allow(clippy::type_complexity)]\n";
    for (const AbiEnum *E : Found.enums)
      writeEnum(*E);
    for (const AbiRecord *R : Found.records) {
      if (llvm::is_contained(Found.opaque, R))
        writeOpaque(*R);
      else
        writeRecord(*R);
    }
    writeScalarAsserts();
    return std::move(Text);
  }

private:
  static std::string spelling(const AbiRecord &R) {
    if (!R.spelling.empty())
      return "`" + R.spelling + "`";
    return R.isUnion ? "A union without a name" : "A struct without a name";
  }

  void writeEnum(const AbiEnum &E) {
    std::string Integer = enumInteger(E);
    if (E.name.empty()) {
      Out << "\n";
      for (const AbiEnumerator &V : E.values)
        Out << "pub const " << Constants.add(identifier(V.name)) << ": " << Integer << " = "
            << enumLiteral(E, V) << ";\n";
      return;
    }
    const std::string &Name = Types.nameOf(E);
    Out << "\n/// `" << E.spelling
        << "`. C may store any number in it, so this is no Rust enumeration.\n"
           "#[repr(transparent)]\n"
           "#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n"
           "pub struct "
        << Name << "(pub " << Integer << ");\n";
    UniqueNames Own;
    if (!E.values.empty()) {
      Out << "\nimpl " << Name << " {\n";
      for (const AbiEnumerator &V : E.values)
        Out << "    pub const " << Own.add(identifier(V.name)) << ": Self = Self("
            << enumLiteral(E, V) << ");\n";
      Out << "}\n";
    }
  }

  void writeOpaque(const AbiRecord &R) {
    Out << "\n/// " << spelling(R)
        << ", known by its address only: " << (R.complete ? R.unsupported : "it has no definition")
        << ".\n#[repr(C)]\npub struct " << Types.nameOf(R)
        << " {\n"
           "    _data: [u8; 0],\n"
           "    _marker: core::marker::PhantomData<(*mut u8, core::marker::PhantomPinned)>,\n"
           "}\n";
  }

  void writeRepr(const RecordShape &S) {
    Out << "#[repr(C";
    if (S.packed)
      Out << ", packed(" << S.packed << ")";
    if (S.aligned)
      Out << ", align(" << S.aligned << ")";
    Out << ")]\n#[derive(Clone, Copy" << (S.holdsUnion ? "" : ", Debug") << ")]\n";
  }

  void writeRecord(const AbiRecord &R) {
    const RecordShape &S = Types.shapeOf(R);
    const std::string &Name = Types.nameOf(R);
    bool AsBytes = S.form == RecordShape::Bytes;
    Out << "\n/// " << spelling(R) << (AsBytes ? ", as bytes: " + S.reason : "") << ".\n";
    writeRepr(S);
    Out << (R.isUnion && !AsBytes ? "pub union " : "pub struct ") << Name << " {\n";
    std::vector<std::string> Fields = AsBytes ? std::vector<std::string>() : fieldNames(R);
    if (AsBytes)
      Out << "    pub _bytes: [u8; " << R.size << "],\n";
    for (auto [I, Field] : llvm::enumerate(Fields)) {
      const AbiType &T = R.fields[I].type;
      if (!S.padding.empty() && S.padding[I])
        Out << "    pub _gap_" << I << ": [u8; " << S.padding[I] << "],\n";
      Out << "    pub " << Field << ": " << Spell(T) << ",\n";
    }
    Out << "}\n";
    writeAsserts(Name, Fields, R, Types.index().pointerBits());
    for (const AbiIndex &Other : otherWidths(Types))
      if (const AbiRecord *There = Other.record(R.id); There && hasSameFields(*There, R))
        writeAsserts(Name, Fields, *There, Other.pointerBits());
  }

  void writeAsserts(const std::string &Name, const std::vector<std::string> &Fields,
                    const AbiRecord &R, unsigned PointerBits) {
    writeCfg(PointerBits);
    Out << "const _: () = {\n    assert!(size_of::<" << Name << ">() == " << R.size
        << ");\n    assert!(align_of::<" << Name << ">() == " << R.alignment << ");\n";
    for (auto [F, Field] : llvm::zip(R.fields, Fields))
      Out << "    assert!(core::mem::offset_of!(" << Name << ", " << Field
          << ") == " << F.offset / 8 << ");\n";
    Out << "};\n";
  }

  void writeCfg(unsigned PointerBits) {
    Out << "#[cfg(target_pointer_width = \"" << PointerBits << "\")]\n";
  }

  void writeScalarAsserts() {
    if (Found.integers.empty())
      return;
    Out << "\n";
    writeCfg(Types.index().pointerBits());
    Out << "const _: () = {\n";
    for (const AbiType &T : Found.integers)
      Out << "    assert!(size_of::<" << scalarName(T) << ">() == " << T.bits / 8 << ");\n";
    Out << "};\n";
  }

  const RustTypes &Types;
  RustTypes::Reached Found;
  llvm::function_ref<std::string(const AbiType &)> Spell;
  UniqueNames Constants;
  std::string Text;
  llvm::raw_string_ostream Out;
};

} // namespace

std::string RustTypes::module() const {
  return ModuleWriter(*this, [this](const AbiType &T) { return spell(T); }).write();
}

} // namespace ferrule::rust
