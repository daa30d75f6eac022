// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/DeclaredOwner.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/Type.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {

/// gsl::owner<T *>
static bool isGslOwner(QualType T) {
  const auto *Special = T->getAs<TemplateSpecializationType>();
  const TemplateDecl *Made = Special ? Special->getTemplateName().getAsTemplateDecl() : nullptr;
  const auto *Space = Made ? dyn_cast<NamespaceDecl>(Made->getDeclContext()) : nullptr;
  return Space && Made->getName() == "owner" && Space->getName() == "gsl";
}

bool declaresOwner(const ValueDecl &D) {
  const auto *Function = dyn_cast<FunctionDecl>(&D);
  QualType T = Function ? Function->getReturnType() : D.getType();
  if (!T->isPointerType())
    return false;
  return isGslOwner(T) || llvm::any_of(D.specific_attrs<AnnotateAttr>(), [](const auto *Each) {
           return Each->getAnnotation() == "ferrule::owned";
         });
}

} // namespace ferrule
