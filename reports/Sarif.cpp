// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// SARIF 2.1.0 for code scanning and editors, within GitHub's limits.
//
// An open operation is a result that flags a construct wherever it stands; it carries the property
// "pattern", so that a reader can tell it from a defect of the same rule.
//
// partialFingerprints has no primaryLocationLineHash. GitHub's hash takes in the 100 characters
// after the start of the line, which reach into the lines below, and numbers equal hashes of the
// whole file; a report has one line. github/codeql-action adds the right one from the checkout, and
// warns of a wrong one.
#include "reports/Report.h"
#include "reports/SarifRules.h"
#include "reports/Summary.h"
#include "reports/Unicode.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using nlohmann::json;

namespace ferrule {
namespace {

/// GitHub stores this many results and drops the rest without a word.
constexpr std::size_t MaxResults = 5000;

std::string percentEncoded(StringRef Path) {
  std::string Result;
  for (char C : Path)
    if (isAlnum(C) || StringRef("-._~/").contains(C))
      Result += C;
    else
      Result += {'%', hexdigit(static_cast<unsigned char>(C) >> 4), hexdigit(C & 15)};
  return Result;
}

std::string fileUri(StringRef AbsolutePath) { return "file://" + percentEncoded(AbsolutePath); }

/// Relative to the root when it is below it.
json artifactLocation(StringRef File, StringRef Root) {
  SmallString<256> Path(File);
  sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  if (sys::path::is_relative(Path) && Path.starts_with("..") && sys::path::is_absolute(Root)) {
    Path = Root;
    sys::path::append(Path, File);
    sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  }
  if (sys::path::is_absolute(Path))
    return {{"uri", fileUri(Path)}};
  return {{"uri", percentEncoded(Path)}, {"uriBaseId", "%SRCROOT%"}};
}

json sourceRoot(StringRef Root) {
  json Base = {{"description", {{"text", "The root of the project."}}}};
  if (sys::path::is_absolute(Root))
    Base["uri"] = fileUri(Root.rtrim('/')) + "/";
  return {{"%SRCROOT%", std::move(Base)}};
}

/// From a column in bytes to one in UTF-16 code units, as far as the line is known.
unsigned utf16Column(const Finding &F, unsigned Column) {
  StringRef Before = StringRef(F.snippet).take_front(std::max(Column, 1u) - 1);
  return Column - Before.size() + utf16Length(Before);
}

/// The first line of the range: GitHub annotates a pull request only if all lines of the region are
/// part of the change.
json region(const Finding &F) {
  unsigned Line = std::max(F.line, 1u);
  unsigned Column = std::max(F.column, 1u);
  unsigned EndColumn = F.endLine > F.line ? F.snippet.size() + 1 : F.endColumn;
  unsigned Start = utf16Column(F, Column);
  unsigned End = utf16Column(F, std::max(EndColumn, Column));
  return {{"startLine", Line},
          {"startColumn", Start},
          {"endLine", Line},
          {"endColumn", std::max(End, Start + 1)}};
}

/// SARIF takes [text](target) in a message for a link, and code such as table[i](x) looks like one.
std::string withoutLinks(std::string Text) {
  for (std::size_t At = 0; (At = Text.find("](", At)) != std::string::npos;)
    Text.insert(At + 1, " ");
  return Text;
}

class Run {
public:
  explicit Run(const Assessment &A) : A(A), Functions(A), Rules(A) {}

  json toJson() const;

private:
  std::vector<const Finding *> ordered() const;
  json result(const Finding &F, bool AnySuppressed) const;
  json notifications(std::size_t Omitted) const;

  const Assessment &A;
  FunctionIndex Functions;
  sarif::Rules Rules;
};

/// What a reader would miss most first, then by place, which is the order of the findings'
/// addresses. A suppressed finding must not take the place of another.
std::vector<const Finding *> Run::ordered() const {
  std::vector<const Finding *> Result;
  for (const Finding &F : A.findings)
    Result.push_back(&F);
  auto Key = [&](const Finding &F) {
    const RankedFunction *In = Functions.find(F.function);
    return std::tuple(F.suppressed, F.state != OperationState::Defect,
                      -static_cast<int>(F.severity), In ? In->rank : UINT_MAX, &F);
  };
  llvm::sort(Result, [&](auto *L, auto *R) { return Key(*L) < Key(*R); });
  return Result;
}

json Run::result(const Finding &F, bool AnySuppressed) const {
  bool IsDefect = F.state == OperationState::Defect;
  json Location = {
      {"physicalLocation",
       {{"artifactLocation", artifactLocation(F.file, A.project.root)}, {"region", region(F)}}}};
  if (const RankedFunction *In = Functions.find(F.function))
    Location["logicalLocations"] = {
        {{"fullyQualifiedName", In->qualifiedName}, {"kind", "function"}}};
  json Result = {
      {"ruleId", F.check},
      {"ruleIndex", Rules.ruleIndex(F.check)},
      {"level", IsDefect                       ? "error"
                : F.severity >= Severity::High ? "warning"
                                               : "note"},
      {"message",
       {{"text", withoutLinks(F.reason.empty() ? F.message : F.message + ": " + F.reason)}}},
      {"locations", {std::move(Location)}},
      {"properties",
       {{"kind", IsDefect ? "defect" : "operation"},
        {"severity", nameOf(F.severity).str()},
        {"confidence", nameOf(F.confidence).str()}}}};
  if (!IsDefect)
    Result["properties"]["pattern"] = true;
  if (!F.fingerprint.empty())
    Result["partialFingerprints"] = {{"ferrule/v1", F.fingerprint}};
  for (unsigned Cwe : F.cwe)
    Result["taxa"].push_back(Rules.cweReference(Cwe));
  // All results of a run say whether they are suppressed, or none does (SARIF 3.27.23).
  if (AnySuppressed) {
    Result["suppressions"] = json::array();
    if (F.suppressed)
      Result["suppressions"].push_back({{"kind", "inSource"}});
  }
  return Result;
}

json Run::notifications(std::size_t Omitted) const {
  json Result = json::array();
  for (const UnitProblem *P : problemsByWeight(A)) {
    bool Analysed = P->status == UnitStatus::Recovered;
    bool Skipped = P->status == UnitStatus::Skipped;
    Result.push_back(
        {{"descriptor", {{"id", "unit"}, {"index", 0}}},
         {"level", Analysed  ? "warning"
                   : Skipped ? "note"
                             : "error"},
         {"message",
          {{"text", withoutLinks((Analysed ? "analysed in spite of errors (" : "not analysed (") +
                                 nameOf(P->status).str() + "): " + P->reason)}}},
         {"locations",
          {{{"physicalLocation",
             {{"artifactLocation", artifactLocation(P->file, A.project.root)}}}}}}});
  }
  if (Omitted)
    Result.push_back({{"descriptor", {{"id", "omitted"}, {"index", 1}}},
                      {"level", "warning"},
                      {"message",
                       {{"text", counted(Omitted, "finding") + " omitted: GitHub keeps " +
                                     utostr(MaxResults) + "; assessment.json has them all"}}}});
  return Result;
}

json Run::toJson() const {
  auto Findings = ordered();
  std::size_t Omitted = Findings.size() - std::min(Findings.size(), MaxResults);
  Findings.resize(Findings.size() - Omitted);
  bool AnySuppressed = llvm::any_of(Findings, [](const Finding *F) { return F->suppressed; });
  json Results = json::array();
  for (const Finding *F : Findings)
    Results.push_back(result(*F, AnySuppressed));

  json Notifications = {
      {{"id", "unit"},
       {"shortDescription", {{"text", "A compile command was not analysed without errors"}}}},
      {{"id", "omitted"}, {"shortDescription", {{"text", "Findings were left out"}}}}};
  json Driver = {{"name", A.tool.name},
                 {"version", A.tool.version},
                 {"rules", Rules.descriptors()},
                 {"notifications", std::move(Notifications)},
                 {"supportedTaxonomies", Rules.supportedTaxonomies()},
                 {"properties", {{"llvm", A.tool.llvm}}}};
  std::string Target = sys::path::filename(A.project.root).str();
  return {{"tool", {{"driver", std::move(Driver)}}},
          {"taxonomies", Rules.taxonomies()},
          {"columnKind", "utf16CodeUnits"},
          {"originalUriBaseIds", sourceRoot(A.project.root)},
          {"automationDetails", {{"id", "ferrule/" + Target + "/"}}},
          {"invocations",
           {{{"executionSuccessful", A.coverage.complete()},
             {"toolExecutionNotifications", notifications(Omitted)}}}},
          {"results", std::move(Results)}};
}

void write(const Assessment &A, const ReportOptions &, raw_ostream &Out) {
  json Log = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
              {"version", "2.1.0"},
              {"runs", {Run(A).toJson()}}};
  // Paths and messages need not be UTF-8 when the assessment was not read from a file.
  Out << Log.dump(1, ' ', false, json::error_handler_t::replace) << "\n";
}

RegisterReport X({"sarif", "SARIF 2.1.0 for code scanning and editors", write});

} // namespace
} // namespace ferrule
