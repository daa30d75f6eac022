// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Attributes of declarations that Clang 22 reads over: access(...) and malloc(f, n) of GCC, and the
// annotations of SAL, which are empty macros for everybody but Microsoft.
//
// They are found in the tokens. A file that holds none of the words is not looked at; another one
// is cut into declarations once, at each ';', '{' and '}' outside of parentheses.
#pragma once
#include "checks/CheckContext.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/DenseMap.h"
#include <string>
#include <vector>

namespace ferrule {

struct WrittenAttribute {
  /// Without underscores around it, but for SAL: "access", "malloc", "_In_reads_".
  std::string Name;
  /// Identifiers and numbers.
  llvm::SmallVector<std::string, 3> Arguments;
  /// In the file.
  unsigned Offset = 0;

  bool isSal() const { return Name.front() == '_'; }
};

class WrittenAttributes {
public:
  /// Of one declaration, in the order of the source.
  llvm::ArrayRef<WrittenAttribute> of(const clang::FunctionDecl &F, const CheckContext &C);

private:
  struct Declaration {
    /// Offset behind it.
    unsigned End;
    std::vector<WrittenAttribute> Attributes;
  };
  static std::vector<Declaration> read(clang::FileID File, const CheckContext &C);

  llvm::DenseMap<clang::FileID, std::vector<Declaration>> Files;
};

} // namespace ferrule
