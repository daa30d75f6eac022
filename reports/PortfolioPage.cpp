// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// No script and no image: the page is a table, and the browser's own search is enough. Whatever
// comes from a project stands as text between tags, never in an attribute.
#include "reports/PortfolioPage.h"
#include "tool/model/Counted.h"
#include "tool/model/Unicode.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace ferrule {
namespace {

constexpr StringLiteral Head = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Memory safety: portfolio</title>
<style>
:root {
  color-scheme: light dark;
  --ink: #1b1f24; --quiet: #57606a; --page: #ffffff; --band: #f3f5f7; --rule: #d0d7de;
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --quiet: #9aa5b1; --page: #0f141a; --band: #1a212a; --rule: #38424d; }
}
body { margin: 0 auto; max-width: 78rem; padding: 2rem 1.25rem; background: var(--page);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .75rem; }
ul { padding-left: 1.2rem; max-width: 48rem; }
.scroll { overflow-x: auto; margin: 1.5rem 0; }
.scroll:focus-visible { outline: 3px solid #4493f8; outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--quiet); padding-bottom: .5rem; }
th, td { padding: .3rem .75rem; border-bottom: 1px solid var(--rule); text-align: left;
  vertical-align: top; overflow-wrap: anywhere; }
thead th { border-bottom: 2px solid var(--ink); }
tbody th { font-weight: 400; min-width: 12rem; }
tbody th[scope=rowgroup] { background: var(--band); font-weight: 600; padding-top: .6rem; }
td, thead th + th { text-align: right; }
small { display: block; color: var(--quiet); }
.missing { color: var(--quiet); font-style: italic; }
@page { size: A4 landscape; margin: 12mm; }
@media print {
  :root { --ink: #000; --quiet: #444; --page: #fff; --band: #eee; --rule: #999; }
  body { padding: 0; font-size: 8.5pt; max-width: none; }
  .scroll { overflow: visible; }
  tr, li { break-inside: avoid; }
  tr:has(th[scope=rowgroup]) { break-after: avoid; }
  small { display: none; }
}
</style>
</head>
<body>
<main>
)";

std::string inHtml(StringRef Text) {
  std::string Result;
  for (char C : printable(Text))
    switch (C) {
    case '&':
      Result += "&amp;";
      break;
    case '<':
      Result += "&lt;";
      break;
    case '>':
      Result += "&gt;";
      break;
    default:
      Result += C;
    }
  return Result;
}

void printRow(const PortfolioRow &Row, raw_ostream &Out) {
  Out << "<tr><th scope=\"row\">" << inHtml(Row.label);
  if (!Row.unit.empty())
    Out << "<small>" << inHtml(Row.meaning) << " (" << inHtml(Row.unit) << ")</small>";
  Out << "</th>";
  for (const std::string &Cell : Row.cells) {
    bool Missing = Cell.starts_with("not ");
    Out << (Missing ? "<td class=\"missing\">" : "<td>") << inHtml(Cell) << "</td>";
  }
  Out << "</tr>\n";
}

} // namespace

void writePortfolioPage(ArrayRef<PortfolioEntry> Entries, raw_ostream &Out) {
  Out << Head << "<h1>Memory safety of " << counted(Entries.size(), "project") << "</h1>\n<ul>\n";
  for (const std::string &Note : portfolioNotes(Entries))
    Out << "<li>" << inHtml(Note) << "</li>\n";
  Out << "</ul>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
         "aria-label=\"Figures by project\">\n<table>\n"
         "<caption>The same figures for each project</caption>\n"
         "<thead><tr><th scope=\"col\">Figure</th>";
  for (const PortfolioEntry &E : Entries)
    Out << "<th scope=\"col\">" << inHtml(E.name) << "</th>";
  Out << "</tr></thead>\n";
  StringRef Group;
  std::vector<PortfolioRow> Rows = portfolioRows(Entries);
  for (const PortfolioRow &Row : Rows) {
    if (Row.group != Group)
      Out << (Group.empty() ? "" : "</tbody>\n") << "<tbody>\n<tr><th scope=\"rowgroup\" colspan=\""
          << Entries.size() + 1 << "\">" << inHtml(Row.group) << "</th></tr>\n";
    Group = Row.group;
    printRow(Row, Out);
  }
  Out << "</tbody>\n</table>\n</div>\n"
         "<p>Made by <code>ferrule portfolio</code> from assessments. Each figure is in the "
         "assessment of its project, with the places that it counts.</p>\n"
         "</main>\n</body>\n</html>\n";
}

} // namespace ferrule
