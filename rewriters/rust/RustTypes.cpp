// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/rust/RustTypes.h"
#include "rewriters/rust/Scalars.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace ferrule::rust {
namespace {

/// Whoever can write through the pointer: const is the element's, in C.
bool isConst(const AbiType &T) {
  return T.kind == AbiKind::Array ? isConst(T.inner.front()) : T.isConst;
}

/// All types that lead from some to others, each record and enumeration once.
class Reach {
public:
  explicit Reach(const RustTypes &Types) : Types(Types) {}

  /// AsField: a record that is defined has it as a field, so its size must be right.
  void add(const AbiType &T, bool AsField) {
    switch (T.kind) {
    case AbiKind::Pointer:
      add(T.inner.front(), /*AsField=*/false);
      break;
    case AbiKind::Array:
    case AbiKind::Function:
      for (const AbiType &Inner : T.inner)
        add(Inner, AsField);
      break;
    case AbiKind::Record:
      if (const AbiRecord *R = Types.record(T))
        add(*R, AsField);
      break;
    case AbiKind::Enum:
      if (const AbiEnum *E = Types.enumeration(T); E && Enums.insert(E).second)
        add(E->underlying, /*AsField=*/true);
      break;
    case AbiKind::Integer:
      if (T.alias.empty())
        Integers.try_emplace(T.name, T);
      break;
    case AbiKind::Void:
    case AbiKind::Bool:
    case AbiKind::Float:
    case AbiKind::Unsupported:
      break;
    }
  }

  RustTypes::Reached take() && {
    RustTypes::Reached Found;
    for (auto [R, AsField] : Records) {
      Found.records.push_back(R);
      if (isOpaque(*R, AsField))
        Found.opaque.push_back(R);
    }
    Found.enums.assign(Enums.begin(), Enums.end());
    auto ByName = [this](const auto *A, const auto *B) {
      return Types.nameOf(*A) < Types.nameOf(*B);
    };
    llvm::sort(Found.records, ByName);
    llvm::sort(Found.opaque, ByName);
    llvm::sort(Found.enums, ByName);
    for (const auto &[Name, T] : Integers)
      Found.integers.push_back(T);
    return Found;
  }

private:
  static bool isOpaque(const AbiRecord &R, bool AsField) {
    return !R.complete || (!AsField && !R.unsupported.empty());
  }

  void add(const AbiRecord &R, bool AsField) {
    auto [It, New] = Records.try_emplace(&R, AsField);
    It->second |= AsField;
    if (New && Types.shapeOf(R).form == RecordShape::Fields)
      for (const AbiField &F : R.fields)
        add(F.type, /*AsField=*/true);
  }

  const RustTypes &Types;
  std::map<const AbiRecord *, bool> Records;
  std::set<const AbiEnum *> Enums;
  std::map<std::string, AbiType> Integers;
};

} // namespace

RustTypes::RustTypes(const UnitAbi &Program, llvm::ArrayRef<UnitAbi> Others)
    : Index(Program), Names(Program), Shapes(Program, Index) {
  for (const UnitAbi &Other : Others)
    this->Others.emplace_back(Other);
}

std::string RustTypes::of(const AbiType &T) {
  Asked.push_back(T);
  return spell(T);
}

std::string RustTypes::result(const AbiType &T) {
  return T.kind == AbiKind::Void ? "" : " -> " + of(T);
}

std::string RustTypes::spellFunction(const AbiType &T) const {
  std::vector<std::string> Parameters;
  for (const AbiType &P : llvm::drop_begin(T.inner))
    Parameters.push_back(spell(P));
  if (T.variadic)
    Parameters.emplace_back("...");
  const AbiType &Result = T.inner.front();
  return "unsafe extern \"C\" fn(" + llvm::join(Parameters, ", ") + ")" +
         (Result.kind == AbiKind::Void ? "" : " -> " + spell(Result));
}

std::string RustTypes::spellPointee(const AbiType &T) const {
  if (T.kind == AbiKind::Function) {
    bool Callable = llvm::all_of(T.inner, [this](const AbiType &P) { return problem(P).empty(); });
    return "Option<" + (Callable ? spellFunction(T) : "unsafe extern \"C\" fn()") + ">";
  }
  return (isConst(T) ? "*const " : "*mut ") + spell(T);
}

std::string RustTypes::spell(const AbiType &T) const {
  switch (T.kind) {
  case AbiKind::Bool:
    return "bool";
  case AbiKind::Integer:
  case AbiKind::Float:
    return scalarName(T);
  case AbiKind::Pointer:
    return spellPointee(T.inner.front());
  case AbiKind::Array:
    return "[" + spell(T.inner.front()) + "; " + llvm::utostr(T.count) + "]";
  case AbiKind::Function:
    return spellFunction(T);
  case AbiKind::Record:
    if (const AbiRecord *R = record(T))
      return nameOf(*R);
    break;
  case AbiKind::Enum:
    if (const AbiEnum *E = enumeration(T))
      return E->name.empty() ? enumInteger(*E) : nameOf(*E);
    break;
  case AbiKind::Void:
  case AbiKind::Unsupported:
    break;
  }
  return "core::ffi::c_void";
}

std::string RustTypes::problem(const AbiType &T) const {
  if (std::string Field = fieldProblem(T); !Field.empty())
    return Field;
  if (T.kind == AbiKind::Function) {
    if (T.noPrototype)
      return "it has no prototype, so what it takes is not known";
    for (const AbiType &Part : T.inner)
      if (std::string Why = problem(Part); !Why.empty())
        return Why;
  }
  const AbiRecord *R = record(T);
  if (!R)
    return "";
  std::string Subject = (R->spelling.empty() ? nameOf(*R) : R->spelling) + " is passed by value, ";
  const RecordShape &S = shapeOf(*R);
  // What registers a value goes to depends on the types of its fields; on padding, too.
  if (S.form != RecordShape::Fields)
    return Subject + "and Rust cannot know its fields: " + S.reason;
  if (!S.padding.empty())
    return Subject + "and Rust has to fill the gaps between its fields";
  if (!R->size)
    return Subject + "and Rust knows no ABI for what is empty";
  return "";
}

RustTypes::Reached RustTypes::reached() const {
  Reach Found(*this);
  for (const AbiType &T : Asked)
    Found.add(T, /*AsField=*/false);
  return std::move(Found).take();
}

} // namespace ferrule::rust
