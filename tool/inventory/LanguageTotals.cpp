// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A header named .h may be of C or of C++. It counts as C++ beside more source files of C++ than of
// C; where there are as many of both, or none, what the tree has more of decides, and then C:
// nobody can tell without compiling, and both are memory-unsafe.
#include "tool/inventory/LanguageTotals.h"
#include "llvm/Support/Path.h"
#include <algorithm>

namespace ferrule {

static void add(LanguageLines &To, unsigned Lines, bool IsShipped) {
  ++To.files;
  To.lines += Lines;
  To.shippedFiles += IsShipped;
  To.shippedLines += IsShipped ? Lines : 0;
}

void LanguageTotals::add(llvm::StringRef Name, llvm::StringRef Text) {
  const Language *L = languageOf(Name, Text);
  if (!L)
    return;
  const unsigned Lines = countSourceLines(Text, *L->syntax);
  auto Why = Shipped.whyNot(Name, Text);
  const std::string Directory = llvm::sys::path::parent_path(Name).str();
  const bool IsHeader = Name.ends_with(".h");
  ferrule::add(IsHeader ? Headers[Directory] : Languages[L->name], Lines, !Why);
  if (!IsHeader)
    ++Sources[Directory][L->name];
  if (!Why)
    return;
  ExcludedFiles &E = Excluded[{.why = Why->why, .path = Why->path}];
  ++E.files;
  E.lines += Lines;
}

void LanguageTotals::addUnread(llvm::StringRef Name, llvm::StringRef Why) {
  ++Excluded[{.why = Why.str(), .path = Name.str()}].files;
}

void LanguageTotals::finish(Inventory &Result) {
  const bool MostlyCxx = Languages["C++"].files > Languages["C"].files;
  for (const auto &[Directory, H] : Headers) {
    auto &Beside = Sources[Directory];
    const bool IsCxx = Beside["C++"] == Beside["C"] ? MostlyCxx : Beside["C++"] > Beside["C"];
    LanguageLines &To = Languages[IsCxx ? "C++" : "C"];
    To.files += H.files;
    To.lines += H.lines;
    To.shippedFiles += H.shippedFiles;
    To.shippedLines += H.shippedLines;
  }
  for (auto &[Name, Lines] : Languages) {
    if (!Lines.files)
      continue;
    Lines.language = Name.str();
    Lines.memoryUnsafe = languageNamed(Name).memoryUnsafe;
    Result.languages.push_back(std::move(Lines));
  }
  std::ranges::stable_sort(Result.languages, std::greater(), &LanguageLines::lines);
  for (auto &[K, E] : Excluded) {
    E.why = K.why;
    E.path = K.path;
    Result.excluded.push_back(std::move(E));
  }
}

} // namespace ferrule
