// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/cxx/OwnerClass.h"
#include "rewriters/cxx/OwnerEdits.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {

static bool isCopyOrMove(const CXXMethodDecl &Method) {
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&Method))
    return Constructor->isCopyOrMoveConstructor();
  return Method.isCopyAssignmentOperator() || Method.isMoveAssignmentOperator();
}

std::string whatIsMissing(const CXXRecordDecl &Class) {
  for (const CXXMethodDecl *Each : Class.methods())
    if (!Each->isImplicit() && !Each->isDeleted() && !Each->isDefaulted() &&
        !Each->isPureVirtual() && !Each->hasBody() &&
        !(isCopyOrMove(*Each) && Each->getAccess() == AS_private))
      return Each->getNameAsString();
  for (const Decl *D : Class.decls())
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D);
        Template && !Template->getTemplatedDecl()->hasBody())
      return Template->getNameAsString();
  return "";
}

/// Constructors and the destructor may destroy the member ([class.base.init]p12). Those in a
/// header do it in files that may never see more of the pointee's class than its name.
static bool isCompleteWhereDestroyed(const CXXRecordDecl &Class, const FieldDecl &Field) {
  const CXXRecordDecl *Pointee = Field.getType()->getPointeeCXXRecordDecl();
  if (!Pointee)
    return true;
  const SourceManager &SM = Class.getASTContext().getSourceManager();
  const CXXRecordDecl *Complete = Pointee->getDefinition();
  auto IsBefore = [&](SourceLocation Where) {
    return Complete && SM.isBeforeInTranslationUnit(Complete->getBeginLoc(), Where);
  };
  bool OwnConstructor = llvm::any_of(
      Class.ctors(), [](const CXXConstructorDecl *Each) { return !Each->isImplicit(); });
  return (OwnConstructor || IsBefore(Class.getBeginLoc())) &&
         llvm::all_of(Class.methods(), [&](const CXXMethodDecl *Each) {
           const FunctionDecl *Body = nullptr;
           return !isa<CXXConstructorDecl, CXXDestructorDecl>(Each) || Each->isImplicit() ||
                  (Each->hasBody(Body) ? IsBefore(Body->getLocation())
                                       : Each->isDeleted() || IsBefore(Each->getLocation()));
         });
}

std::string whyNotClass(const CXXRecordDecl &Class, const FieldDecl &Field, bool InMainFile) {
  if (Class.isDependentContext() || isa<ClassTemplateSpecializationDecl>(Class) ||
      Class.getTemplateInstantiationPattern() || Class.isLocalClass() || Class.isUnion() ||
      Class.isLambda())
    return "its class is a template, a local class or a union";
  if (!InMainFile && Field.getAccess() != AS_private)
    return "others than its class may use it";
  bool OnlyGuarded = llvm::all_of(
      Field.attrs(), [](const Attr *Each) { return isa<GuardedByAttr, PtGuardedByAttr>(Each); });
  if (Field.isMutable() || !OnlyGuarded || Field.getType().isVolatileQualified())
    return "it is mutable, volatile, or declared with an attribute";
  if (Field.getBeginLoc().isMacroID() || Field.getLocation().isMacroID())
    return "it is declared in a macro";
  if (llvm::any_of(Class.fields(), [&](const FieldDecl *Other) {
        return Other != &Field && Other->getBeginLoc() == Field.getBeginLoc();
      }))
    return "it is declared together with another member";
  if (!Class.getDestructor() || !Class.getDestructor()->isUserProvided())
    return "its class has no destructor that deletes it";
  for (const CXXMethodDecl *Each : Class.methods())
    if (isCopyOrMove(*Each) && !Each->isImplicit() && !Each->isDeleted() && Each->isDefaulted())
      return "its class copies or moves the pointer as it is";
  if (!isCompleteWhereDestroyed(Class, Field))
    return "its class is not complete where constructors or the destructor are";
  return whyNotPointee(Field.getType()->getPointeeType());
}

bool canBeCopied(const CXXRecordDecl &Class) {
  auto Works = [](const CXXMethodDecl *Each) { return Each->isImplicit() && !Each->isDeleted(); };
  return (Class.needsImplicitCopyConstructor() && !Class.defaultedCopyConstructorIsDeleted()) ||
         Class.needsImplicitCopyAssignment() || llvm::any_of(Class.ctors(), [&](const auto *Each) {
           return Each->isCopyConstructor() && Works(Each);
         });
}

} // namespace ferrule
