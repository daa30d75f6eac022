// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/patch/Grouping.h"
#include "tool/patch/EditText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"
#include <map>

namespace ferrule {
namespace {

template <class T> void uniteInto(std::vector<T> &Into, const std::vector<T> &From) {
  llvm::append_range(Into, From);
  llvm::sort(Into);
  Into.erase(llvm::unique(Into), Into.end());
}

/// No offset and no line goes in.
std::string idOf(const Patch &P) {
  std::string Text = P.rewriter + '\0' + P.file + '\0' + P.title;
  for (const std::string &Answer : P.answers)
    Text += '\0' + Answer;
  for (const Edit &E : P.edits)
    Text += '\0' + E.file + '\0' + E.text;
  return P.rewriter + "-" +
         llvm::utohexstr(llvm::xxh3_64bits(Text), /*LowerCase=*/true, /*Width=*/16).substr(0, 10);
}

void add(Patch &P, const Suggestion &S) {
  if (P.title.empty()) {
    P.rewriter = S.rewriter;
    P.tier = S.tier;
    P.title = S.title;
    P.question = S.question;
    P.file = S.file;
    P.line = S.line;
    P.status = PatchStatus::Ready;
  }
  P.tier = std::max(P.tier, S.tier);
  if (!S.refusal.empty()) {
    P.status = PatchStatus::Refused;
    P.reason = P.reason.empty() ? S.refusal : std::min(P.reason, S.refusal);
  }
  uniteInto(P.edits, S.edits);
  uniteInto(P.answers, S.answers);
  uniteInto(P.preconditions, S.preconditions);
  uniteInto(P.evidence, S.evidence);
  uniteInto(P.against, S.against);
}

void finish(Patch &P) {
  for (const Edit &E : P.edits)
    if (P.files.empty() || P.files.back() != E.file)
      P.files.push_back(E.file);
  // Sorted by place: only neighbours can collide, as long as none does.
  for (std::size_t I = 1; I < P.edits.size() && P.status == PatchStatus::Ready; ++I)
    if (collide(P.edits[I - 1], P.edits[I])) {
      P.status = PatchStatus::Refused;
      P.reason = "its parts would change the same text in different ways";
    }
  P.id = idOf(P);
  if (P.status == PatchStatus::Refused) {
    P.edits.clear();
    P.files.clear();
  }
}

} // namespace

std::vector<Patch> groupSuggestions(std::vector<Suggestion> Suggestions) {
  llvm::sort(Suggestions, [](const Suggestion &A, const Suggestion &B) {
    return std::tie(A.rewriter, A.group, A.file, A.line, A.title, A.refusal) <
           std::tie(B.rewriter, B.group, B.file, B.line, B.title, B.refusal);
  });
  std::map<std::pair<std::string, std::string>, Patch> Groups;
  for (const Suggestion &S : Suggestions)
    add(Groups[{S.rewriter, S.group}], S);
  std::vector<Patch> Patches;
  for (auto &[Key, P] : Groups) {
    finish(P);
    Patches.push_back(std::move(P));
  }
  auto Order = [](const Patch &P) {
    return std::tuple(P.tier, P.file, P.line, P.edits.empty() ? 0 : P.edits.front().offset,
                      P.rewriter, P.title, P.id);
  };
  llvm::sort(Patches, [&](const Patch &A, const Patch &B) { return Order(A) < Order(B); });
  // Equal changes of equal text in one file.
  std::map<std::string, unsigned> Seen;
  for (Patch &P : Patches)
    if (unsigned Ordinal = Seen[P.id]++)
      P.id += "-" + std::to_string(Ordinal + 1);
  return Patches;
}

void markOverlaps(std::vector<Patch> &Patches) {
  // By file, offset and length, with the patch that made it: edits that are taken do not collide,
  // so the neighbours tell.
  using Place = std::pair<unsigned, unsigned>;
  std::map<std::string, std::map<Place, std::pair<const Edit *, const Patch *>>> Taken;
  for (Patch &P : Patches) {
    if (!P.ready())
      continue;
    for (const Edit &E : P.edits) {
      auto &InFile = Taken[E.file];
      auto After = InFile.lower_bound({E.offset, E.length});
      const Patch *Before = nullptr;
      if (After != InFile.end() && collide(*After->second.first, E))
        Before = After->second.second;
      else if (After != InFile.begin() && collide(*std::prev(After)->second.first, E))
        Before = std::prev(After)->second.second;
      if (Before) {
        P.status = PatchStatus::Overlaps;
        P.reason = "it changes the same text as " + Before->id;
        P.verified.clear();
        P.discharges.clear();
        break;
      }
    }
    if (P.ready())
      for (const Edit &E : P.edits)
        Taken[E.file].try_emplace({E.offset, E.length}, &E, &P);
  }
}

} // namespace ferrule
