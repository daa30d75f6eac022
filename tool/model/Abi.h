// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a compiler has to know of a program to call it or to take a part of it over: types with
// their layout, functions with their signatures, and what each function touches beside its
// arguments. Made for ferrule boundary by a worker that parses the unit once more.
#pragma once
#include "tool/model/TUSummary.h"

namespace ferrule {

enum class AbiKind : unsigned char {
  Void,
  Bool,
  Integer,
  Float,
  Pointer,
  Array,
  Record,
  Enum,
  Function,
  Unsupported, ///< no Rust type has its ABI, or we do not know it: see AbiType::name
};
template <> struct EnumNames<AbiKind> {
  static constexpr llvm::StringLiteral Names[] = {"void",     "bool",       "integer", "float",
                                                  "pointer",  "array",      "record",  "enum",
                                                  "function", "unsupported"};
};

/// A type as the ABI sees it: a tree without typedefs. Records and enumerations are named by id,
/// so that a type that leads to itself is finite.
struct AbiType {
  AbiKind kind = AbiKind::Void;
  /// Integer, Float: the canonical C name, such as "unsigned long". Record, Enum: the id.
  /// Unsupported: why, such as "_Complex" or "a vector".
  std::string name;
  /// The typedef that stands for it in the source, if its name says more than the type does:
  /// size_t, uint32_t and so on.
  std::string alias;
  /// Bits of Integer, Float, Bool, Enum, Pointer.
  unsigned bits = 0;
  bool isSigned = false;
  bool isConst = false;
  bool isVolatile = false;
  /// Array: how many elements; a flexible array and T[] have none.
  unsigned long long count = 0;
  /// Pointer: what it leads to. Array: the element. Function: the result, then the parameters.
  std::vector<AbiType> inner;
  /// Function: takes more arguments than it names; has no prototype.
  bool variadic = false;
  bool noPrototype = false;
  friend bool operator==(const AbiType &, const AbiType &) = default;
};

struct AbiField {
  /// Empty for an anonymous one.
  std::string name;
  AbiType type;
  /// Bits from the start of the record.
  unsigned long long offset = 0;
  /// Bits of a bit-field; 0: it is none.
  unsigned width = 0;
  friend bool operator==(const AbiField &, const AbiField &) = default;
};

/// A struct or union. C++ classes too, as far as C could have declared them.
struct AbiRecord {
  /// EntityName.
  std::string id;
  /// As C writes it: "struct z_stream_s"; the typedef of one without a tag. Empty: it cannot be
  /// named.
  std::string spelling;
  /// The shortest name that the source has for it: a tag, or a typedef.
  std::string name;
  CodeRange range;
  bool isUnion = false;
  /// Some unit has its definition. Without one nothing below is known.
  bool complete = false;
  /// Bytes.
  unsigned long long size = 0;
  unsigned alignment = 0;
  std::vector<AbiField> fields;
  /// Why C or Rust cannot have it: it has base classes, virtual functions, a template's arguments.
  std::string unsupported;
  friend bool operator==(const AbiRecord &, const AbiRecord &) = default;
};

struct AbiEnumerator {
  std::string name;
  long long value = 0;
  friend bool operator==(const AbiEnumerator &, const AbiEnumerator &) = default;
};

struct AbiEnum {
  std::string id;
  std::string spelling;
  std::string name;
  CodeRange range;
  /// An integer.
  AbiType underlying;
  std::vector<AbiEnumerator> values;
  friend bool operator==(const AbiEnum &, const AbiEnum &) = default;
};

/// A function that is defined or called.
struct AbiFunction {
  /// EntityName.
  std::string id;
  /// As the source writes it, and as the linker knows it (macros and asm labels may rename).
  std::string name;
  std::string symbol;
  /// Where it is defined; for one that no unit defines, its declaration.
  CodeRange range;
  /// The file of its first declaration outside of a main file; empty: it has none.
  std::string header;
  AbiType type;
  /// By parameter; may be empty.
  std::vector<std::string> parameters;
  bool defined = false;
  bool external = false;
  /// As FunctionFact::exported.
  bool exported = false;
  bool isInline = false;
  /// Why C cannot call it: it is a member, a template, has the name mangling of C++, may throw.
  std::string unsupported;
  /// In a linked program: the main file of the unit that it is a part of. Empty: no unit defines
  /// it, or several do, as it is a function of a header.
  std::string module;
  friend bool operator==(const AbiFunction &, const AbiFunction &) = default;
};

/// A variable with external linkage or file scope, or a static of a function.
struct AbiVariable {
  std::string id;
  std::string name;
  CodeRange range;
  AbiType type;
  bool defined = false;
  bool external = false;
  /// It never changes.
  bool constant = false;
  /// Ids of the functions whose address its initializer holds, sorted: a table of functions.
  std::vector<std::string> addresses;
  friend bool operator==(const AbiVariable &, const AbiVariable &) = default;
};

/// Accesses of a function to one field of a record, in any object: p->f, s.f. An access to a field
/// of a field counts for both.
struct FieldUse {
  /// Id of the record, and the field.
  std::string record;
  std::string field;
  /// In the source.
  unsigned places = 0;
  /// Of these, those that a macro of another file than the function's spells.
  unsigned byMacro = 0;
  /// One such macro.
  std::string macro;
  friend bool operator==(const FieldUse &, const FieldUse &) = default;
};

struct VariableUse {
  std::string variable;
  /// In the source, and of these assignments and addresses that are taken.
  unsigned places = 0;
  unsigned writes = 0;
  friend bool operator==(const VariableUse &, const VariableUse &) = default;
};

/// A function whose address another one takes, to call it later or to have it called.
struct FunctionUse {
  std::string function;
  unsigned sites = 0;
  friend bool operator==(const FunctionUse &, const FunctionUse &) = default;
};

/// What a Rust function cannot do, or what must not be between the two.
enum class BlockerKind : unsigned char {
  Setjmp,       ///< calls setjmp: who jumps here may jump over Rust frames
  Longjmp,      ///< calls longjmp
  Variadic,     ///< is defined with "..."
  VaList,       ///< takes a va_list
  Assembly,     ///< inline assembly
  ComputedGoto, ///< goto *p
  Volatile,     ///< accesses a volatile object: memory-mapped input and output
  Throws,       ///< C++: throws
  Type,         ///< a type that cannot cross: see the detail
};
template <> struct EnumNames<BlockerKind> {
  static constexpr llvm::StringLiteral Names[] = {"setjmp",   "longjmp",  "variadic",
                                                  "vaList",   "assembly", "computedGoto",
                                                  "volatile", "throws",   "type"};
};

struct Blocker {
  BlockerKind kind = BlockerKind::Setjmp;
  /// Id of the function.
  std::string function;
  /// What, without a full stop: "calls longjmp", "takes a vector in parameter 2".
  std::string detail;
  std::string file;
  unsigned line = 0;
  friend bool operator==(const Blocker &, const Blocker &) = default;
};

/// What a function touches beside its arguments.
struct FunctionUses {
  /// EntityName.
  std::string function;
  /// As FunctionFact::calls.
  std::vector<CallFact> calls;
  /// Calls through pointers.
  unsigned indirectCalls = 0;
  std::vector<FunctionUse> addresses;
  std::vector<FieldUse> fields;
  std::vector<VariableUse> variables;
  /// Accesses to errno.
  unsigned errnoReads = 0;
  unsigned errnoWrites = 0;
  std::vector<Blocker> blockers;
  /// Integers, and strings and characters, that it spells or its macros do: behind a comparison
  /// with one of them lies what random inputs never reach. Those that nobody would come to by
  /// chance, sorted, each once.
  std::vector<long long> numbers;
  std::vector<std::string> words;
  friend bool operator==(const FunctionUses &, const FunctionUses &) = default;
};

/// How C++ hands a value over.
enum class CxxPassing : unsigned char { Value, Reference, RvalueReference };
template <> struct EnumNames<CxxPassing> {
  static constexpr llvm::StringLiteral Names[] = {"value", "reference", "rvalueReference"};
};

/// A parameter or a result of a function of C++.
struct CxxType {
  CxxPassing passing = CxxPassing::Value;
  /// What is handed over, or what the reference leads to.
  AbiType type;
  /// That, as C++ can write it anywhere: "const shop::Shelf *", "std::string".
  std::string spelling;
  /// Why C cannot hand it over, as a sentence about "it" without a full stop. Empty: it may.
  std::string refused;
  /// A caller may leave it out.
  bool hasDefault = false;
  friend bool operator==(const CxxType &, const CxxType &) = default;
};

enum class CxxRole : unsigned char { Function, Method, StaticMethod, Constructor };
template <> struct EnumNames<CxxRole> {
  static constexpr llvm::StringLiteral Names[] = {"function", "method", "staticMethod",
                                                  "constructor"};
};

/// A function that a header of the project declares with the linkage of C++: a member of a class
/// or of a namespace. Destructors, and constructors that copy or move, are facts of the class.
struct CxxFunction {
  /// EntityName, as AbiFunction::id.
  std::string id;
  std::string name;
  /// As C++ names it anywhere: "shop::Shelf::items".
  std::string qualified;
  /// Id of the class; empty: it is a function of a namespace.
  std::string record;
  CxxRole role = CxxRole::Function;
  /// Its first declaration.
  CodeRange range;
  bool isConst = false;
  /// Which function is called follows from the object.
  bool isVirtual = false;
  /// It is declared to throw nothing.
  bool isNoexcept = false;
  std::vector<CxxType> parameters;
  /// By parameter; may be empty.
  std::vector<std::string> names;
  CxxType result;
  /// Why nobody can call it from outside by its name, such as "it is deleted", "it is an operator".
  std::string refused;
  friend bool operator==(const CxxFunction &, const CxxFunction &) = default;
};

/// A public base class.
struct CxxBase {
  /// Id.
  std::string record;
  bool isVirtual = false;
  friend bool operator==(const CxxBase &, const CxxBase &) = default;
};

/// A class of a header of the project, and what everybody may do with its objects.
struct CxxClass {
  /// As AbiRecord::id.
  std::string id;
  /// As C++ names it anywhere.
  std::string spelling;
  std::string name;
  CodeRange range;
  bool isAbstract = false;
  /// By a constructor that nobody wrote and that takes nothing.
  bool makesItself = false;
  bool copies = false;
  bool ends = false;
  std::vector<CxxBase> bases;
  /// Why nobody can name it from outside: "it is private", "it is in an anonymous namespace".
  std::string refused;
  friend bool operator==(const CxxClass &, const CxxClass &) = default;
};

/// What one unit says of types and functions. Everything is sorted by id; in a program of several
/// units equal ids are the same thing.
struct UnitAbi {
  /// The main file of each unit, sorted.
  std::vector<std::string> sources;
  std::vector<AbiRecord> records;
  std::vector<AbiEnum> enums;
  std::vector<AbiFunction> functions;
  std::vector<AbiVariable> variables;
  std::vector<FunctionUses> uses;
  std::vector<CxxClass> classes;
  std::vector<CxxFunction> interface;
  friend bool operator==(const UnitAbi &, const UnitAbi &) = default;
};

FERRULE_FIELDS(AbiType, kind, name, alias, bits, isSigned, isConst, isVolatile, count, inner,
               variadic, noPrototype)
FERRULE_FIELDS(AbiField, name, type, offset, width)
FERRULE_FIELDS(AbiRecord, id, spelling, name, range, isUnion, complete, size, alignment, fields,
               unsupported)
FERRULE_FIELDS(AbiEnumerator, name, value)
FERRULE_FIELDS(AbiEnum, id, spelling, name, range, underlying, values)
FERRULE_FIELDS(AbiFunction, id, name, symbol, range, header, type, parameters, defined, external,
               exported, isInline, unsupported, module)
FERRULE_FIELDS(AbiVariable, id, name, range, type, defined, external, constant, addresses)
FERRULE_FIELDS(FieldUse, record, field, places, byMacro, macro)
FERRULE_FIELDS(VariableUse, variable, places, writes)
FERRULE_FIELDS(FunctionUse, function, sites)
FERRULE_FIELDS(Blocker, kind, function, detail, file, line)
FERRULE_FIELDS(FunctionUses, function, calls, indirectCalls, addresses, fields, variables,
               errnoReads, errnoWrites, blockers, numbers, words)
FERRULE_FIELDS(CxxType, passing, type, spelling, refused, hasDefault)
FERRULE_FIELDS(CxxFunction, id, name, qualified, record, role, range, isConst, isVirtual,
               isNoexcept, parameters, names, result, refused)
FERRULE_FIELDS(CxxBase, record, isVirtual)
FERRULE_FIELDS(CxxClass, id, spelling, name, range, isAbstract, makesItself, copies, ends, bases,
               refused)
FERRULE_FIELDS(UnitAbi, sources, records, enums, functions, variables, uses, classes, interface)

} // namespace ferrule
