// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/rank/SuppressionProblems.h"
#include "llvm/ADT/STLExtras.h"
#include <optional>

namespace ferrule {
namespace {

constexpr llvm::StringLiteral Prefix = "ferrule-";

struct Fault {
  SuppressionFault Kind;
  std::string Reason;
};

class Judge {
public:
  Judge(llvm::ArrayRef<std::string> AllChecks, llvm::ArrayRef<CheckInfo> Ran, bool Complete)
      : AllChecks(AllChecks), Ran(Ran), Complete(Complete) {}

  std::optional<Fault> faultOf(const SuppressionUse &S) const {
    const SuppressionFact &Fact = S.fact;
    bool IsAcceptance = Fact.kind == SuppressionKind::Accepted;
    if (Fact.kind == SuppressionKind::NoLintEnd ||
        (!IsAcceptance && !llvm::StringRef(Fact.check).starts_with(Prefix)))
      return std::nullopt;
    if (Fact.check.empty())
      return Fault{SuppressionFault::NoCheck,
                   "it names no check and so accepts nothing; write accepted(CHECK) REASON"};
    if (!isKnown(Fact))
      return Fault{SuppressionFault::UnknownCheck, "there is no such check; " + suggestion(Fact)};
    if (IsAcceptance && Fact.reason.empty())
      return Fault{SuppressionFault::NoReason,
                   "it gives no reason and so accepts nothing; write behind it why the code stays"};
    if (S.used || !S.certain || !Complete || !allRan(Fact))
      return std::nullopt;
    return Fault{SuppressionFault::Unused, whyUnused(S)};
  }

private:
  bool isKnown(const SuppressionFact &Fact) const {
    return llvm::any_of(AllChecks,
                        [&](const std::string &Check) { return namesCheck(Fact, Check); });
  }

  /// Every check that it names: another could have had a use for it.
  bool allRan(const SuppressionFact &Fact) const {
    return llvm::all_of(AllChecks, [&](const std::string &Check) {
      return !namesCheck(Fact, Check) ||
             llvm::any_of(Ran, [&](const CheckInfo &C) { return C.id == Check; });
    });
  }

  /// The check or family with the nearest name.
  std::string suggestion(const SuppressionFact &Fact) const {
    std::string Written = Fact.check;
    if (!llvm::StringRef(Written).starts_with(Prefix))
      Written.insert(0, Prefix);
    // More edits than a third of it make another word.
    unsigned Least = Written.size() / 3 + 1;
    std::string Best;
    auto Consider = [&](const std::string &Name) {
      unsigned Edits = llvm::StringRef(Written).edit_distance(Name, true, Least);
      if (Edits < Least) {
        Least = Edits;
        Best = Name;
      }
    };
    for (const std::string &Check : AllChecks)
      Consider(Check);
    for (unsigned I = 0; I != NumFamilies; ++I)
      Consider(Prefix.str() + nameOf(static_cast<Family>(I)).str() + "-*");
    return Best.empty() ? "'ferrule checks' lists them" : "did you mean '" + Best + "'?";
  }

  static std::string whyUnused(const SuppressionUse &S) {
    std::string Where = S.fact.kind == SuppressionKind::NoLintBegin
                            ? "up to its NOLINTEND"
                            : "at line " + std::to_string(S.fact.target);
    return S.coversDischarged ? "what it names " + Where + " is shown to be safe; remove it"
                              : "nothing that it names is reported " + Where + "; remove it";
  }

  llvm::ArrayRef<std::string> AllChecks;
  llvm::ArrayRef<CheckInfo> Ran;
  bool Complete;
};

} // namespace

std::vector<SuppressionProblem> judgeSuppressions(llvm::ArrayRef<SuppressionUse> Suppressions,
                                                  llvm::ArrayRef<std::string> AllChecks,
                                                  llvm::ArrayRef<CheckInfo> Ran, bool Complete) {
  Judge J(AllChecks, Ran, Complete);
  std::vector<SuppressionProblem> Problems;
  for (const SuppressionUse &S : Suppressions)
    if (std::optional<Fault> F = J.faultOf(S))
      Problems.push_back({S.fact.file, S.fact.line, S.fact.column, S.fact.kind, S.fact.check,
                          F->Kind, std::move(F->Reason)});
  return Problems;
}

} // namespace ferrule
