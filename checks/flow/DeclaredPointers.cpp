// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What declarations say of the pointers that are read and written: how much they lead to, where
// that ends, and who owns it (docs/annotations.md).
#include "checks/DeclaredExtent.h"
#include "checks/DeclaredOwner.h"
#include "checks/flow/ExprLowering.h"
#include "clang/AST/Attr.h"

using namespace clang;
using ferrule::flow::Opcode;

namespace ferrule {

unsigned bitWidth(const Expr &E) {
  const FieldDecl *Field = E.getSourceBitField();
  return Field ? Field->getBitWidthValue() : 0;
}

SourceRange rangeOfObject(const Expr &E) { return E.IgnoreParens()->getSourceRange(); }

/// The field beside it that ends where this one points, or null. Of several it is the last: what
/// is moved stands behind the start and the end.
static const FieldDecl *fieldEndedBy(const FieldDecl &End) {
  const FieldDecl *Last = nullptr;
  for (const FieldDecl *Each : End.getParent()->fields())
    if (Each->hasAttr<AnnotateAttr>())
      if (auto Extent = declaredExtent(*Each);
          Extent && Extent->other == &End && Extent->kind == DeclaredExtent::EndedBy)
        Last = Each;
  return Last;
}

void ExprLowering::declareExtent(const ValueDecl &Pointer, Register Value, Register Record,
                                 SourceRange Where) {
  auto Extent = declaredExtent(Pointer);
  if (!Extent)
    return;
  if (Extent->kind == DeclaredExtent::NullTerminated) {
    B.emit(Opcode::Text, {}, Where, Value, 0, 0, Extent->unit);
    return;
  }
  if (Extent->kind == DeclaredExtent::Constant) {
    B.emit(Opcode::Extent, {}, Where, Value, 0, 0, Extent->unit);
    return;
  }
  flow::ValueType Void = B.type(AST.VoidPtrTy);
  const auto *Field = dyn_cast<FieldDecl>(Extent->other);
  // Which of two pointers leads to the object that ends there is not known.
  if (Field && Extent->kind == DeclaredExtent::EndedBy && fieldEndedBy(*Field) != &Pointer)
    return;
  Register Address = Field ? B.emit(Opcode::Field, Void, Where, Record, 0, 0,
                                    static_cast<std::int64_t>(AST.getFieldOffset(Field) / 8))
                           : B.emit(Opcode::Variable, Void, Where, 0, 0, 0,
                                    B.variable(*cast<VarDecl>(Extent->other)));
  if (Extent->kind == DeclaredExtent::EndedBy) {
    B.emit(Opcode::End, Void, Where, Value, Address, 0, Extent->unit);
    return;
  }
  Register Count = load(Address, Extent->other->getType(), Where,
                        Field && Field->isBitField() ? Field->getBitWidthValue() : 0);
  B.emit(Opcode::Extent, {}, Where, Value, Count, 0, Extent->unit);
}

void ExprLowering::takeOwned(const ValueDecl &Declaration, Register Value, Register Address,
                             SourceRange Where) {
  if (declaresOwner(Declaration))
    B.emit(Opcode::Own, {}, Where, Value, Address);
}

void ExprLowering::giveOwned(const ValueDecl &Declaration, Register Value, Register Address,
                             SourceRange Where) {
  if (declaresOwner(Declaration))
    B.emit(Opcode::Give, B.type(AST.VoidPtrTy), Where, Value, Address);
}

const ValueDecl *lastingPlace(const Expr &Object) {
  const Expr *E = Object.IgnoreParens();
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return dyn_cast<FieldDecl>(Member->getMemberDecl());
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && V->hasGlobalStorage() ? V : nullptr;
}

/// Before an end is read: what it is the end of says where it points.
void ExprLowering::declareEndOf(const Expr &Object, QualType T) {
  const auto *Member = dyn_cast<MemberExpr>(Object.IgnoreParens());
  const auto *Field = Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
  const FieldDecl *Start = Field && T->isPointerType() && !Field->getParent()->isInvalidDecl()
                               ? fieldEndedBy(*Field)
                               : nullptr;
  if (!Start)
    return;
  SourceRange Where = rangeOfObject(Object);
  Register Record = lower(Member->getBase());
  Register Address = B.emit(Opcode::Field, B.type(AST.VoidPtrTy), Where, Record, 0, 0,
                            static_cast<std::int64_t>(AST.getFieldOffset(Start) / 8));
  declareExtent(*Start, load(Address, Start->getType(), Where), Record, Where);
}

/// The value of a glvalue that has been lowered to its address.
Register ExprLowering::loadFrom(const Expr &Object, Register Address, QualType T) {
  declareEndOf(Object, T);
  Register Value = load(Address, T, rangeOfObject(Object), bitWidth(Object));
  const ValueDecl *Place = T->isPointerType() ? lastingPlace(Object) : nullptr;
  if (!Place)
    return Value;
  const auto *Field = dyn_cast<FieldDecl>(Place);
  if (Field && !Field->getParent()->isInvalidDecl())
    declareExtent(*Field, Value, lower(cast<MemberExpr>(Object.IgnoreParens())->getBase()),
                  rangeOfObject(Object));
  takeOwned(*Place, Value, Address, rangeOfObject(Object));
  return Value;
}

} // namespace ferrule
