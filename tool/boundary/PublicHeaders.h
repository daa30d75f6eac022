// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which headers are the interface of the library, and so which records users may look into.
#pragma once
#include "tool/boundary/Modules.h"
#include <set>

namespace ferrule {

class PublicHeaders {
public:
  PublicHeaders(const UnitAbi &Program, const ModuleTable &Table);

  /// Users may read and write its fields: its definition is in a public header.
  bool hasDefinition(const AbiRecord &R) const {
    return R.complete && Files.contains(R.range.file);
  }

private:
  std::set<std::string> Files;
};

} // namespace ferrule
