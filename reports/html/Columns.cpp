// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "reports/html/Columns.h"
#include "tool/model/Unicode.h"

using namespace llvm;

namespace ferrule {

static constexpr std::size_t LongestLine = 2000;

/// Printable, but for the characters of Kept.
static std::string printableBut(StringRef Text, StringRef Kept) {
  std::string Result;
  while (!Text.empty()) {
    std::size_t End = Text.find_first_of(Kept);
    Result += printable(Text.take_front(End));
    Text = Text.substr(std::min(End, Text.size()));
    if (!Text.empty()) {
      Result += Text.front();
      Text = Text.drop_front();
    }
  }
  return Result;
}

unsigned StringTable::index(StringRef Text) {
  auto [It, New] = Indices.try_emplace(Text, Texts.size());
  if (New)
    Texts.push_back(It->getKey());
  return It->second;
}

unsigned StringTable::name(StringRef Foreign) { return index(printable(Foreign)); }
unsigned StringTable::source(StringRef Line) { return index(sourceLine(Line)); }

void StringTable::write(json::OStream &J) const {
  J.attributeArray("strings", [&] {
    for (StringRef Text : Texts)
      J.value(Text);
  });
}

std::string sourceLine(StringRef Line) { return printableBut(cut(Line, LongestLine), "\t"); }

void writePrintable(json::OStream &J, const json::Value &V) {
  if (auto Text = V.getAsString())
    J.value(printableBut(*Text, "\t\n"));
  else if (const json::Array *Elements = V.getAsArray())
    J.array([&] {
      for (const json::Value &E : *Elements)
        writePrintable(J, E);
    });
  else if (const json::Object *Fields = V.getAsObject())
    J.object([&] {
      std::map<StringRef, const json::Value *> Sorted;
      for (const auto &[Key, Field] : *Fields)
        Sorted.emplace(Key, &Field);
      for (const auto &[Key, Field] : Sorted) {
        J.attributeBegin(printable(Key));
        writePrintable(J, *Field);
        J.attributeEnd();
      }
    });
  else if (V.kind() == json::Value::Number && !V.getAsInteger())
    // As few digits as read back as the same number.
    writeJson(J, *V.getAsNumber());
  else
    J.value(V);
}

} // namespace ferrule
