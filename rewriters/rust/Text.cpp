// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/rust/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <cassert>

namespace ferrule::rust {

std::string fill(llvm::StringRef Template,
                 llvm::ArrayRef<std::pair<llvm::StringRef, std::string>> Values) {
  std::string Result;
  while (true) {
    auto [Before, Rest] = Template.split("{{");
    Result += Before;
    if (Before.size() == Template.size())
      return Result;
    auto [Name, Behind] = Rest.split("}}");
    const auto *It = llvm::find_if(Values, [&](const auto &V) { return V.first == Name; });
    assert(It != Values.end() && "the template names something that is not given");
    Result += It->second;
    Template = Behind;
  }
}

std::string docComment(llvm::ArrayRef<std::string> Lines, llvm::StringRef Indent) {
  std::string Result;
  for (const std::string &Line : Lines) {
    Result += Indent.str() + "///" + (Line.empty() ? "" : " ");
    for (char C : Line)
      Result += llvm::isPrint(C) || static_cast<unsigned char>(C) >= 0x80 ? C : ' ';
    Result += "\n";
  }
  return Result;
}

} // namespace ferrule::rust
