// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/commands/PatchList.h"
#include "tool/commands/PatchFiles.h"
#include "tool/model/HangingOn.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include <set>

namespace ferrule {
namespace {

/// What comes from the analysed code must not drive the terminal.
void line(llvm::raw_ostream &Out, const std::string &Text) {
  Out.write_escaped(Text, /*UseHexEscapes=*/true) << '\n';
}

std::string place(const std::string &File, unsigned Line) {
  return File + ":" + std::to_string(Line);
}

void listOne(const Patch &P, llvm::raw_ostream &Out) {
  line(Out,
       place(P.file, P.line) + ": " + nameOf(P.tier).str() + ": " + P.title + " [" + P.id + "]");
  if (!P.question.empty())
    line(Out, "    " + P.question);
}

void describeOne(const Patch &P, SourceFiles &Files, llvm::raw_ostream &Out) {
  listOne(P, Out);
  auto Add = [&](const std::string &Name, const std::string &Value) {
    if (!Value.empty())
      line(Out, "    " + Name + ": " + Value);
  };
  Add("status", nameOf(P.status).str() + (P.reason.empty() ? "" : ", " + P.reason));
  Add("verified", llvm::join(P.verified, " "));
  for (const std::string &Precondition : P.preconditions)
    Add("precondition", Precondition);
  for (const PatchEvidence &E : P.evidence)
    Add("for", E.what + (E.file.empty() ? "" : ", " + place(E.file, E.line)));
  for (const PatchEvidence &E : P.against)
    Add("against", E.what + (E.file.empty() ? "" : ", " + place(E.file, E.line)));
  Add("answers", std::to_string(P.answers.size()) + " open operations, discharges " +
                     std::to_string(P.discharges.size()));
  Out << diffOf({&P}, Files);
}

/// By rewriter.
struct Sum {
  unsigned ready[2] = {};
  unsigned failed = 0;
  unsigned refused = 0;
  unsigned overlaps = 0;
  std::set<std::string> answered;
  std::set<std::string> discharged;

  void add(const Patch &P) {
    switch (P.status) {
    case PatchStatus::Ready:
      ++ready[P.tier != PatchTier::Safe];
      answered.insert(P.answers.begin(), P.answers.end());
      discharged.insert(P.discharges.begin(), P.discharges.end());
      break;
    case PatchStatus::Failed:
      ++failed;
      break;
    case PatchStatus::Refused:
      ++refused;
      break;
    case PatchStatus::Overlaps:
      ++overlaps;
      break;
    }
  }

  void print(llvm::StringRef Name, llvm::raw_ostream &Out) const {
    Out << llvm::formatv("{0,7}{1,8}{2,8}{3,9}{4,10}{5,10}{6,12}  {7}\n", ready[0], ready[1],
                         failed, refused, overlaps, answered.size(), discharged.size(), Name);
  }
};

/// What it is worth to look at first.
void listDeclarations(const Assessment &A, llvm::raw_ostream &Out) {
  constexpr std::size_t Most = 10;
  std::vector<HangingOn> Ranked = findHangingOn(A);
  llvm::erase_if(Ranked, [](const HangingOn &H) { return H.patches.empty(); });
  if (Ranked.empty())
    return;
  Out << "\nDeclarations on which most hangs:\n\n  open  discharged  patches  ready  declaration\n";
  for (const HangingOn &H : llvm::ArrayRef(Ranked).take_front(Most)) {
    Out << llvm::formatv("{0,6}{1,12}{2,9}{3,7}  ", H.operations.size(), H.discharged,
                         H.patches.size(), H.ready());
    line(Out, H.name() + ", " + place(H.declaration->file, H.declaration->line));
  }
}

} // namespace

void listPatches(const Assessment &A, std::optional<std::size_t> OpenAfter, bool Details,
                 SourceFiles &Files, llvm::raw_ostream &Out) {
  if (Details) {
    for (const Patch &P : A.patches)
      describeOne(P, Files, Out);
    return;
  }
  std::map<std::string, Sum> ByRewriter;
  Sum All;
  for (const Patch &P : A.patches) {
    if (P.ready())
      listOne(P, Out);
    ByRewriter[P.rewriter].add(P);
    All.add(P);
  }
  unsigned Open =
      llvm::count_if(A.findings, [](const Finding &F) { return F.state == OperationState::Open; });
  Out << "\n   safe  review  failed  refused  overlaps  answered  discharged  rewriter\n";
  for (const auto &[Name, S] : ByRewriter)
    S.print(Name, Out);
  All.print("all, of " + std::to_string(Open) + " open operations", Out);
  if (OpenAfter)
    Out << "\nWith all that are ready a scan finds " << *OpenAfter << " open, with those that come "
        << "with the changes.\n";
  listDeclarations(A, Out);
}

} // namespace ferrule
