// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/patch/Discharges.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule {
namespace {

/// What is open because of a patch.
struct Brought {
  std::size_t count = 0;
  /// All of it is what its rewriter says that it may bring.
  bool expected = true;
  /// One of them, in words.
  std::string example;
};

std::string describe(const Finding &F) { return F.message + ", in '" + F.file + "'"; }

/// In the text that the patch writes; a patch that may not bring that has failed.
Brought broughtByText(Patch &P, const OpenPlaces &Places,
                      llvm::function_ref<bool(const Patch &, const std::string &)> MayBring) {
  Brought Result;
  for (const auto &[Check, Count] : Places.balance(P)) {
    if (Count <= 0)
      continue;
    if (!MayBring(P, Check)) {
      P.fail("the text that it brings has an open operation of its own: " + Check);
      return Result;
    }
    Result.count += static_cast<std::size_t>(Count);
    Result.example = Check + " in the text that it brings";
  }
  return Result;
}

/// Those that bring more than they discharge have failed, and those that bring as much of something
/// that nobody expects of them; but when there are several, those that bring far fewer than the
/// worst may have been blamed for what it does. By place among Patches.
void failWorst(llvm::MutableArrayRef<Patch> Patches, const std::map<std::size_t, Brought> &With) {
  auto Excess = [&](std::size_t Index) {
    return static_cast<long long>(With.at(Index).count) -
           static_cast<long long>(Patches[Index].discharges.size());
  };
  long long Worst = 0;
  for (const auto &[Index, B] : With)
    Worst = std::max(Worst, Excess(Index));
  for (const auto &[Index, B] : With) {
    if (long long E = Excess(Index); E < (B.expected ? 1 : 0) || E < Worst / 2)
      continue;
    Patch &P = Patches[Index];
    P.fail("with it " + std::to_string(B.count) +
           (B.count == 1 ? " operation is" : " operations are") +
           " open that would not be, and it discharges " + std::to_string(P.discharges.size()) +
           ": " + B.example);
  }
}

} // namespace

std::vector<Accusation>
findDischarges(llvm::MutableArrayRef<Patch> Patches, llvm::ArrayRef<Finding> Before,
               const ChangedProgram &After,
               llvm::function_ref<llvm::StringRef(llvm::StringRef)> TextOf,
               llvm::function_ref<bool(const Patch &, const std::string &)> MayBring,
               const std::set<std::string> &Nobodys) {
  const OpenPlaces Places(Patches, Before, After.findings, TextOf);
  std::vector<const Finding *> New = Places.broughtElsewhere();
  llvm::erase_if(New, [&](const Finding *F) { return Nobodys.contains(F->fingerprint); });
  const auto Elsewhere = blameFor(New, Patches, Places, After);
  std::map<std::size_t, Brought> With;
  for (auto [Index, P] : llvm::enumerate(Patches)) {
    if (!P.ready())
      continue;
    P.discharges.clear();
    llvm::copy_if(P.answers, std::back_inserter(P.discharges),
                  [&](const std::string &Answer) { return Places.isGone(Answer); });
    Brought B = broughtByText(P, Places, MayBring);
    if (auto It = Elsewhere.find(Index); It != Elsewhere.end()) {
      B.count += It->second.size();
      B.expected &=
          llvm::all_of(It->second, [&](const Finding *F) { return MayBring(P, F->check); });
      B.example = describe(*It->second.front());
    }
    if (P.ready() && B.count)
      With.try_emplace(Index, std::move(B));
  }
  failWorst(Patches, With);
  std::vector<Accusation> Accusations;
  for (const auto &[Index, B] : With) {
    Patch &P = Patches[Index];
    if (P.ready()) {
      P.discharges.resize(P.discharges.size() - std::min(P.discharges.size(), B.count));
    } else if (auto It = Elsewhere.find(Index); It != Elsewhere.end()) {
      Accusation A{P.id, {}};
      for (const Finding *F : It->second)
        A.operations.push_back(F->fingerprint);
      Accusations.push_back(std::move(A));
    }
  }
  return Accusations;
}

} // namespace ferrule
