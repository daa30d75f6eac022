// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The findings as a table for spreadsheets and scripts: a record per finding, by place.
#include "reports/Csv.h"
#include "reports/Report.h"
#include "reports/Summary.h"
#include "tool/model/Unicode.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ferrule {

/// '-' and '+' begin formulas as well, and none of our numbers has a sign.
static std::string cell(StringRef Text) {
  std::string Result = printable(Text);
  if (!Result.empty() && StringRef("=+-@").contains(Result.front()))
    Result.insert(Result.begin(), '\'');
  if (StringRef(Result).find_first_of(",\"") == StringRef::npos)
    return Result;
  std::string Quoted = "\"";
  for (char C : Result)
    (Quoted += C == '"' ? "\"" : "") += C;
  return Quoted + "\"";
}

void writeCsvRecord(ArrayRef<std::string> Cells, raw_ostream &Out) {
  Out << join(map_range(Cells, cell), ",") << "\r\n";
}

namespace {

const std::vector<std::string> Heading = {
    "fingerprint", "state",  "kind",    "check",      "family",   "severity", "confidence",
    "cwe",         "file",   "line",    "column",     "function", "rank",     "distance",
    "message",     "reason", "snippet", "suppressed", "accepted"};

std::vector<std::string> record(const Finding &F, const RankedFunction *In) {
  auto Number = [](unsigned Cwe) { return utostr(Cwe); };
  return {F.fingerprint,
          nameOf(F.state).str(),
          F.kind,
          F.check,
          nameOf(F.family).str(),
          nameOf(F.severity).str(),
          nameOf(F.confidence).str(),
          join(map_range(F.cwe, Number), " "),
          F.file,
          utostr(F.line),
          utostr(F.column),
          In ? In->qualifiedName : "",
          In ? utostr(In->rank) : "",
          In && !In->exposure.from.empty() ? utostr(In->exposure.distance) : "",
          F.message,
          F.reason,
          StringRef(F.snippet).trim().str(),
          F.suppressed ? "yes" : "no",
          F.acceptance.reason};
}

/// Defects, possible or not, are private until they are mended.
void write(const Assessment &A, const ReportOptions &Options, raw_ostream &Out) {
  FunctionIndex Functions(A);
  writeCsvRecord(Heading, Out);
  for (const Finding &F : A.findings)
    if (Options.includeDefects || F.kind == "operation")
      writeCsvRecord(record(F, Functions.find(F.function)), Out);
}

RegisterReport X({"csv", "findings as a table (RFC 4180); defects with --include-defects", write});

} // namespace
} // namespace ferrule
