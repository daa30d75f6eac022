// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/commands/Output.h"
#include "checks/Check.h"
#include "reports/Report.h"
#include "tool/commands/Rules.h"
#include "tool/contracts/Contracts.h"
#include "tool/contracts/Contradictions.h"
#include "tool/contracts/MissingContracts.h"
#include "tool/flow/Analyze.h"
#include "tool/flow/Threads.h"
#include "tool/frontend/AtomicFile.h"
#include "tool/program/ProgramModel.h"
#include "tool/rank/AssessmentBuilder.h"
#include "tool/rank/Exposure.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

namespace ferrule {

namespace {
/// A file of a scan's output and the format that it holds.
struct OutputFile {
  const char *Name;
  const char *Format;
};
constexpr OutputFile OutputFiles[] = {
    {"assessment.json", "json"},
    {"report.sarif", "sarif"},
    {"summary.md", "md"},
};
// What is kept with the files, but is none.
constexpr const char *StdoutEntry = "stdout";
// For standard error, also of a quiet run.
constexpr const char *NotesEntry = "notes";
constexpr const char *ExitEntry = "exit";
} // namespace

void OutputOptions::addTo(CLI::App &Command) {
  Command.add_option("-o,--output", directory, "Directory for the reports")->capture_default_str();
  Command.add_option("--color", color, "auto, always or never")->capture_default_str();
  Command.add_flag("--all", allFindings, "Print every finding, and not only the hotspots");
  Command.add_flag("--quiet", quiet, "Print nothing but errors");
  Command.add_option(
      "--fail-on", failOn,
      "Exit with 2 when there is a defect ('defect'), or an open operation or defect "
      "of at least this severity (low, medium, high, critical)");
}

llvm::Error OutputOptions::check() const {
  if (color != "auto" && color != "always" && color != "never")
    return llvm::createStringError("--color '" + color + "' is not auto, always or never");
  if (!failOn.empty() && failOn != "defect" && !parseEnum<Severity>(failOn))
    return llvm::createStringError("--fail-on '" + failOn +
                                   "' is not defect, low, medium, high or critical");
  return llvm::Error::success();
}

bool OutputOptions::useColor() const {
  using llvm::sys::Process;
  if (color != "auto")
    return color == "always";
  if (Process::GetEnv("NO_COLOR"))
    return false;
  return Process::GetEnv("CLICOLOR_FORCE") || Process::StandardOutHasColors();
}

static bool exceedsGate(const Assessment &A, llvm::StringRef FailOn) {
  if (FailOn.empty())
    return false;
  auto Least = parseEnum<Severity>(FailOn);
  return llvm::any_of(A.findings, [&](const Finding &F) {
    if (F.suppressed || F.state == OperationState::Accepted)
      return false;
    return Least ? F.severity >= *Least : F.state == OperationState::Defect;
  });
}

void followFlow(Shard &S) {
  std::vector<CheckInfo> Rules = enabledRules(S.options);
  dischargeSingleThreaded(S.units);
  analyzeFlow(S.units, [&](llvm::StringRef Check) { return findRule(Rules, Check) != nullptr; });
}

Assessment assessProgram(Shard S, llvm::raw_ostream &Notes) {
  std::vector<CheckInfo> Rules = enabledRules(S.options);
  std::vector<std::string> AllChecks;
  for (auto &C : createChecks())
    AllChecks.push_back(C->info().id);
  // Linking takes the summaries apart.
  Contracts Found = inferContracts(S.units);
  if (findRule(Rules, DeclaredContractCheck) && !S.units.empty())
    llvm::append_range(S.units.front().operations, Found.contradictions);
  ProgramModel Model = link(std::move(S.units), [&](llvm::StringRef Check) {
    // Summaries hold operations of enabled checks only.
    return findRule(Rules, Check)->family;
  });
  nameMissingContracts(Found.inferences, Model.operations);
  for (const std::string &Name : unknownEntryPoints(Model, S.around.entryPoints))
    Notes.write_escaped("ferrule: EntryPoints names '" + Name + "', which no analysed function is")
        << '\n';
  S.around.contracts = std::move(Found.inferences);
  S.around.recordInputs = std::move(Found.recordInputs);
  S.around.textInputs = std::move(Found.textInputs);
  Assessment A =
      assess(Model, std::move(Rules), AllChecks, std::move(S.project), std::move(S.around));
  A.coverage.deep = std::move(S.deep);
  A.rootCauses = std::move(Found.rootCauses);
  A.interfaces = std::move(Found.interfaces);
  A.idioms = std::move(Found.idioms);
  return A;
}

Cache::Reports render(Shard S, const OutputOptions &Options) {
  Cache::Reports Files;
  llvm::raw_string_ostream Notes(Files[NotesEntry]);
  Assessment A = assessProgram(std::move(S), Notes);
  auto Render = [&](llvm::StringRef Format, const ReportOptions &How) {
    std::string Text;
    llvm::raw_string_ostream Out(Text);
    findReportFormat(Format)->write(A, How, Out);
    return Text;
  };
  for (const OutputFile &F : OutputFiles)
    Files[F.Name] = Render(F.Format, {});
  if (!Options.quiet)
    Files[StdoutEntry] =
        Render("text", {.color = Options.useColor(), .allFindings = Options.allFindings});
  int Exit = !A.coverage.complete()           ? ExitIncomplete
             : exceedsGate(A, Options.failOn) ? ExitGate
                                              : ExitOk;
  Files[ExitEntry] = std::to_string(Exit);
  return Files;
}

llvm::Expected<int> deliver(const Cache::Reports &Files, const OutputOptions &Options) {
  if (llvm::Error E = makeDirectory(Options.directory))
    return E;
  std::string Written;
  for (const OutputFile &F : OutputFiles) {
    llvm::SmallString<256> Path(Options.directory);
    llvm::sys::path::append(Path, F.Name);
    if (llvm::Error E = writeFileAtomically(Path, Files.at(F.Name)))
      return E;
    Written += (Written.empty() ? "" : ", ") + Path.str().str();
  }
  llvm::errs() << Files.at(NotesEntry);
  if (!Options.quiet) {
    llvm::outs() << Files.at(StdoutEntry);
    llvm::outs().flush();
    llvm::errs() << "ferrule: reports: ";
    llvm::errs().write_escaped(Written) << "\n";
  }
  int Exit = ExitError;
  llvm::StringRef(Files.at(ExitEntry)).getAsInteger(10, Exit);
  if (Exit == ExitGate)
    llvm::errs() << "ferrule: gate: there are findings of the kind that '--fail-on "
                 << Options.failOn << "' (or FailOn) names\n";
  return Exit;
}

} // namespace ferrule
