// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Where a library can be cut, so that one side of the cut is ported to Rust: what crosses the cut,
// what that costs, and what it is worth. docs/boundaries.md.
#pragma once
#include "tool/model/Abi.h"

namespace ferrule {

/// What is between the two sides of a cut, and hinders.
enum class CrossingKind : unsigned char {
  CallIn,    ///< the rest of the program calls a function of the cut
  CallOut,   ///< a function of the cut calls the rest
  Callback,  ///< the address of a function crosses
  Record,    ///< both sides access fields of a record
  Variable,  ///< both sides use a variable that changes
  Errno,     ///< one side sets it, the other reads it
  Ownership, ///< one side allocates, the other releases
};
template <> struct EnumNames<CrossingKind> {
  static constexpr llvm::StringLiteral Names[] = {"callIn",   "callOut", "callback", "record",
                                                  "variable", "errno",   "ownership"};
};

/// A field of a record that both sides access: places in the source.
struct SharedField {
  std::string name;
  unsigned inside = 0;
  unsigned outside = 0;
};

/// A part of the price of a cut.
struct Crossing {
  CrossingKind kind = CrossingKind::CallIn;
  /// Id and name of the function, record or variable.
  std::string entity;
  std::string name;
  /// Where it is declared.
  std::string file;
  unsigned line = 0;
  /// Places in the source: calls of a function, accesses from the inside and from the outside. Of a
  /// function that is exported, callers out of sight are not counted.
  unsigned inside = 0;
  unsigned outside = 0;
  /// Record: the fields that both sides access, by name.
  std::vector<SharedField> fields;
  /// CallIn, CallOut, Callback: the functions at the other side. Record: the macros by which the
  /// side with fewer accesses makes some of them. By name.
  std::vector<std::string> parts;
  /// Points: docs/boundaries.md.
  double cost = 0;
  /// What makes the cost, in words, without a full stop: "2 pointers of unknown extent".
  std::string reason;
};

/// The shape of a port, after those that worked: librsvg (leaves first), zlib-rs (the whole
/// library), Skrifa in Skia (a backend behind a table of functions), sudo-rs (a process).
enum class BoundaryShape : unsigned char {
  Leaf,         ///< a module of functions that call little and share little
  OpaqueHandle, ///< its records can stay behind pointers that the rest only hands around
  Backend,      ///< the rest knows it by a table of functions
  Library,      ///< all of it, behind its exported functions
  Process,      ///< it reads bytes and writes bytes: another process can do it
  NotHere,      ///< do not cut here: see the reason
};
template <> struct EnumNames<BoundaryShape> {
  static constexpr llvm::StringLiteral Names[] = {"leaf",    "opaqueHandle", "backend",
                                                  "library", "process",      "notHere"};
};

/// Unsafe code that a port in safe Rust leaves at the boundary, for one reason.
struct ResidualUnsafe {
  /// Without a full stop: "makes safe values of what C passes".
  std::string reason;
  unsigned blocks = 0;
  unsigned lines = 0;
};

/// A cut: some files or functions that are ported together.
struct Boundary {
  /// Names it on the command line: a module's file without directory and extension, or several.
  std::string name;
  BoundaryShape shape = BoundaryShape::Leaf;
  /// Why this shape, or why not here: one sentence without a full stop.
  std::string reason;
  std::vector<std::string> files;
  /// Ids of the functions inside.
  std::vector<std::string> functions;
  /// Ids of those that the outside calls, whose address it may have, or that are exported.
  std::vector<std::string> entries;
  /// Names of the functions outside that call in, and of those that are called from inside.
  std::vector<std::string> calledFrom;
  std::vector<std::string> calls;
  /// Lines of code inside, open operations, and the sum of the scores of the functions.
  unsigned lines = 0;
  unsigned openOperations = 0;
  double risk = 0;
  double cost = 0;
  double benefit = 0;
  /// benefit per cost.
  double worth = 0;
  /// The dearest first.
  std::vector<Crossing> crossings;
  /// Each is infinitely dear.
  std::vector<Blocker> blockers;
  /// What would have to change first, the cheapest first; each a sentence without a full stop.
  std::vector<std::string> prerequisites;
  /// The place in the order of porting; 1 is first. Those of one cycle have the same.
  unsigned order = 0;
  /// What has to be ported before, by name.
  std::vector<std::string> after;
  /// By reason.
  std::vector<ResidualUnsafe> residualUnsafe;
};

FERRULE_FIELDS(SharedField, name, inside, outside)
FERRULE_FIELDS(Crossing, kind, entity, name, file, line, inside, outside, fields, parts, cost,
               reason)
FERRULE_FIELDS(ResidualUnsafe, reason, blocks, lines)
FERRULE_FIELDS(Boundary, name, shape, reason, files, functions, entries, calledFrom, calls, lines,
               openOperations, risk, cost, benefit, worth, crossings, blockers, prerequisites,
               order, after, residualUnsafe)

} // namespace ferrule
