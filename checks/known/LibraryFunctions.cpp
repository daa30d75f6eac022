// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/known/LibraryFunctions.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"

using namespace clang;

namespace ferrule {

const LibraryFunction *libraryFunction(const FunctionDecl &Callee) {
  if (!Callee.getDeclName().isIdentifier() || !Callee.hasExternalFormalLinkage() ||
      Callee.isFunctionTemplateSpecialization())
    return nullptr;
  bool InC = !Callee.getASTContext().getLangOpts().CPlusPlus;
  // In C++ glibc declares strchr and its like twice, const and not, with the label of the one in C.
  const auto *Label = Callee.getAttr<AsmLabelAttr>();
  bool Labelled = Label && Label->getLabel() == Callee.getName();
  if (!InC && !Callee.isExternC() && !Callee.isInStdNamespace() && !Labelled)
    return nullptr;
  const LibraryFunction *L = libraryFunction(Callee.getName());
  bool Fits = L && (!Callee.hasPrototype() || Callee.getNumParams() >= L->parameterCount());
  return Fits ? L : nullptr;
}

const LibraryFunction *libraryFunction(const CallExpr &Call) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  const LibraryFunction *L = Callee ? libraryFunction(*Callee) : nullptr;
  return L && Call.getNumArgs() >= L->parameterCount() ? L : nullptr;
}

const Expr *argumentOf(const LibraryFunction &L, const CallExpr &Call, Role R) {
  int Index = L.indexOf(R);
  return Index < 0 || static_cast<unsigned>(Index) >= Call.getNumArgs() ? nullptr
                                                                        : Call.getArg(Index);
}

} // namespace ferrule
