// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/rust/TypeNames.h"
#include "rewriters/rust/Identifier.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <cassert>

namespace ferrule::rust {
namespace {

/// What a module means by these names must not change because it imports the types.
void reserveRust(UniqueNames &Unique) {
  for (llvm::StringRef Name :
       {"AsMut",   "AsRef",    "Box",       "Clone",       "Copy",    "Debug",   "Default",
        "Drop",    "Eq",       "Err",       "Fn",          "FnMut",   "FnOnce",  "From",
        "Hash",    "Into",     "Iterator",  "MaybeUninit", "None",    "NonNull", "Ok",
        "Option",  "Ord",      "PartialEq", "PartialOrd",  "Result",  "Send",    "Sized",
        "Some",    "String",   "Sync",      "ToString",    "TryFrom", "TryInto", "Unpin",
        "Vec",     "align_of", "bool",      "char",        "core",    "drop",    "f32",
        "f64",     "i128",     "i16",       "i32",         "i64",     "i8",      "isize",
        "size_of", "std",      "str",       "u128",        "u16",     "u32",     "u64",
        "u8",      "usize"})
    Unique.reserve(Name);
  // What api.rs and seam.rs define.
  for (llvm::StringRef Name :
       {"Code", "Copies", "CxxString", "Ends", "Foreign", "Object", "Owned", "Thrown"})
    Unique.reserve(Name);
}

/// A record or enumeration, by what matters here.
struct Tag {
  const std::string *id;
  const std::string *name;
  llvm::StringRef suffix;
};

/// The record or enumeration that a field is made of.
const std::string *innermost(const AbiType &T) {
  if (T.kind == AbiKind::Record || T.kind == AbiKind::Enum)
    return &T.name;
  bool Wraps = T.kind == AbiKind::Pointer || T.kind == AbiKind::Array;
  return Wraps ? innermost(T.inner.front()) : nullptr;
}

} // namespace

TypeNames::TypeNames(const UnitAbi &Program) {
  UniqueNames Unique;
  reserveRust(Unique);
  std::vector<Tag> Tags;
  for (const AbiRecord &R : Program.records)
    Tags.push_back({&R.id, &R.name, R.isUnion ? "_union" : "_struct"});
  for (const AbiEnum &E : Program.enums)
    Tags.push_back({&E.id, &E.name, "_enum"});
  for (const Tag &T : Tags)
    if (!T.name->empty())
      Names[*T.id] = Unique.add(identifier(*T.name), T.suffix);
  // Those without a name are called after where they are; they may be in one another.
  std::map<std::string, const AbiRecord *> ById;
  std::vector<const AbiRecord *> Named;
  for (const AbiRecord &R : Program.records) {
    ById[R.id] = &R;
    if (!R.name.empty())
      Named.push_back(&R);
  }
  for (std::size_t I = 0; I != Named.size(); ++I) {
    const AbiRecord &Outer = *Named[I];
    for (auto [F, Field] : llvm::zip(Outer.fields, fieldNames(Outer))) {
      const std::string *Id = innermost(F.type);
      if (!Id || Names.contains(*Id))
        continue;
      Names[*Id] = Unique.add(identifier(Names[Outer.id] + "_" + plain(Field)));
      if (auto It = ById.find(*Id); It != ById.end())
        Named.push_back(It->second);
    }
  }
  for (const Tag &T : Tags)
    if (!Names.contains(*T.id))
      Names[*T.id] = Unique.add("Unnamed", T.suffix);
}

const std::string &TypeNames::of(llvm::StringRef Id) const {
  auto It = Names.find(Id);
  assert(It != Names.end() && "not a type of the program");
  return It->second;
}

std::vector<std::string> fieldNames(const AbiRecord &R) {
  UniqueNames Unique;
  std::vector<std::string> Made(R.fields.size());
  for (auto [Name, F] : llvm::zip(Made, R.fields))
    if (!F.name.empty())
      Name = Unique.add(identifier(F.name));
  unsigned Number = 0;
  for (std::string &Name : Made)
    if (Name.empty())
      Name = Unique.add("anonymous" + llvm::utostr(Number++));
  return Made;
}

} // namespace ferrule::rust
