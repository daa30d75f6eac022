// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/abi/SpecialMembers.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {
namespace {

bool isMember(SpecialMember Member, const CXXMethodDecl &D) {
  if (Member == SpecialMember::Ends)
    return isa<CXXDestructorDecl>(D);
  const auto *Constructor = dyn_cast<CXXConstructorDecl>(&D);
  return Constructor && (Member == SpecialMember::Copies ? Constructor->isCopyConstructor()
                                                         : Constructor->isDefaultConstructor());
}

/// Parts: a base or a field is no use to those who make, copy or end the whole if it is protected
/// only where it is a field.
bool may(SpecialMember Member, const CXXRecordDecl &R, bool ForDerived) {
  const CXXRecordDecl *D = R.getDefinition();
  if (!D || D->isDependentType())
    return false;
  bool Declared = false;
  for (const CXXMethodDecl *M : D->methods())
    if (!M->isImplicit() && isMember(Member, *M)) {
      Declared = true;
      const bool Reached = M->getAccess() == AS_public || M->getAccess() == AS_none ||
                           (ForDerived && M->getAccess() == AS_protected);
      // One that is defaulted where it is declared depends on the parts as well.
      if (Reached && !M->isDeleted())
        return true;
    }
  if (Declared)
    return false;
  if (Member == SpecialMember::MakesItself && D->hasUserDeclaredConstructor())
    return false;
  if (Member == SpecialMember::Copies &&
      (D->hasUserDeclaredMoveConstructor() || D->hasUserDeclaredMoveAssignment()))
    return false;
  for (const CXXBaseSpecifier &Base : D->bases())
    if (const CXXRecordDecl *Class = Base.getType()->getAsCXXRecordDecl();
        !Class || !may(Member, *Class, /*ForDerived=*/true))
      return false;
  return llvm::all_of(D->fields(), [&](const FieldDecl *F) {
    const QualType T = F->getType();
    const bool Written = F->hasInClassInitializer();
    if (T->isReferenceType())
      return Member != SpecialMember::MakesItself ? !T->isRValueReferenceType() : Written;
    const CXXRecordDecl *Class = T->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
    if (Member == SpecialMember::MakesItself && (Written || !Class))
      return Written || !T.isConstQualified();
    return !Class || may(Member, *Class, /*ForDerived=*/false);
  });
}

} // namespace

bool everybodyMay(SpecialMember Member, const CXXRecordDecl &R) {
  return may(Member, R, /*ForDerived=*/false);
}

} // namespace ferrule
