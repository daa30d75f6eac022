// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/common/FreeNames.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace ferrule {

std::string FreeNames::free(StringRef Word, const std::string &Base, const CheckContext &C) {
  bool Camel = llvm::any_of(Base, llvm::isUpper);
  std::string Name =
      Word.str() + (Camel ? std::string(1, llvm::toUpper(Base[0])) + Base.substr(1) : "_" + Base);
  const IdentifierTable &Known = C.ast().Idents;
  auto &Given = GivenOut[C.function()];
  for (unsigned Number = 2; Known.find(Name) != Known.end() || llvm::is_contained(Given, Name);
       ++Number)
    Name = StringRef(Name).rtrim("0123456789").str() + std::to_string(Number);
  Given.push_back(Name);
  return Name;
}

} // namespace ferrule
