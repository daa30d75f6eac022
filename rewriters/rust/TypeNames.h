// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the records and enumerations of a program are called in Rust.
#pragma once
#include "tool/model/Abi.h"
#include <map>

namespace ferrule::rust {

/// Each has one name, no two have the same, and none hides what every module of Rust can name. They
/// depend on the program only, not on what is asked for. C's tags have a namespace of their own;
/// Rust's types and what makes a value of them have not.
class TypeNames {
public:
  explicit TypeNames(const UnitAbi &Program);
  /// Id: of a record or enumeration of the program.
  const std::string &of(llvm::StringRef Id) const;

private:
  std::map<std::string, std::string, std::less<>> Names;
};

/// By field: its name in Rust. Those without one are counted: anonymous0.
std::vector<std::string> fieldNames(const AbiRecord &R);

} // namespace ferrule::rust
