// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/model/Counted.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"
#include <cmath>

namespace ferrule {

std::string counted(std::size_t N, llvm::StringRef Noun, llvm::StringRef Plural) {
  return (llvm::Twine(N) + " " + (N == 1 || Plural.empty() ? Noun : Plural) +
          (N != 1 && Plural.empty() ? "s" : ""))
      .str();
}

std::string twoFigures(double Value) {
  if (Value == 0)
    return "0";
  // Decimal places that leave two figures; negative ones are zeros before the point.
  int Places = 1 - static_cast<int>(std::floor(std::log10(std::abs(Value))));
  double Scale = std::pow(10, Places);
  std::string Text;
  llvm::raw_string_ostream(Text) << llvm::format("%.*f", std::max(Places, 0),
                                                 std::round(Value * Scale) / Scale);
  if (Text.find('.') != std::string::npos)
    Text.resize(llvm::StringRef(Text).rtrim('0').rtrim('.').size());
  return Text;
}

std::string percent(double Share) {
  if (Share < 1 && Share > 0.994)
    return ">99 %";
  return (Share >= 1 ? "100" : twoFigures(Share * 100)) + " %";
}

} // namespace ferrule
