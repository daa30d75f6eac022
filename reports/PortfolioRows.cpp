// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "reports/PortfolioRows.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ferrule {
namespace {

/// Plans have fewer phases than this.
constexpr unsigned MostPhases = 9;
constexpr StringLiteral NotMeasured = "not measured";

template <class Value> bool differ(ArrayRef<PortfolioEntry> Entries, Value PortfolioEntry::*Of) {
  return any_of(Entries, [&](const PortfolioEntry &E) { return E.*Of != Entries.front().*Of; });
}

} // namespace

std::vector<Metric> portfolioMetrics() {
  std::vector<Metric> Metrics = allMetrics(MostPhases);
  erase_if(Metrics, [](const Metric &M) { return !M.betweenProjects; });
  return Metrics;
}

PortfolioEntry portfolioEntry(const Assessment &A) {
  PortfolioEntry E{projectName(A),   A.project.commit,  A.history.date,        A.tool.version,
                   A.project.checks, A.project.exclude, A.coverage.complete(), {}};
  for (const Metric &M : portfolioMetrics())
    E.figures.push_back(M.of(A));
  return E;
}

std::vector<PortfolioRow> portfolioRows(ArrayRef<PortfolioEntry> Entries) {
  std::vector<PortfolioRow> Rows;
  auto Add = [&](const char *Label, auto CellOf) {
    PortfolioRow Row{"Where the figures are from", Label, "", "", {}, false};
    for (const PortfolioEntry &E : Entries) {
      std::string Cell = CellOf(E);
      Row.cells.push_back(Cell.empty() ? "not known" : Cell);
    }
    Rows.push_back(std::move(Row));
  };
  Add("Commit", [](const PortfolioEntry &E) { return E.commit.substr(0, 12); });
  Add("Date of the commit", [](const PortfolioEntry &E) { return E.date; });
  Add("Version of ferrule", [](const PortfolioEntry &E) { return E.tool; });
  Add("Left out of the scan", [](const PortfolioEntry &E) {
    return E.exclude.empty() ? "nothing" : join(E.exclude, ", ");
  });
  Add("Complete", [](const PortfolioEntry &E) { return E.complete ? "yes" : "no"; });

  bool AnyPhase = false;
  for (auto [I, M] : enumerate(portfolioMetrics())) {
    // The first of them says that there is no plan.
    if (M.form == MetricForm::Range && std::exchange(AnyPhase, true) && !isMeasured(Entries, I))
      continue;
    PortfolioRow Row{M.group, M.label, M.unit, M.meaning, {}, M.form != MetricForm::Whether};
    for (const PortfolioEntry &E : Entries)
      Row.cells.push_back(E.figures[I] ? shown(M, *E.figures[I]) : NotMeasured.str());
    Rows.push_back(std::move(Row));
  }
  return Rows;
}

bool isMeasured(ArrayRef<PortfolioEntry> Entries, std::size_t Metric) {
  return any_of(Entries, [&](const auto &E) { return E.figures[Metric].has_value(); });
}

std::vector<std::string> portfolioNotes(ArrayRef<PortfolioEntry> Entries) {
  std::vector<std::string> Notes = {
      "By name. There is no total and no order: the figures are of different kinds, and which of "
      "them matters is for the reader to say.",
      "An open operation is a place that nobody has shown to be safe; that does not make it a bug.",
      "Defects and known vulnerabilities are not compared between projects: their number tells how "
      "much somebody looked.",
      "What is not measured is not zero: ferrule plan measures languages, hardening, practices and "
      "efforts; ages need the history of a git checkout."};
  if (Entries.empty())
    return Notes;
  if (differ(Entries, &PortfolioEntry::tool))
    Notes.emplace_back("Compared unfairly: the assessments are of other versions of ferrule.");
  if (differ(Entries, &PortfolioEntry::checks))
    Notes.emplace_back("Compared unfairly: the assessments are of other checks.");
  if (differ(Entries, &PortfolioEntry::exclude))
    Notes.emplace_back("The scans left out other files (--exclude): see the table.");
  if (any_of(Entries, [](const PortfolioEntry &E) { return !E.complete; }))
    Notes.emplace_back("Compared unfairly: where an assessment is not complete, what could not be "
                       "analysed is in no count.");
  return Notes;
}

} // namespace ferrule
