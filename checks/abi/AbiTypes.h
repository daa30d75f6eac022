// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// From Clang's types to trees that other languages can read, and the records and enumerations that
// such trees name.
#pragma once
#include "checks/EntityNames.h"
#include "tool/model/Abi.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/SetVector.h"

namespace ferrule {

class AbiTypes {
public:
  AbiTypes(clang::ASTContext &AST, EntityNames &Names) : AST(AST), Names(Names) {}

  AbiType of(clang::QualType T);
  /// The source calls the record or enumeration so, where its tag does not.
  void addName(const clang::TagDecl &Tag, llvm::StringRef Typedef);
  /// Of a record or enumeration that is to be described even if no type leads there.
  const std::string &idOf(const clang::TagDecl &Tag);

  /// Those that were named so far, and those that they lead to.
  void describe(std::vector<AbiRecord> &Records, std::vector<AbiEnum> &Enums);

private:
  AbiType function(const clang::FunctionType &F);
  AbiType builtin(const clang::BuiltinType &B);
  AbiRecord describe(const clang::RecordDecl &R);
  AbiEnum describe(const clang::EnumDecl &E);
  template <class Described> void nameIt(const clang::TagDecl &Tag, Described &D);

  clang::ASTContext &AST;
  EntityNames &Names;
  llvm::SetVector<const clang::TagDecl *> Tags;
  llvm::DenseMap<const clang::TagDecl *, std::string> Typedefs;
};

} // namespace ferrule
