// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The first that fits, in the order of giveShape: what makes a cut impossible, then what it is as a
// whole, then how the rest knows it.
#include "tool/boundary/Shape.h"
#include "tool/model/Counted.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace ferrule {
namespace {

std::string whyBlocked(const Boundary &B) {
  const Blocker &First = B.blockers.front();
  std::string Why = First.file + ":" + std::to_string(First.line) + " " + First.detail;
  if (std::size_t Others = B.blockers.size() - 1)
    Why += "; " + counted(Others, "more place blocks", "more places block") + " it";
  return Why;
}

/// "8 functions in, 1 function out, 2 passed by address, 1 variable shared, 1 record shared"
std::string whatCrosses(const Boundary &B) {
  auto Of = [&](CrossingKind Kind) {
    return static_cast<std::size_t>(
        llvm::count_if(B.crossings, [&](const Crossing &X) { return X.kind == Kind; }));
  };
  std::string All = counted(B.entries.size(), "function") + " in, " +
                    counted(B.calls.size(), "function") + " out";
  if (std::size_t Passed = Of(CrossingKind::Callback))
    All += ", " + std::to_string(Passed) + " passed by address";
  if (std::size_t Shared = Of(CrossingKind::Variable))
    All += ", " + counted(Shared, "variable") + " shared";
  if (std::size_t Shared = Of(CrossingKind::Record))
    All += ", " + counted(Shared, "record") + " shared";
  return All;
}

/// Below this, a cut costs more than it brings.
constexpr double LeastWorth = 1;
/// And below this, if so much of the price is for records that both sides look into: the two sides
/// are one thing then, and the price is the least certain.
constexpr double LeastWorthOfRecords = 3;
constexpr double MostForRecords = 0.75;
/// From this part of the price on, records are named as what makes a cut too dear.
constexpr double MuchForRecords = 0.33;

std::string whyNotWorth(const Boundary &B, const CutContext &C) {
  double ForRecords = 0;
  const Crossing *Dearest = nullptr;
  for (const Crossing &X : B.crossings)
    if (X.kind == CrossingKind::Record) {
      ForRecords += X.cost;
      if (!Dearest)
        Dearest = &X;
    }
  const double Part = ForRecords / B.cost;
  const bool TooDear = B.worth < LeastWorth;
  if (TooDear ? Part > MuchForRecords : B.worth < LeastWorthOfRecords && Part > MostForRecords)
    return "shares " + Dearest->name + ": " + Dearest->reason + "; " +
           (C.isPublic(*Dearest) ? "users may access them as well, as the public header " +
                                       Dearest->file + " defines it: port both sides as one"
                                 : "give it accessors first, or port both sides as one");
  if (TooDear)
    return "what crosses costs more than is gained: " + whatCrosses(B);
  return "";
}

/// The record that most entries take or return a pointer to, of those that no other module looks
/// into.
struct HandleUse {
  const AbiRecord *record = nullptr;
  std::size_t entries = 0;
};

HandleUse handleOf(const Boundary &B, const Side &Inside, const CutContext &C) {
  std::map<std::string, std::size_t> Entries;
  for (const std::string &Id : B.entries) {
    std::set<std::string> Records;
    for (const AbiType &T : C.table.find(Id)->abi->type.inner)
      if (T.kind == AbiKind::Pointer && T.inner.front().kind == AbiKind::Record)
        Records.insert(T.inner.front().name);
    for (const std::string &Record : Records)
      ++Entries[Record];
  }
  HandleUse Most;
  for (const auto &[Record, Count] : Entries) {
    auto By = C.seams.accessors.find(Record);
    if (By != C.seams.accessors.end() && Count > Most.entries &&
        llvm::all_of(By->second.modules, [&](unsigned Module) { return Inside.test(Module); }))
      Most = {By->second.record, Count};
  }
  return Most;
}

/// The entries that the rest reaches through tables.
std::size_t throughTables(const Boundary &B, const Seams &S) {
  return llvm::count_if(S.ties, [&](const Tie &T) {
    return !T.table.empty() && llvm::is_contained(B.entries, T.entity);
  });
}

} // namespace

void giveShape(Boundary &B, const Side &Inside, bool IsLibrary, const CutContext &C) {
  auto Give = [&](BoundaryShape Shape, std::string Reason) {
    B.shape = Shape;
    B.reason = std::move(Reason);
  };
  const std::string Of = " of its " + counted(B.entries.size(), "entry", "entries");
  if (!B.blockers.empty()) {
    const std::string Also = whyNotWorth(B, C);
    return Give(BoundaryShape::NotHere, whyBlocked(B) + (Also.empty() ? "" : "; " + Also));
  }
  if (llvm::any_of(Inside.set_bits(), [&](unsigned M) { return C.table.modules[M].isProgram; }))
    return Give(BoundaryShape::Process,
                "it defines main: a program of its own can be written anew as one");
  if (std::string Why = whyNotWorth(B, C); !Why.empty())
    return Give(BoundaryShape::NotHere, std::move(Why));
  if (IsLibrary)
    return Give(BoundaryShape::Library,
                "all of it, behind " + counted(B.entries.size(), "exported function"));
  if (std::size_t InTables = throughTables(B, C.seams); InTables * 2 > B.entries.size())
    return Give(BoundaryShape::Backend,
                "the rest knows " + std::to_string(InTables) + Of + " by a table of functions");
  const HandleUse H = handleOf(B, Inside, C);
  const bool HasHandle = H.entries * 2 > B.entries.size();
  const std::string Take =
      HasHandle ? std::to_string(H.entries) + Of + " take or return a " + H.record->name : "";
  const bool IsPublic = HasHandle && C.published.hasDefinition(*H.record);
  if (HasHandle && !IsPublic)
    return Give(BoundaryShape::OpaqueHandle, Take + ", which nobody outside looks into");
  Give(BoundaryShape::Leaf,
       whatCrosses(B) + (IsPublic ? "; " + Take + ", and its definition is in the public header " +
                                        H.record->range.file + ": users may read its fields"
                                  : ""));
}

} // namespace ferrule
