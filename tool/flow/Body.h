// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The body of a function as the flow analysis reads it: basic blocks of simple instructions, with
// nothing of Clang left in it, so that bodies from many units can be analysed together. It is what
// the SIL is to Infer: checks/flow makes it from clang::CFG, tool/flow interprets it.
#pragma once
#include "tool/model/Enum.h"
#include "tool/model/Fields.h"
#include <cstdint>
#include <string>
#include <vector>

namespace ferrule::flow {

/// What an instruction does. a, b, c are registers (see Instruction), imm a constant.
enum class Opcode : std::uint8_t {
  Constant,   ///< imm
  Literal,    ///< the address of strings[imm]
  Variable,   ///< the address of variables[imm]
  Entity,     ///< the address of entities[imm], a function or a variable with static storage
  Load,       ///< what is at a; imm: width in bits of a bit-field, else 0
  Store,      ///< b goes to a; imm as in Load
  Offset,     ///< the pointer a plus b elements of imm bytes
  Field,      ///< the pointer a plus imm bytes; c: bytes of an array member that bounds it, else 0
  Difference, ///< (a - b) in elements of imm bytes
  Add,
  Subtract,
  Multiply,
  Divide,
  Remainder,
  ShiftLeft,
  ShiftRight,
  And,
  Or,
  Xor,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  Not,        ///< 1 if a is 0, else 0
  Negate,     ///< -a
  Complement, ///< ~a
  Convert,    ///< a as another type; imm: 1 if the source says so by a cast
  LogicalAnd, ///< a && b, both evaluated already where they matter
  LogicalOr,
  Select,      ///< a ? b : c; without a: b or c, whichever was computed
  Call,        ///< entities[imm], or the function at a when imm is -1; arguments: operands[b, b+c)
  VirtualCall, ///< the same, dispatched by the type of the first argument
  New,         ///< memory for a elements (none: one) of imm bytes; c: 1 for new[]
  Delete,      ///< ends the life of what a points to; c: 1 for delete[]
  Copy,        ///< imm bytes from b to a
  Clear,       ///< imm bytes at a become 0
  Fill,        ///< imm bytes at a (0: all) get values that are not known
  Declare,     ///< variables[imm] begins its life
  Leave,       ///< variables[imm] ends its life
  Return,      ///< a, if any
  Extent,      ///< what a points to has imm bytes for each of b, or (b: none) imm bytes
  Text,        ///< what a points to ends with a NUL of imm bytes
  End,         ///< it ends where the pointer at b points, a multiple of imm bytes behind
  Own,         ///< by a declaration who has a, read from b (if any), has to end what it points to
  Give,        ///< by a declaration the owner of what a points to, or (a: none) of what the
               ///< pointer at b does, is another from now on
  Unknown,     ///< a value that is not modelled
};

enum class TypeKind : std::uint8_t { None, Signed, Unsigned, Pointer, Float, Record };

/// The type of a value, as far as its representation goes.
struct ValueType {
  TypeKind kind = TypeKind::None;
  /// Bytes; 0 when not known.
  std::uint32_t bytes = 0;
  bool isInteger() const { return kind == TypeKind::Signed || kind == TypeKind::Unsigned; }
  friend bool operator==(const ValueType &, const ValueType &) = default;
};

/// A place in the function's sources, one range for all that stands there.
struct Place {
  /// Index into files.
  std::uint32_t file = 0;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t endLine = 0;
  std::uint32_t endColumn = 0;
  bool inMacro = false;
};

/// Writes the register that has the instruction's index. An operand is the index of another
/// instruction plus 1; 0 is none.
struct Instruction {
  Opcode op = Opcode::Unknown;
  ValueType type;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t c = 0;
  std::int64_t imm = 0;
  /// Index into places.
  std::uint32_t place = 0;
};

struct Block {
  /// Instructions [begin, end).
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  /// The register that decides between the successors, plus 1; 0: there is one or none. Without
  /// cases: successors are {if true, if false}.
  std::uint32_t condition = 0;
  /// Blocks; NoBlock where the edge is infeasible. Empty: control does not come back.
  std::vector<std::uint32_t> successors;
  /// Of a switch: the inclusive ranges low, high for each successor but the last, which is the
  /// default.
  std::vector<std::int64_t> cases;
};
inline constexpr std::uint32_t NoBlock = ~0u;

struct Variable {
  std::string name;
  std::uint64_t bytes = 0;
  /// Bytes of an element if it is an array, else 0.
  std::uint32_t element = 0;
  /// A number or pointer, not an array, record or union.
  bool scalar = false;
  /// 1 + the index of the parameter that it is; 0: none.
  std::uint32_t parameter = 0;
  /// Made by the compiler or by us.
  bool temporary = false;
  /// Of what it holds, if it is a scalar; a reference is a pointer.
  ValueType type;
};

/// Something with a name that other functions see, too.
struct Entity {
  /// EntityName.
  std::string id;
  std::string name;
  bool function = false;
  /// The name is that of a function of the C or POSIX libraries, and nothing else can be meant.
  bool library = false;
  /// The library function that it stands in for, when a call goes through a pointer of that role.
  std::string role;
  /// A function that does not come back.
  bool noReturn = false;
  /// A function: it takes the address of no writable memory by arguments 0..63 where the bit is
  /// set; the object of a method is the first.
  std::uint64_t constParameters = 0;
  /// A function: the declaration says that it takes over what these arguments lead to, and that its
  /// caller has to release what it returns.
  std::uint64_t ownedParameters = 0;
  bool ownedResult = false;
  /// A variable: its size, as in Variable.
  std::uint64_t bytes = 0;
  std::uint32_t element = 0;
  bool scalar = false;
  bool constant = false;
  /// A variable: the unit defines it, and with this integer value.
  bool hasValue = false;
  std::int64_t value = 0;
  /// A local variable with static storage.
  bool functionStatic = false;
  ValueType type;
};

/// A string literal.
struct Literal {
  /// The code units as they lie in memory, without the NUL behind the last.
  std::string data;
  std::uint32_t unit = 1;
};

struct Body {
  std::string id;
  std::string name;
  /// Block 0 is where control enters.
  std::vector<Block> blocks;
  std::vector<Instruction> code;
  std::vector<std::uint32_t> operands;
  std::vector<Variable> variables;
  std::vector<Entity> entities;
  std::vector<Literal> strings;
  std::vector<std::string> files;
  std::vector<Place> places;
  ValueType result;
  std::uint32_t parameters = 0;
};

} // namespace ferrule::flow

template <> struct ferrule::EnumNames<ferrule::flow::Opcode> {
  static constexpr llvm::StringLiteral Names[] = {
      "constant",     "literal",   "variable",   "entity",      "load",      "store",
      "offset",       "field",     "difference", "add",         "subtract",  "multiply",
      "divide",       "remainder", "shiftLeft",  "shiftRight",  "and",       "or",
      "xor",          "equal",     "notEqual",   "less",        "lessEqual", "greater",
      "greaterEqual", "not",       "negate",     "complement",  "convert",   "logicalAnd",
      "logicalOr",    "select",    "call",       "virtualCall", "new",       "delete",
      "copy",         "clear",     "fill",       "declare",     "leave",     "return",
      "extent",       "text",      "end",        "own",         "give",      "unknown"};
};
template <> struct ferrule::EnumNames<ferrule::flow::TypeKind> {
  static constexpr llvm::StringLiteral Names[] = {"none",    "signed", "unsigned",
                                                  "pointer", "float",  "record"};
};

namespace ferrule::flow {

FERRULE_FIELDS(ValueType, kind, bytes)
FERRULE_FIELDS(Place, file, line, column, endLine, endColumn, inMacro)
FERRULE_FIELDS(Instruction, op, type, a, b, c, imm, place)
FERRULE_FIELDS(Block, begin, end, condition, successors, cases)
FERRULE_FIELDS(Variable, name, bytes, element, scalar, parameter, temporary, type)
FERRULE_FIELDS(Entity, id, name, function, library, role, noReturn, constParameters,
               ownedParameters, ownedResult, bytes, element, scalar, constant, hasValue, value,
               functionStatic, type)
FERRULE_FIELDS(Literal, data, unit)
FERRULE_FIELDS(Body, id, name, blocks, code, operands, variables, entities, strings, files, places,
               result, parameters)

/// The packed form in which a shard carries a body: text, and opaque to everybody else.
std::string pack(const Body &B);
/// False: the text is no body, or refers to what it does not have. Never trusts it.
bool unpack(const std::string &Text, Body &B);

} // namespace ferrule::flow
