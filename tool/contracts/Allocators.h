// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which function makes memory, which one ends it, and which function of the library ends what
// another one of it makes.
#pragma once
#include "tool/contracts/Verdicts.h"

namespace ferrule::contracts {

/// Who ends what has a type, by the type.
class Releasers {
public:
  explicit Releasers(const View &V);

  /// One that makes none in its place, if there is one; one that others can name, the one whose
  /// name begins and ends most like that of the maker, the shortest. Empty: nobody is seen to end
  /// such a thing.
  std::string of(const SlotType &T, llvm::StringRef Maker) const;

private:
  std::map<std::string, std::vector<const Interface *>> ByPointee;
};

/// Behind all functions of the project: of what its owner got as new, the functions that make its
/// memory, such as "malloc, realloc", "new" or a hook; of what is consumed, taken over or owned by
/// a field, those that end it, such as "free". Its counterpart is what a caller, or a port, has to
/// use. Empty: not seen.
std::string allocatorOf(std::uint32_t S, const View &V);

} // namespace ferrule::contracts
