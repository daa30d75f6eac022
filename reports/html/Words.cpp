// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "reports/html/Words.h"
#include "tool/model/Counted.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ferrule {

std::string grouped(std::uint64_t N) {
  std::string Digits = utostr(N);
  for (std::size_t Position = Digits.size(); Position > 3;)
    Digits.insert(Position -= 3, ",");
  return Digits;
}

std::string amount(std::uint64_t N, StringRef Noun) {
  StringRef Words = Noun;
  std::string Text = counted(N, Words);
  return grouped(N) + Text.substr(Text.find(' '));
}

std::string percent(double Part, double All) {
  if (All <= 0)
    return "-";
  double Share = 100 * Part / All;
  if (Share == 0)
    return "0\u00a0%";
  if (Share < 0.1)
    return "less than 0.1\u00a0%";
  // Only what is all of it is 100 %.
  if (Share > 99 && Share < 100)
    return "99\u00a0%";
  return twoFigures(Share) + "\u00a0%";
}

std::string inUrl(StringRef Text) {
  std::string Result;
  for (unsigned char C : Text)
    if (isAlnum(C) || StringRef("-_.~").contains(C))
      Result += static_cast<char>(C);
    else
      Result += "%" + utohexstr(C, false, 2);
  return Result;
}

} // namespace ferrule
