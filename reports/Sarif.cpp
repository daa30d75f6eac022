// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// SARIF 2.1.0 for code scanning and editors, within GitHub's limits.
//
// An open operation is a result that flags a construct wherever it stands; it carries the property
// "pattern", so that a reader can tell it from a defect of the same rule. An accepted one is what
// it would be without the acceptance, and suppressed.
//
// partialFingerprints has no primaryLocationLineHash. GitHub's hash takes in the 100 characters
// after the start of the line, which reach into the lines below, and numbers equal hashes of the
// whole file; a report has one line. github/codeql-action adds the right one from the checkout, and
// warns of a wrong one.
#include "reports/Report.h"
#include "reports/SarifRules.h"
#include "reports/Summary.h"
#include "tool/model/Json.h"
#include "tool/model/Unicode.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using Json = nlohmann::json;

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
Json artifactLocation(StringRef File, StringRef Root) {
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

Json sourceRoot(StringRef Root) {
  Json Base = {{"description", {{"text", "The root of the project."}}}};
  if (sys::path::is_absolute(Root))
    Base["uri"] = fileUri(Root.rtrim('/')) + "/";
  return {{"%SRCROOT%", std::move(Base)}};
}

// The many results are streamed; the few parts around them are built as values first.

void stream(llvm::json::OStream &J, const Json &Value) {
  if (Value.is_object()) {
    J.object([&] {
      for (const auto &[Name, Part] : Value.items()) {
        J.attributeBegin(Name);
        stream(J, Part);
        J.attributeEnd();
      }
    });
  } else if (Value.is_array()) {
    J.array([&] {
      for (const Json &Part : Value)
        stream(J, Part);
    });
  } else if (Value.is_string()) {
    writeJson(J, Value.get_ref<const std::string &>());
  } else {
    // Numbers and truth values read the same in both libraries.
    J.rawValue(Value.dump());
  }
}

void attribute(llvm::json::OStream &J, StringRef Name, const Json &Value) {
  J.attributeBegin(Name);
  stream(J, Value);
  J.attributeEnd();
}

void text(llvm::json::OStream &J, StringRef Name, const std::string &Value) {
  J.attributeBegin(Name);
  writeJson(J, Value);
  J.attributeEnd();
}

/// From a column in bytes to one in UTF-16 code units, as far as the line is known.
unsigned utf16Column(StringRef Snippet, unsigned Column) {
  StringRef Before = Snippet.take_front(std::max(Column, 1u) - 1);
  return Column - Before.size() + utf16Length(Before);
}

/// The first line of the range: GitHub annotates a pull request only if all lines of the region are
/// part of the change. Place: a Finding or a FindingStep.
template <class Place> void writeRegion(llvm::json::OStream &J, const Place &P) {
  unsigned Line = std::max(P.line, 1u);
  unsigned Column = std::max(P.column, 1u);
  unsigned EndColumn = P.endLine > P.line ? P.snippet.size() + 1 : P.endColumn;
  unsigned Start = utf16Column(P.snippet, Column);
  unsigned End = utf16Column(P.snippet, std::max(EndColumn, Column));
  J.attributeObject("region", [&] {
    J.attribute("endColumn", std::max(End, Start + 1));
    J.attribute("endLine", Line);
    J.attribute("startColumn", Start);
    J.attribute("startLine", Line);
  });
}

/// SARIF takes [text](target) in a message for a link, and code such as table[i](x) looks like one.
std::string withoutLinks(std::string Text) {
  for (std::size_t At = 0; (At = Text.find("](", At)) != std::string::npos;)
    Text.insert(At + 1, " ");
  return Text;
}

/// The source asks for it not to be reported.
bool isSuppressed(const Finding &F) { return F.suppressed || F.acceptance.line; }

class Run {
public:
  explicit Run(const Assessment &A) : A(A), Functions(A), Rules(A) {}

  void write(llvm::json::OStream &J) const;

private:
  std::vector<const Finding *> ordered() const;
  template <class Place> void writePhysicalLocation(llvm::json::OStream &J, const Place &P) const;
  void writeLocation(llvm::json::OStream &J, const Finding &F) const;
  void writeCodeFlow(llvm::json::OStream &J, const Finding &F) const;
  void writeSuppressions(llvm::json::OStream &J, const Finding &F) const;
  void writeResult(llvm::json::OStream &J, const Finding &F, bool AnySuppressed) const;
  /// A line of which nothing else is known.
  Json lineLocation(const std::string &File, unsigned Line) const;
  Json notifications(std::size_t Omitted) const;

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
    return std::tuple(isSuppressed(F), F.state != OperationState::Defect, F.kind != "possible",
                      -static_cast<int>(F.severity), In ? In->rank : UINT_MAX, &F);
  };
  llvm::sort(Result, [&](auto *L, auto *R) { return Key(*L) < Key(*R); });
  return Result;
}

template <class Place>
void Run::writePhysicalLocation(llvm::json::OStream &J, const Place &P) const {
  J.attributeObject("physicalLocation", [&] {
    attribute(J, "artifactLocation", artifactLocation(P.file, A.project.root));
    writeRegion(J, P);
  });
}

void Run::writeLocation(llvm::json::OStream &J, const Finding &F) const {
  J.object([&] {
    if (const RankedFunction *In = Functions.find(F.function))
      J.attributeArray("logicalLocations", [&] {
        J.object([&] {
          text(J, "fullyQualifiedName", In->qualifiedName);
          J.attribute("kind", "function");
        });
      });
    writePhysicalLocation(J, F);
  });
}

/// The steps, and the place itself as the last.
void Run::writeCodeFlow(llvm::json::OStream &J, const Finding &F) const {
  auto Location = [&](const auto &Place) {
    J.object([&] {
      J.attributeObject("location", [&] {
        J.attributeObject("message", [&] { text(J, "text", withoutLinks(Place.message)); });
        writePhysicalLocation(J, Place);
      });
    });
  };
  J.object([&] {
    J.attributeArray("threadFlows", [&] {
      J.object([&] {
        J.attributeArray("locations", [&] {
          for (const FindingStep &S : F.steps)
            Location(S);
          Location(F);
        });
      });
    });
  });
}

void Run::writeSuppressions(llvm::json::OStream &J, const Finding &F) const {
  if (F.suppressed)
    J.object([&] { J.attribute("kind", "inSource"); });
  if (F.acceptance.line)
    J.object([&] {
      text(J, "justification", F.acceptance.reason);
      J.attribute("kind", "inSource");
      attribute(J, "location", lineLocation(F.file, F.acceptance.line));
    });
}

void Run::writeResult(llvm::json::OStream &J, const Finding &F, bool AnySuppressed) const {
  bool IsDefect = F.kind == "defect";
  bool IsPattern = F.kind == "operation";
  J.object([&] {
    if (!F.steps.empty())
      J.attributeArray("codeFlows", [&] { writeCodeFlow(J, F); });
    J.attribute("level", IsDefect                                     ? "error"
                         : !IsPattern || F.severity >= Severity::High ? "warning"
                                                                      : "note");
    J.attributeArray("locations", [&] { writeLocation(J, F); });
    J.attributeObject("message", [&] {
      text(J, "text", withoutLinks(F.reason.empty() ? F.message : F.message + ": " + F.reason));
    });
    if (!F.fingerprint.empty())
      J.attributeObject("partialFingerprints", [&] { text(J, "ferrule/v1", F.fingerprint); });
    J.attributeObject("properties", [&] {
      J.attribute("confidence", nameOf(F.confidence));
      J.attribute("kind", F.kind);
      if (IsPattern)
        J.attribute("pattern", true);
      J.attribute("severity", nameOf(F.severity));
    });
    text(J, "ruleId", F.check);
    J.attribute("ruleIndex", Rules.ruleIndex(F.check));
    // All results of a run say whether they are suppressed, or none does (SARIF 3.27.23).
    if (AnySuppressed)
      J.attributeArray("suppressions", [&] { writeSuppressions(J, F); });
    if (!F.cwe.empty())
      J.attributeArray("taxa", [&] {
        for (unsigned Cwe : F.cwe)
          stream(J, Rules.cweReference(Cwe));
      });
  });
}

Json Run::lineLocation(const std::string &File, unsigned Line) const {
  return {{"physicalLocation",
           {{"artifactLocation", artifactLocation(File, A.project.root)},
            {"region", {{"startLine", Line}}}}}};
}

Json Run::notifications(std::size_t Omitted) const {
  Json Result = Json::array();
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
  for (const SuppressionProblem &P : A.suppressionProblems)
    Result.push_back({{"descriptor", {{"id", "suppression"}, {"index", 2}}},
                      {"level", "warning"},
                      {"message", {{"text", withoutLinks(marker(P) + ": " + P.reason)}}},
                      {"locations", Json::array({lineLocation(P.file, std::max(P.line, 1u))})}});
  if (Omitted)
    Result.push_back({{"descriptor", {{"id", "omitted"}, {"index", 1}}},
                      {"level", "warning"},
                      {"message",
                       {{"text", counted(Omitted, "finding") + " omitted: GitHub keeps " +
                                     utostr(MaxResults) + "; assessment.json has them all"}}}});
  return Result;
}

void Run::write(llvm::json::OStream &J) const {
  auto Findings = ordered();
  std::size_t Omitted = Findings.size() - std::min(Findings.size(), MaxResults);
  Findings.resize(Findings.size() - Omitted);
  bool AnySuppressed = llvm::any_of(Findings, [](const Finding *F) { return isSuppressed(*F); });

  Json Notifications = {
      {{"id", "unit"},
       {"shortDescription", {{"text", "A compile command was not analysed without errors"}}}},
      {{"id", "omitted"}, {"shortDescription", {{"text", "Findings were left out"}}}},
      {{"id", "suppression"},
       {"shortDescription", {{"text", "A suppression in the source is of no effect"}}}}};
  Json Driver = {{"name", A.tool.name},
                 {"version", A.tool.version},
                 {"rules", Rules.descriptors()},
                 {"notifications", std::move(Notifications)},
                 {"supportedTaxonomies", Rules.supportedTaxonomies()},
                 {"properties", {{"llvm", A.tool.llvm}}}};
  std::string Target = sys::path::filename(A.project.root).str();
  J.object([&] {
    attribute(J, "automationDetails", {{"id", "ferrule/" + Target + "/"}});
    J.attribute("columnKind", "utf16CodeUnits");
    attribute(J, "invocations",
              {{{"executionSuccessful", A.coverage.complete()},
                {"toolExecutionNotifications", notifications(Omitted)}}});
    attribute(J, "originalUriBaseIds", sourceRoot(A.project.root));
    J.attributeArray("results", [&] {
      for (const Finding *F : Findings)
        writeResult(J, *F, AnySuppressed);
    });
    attribute(J, "taxonomies", Rules.taxonomies());
    attribute(J, "tool", {{"driver", std::move(Driver)}});
  });
}

void write(const Assessment &A, const ReportOptions &, raw_ostream &Out) {
  Run TheRun(A);
  auto Write = [&](llvm::json::OStream &J) {
    J.object([&] {
      J.attribute("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
      J.attributeArray("runs", [&] { TheRun.write(J); });
      J.attribute("version", "2.1.0");
    });
  };
  Out << jsonText(/*IndentSize=*/1, Write) << "\n";
}

RegisterReport X({"sarif", "SARIF 2.1.0 for code scanning and editors", write});

} // namespace
} // namespace ferrule
