// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/program/Suppressions.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/GlobPattern.h"
#include <map>

namespace ferrule {

static bool isAcceptance(const SuppressionFact &Fact) {
  return Fact.kind == SuppressionKind::Accepted;
}

bool namesCheck(const SuppressionFact &Fact, llvm::StringRef Check) {
  llvm::Expected<llvm::GlobPattern> Glob = llvm::GlobPattern::create(Fact.check);
  if (!Glob) {
    llvm::consumeError(Glob.takeError());
    return false;
  }
  return Glob->match(Check) ||
         (isAcceptance(Fact) && Check.consume_front("ferrule-") && Glob->match(Check));
}

static void apply(SuppressionUse &Use, Operation &Op) {
  bool IsDischarged = Op.state == OperationState::Discharged;
  Use.coversDischarged |= IsDischarged;
  if (!isAcceptance(Use.fact)) {
    Use.used = true;
    Op.suppressed = true;
    return;
  }
  if (IsDischarged || Use.fact.reason.empty())
    return;
  Use.used = true;
  if (!Op.acceptance.line)
    Op.acceptance = {Use.fact.line, Use.fact.reason};
}

namespace {

/// So many for one check and line are looked at: nobody writes more, and the work for hostile code
/// stays linear.
constexpr std::size_t MostPerLine = 16;

/// The suppressions of one file that name one check.
class CheckSuppressions {
public:
  /// In the order of their places.
  void add(SuppressionUse &Use) {
    if (Use.fact.kind == SuppressionKind::NoLintBegin ||
        Use.fact.kind == SuppressionKind::NoLintEnd)
      Blocks.push_back(&Use);
    else if (auto &OfLine = ByTarget[Use.fact.target]; OfLine.size() < MostPerLine)
      OfLine.push_back(&Use);
  }

  /// In the order of their lines.
  void cover(Operation &Op) {
    for (; Next != Blocks.size() && Blocks[Next]->fact.line < Op.range.line; ++Next)
      if (Blocks[Next]->fact.kind == SuppressionKind::NoLintBegin)
        Open.push_back(Blocks[Next]);
      else if (!Open.empty())
        Open.pop_back();
    if (!Open.empty())
      apply(*Open.back(), Op);
    if (auto It = ByTarget.find(Op.range.line); It != ByTarget.end())
      for (SuppressionUse *Use : It->second)
        apply(*Use, Op);
  }

private:
  std::map<unsigned, std::vector<SuppressionUse *>> ByTarget;
  std::vector<SuppressionUse *> Blocks;
  /// The first block marker that no operation has passed, and what those before it leave open.
  std::size_t Next = 0;
  std::vector<SuppressionUse *> Open;
};

} // namespace

std::vector<SuppressionUse> collectSuppressions(llvm::ArrayRef<TUSummary> Units) {
  std::map<SuppressionFact, bool> Certain;
  for (const TUSummary &Unit : Units)
    for (const SuppressionFact &Fact : Unit.suppressions)
      Certain.try_emplace(Fact, true).first->second &= Unit.status == UnitStatus::Analysed;
  std::vector<SuppressionUse> Uses;
  for (const auto &[Fact, IsCertain] : Certain)
    Uses.push_back({.fact = Fact, .certain = IsCertain});
  return Uses;
}

void applySuppressions(llvm::MutableArrayRef<SuppressionUse> Suppressions,
                       llvm::MutableArrayRef<Operation> Operations) {
  llvm::StringMap<std::vector<SuppressionUse *>> Files;
  for (SuppressionUse &Use : Suppressions)
    Files[Use.fact.file].push_back(&Use);
  std::map<std::pair<llvm::StringRef, llvm::StringRef>, CheckSuppressions> Named;
  for (Operation &Op : Operations) {
    auto InFile = Files.find(Op.range.file);
    if (InFile == Files.end())
      continue;
    auto [It, New] = Named.try_emplace({InFile->first(), Op.check});
    if (New)
      for (SuppressionUse *Use : InFile->second)
        if (namesCheck(Use->fact, Op.check))
          It->second.add(*Use);
    It->second.cover(Op);
  }
}

} // namespace ferrule
