// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Tables, and how they look on a terminal and in Markdown.
#pragma once
#include "reports/Palette.h"
#include "llvm/Support/raw_ostream.h"
#include <string>
#include <vector>

namespace ferrule {

struct TableColumn {
  std::string heading;
  /// Numbers: aligned to the right.
  bool number = false;
};

struct TableCell {
  std::string text;
  /// Text of the analysed code, not ours.
  bool foreign = false;
  /// A sentence of ours with names of the analysed code in it.
  bool prose = false;
};

struct Table {
  std::string title;
  std::vector<TableColumn> columns;
  /// As many cells in each row as there are columns.
  std::vector<std::vector<TableCell>> rows;
};

/// The title, and the columns aligned.
void printTextTable(const Table &T, const Palette &Paint, llvm::raw_ostream &Out);

/// Text of the analysed code, as code: in a code span GitHub sees no mark-up, no HTML, no @mention,
/// no #number and no address. What a code span in a table cannot hold goes into <code>.
std::string inCode(llvm::StringRef Foreign);
/// With the title as a heading of the second level; no heading when it is empty. Cells that are not
/// foreign are Markdown.
void printMarkdownTable(const Table &T, llvm::raw_ostream &Out);

} // namespace ferrule
