// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A partial Fisher-Yates shuffle: the first Count places of the list get one each of what is left.
// The generator is the standard's mt19937_64, whose numbers are the same everywhere; its
// distributions are not, so the remainder is taken, whose bias is below 1 in 10^12 here.
#include "reports/JudgingSheet.h"
#include "reports/Summary.h"
#include "tool/model/Metrics.h"
#include "tool/model/Unicode.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Regex.h"
#include <numeric>
#include <random>

using namespace llvm;

namespace ferrule {
namespace {

constexpr StringLiteral Nouns[] = {"diagnosed defects", "open operations", "discharged operations",
                                   "answers about pointers"};
constexpr StringLiteral Questions[] = {
    "right: some run of the program can go wrong as it says.",
    "right: the language does not make this place safe, and the reason is true of the code.",
    "right: no run can go wrong there, and the reason is true of the code.",
    "right: the answer holds for all that the code does with the pointer."};

/// One of what is drawn from: a finding, or the answer about one property of a slot.
struct Candidate {
  const Finding *finding = nullptr;
  const Inference *inference = nullptr;
  StringRef property;
};

std::vector<Candidate> candidates(const Assessment &A, Population From) {
  std::vector<Candidate> All;
  const auto Add = [&](const std::vector<Finding> &Findings, auto Has) {
    for (const Finding &F : Findings)
      if (Has(F) && !F.suppressed)
        All.push_back({.finding = &F});
  };
  switch (From) {
  case Population::Defects:
    Add(A.findings, [](const Finding &F) { return F.kind == "defect"; });
    break;
  case Population::Open:
    Add(A.findings, [](const Finding &F) { return F.state == OperationState::Open; });
    break;
  case Population::Discharged:
    Add(A.discharged, [](const Finding &) { return true; });
    break;
  case Population::Contracts:
    for (const Inference &I : A.inferences)
      for (const auto &[Property, Each] : I.answers)
        if (Each.value != "unknown" && !Each.value.empty())
          All.push_back({.inference = &I, .property = Property});
    break;
  }
  return All;
}

std::string placeOf(StringRef File, unsigned Line) {
  return inCode((File + ":" + Twine(Line)).str());
}

void printFinding(const Finding &F, const FunctionIndex &Functions, raw_ostream &Out) {
  Out << placeOf(F.file, F.line);
  if (const RankedFunction *In = Functions.find(F.function))
    Out << " in " << inCode(In->qualifiedName);
  Out << "\n\n" << inMarkdown(F.message) << "\n\n";
  if (!F.snippet.empty())
    Out << inCode(F.snippet) << "\n\n";
  if (!F.reason.empty())
    Out << "Because: " << inMarkdown(F.reason) << "\n\n";
  for (const auto &[I, S] : enumerate(F.steps))
    Out << I + 1 << ". " << placeOf(S.file, S.line) << ": " << inMarkdown(S.message) << "\n";
  Out << (F.steps.empty() ? "" : "\n");
}

void printAnswer(const Inference &I, StringRef Property, raw_ostream &Out) {
  const Answer &Said = I.answers.at(Property.str());
  Out << placeOf(I.file, I.line) << " " << inCode(I.name) << "\n\n"
      << inMarkdown(I.slot) << (I.slotName.empty() ? "" : " " + inCode(I.slotName)) << ", "
      << inCode(I.type) << ": " << Property << " is " << inCode(Said.value) << ", confidence "
      << nameOf(Said.confidence) << (Said.conflict ? ", contested" : "")
      << "\n\nBecause: " << inMarkdown(Said.reason) << "\n\n";
  bool Any = false;
  for (const EvidenceSample &E : I.evidence)
    if (E.property == Property) {
      Out << "- " << placeOf(E.file, E.line) << ": " << inMarkdown(E.what) << "\n";
      Any = true;
    }
  Out << (Any ? "\n" : "");
}

Error badSheet(const Twine &What) { return createStringError(What); }

} // namespace

void writeJudgingSheet(const Assessment &A, Population From, std::size_t Count, std::uint64_t Seed,
                       raw_ostream &Out) {
  const std::vector<Candidate> All = candidates(A, From);
  std::vector<std::size_t> Drawn(All.size());
  std::iota(Drawn.begin(), Drawn.end(), 0);
  Count = std::min(Count, All.size());
  std::mt19937_64 Random(Seed);
  for (std::size_t I = 0; I != Count; ++I)
    std::swap(Drawn[I], Drawn[I + Random() % (All.size() - I)]);
  Drawn.resize(Count);
  // In the order of places they are judged faster.
  llvm::sort(Drawn);
  const auto Kind = static_cast<std::size_t>(From);
  Out << "# Sample: " << Count << " of " << All.size() << " " << Nouns[Kind] << ", seed " << Seed
      << "\n\n"
      << inMarkdown(projectName(A)) << ", commit "
      << (A.project.commit.empty() ? "unknown" : inCode(A.project.commit)) << ", drawn by ferrule "
      << A.tool.version << ". Look at each in the source, and write right, wrong or undecided "
      << "behind its `verdict:`. Then `ferrule sample --judged FILE` counts them.\n\n"
      << Questions[Kind] << "\n";
  const FunctionIndex Functions(A);
  for (const auto &[N, Index] : enumerate(Drawn)) {
    Out << "\n## " << N + 1 << ". ";
    const Candidate &C = All[Index];
    if (C.finding)
      printFinding(*C.finding, Functions, Out);
    else
      printAnswer(*C.inference, C.property, Out);
    Out << "verdict:\n";
  }
}

Expected<std::string> countVerdicts(StringRef Sheet) {
  SmallVector<StringRef, 4> Title;
  if (!Regex("^# Sample: ([0-9]+) of ([0-9]+) ([a-z ]+), seed ([0-9]+)", Regex::Newline)
           .match(Sheet, &Title))
    return badSheet("this is no sheet: it has no line \"# Sample: ...\"; ferrule sample DIR -o "
                    "FILE writes one");
  std::size_t Right = 0, Wrong = 0, Undecided = 0, Expected = 0;
  Title[1].getAsInteger(10, Expected);
  SmallVector<StringRef, 0> Lines;
  Sheet.split(Lines, '\n');
  for (const auto &[N, Line] : enumerate(Lines)) {
    StringRef Verdict = Line;
    if (!Verdict.consume_front("verdict:"))
      continue;
    // What stands behind the word is a remark.
    const StringRef Word = Verdict.trim().take_while(isAlpha);
    if (Word.equals_insensitive("right"))
      ++Right;
    else if (Word.equals_insensitive("wrong"))
      ++Wrong;
    else if (Word.equals_insensitive("undecided"))
      ++Undecided;
    else
      return badSheet("line " + Twine(N + 1) + ": the verdict '" + printable(Verdict.trim()) +
                      "' is not right, wrong or undecided");
  }
  const std::size_t Judged = Right + Wrong + Undecided;
  if (Judged != Expected)
    return badSheet("there are " + Twine(Judged) + " verdicts for " + Title[1] +
                    " items: an item, or its line \"verdict:\", was taken out or added");
  return ("of " + Title[1] + " " + Title[3] + " drawn at random (of " + Title[2] + ", seed " +
          Title[4] + "), " + Twine(Right) + " were right, " + Twine(Wrong) + " wrong, " +
          Twine(Undecided) + " undecided")
      .str();
}

} // namespace ferrule
