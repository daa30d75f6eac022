// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Tables of a page as columns: numbers that are alike stand side by side, and a text that comes
// more than once is written once.
#pragma once
#include "tool/model/Json.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/JSON.h"
#include <string>
#include <type_traits>
#include <vector>

namespace ferrule {

/// Texts by the order in which they came.
class StringTable {
public:
  /// Text of the analysed code, on one line, each character visible.
  unsigned name(llvm::StringRef Foreign);
  /// A line of the source: tabs stay.
  unsigned source(llvm::StringRef Line);
  void write(llvm::json::OStream &J) const;

private:
  unsigned index(llvm::StringRef Text);
  llvm::StringMap<unsigned> Indices;
  std::vector<llvm::StringRef> Texts;
};

/// A source line as it is shown: printable, but for the tabs. At most 2,000 bytes: generated code
/// has lines of megabytes.
std::string sourceLine(llvm::StringRef Line);

/// One attribute with one value for each element.
template <class Range, class Function>
void column(llvm::json::OStream &J, llvm::StringRef Name, const Range &Elements, Function Value) {
  J.attributeArray(Name, [&] {
    for (const auto &E : Elements)
      if constexpr (std::is_floating_point_v<decltype(Value(E))>)
        writeJson(J, Value(E));
      else
        J.value(Value(E));
  });
}

/// A value of the model as JSON, each text in it printable. Line breaks and tabs stay: texts of
/// edits have them.
void writePrintable(llvm::json::OStream &J, const llvm::json::Value &V);

} // namespace ferrule
