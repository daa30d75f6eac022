// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "reports/Tables.h"
#include "tool/model/Unicode.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ferrule {

void printTextTable(const Table &T, const Palette &Paint, raw_ostream &Out) {
  std::vector<unsigned> Widths;
  for (const TableColumn &C : T.columns)
    Widths.push_back(C.heading.size());
  auto Rows = T.rows;
  for (auto &Row : Rows)
    for (auto [Cell, Width] : zip_equal(Row, Widths)) {
      Cell.text = printable(Cell.text);
      Width = std::max(Width, displayWidth(Cell.text));
    }

  auto Print = [&](auto CellOf) {
    std::string Line;
    for (const auto &[I, C] : enumerate(T.columns)) {
      std::string Cell = CellOf(I);
      std::string Padding(Widths[I] - displayWidth(Cell), ' ');
      Line += "  " + (C.number ? Padding + Cell : Cell + Padding);
    }
    Out << StringRef(Line).rtrim(' ');
  };
  Out << Paint.bold << T.title << Paint.reset << "\n" << Paint.quiet;
  Print([&](std::size_t I) { return T.columns[I].heading; });
  Out << Paint.reset << "\n";
  for (const auto &Row : Rows) {
    Print([&](std::size_t I) { return Row[I].text; });
    Out << "\n";
  }
  Out << "\n";
}

std::string inCode(StringRef Foreign) {
  std::string Text = printable(Foreign);
  if (Text.empty())
    return "";
  if (StringRef(Text).find_first_of("`|\\") == StringRef::npos)
    return "`" + Text + "`";
  std::string Result = "<code>";
  for (char C : Text)
    if (isASCII(C) && !isAlnum(C) && C != ' ')
      Result += "&#" + utostr(static_cast<unsigned char>(C)) + ";";
    else
      Result += C;
  return Result + "</code>";
}

void printMarkdownTable(const Table &T, raw_ostream &Out) {
  if (!T.title.empty())
    Out << "## " << T.title << "\n\n";
  Out << "|";
  for (const TableColumn &C : T.columns)
    Out << " " << C.heading << " |";
  Out << "\n|";
  for (const TableColumn &C : T.columns)
    Out << (C.number ? "---:|" : "---|");
  Out << "\n";
  for (const auto &Row : T.rows) {
    Out << "|";
    for (const TableCell &Cell : Row)
      Out << " "
          << (Cell.foreign ? inCode(Cell.text)
              : Cell.prose ? inMarkdown(Cell.text)
                           : Cell.text)
          << " |";
    Out << "\n";
  }
  Out << "\n";
}

} // namespace ferrule
