// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What headers of C++ offer to those who include them: classes, their members, and functions of
// namespaces; each with the reason if nobody outside can use it.
#pragma once
#include "checks/abi/AbiTypes.h"
#include <map>

namespace ferrule {

class CxxInterface {
public:
  CxxInterface(clang::ASTContext &AST, EntityNames &Names, AbiTypes &Types);

  /// A function of a namespace. Others, and what no header declares, are passed over.
  void add(const clang::FunctionDecl &Declaration);
  /// A class with its members.
  void add(const clang::CXXRecordDecl &R);

  /// Each sorted by id.
  std::vector<CxxClass> takeClasses();
  std::vector<CxxFunction> takeFunctions();

private:
  bool isOfHeader(const clang::Decl &D);
  void describe(const clang::FunctionDecl &F, CxxRole Role, std::string Refused);
  CxxType type(clang::QualType T);
  std::string whyNotType(clang::QualType T, CxxPassing Passing);
  std::string spell(clang::QualType T);
  std::string qualified(const clang::NamedDecl &D);

  clang::ASTContext &AST;
  EntityNames &Names;
  AbiTypes &Types;
  clang::PrintingPolicy Policy;
  std::map<std::string, CxxClass> Classes;
  std::map<std::string, CxxFunction> Functions;
};

} // namespace ferrule
