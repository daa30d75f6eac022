// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "reports/Portfolio.h"
#include "reports/Csv.h"
#include "reports/PortfolioPage.h"
#include "reports/PortfolioRows.h"
#include "reports/Tables.h"
#include "tool/model/Counted.h"
#include "tool/model/Unicode.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace llvm;

namespace ferrule {
namespace {

/// A table per group: with more than a few projects one of all would not be read.
std::vector<Table> tables(ArrayRef<PortfolioEntry> Entries) {
  std::vector<Table> Tables;
  for (PortfolioRow &Row : portfolioRows(Entries)) {
    if (Tables.empty() || Tables.back().title != Row.group) {
      Table T{Row.group, {{"figure"}, {"unit"}}, {}};
      for (const PortfolioEntry &E : Entries)
        T.columns.push_back({E.name, Row.isNumber});
      Tables.push_back(std::move(T));
    }
    std::vector<TableCell> Cells = {{Row.label}, {Row.unit}};
    for (std::string &Cell : Row.cells)
      Cells.push_back({std::move(Cell), !Row.isNumber});
    Tables.back().rows.push_back(std::move(Cells));
  }
  return Tables;
}

void writeText(ArrayRef<PortfolioEntry> Entries, raw_ostream &Out) {
  for (Table &T : tables(Entries)) {
    for (TableColumn &C : T.columns)
      C.heading = printable(C.heading);
    printTextTable(T, Palette(false), Out);
  }
  for (const std::string &Note : portfolioNotes(Entries))
    Out << Note << "\n";
}

void writeMarkdown(ArrayRef<PortfolioEntry> Entries, raw_ostream &Out) {
  Out << "# Memory safety of " << counted(Entries.size(), "project") << "\n\n";
  for (const std::string &Note : portfolioNotes(Entries))
    Out << "- " << Note << "\n";
  Out << "\n";
  for (Table &T : tables(Entries)) {
    for (TableColumn &C : T.columns)
      C.heading = inMarkdown(C.heading);
    printMarkdownTable(T, Out);
  }
  Out << "## What the figures mean\n\n";
  for (const Metric &M : portfolioMetrics())
    if (M.form != MetricForm::Range)
      Out << "- `" << M.id << "`: " << M.meaning << " (" << M.unit << ").\n";
}

/// To four decimal places.
std::string number(double Value) {
  std::string Text = formatv("{0:f4}", Value).str();
  return StringRef(Text).rtrim('0').rtrim('.').str();
}

void writeCsv(ArrayRef<PortfolioEntry> Entries, raw_ostream &Out) {
  std::vector<Metric> Metrics = portfolioMetrics();
  // Of the phases, which are the last columns, those that some plan has.
  auto IsShown = [&](std::size_t I) {
    return Metrics[I].form != MetricForm::Range || isMeasured(Entries, I);
  };
  std::vector<std::string> Heading = {"project", "commit", "date", "ferrule", "complete"};
  for (auto [I, M] : enumerate(Metrics))
    if (M.form != MetricForm::Range)
      Heading.push_back(M.id);
    else if (IsShown(I))
      for (const char *End : {".low", ".likely", ".high"})
        Heading.push_back(M.id + End);
  writeCsvRecord(Heading, Out);
  for (const PortfolioEntry &E : Entries) {
    std::vector<std::string> Record = {E.name, E.commit, E.date, E.tool, E.complete ? "yes" : "no"};
    for (auto [I, Value] : enumerate(E.figures)) {
      if (!IsShown(I))
        continue;
      bool IsRange = Metrics[I].form == MetricForm::Range;
      for (double Figure::*Part : {&Figure::low, &Figure::likely, &Figure::high})
        if (IsRange || Part == &Figure::likely)
          Record.push_back(Value ? number((*Value).*Part) : "");
    }
    writeCsvRecord(Record, Out);
  }
}

constexpr PortfolioFormat Formats[] = {
    {"text", writeText}, {"md", writeMarkdown}, {"csv", writeCsv}, {"html", writePortfolioPage}};

} // namespace

const PortfolioFormat *findPortfolioFormat(StringRef Name) {
  for (const PortfolioFormat &F : Formats)
    if (F.name == Name)
      return &F;
  return nullptr;
}

} // namespace ferrule
