// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ferrule explain: a check, every term of the score of a function, file or module, or the evidence
// for the contracts of a symbol; why an operation is open, and why no rewrite is offered.
#include "checks/Check.h"
#include "tool/commands/Commands.h"
#include "tool/commands/ExplainOperation.h"
#include "tool/commands/LoadAssessment.h"
#include "tool/rank/Score.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <map>
#include <memory>

namespace ferrule {
namespace {

struct ExplainOptions {
  std::string what;
  std::string assessment = "ferrule-out";
};

std::string indented(llvm::StringRef Text) {
  std::string Result = "    ";
  for (char C : Text.rtrim()) {
    Result += C;
    if (C == '\n')
      Result += "    ";
  }
  return Result + "\n";
}

void explainCheck(const CheckInfo &I) {
  llvm::outs() << I.id << ": " << I.summary << "\n\nFamily " << nameOf(I.family) << ", severity "
               << nameOf(I.severity);
  for (unsigned Cwe : I.cwes)
    llvm::outs() << ", CWE-" << Cwe;
  llvm::outs() << "\n\n" << I.rationale << "\n";
  if (!I.bad.empty())
    llvm::outs() << "\nReported:\n\n" << indented(I.bad);
  if (!I.good.empty())
    llvm::outs() << "\nNot reported, or discharged:\n\n" << indented(I.good);
}

void explainFunction(const RankedFunction &F, const Assessment &A) {
  llvm::outs() << F.qualifiedName << " (" << F.file << ":" << F.line << "), rank " << F.rank
               << " of " << A.functions.size() << "\n\n"
               << "  points  weight  spread       value  signal\n";
  for (const ScoreTerm &T : scoreTerms(A.scoring, F.signals))
    llvm::outs() << llvm::format("%8.3f %7.3f %7.3f %11.10g  ", T.points, T.weight, T.spread,
                                 T.value)
                 << T.signal << "\n";
  llvm::outs() << llvm::format("%8.3f", F.score)
               << " = score; each term is weight x log2(1 + value) / spread\n"
               << llvm::format("%8.3f", F.effortScore) << " = effort score: score - "
               << llvm::format("%g", A.scoring.lines) << " x ln(lines of code)\n\n"
               << "Operations by family: open, accepted, discharged, defects\n";
  for (const auto &[Family, C] : F.operations)
    llvm::outs() << "  " << llvm::left_justify(Family, 12)
                 << llvm::format("%5u %5u %5u %5u\n", C.open, C.accepted, C.discharged, C.defect);
}

void explainExposure(const RankedFunction &F, const Assessment &A) {
  static constexpr llvm::StringLiteral How[] = {
      "",
      "the configuration names it an entry point",
      "it is a fuzz target",
      "it is exported and takes bytes with their number",
      "it takes bytes with their number, and may be called through a pointer",
      "it calls a function that reads",
      "it is exported and takes a record in which callers put bytes",
      "it calls back a function that gives it bytes"};
  const Exposure &E = F.exposure;
  llvm::outs() << "\nBytes from outside: ";
  if (E.from.empty())
    llvm::outs() << "no call leads here from where they come in\n";
  else if (E.entry != EntryKind::None)
    llvm::outs() << "they come in here: " << How[static_cast<unsigned>(E.entry)] << "\n";
  for (const RankedFunction &From : A.functions)
    if (From.id == E.from && From.id != F.id)
      llvm::outs() << E.distance << (E.distance == 1 ? " call" : " calls") << " from "
                   << From.qualifiedName << " (" << From.file << ":" << From.line << ")\n";
  if (!A.scoring.settings.empty())
    llvm::outs() << "One of the first ten in " << F.topTen << " of " << A.scoring.settings.size()
                 << " other ways of scoring\n";
}

/// A file or module: the same terms, summed over its functions.
void explainPlace(const Hotspot &H, const Assessment &A) {
  std::map<std::string, double> Points;
  unsigned Functions = 0;
  for (const RankedFunction &F : A.functions) {
    llvm::StringRef Place = F.file;
    if (H.kind == HotspotKind::Module)
      Place = llvm::sys::path::parent_path(Place);
    if (Place != (H.id == "." ? "" : H.id))
      continue;
    ++Functions;
    for (const ScoreTerm &T : scoreTerms(A.scoring, F.signals))
      Points[T.signal] += T.points;
  }
  std::vector<std::pair<double, std::string>> Terms;
  for (const auto &[Signal, Sum] : Points)
    Terms.emplace_back(-Sum, Signal);
  llvm::sort(Terms);
  llvm::outs() << H.name << ", a " << nameOf(H.kind) << " of " << Functions
               << (Functions == 1 ? " function" : " functions") << "\n\n  points  signal\n";
  for (const auto &[Sum, Signal] : Terms)
    llvm::outs() << llvm::format("%8.3f  ", -Sum) << Signal << "\n";
  llvm::outs() << llvm::format("%8.3f", H.score) << " = score: the sum over its functions\n";
}

void explainSample(const EvidenceSample &S, llvm::StringRef Sign) {
  llvm::outs() << "      " << Sign << " " << S.what << ", " << S.file << ":" << S.line;
  if (S.count > 1)
    llvm::outs() << " and " << S.count - 1 << " more";
  llvm::outs() << "\n";
}

void explainContract(const Inference &I) {
  llvm::outs() << I.name << ", " << I.slot;
  if (!I.slotName.empty())
    llvm::outs() << " '" << I.slotName << "'";
  if (!I.type.empty())
    llvm::outs() << ": " << I.type;
  llvm::outs() << " (" << I.file << ":" << I.line << ")\n";
  for (const auto &[Property, A] : I.answers) {
    llvm::outs() << "  " << llvm::left_justify(Property, 12) << A.value;
    if (A.value != "unknown")
      llvm::outs() << " (" << nameOf(A.confidence) << " confidence"
                   << (A.conflict ? ", conflict" : "") << ")";
    llvm::outs() << ": " << A.reason << "\n";
    for (const EvidenceSample &S : I.evidence)
      if (S.property == Property)
        explainSample(S, "+");
    for (const EvidenceSample &S : I.against)
      if (S.property == Property)
        explainSample(S, "-");
  }
}

llvm::Expected<int> run(const ExplainOptions &Options) {
  for (const auto &C : createChecks())
    if (C->info().id == Options.what) {
      explainCheck(C->info());
      return ExitOk;
    }
  if (llvm::StringRef(Options.what).starts_with("ferrule-"))
    return llvm::createStringError("there is no check '" + Options.what +
                                   "'; 'ferrule checks' lists them");
  auto A = loadAssessment(Options.assessment);
  if (!A)
    return A.takeError();
  bool Found = explainOperations(Options.what, *A, llvm::outs()) > 0;
  for (const RankedFunction &F : A->functions)
    if (F.name == Options.what || F.qualifiedName == Options.what || F.id == Options.what) {
      if (Found)
        llvm::outs() << "\n";
      explainFunction(F, *A);
      explainExposure(F, *A);
      Found = true;
    }
  for (const Hotspot &H : A->hotspots)
    if (H.kind != HotspotKind::Function && H.id == Options.what) {
      if (Found)
        llvm::outs() << "\n";
      explainPlace(H, *A);
      Found = true;
    }
  for (const Inference &I : A->inferences)
    if (I.name == Options.what || I.entity == Options.what) {
      if (Found)
        llvm::outs() << "\n";
      explainContract(I);
      Found = true;
    }
  if (!Found)
    return llvm::createStringError("'" + Options.what +
                                   "' is neither a check, nor a function, file or module, nor a "
                                   "record or variable with pointers, nor a place (FILE:LINE) or "
                                   "fingerprint of an operation in '" +
                                   Options.assessment + "'");
  return ExitOk;
}

} // namespace

void addExplain(CLI::App &App, CommandLine &Line) {
  auto Options = std::make_shared<ExplainOptions>();
  CLI::App *Command =
      addCommand(App, Line, "explain",
                 "Explain a check, the score of a function, file or module, a contract, or an "
                 "operation",
                 [Options] { return run(*Options); });
  Command
      ->add_option("what", Options->what,
                   "Id of a check, or name of a function, file, directory, record or variable; "
                   "FILE:LINE or the fingerprint of an operation")
      ->required();
  Command
      ->add_option("--assessment", Options->assessment,
                   "For all but a check: output directory of a scan, or its assessment.json")
      ->capture_default_str();
}

} // namespace ferrule
