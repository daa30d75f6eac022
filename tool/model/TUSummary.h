// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What one compile command taught us. The term is SSAF's.
#pragma once
#include "tool/model/Evidence.h"
#include "tool/model/Fields.h"
#include "tool/model/Operation.h"
#include "tool/model/Suppression.h"
#include <vector>

namespace ferrule {

/// How the analysis of a unit ended. Every compile command has one.
enum class UnitStatus : unsigned char {
  Analysed,  ///< parsed without errors
  Recovered, ///< has errors; what parsed was used
  Failed,    ///< not analysed: see the reason
  TimedOut,  ///< not analysed: the worker was stopped at --timeout
  Crashed,   ///< not analysed: the worker died, or grew beyond --memory-limit
  Skipped,   ///< not meant to be analysed: excluded, a duplicate, or not C or C++
};
template <> struct EnumNames<UnitStatus> {
  static constexpr llvm::StringLiteral Names[] = {"analysed", "recovered", "failed",
                                                  "timedOut", "crashed",   "skipped"};
};

/// A compiler's error in the analysed code.
struct UnitDiagnostic {
  std::string file;
  unsigned line = 0;
  unsigned column = 0;
  std::string message;
  friend bool operator==(const UnitDiagnostic &, const UnitDiagnostic &) = default;
};

/// The XXH3 of the bytes, 16 hexadecimal digits.
std::string contentHash(llvm::StringRef Content);

/// A source file or header of the project that a unit read.
struct FileFact {
  std::string path;
  /// Physical lines.
  unsigned lines = 0;
  /// contentHash: who would change the file can see that it is still the one that was read.
  std::string hash;
  friend bool operator==(const FileFact &, const FileFact &) = default;
};

struct ParameterFact {
  std::string name;
  std::string type;
  bool pointer = false;
  /// Is a pointer to something writable.
  bool writable = false;
  /// Is a pointer to characters, bytes or void.
  bool bytes = false;
  /// Another parameter is an integer whose name or place says that it is this one's length.
  bool hasLength = false;
  friend bool operator==(const ParameterFact &, const ParameterFact &) = default;
};

/// A direct call from one function to another, all sites together.
struct CallFact {
  /// EntityName of the callee.
  std::string callee;
  /// Its plain name, for callees that no unit defines.
  std::string name;
  unsigned sites = 0;
  friend bool operator==(const CallFact &, const CallFact &) = default;
};

/// A function whose address is taken, with the canonical type that an indirect call must have.
struct AddressTakenFact {
  std::string function;
  std::string type;
  friend bool operator==(const AddressTakenFact &, const AddressTakenFact &) = default;
};

/// How far the flow analysis came with a function.
enum class FlowCoverage {
  None,     ///< it did not look at it: the function is too large, or the program was not linked
  Followed, ///< all of it was followed
  Cut,      ///< given up when the function's budget was spent: nothing of it counts as shown
};
template <> struct EnumNames<FlowCoverage> {
  static constexpr llvm::StringLiteral Names[] = {"none", "followed", "cut"};
};

/// How often the code of a function does what goes wrong in memory-unsafe code, or what makes code
/// hard to get right: occurrences in the source. Sources: LEOPARD (ICSE 2019) for pointers, loops
/// and parameters as signs of vulnerable functions; CWE-119, 190, 681, 704, 805 for what each leads
/// to.
struct FunctionShape {
  /// a[i], and those where i is not constant.
  unsigned subscripts = 0, computedSubscripts = 0;
  /// *p and p->x.
  unsigned dereferences = 0;
  /// p++, p += n, p + n; and those in loops.
  unsigned pointerSteps = 0, walks = 0;
  /// Assignments to what lies behind a pointer or is an element; assignments to members.
  unsigned writes = 0, fieldWrites = 0;
  /// Integer operations that are not constant: +, -, *, /, % and shifts; shifts and operations on
  /// bits.
  unsigned arithmetic = 0, shifts = 0;
  /// Conversions to a narrower integer type.
  unsigned narrowings = 0;
  /// Casts between pointers to elements of different sizes.
  unsigned elementCasts = 0;
  /// Loops that are not counted up to a constant.
  unsigned dataLoops = 0;
  /// switch in a loop: a state machine.
  unsigned switchesInLoops = 0;
  /// Library calls with a length, and allocations with a size, that is not constant.
  unsigned computedCopies = 0, dataAllocations = 0;
  /// Calls, those through pointers, and arguments &x.
  unsigned calls = 0, indirectCalls = 0, outArguments = 0;
  /// Of the calls, those of a library that bring in what comes from outside: read, fread, recv ...
  unsigned inputCalls = 0;
  /// return and goto: error exits; and those under a condition, behind a write to a member or
  /// through a pointer: what is half done stays so (CWE-460).
  unsigned returns = 0, jumps = 0, lateExits = 0;
  friend bool operator==(const FunctionShape &, const FunctionShape &) = default;
};

/// A function definition.
struct FunctionFact {
  /// EntityName: the USR, plus '@' and the file for internal linkage (a static's USR holds the base
  /// name only).
  std::string id;
  std::string name;
  std::string qualifiedName;
  CodeRange range;
  /// Source lines of code: lines of the body and signature that hold a token.
  unsigned sloc = 0;
  /// Cyclomatic complexity (McCabe): 1 + decisions.
  unsigned complexity = 0;
  /// Deepest nesting of control statements.
  unsigned nesting = 0;
  unsigned loops = 0;
  bool external = false;
  /// External, visible, and declared in a header: callers outside of the library may exist.
  bool exported = false;
  /// It is exported as far as the compiler can see, but its declaration says that it is for the
  /// library alone.
  bool internal = false;
  bool variadic = false;
  /// Canonical function type.
  std::string type;
  std::vector<ParameterFact> parameters;
  std::vector<CallFact> calls;
  /// Canonical types of calls through pointers, sorted, without repetition.
  std::vector<std::string> indirectCalls;
  /// EntityNames of the variables with static storage that it names, sorted, without repetition.
  std::vector<std::string> globals;
  /// EntityNames of the virtual functions that it overrides.
  std::vector<std::string> overrides;
  FunctionShape shape;
  FlowCoverage flow = FlowCoverage::None;
  friend bool operator==(const FunctionFact &, const FunctionFact &) = default;
};

/// A variable with static storage.
struct GlobalFact {
  std::string id;
  std::string name;
  std::string type;
  CodeRange range;
  bool external = false;
  bool constant = false;
  bool threadLocal = false;
  /// A local variable of a function.
  bool functionStatic = false;
  /// An integer that starts with a constant, and with which.
  bool hasValue = false;
  long long value = 0;
  friend bool operator==(const GlobalFact &, const GlobalFact &) = default;
};

struct FieldFact {
  std::string name;
  std::string type;
  /// Bits from the start of the record.
  unsigned long long offset = 0;
  bool pointer = false;
  friend bool operator==(const FieldFact &, const FieldFact &) = default;
};

/// A struct, union or class definition with its layout.
struct RecordFact {
  std::string id;
  std::string name;
  CodeRange range;
  /// Bytes.
  unsigned long long size = 0;
  unsigned alignment = 0;
  bool isUnion = false;
  std::vector<FieldFact> fields;
  friend bool operator==(const RecordFact &, const RecordFact &) = default;
};

/// The body of a function for the flow analysis.
struct BodyFact {
  /// EntityName.
  std::string function;
  /// Packed: tool/flow/Body.h.
  std::string code;
  friend bool operator==(const BodyFact &, const BodyFact &) = default;
};

/// The text of lines that follow each other, with their ends of line.
struct TextFact {
  std::string file;
  /// The first one.
  unsigned line = 0;
  std::string text;
  friend bool operator==(const TextFact &, const TextFact &) = default;
};

/// A flag of the compile command that was not passed on, and why.
struct FlagNote {
  std::string flag;
  /// True: the flag could have loaded code, run a program or written a file. False: it does not
  /// matter to the analysis, or Clang does not know it.
  bool refused = false;
  std::string reason;
  friend auto operator<=>(const FlagNote &, const FlagNote &) = default;
};

/// All that one compile command taught us. The same input gives an equal value.
struct TUSummary {
  /// Names the command: main file, and a hash of the cleaned command.
  std::string unit;
  /// The main file.
  std::string file;
  UnitStatus status = UnitStatus::Failed;
  /// Why the status is not Analysed: one sentence.
  std::string reason;
  unsigned errorCount = 0;
  /// The first errors.
  std::vector<UnitDiagnostic> errors;
  std::vector<FlagNote> flags;
  /// Files of the project that were read and are in scope.
  std::vector<FileFact> files;
  std::vector<FunctionFact> functions;
  std::vector<Operation> operations;
  std::vector<AddressTakenFact> addressTaken;
  std::vector<GlobalFact> globals;
  std::vector<RecordFact> records;
  std::vector<BodyFact> bodies;
  /// For what is found when units are linked: the lines that the bodies are made from, by file and
  /// line.
  std::vector<TextFact> texts;
  std::vector<SuppressionFact> suppressions;
  /// What others can see of functions, records and variables; sorted.
  std::vector<InterfaceFact> interfaces;
  /// Sorted.
  EvidencePack evidence;
  friend bool operator==(const TUSummary &, const TUSummary &) = default;

  bool wasRead() const { return status == UnitStatus::Analysed || status == UnitStatus::Recovered; }
};

FERRULE_FIELDS(UnitDiagnostic, file, line, column, message)
FERRULE_FIELDS(FileFact, path, lines, hash)
FERRULE_FIELDS(ParameterFact, name, type, pointer, writable, bytes, hasLength)
FERRULE_FIELDS(CallFact, callee, name, sites)
FERRULE_FIELDS(AddressTakenFact, function, type)
FERRULE_FIELDS(FunctionShape, subscripts, computedSubscripts, dereferences, pointerSteps, walks,
               writes, fieldWrites, arithmetic, shifts, narrowings, elementCasts, dataLoops,
               switchesInLoops, computedCopies, dataAllocations, calls, indirectCalls, outArguments,
               inputCalls, returns, jumps, lateExits)
FERRULE_FIELDS(FunctionFact, id, name, qualifiedName, range, sloc, complexity, nesting, loops,
               external, exported, internal, variadic, type, parameters, calls, indirectCalls,
               globals, overrides, shape, flow)
FERRULE_FIELDS(GlobalFact, id, name, type, range, external, constant, threadLocal, functionStatic,
               hasValue, value)
FERRULE_FIELDS(FieldFact, name, type, offset, pointer)
FERRULE_FIELDS(RecordFact, id, name, range, size, alignment, isUnion, fields)
FERRULE_FIELDS(BodyFact, function, code)
FERRULE_FIELDS(TextFact, file, line, text)
FERRULE_FIELDS(FlagNote, flag, refused, reason)
FERRULE_FIELDS(TUSummary, unit, file, status, reason, errorCount, errors, flags, files, functions,
               operations, addressTaken, globals, records, bodies, texts, suppressions, interfaces,
               evidence)

} // namespace ferrule
