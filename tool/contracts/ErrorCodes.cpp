// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A function that can fail leaves early where it does, and says at its end that all went well. So
// the constant of its last return means success, and the others tell why not:
//
//   0 last, and negative ones     0 for success, negative for failure
//   0 last, and both              the same, and positive for something else
//   0 last, and several positive  0 for success, else the reason
//   one positive last, and 0      0 for failure
//
// What goes by another order is no error code: kinds of tokens, states, what was found; and 0, 1, 2
// and so on up to the last 0, which is how many of something there are, or none. Nor is the
// answer of a function that only looks, which is a yes or no, or compares: but for the first row it
// has to change something. What is computed in the last return may be a number of things.
#include "tool/contracts/ErrorCodes.h"
#include "llvm/ADT/STLExtras.h"
#include <optional>
#include <set>

namespace ferrule::contracts {
namespace {

// More constants than these are values, and no codes.
constexpr std::size_t MostCodes = 12;

struct Returns {
  std::set<long long> constants;
  /// It also returns what it computes, or got from another.
  bool others = false;
  /// Of the constant that is returned at the very end.
  std::optional<long long> last;
  /// By place.
  std::map<std::tuple<unsigned, unsigned>, long long> places;
};

/// A return whose line is the last one of the body, or the one before it.
bool standsLast(const PackedFact &F, const FunctionFact &In) {
  return F.line + 1 >= In.range.endLine;
}

std::map<std::string, Returns> returnsOf(llvm::ArrayRef<TUSummary> Units) {
  std::map<std::string, Returns> Found;
  for (const TUSummary &U : Units) {
    std::map<llvm::StringRef, const FunctionFact *> Functions;
    for (const FunctionFact &F : U.functions)
      Functions.emplace(F.id, &F);
    for (const PackedFact &F : U.evidence.facts) {
      bool IsConstant = F.kind == EvidenceKind::ReturnsNumber;
      if ((!IsConstant && F.kind != EvidenceKind::ReturnsUnknown) ||
          F.slot.part != SlotPart::Result || F.slot.entity >= U.evidence.names.size())
        continue;
      auto In = Functions.find(U.evidence.names[F.slot.entity]);
      if (In == Functions.end())
        continue;
      Returns &R = Found[In->second->id];
      R.others |= !IsConstant;
      if (!IsConstant)
        continue;
      R.constants.insert(F.number);
      R.places[{F.line, F.column}] = F.number;
      if (standsLast(F, *In->second))
        R.last = F.number;
    }
  }
  return Found;
}

/// It writes through a pointer that it gets, keeps it, or ends what it leads to.
bool changesSomething(const Interface &I, const View &V) {
  for (unsigned Index = 0; Index != I.fact.slots.size(); ++Index)
    for (unsigned Level = 0; Level != 2; ++Level) {
      const SlotVerdicts &Of =
          V.of(V.table.find({I.fact.entity, SlotPart::Parameter, Index, Level}));
      if (Of.change.is(Change::Out) || Of.change.is(Change::InOut) || Of.owner.is(Owner::Kept) ||
          Of.owner.is(Owner::Transferred) || Of.owner.is(Owner::Consumed))
        return true;
    }
  return false;
}

/// 0, 1, 2, 3, 0: the more, the later.
bool countsUp(const Returns &R) {
  long long Next = 0;
  for (const auto &[Place, Number] : llvm::drop_end(R.places))
    if (Number != Next++)
      return false;
  return Next > 2 && R.last == 0;
}

/// is_valid, compare_keys: its answer is a yes or no, or an order.
bool isCalledLikeAQuestion(llvm::StringRef Name) {
  static constexpr llvm::StringLiteral Words[] = {"is",    "has",    "can",     "compare", "cmp",
                                                  "equal", "equals", "matches", "contains"};
  llvm::SmallVector<llvm::StringRef, 4> Parts;
  Name.split(Parts, '_', -1, false);
  return llvm::any_of(Parts, [](llvm::StringRef Part) {
    return llvm::any_of(Words, [&](llvm::StringRef W) { return Part.equals_insensitive(W); });
  });
}

/// Empty: it is no error code.
std::string meaningOf(const Returns &R, bool Changes) {
  const std::set<long long> &All = R.constants;
  if (All.size() < 2 || All.size() > MostCodes || !All.contains(0))
    return "";
  const bool Negative = *All.begin() < 0, Positive = *All.rbegin() > 0;
  if (!R.last || (Positive && !Changes) || countsUp(R))
    return "";
  if (*R.last > 0)
    return All.size() == 2 && !Negative ? "0 for failure: " : "";
  if (*R.last < 0)
    return "";
  if (!Negative)
    return All.size() > 2 ? "0 for success, else the reason: " : "";
  return Positive ? "0 for success, negative for failure, positive for something else: "
                  : "0 for success, negative for failure: ";
}

} // namespace

std::map<std::string, std::string> findErrorCodes(const View &V, llvm::ArrayRef<TUSummary> Units) {
  std::map<std::string, std::string> Found;
  for (const auto &[Entity, R] : returnsOf(Units)) {
    auto It = V.table.interfaces().find(Entity);
    if (It == V.table.interfaces().end())
      continue;
    std::string Meaning = meaningOf(R, changesSomething(It->second, V));
    if (Meaning.empty() || isCalledLikeAQuestion(It->second.fact.name))
      continue;
    for (long long Code : R.constants)
      Meaning += (Code == *R.constants.begin() ? "" : ", ") + std::to_string(Code);
    if (R.others)
      Meaning += ", and what it computes or hands on";
    Found.emplace(Entity, std::move(Meaning));
  }
  return Found;
}

} // namespace ferrule::contracts
