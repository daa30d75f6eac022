// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What holds modules together: everything that would have to cross if they were at different sides
// of a cut. It is collected once for the program; what a certain cut costs, and which cut is the
// cheapest, both follow from it.
#pragma once
#include "tool/boundary/CrossingCost.h"
#include "tool/boundary/Modules.h"
#include <set>

namespace ferrule {

/// A module that uses what a tie is about.
struct TieEnd {
  unsigned module = 0;
  /// In the source: calls, accesses, addresses taken. None: it only defines it.
  unsigned places = 0;
  /// The functions that do, by name.
  std::vector<std::string> functions;
};

/// Its price is to be paid once when any two of its ends are at different sides.
struct Tie {
  CrossingKind kind = CrossingKind::CallIn;
  std::string entity;
  std::string name;
  std::string file;
  unsigned line = 0;
  /// The module that defines it.
  unsigned owner = 0;
  /// CallIn: the table that it is called through; empty: by its name.
  std::string table;
  /// By module, each once, the owner among them.
  std::vector<TieEnd> ends;
  Price price;
};

struct FieldAccess {
  unsigned module = 0;
  unsigned places = 0;
  /// Of these, those that a macro of another file spells, and such macros.
  unsigned byMacro = 0;
  std::vector<std::string> macros;
};

struct FieldTie {
  std::string name;
  /// By module.
  std::vector<FieldAccess> accesses;
};

/// A record with fields that several modules access.
struct RecordTie {
  const AbiRecord *record = nullptr;
  /// The fields that several modules access, by name.
  std::vector<FieldTie> fields;
};

/// Who looks into a record.
struct RecordUsers {
  const AbiRecord *record = nullptr;
  std::set<unsigned> modules;
};

struct Seams {
  std::vector<Tie> ties;
  std::vector<RecordTie> records;
  /// By module: indices into the two above.
  std::vector<std::vector<unsigned>> tiesOf;
  std::vector<std::vector<unsigned>> recordsOf;
  /// By the id of the record, for all that have a field that is accessed.
  std::map<std::string, RecordUsers> accessors;
};

/// Only what has ends in several modules. Calls of functions that no unit defines are not counted:
/// the C library is there for Rust, too.
Seams findSeams(const UnitAbi &Program, const ModuleTable &Table, const ContractIndex &Known);

} // namespace ferrule
