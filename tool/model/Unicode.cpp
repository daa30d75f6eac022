// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/model/Unicode.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Unicode.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace ferrule {

CodePoint firstCodePoint(StringRef Text) {
  const UTF8 *Begin = Text.bytes_begin();
  const UTF8 *End = Text.bytes_end();
  if (!isLegalUTF8Sequence(Begin, End))
    return {};
  UTF32 Value = 0;
  const UTF8 *Position = Begin;
  if (convertUTF8Sequence(&Position, End, &Value, strictConversion) != conversionOK)
    return {};
  return {Value, static_cast<unsigned>(Position - Begin)};
}

std::string printable(StringRef Text) {
  std::string Result;
  raw_string_ostream Out(Result);
  while (!Text.empty()) {
    CodePoint C = firstCodePoint(Text);
    if (!C.value)
      Out << format("<%02X>", Text.bytes_begin()[0]);
    else if (sys::unicode::isPrintable(static_cast<int>(*C.value)))
      Out << Text.take_front(C.bytes);
    else
      Out << format("<U+%04X>", static_cast<unsigned>(*C.value));
    Text = Text.drop_front(C.bytes);
  }
  return Result;
}

std::string inMarkdown(StringRef Text) {
  const std::string Shown = printable(Text);
  std::string Result;
  for (auto [Index, C] : enumerate(Shown)) {
    // Within a word a '_' is no mark-up.
    const bool InWord = Index != 0 && isAlnum(Shown[Index - 1]) && isAlnum(Shown[Index + 1]);
    if ((C == '_' && !InWord) || StringRef("|\\`<>&@#*[]").contains(C))
      Result += "&#" + utostr(static_cast<unsigned char>(C)) + ";";
    else
      Result += C;
  }
  return Result;
}

unsigned displayWidth(StringRef Printable) {
  int Width = sys::unicode::columnWidthUTF8(Printable);
  return Width < 0 ? Printable.size() : Width;
}

unsigned utf16Length(StringRef Text) {
  unsigned Units = 0;
  while (!Text.empty()) {
    CodePoint C = firstCodePoint(Text);
    Units += C.value && *C.value > 0xFFFF ? 2 : 1;
    Text = Text.drop_front(C.bytes);
  }
  return Units;
}

std::string cut(StringRef Text, std::size_t Bytes) {
  if (Text.size() <= Bytes)
    return Text.str();
  std::size_t Kept = 0;
  while (true) {
    unsigned Next = firstCodePoint(Text.drop_front(Kept)).bytes;
    if (Kept + Next + 3 > Bytes)
      return Text.take_front(Kept).str() + "...";
    Kept += Next;
  }
}

} // namespace ferrule
