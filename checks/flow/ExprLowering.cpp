// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/flow/ExprLowering.h"
#include "clang/AST/RecordLayout.h"
#include "clang/Basic/Builtins.h"

using namespace clang;
using ferrule::flow::Opcode;

namespace ferrule {

Register ExprLowering::lower(const Expr *E) {
  E = E->IgnoreParens();
  if (auto It = Done.find(E); It != Done.end())
    return It->second;
  Register R = make(*E);
  Done[E] = R;
  return R;
}

Register ExprLowering::constant(QualType T, std::int64_t Value, SourceRange Where) {
  return B.emit(Opcode::Constant, B.type(T), Where, 0, 0, 0, Value);
}

/// A value beyond the 63 bits of a constant is what -1 is converted to: more than any number.
Register ExprLowering::integer(QualType T, const llvm::APInt &Value, SourceRange Where) {
  if (Value.getBitWidth() > 64)
    return B.emit(Opcode::Unknown, B.type(T), Where);
  if (T->isUnsignedIntegerOrEnumerationType() && Value.getActiveBits() > 63)
    return convert(constant(AST.LongLongTy, -1, Where), AST.LongLongTy, T, Where, false);
  return constant(T,
                  static_cast<std::int64_t>(T->isSignedIntegerOrEnumerationType()
                                                ? Value.getSExtValue()
                                                : Value.getZExtValue()),
                  Where);
}

Register ExprLowering::unknown(const Expr &E) {
  // What is done with pointers is not known either.
  llvm::SmallVector<Register, 4> Pointers;
  for (const Stmt *Child : E.children())
    if (const auto *Sub = dyn_cast_or_null<Expr>(Child))
      if (Register R = lower(Sub); R && B.Body.code[R - 1].type.kind == flow::TypeKind::Pointer)
        Pointers.push_back(R);
  if (!Pointers.empty())
    B.call(Opcode::Call, {}, E.getSourceRange(), 0, Pointers, -1);
  if (E.getType()->isRecordType() && !E.isGLValue())
    return temporaryAddress(E);
  return B.emit(Opcode::Unknown, E.isGLValue() ? B.type(AST.VoidPtrTy) : B.type(E.getType()),
                E.getSourceRange());
}

/// An object that is made here and holds what is not known.
Register ExprLowering::temporaryAddress(const Expr &E) {
  std::uint32_t Temporary = B.temporary(E.getType());
  Register Address =
      B.emit(Opcode::Variable, B.type(AST.VoidPtrTy), E.getSourceRange(), 0, 0, 0, Temporary);
  B.emit(Opcode::Fill, {}, E.getSourceRange(), Address);
  return Address;
}

Register ExprLowering::load(Register Address, QualType T, SourceRange Where, unsigned Bits) {
  if (T->isRecordType())
    return Address;
  return B.emit(Opcode::Load, B.type(T), Where, Address, 0, 0, Bits);
}

void ExprLowering::store(Register Address, Register Value, QualType T, SourceRange Where,
                         unsigned Bits) {
  if (T->isRecordType())
    B.emit(Opcode::Copy, {}, Where, Address, Value, 0, B.bytes(T));
  else
    B.emit(Opcode::Store, B.type(T), Where, Address, Value, 0, Bits);
}

Register ExprLowering::convert(Register R, QualType From, QualType To, SourceRange Where,
                               bool Written) {
  if (B.type(From) == B.type(To) || !R)
    return R;
  return B.emit(Opcode::Convert, B.type(To), Where, R, 0, 0, Written);
}

Register ExprLowering::thisPointer(SourceRange Where) {
  Register Address =
      B.emit(Opcode::Variable, B.type(AST.VoidPtrTy), Where, 0, 0, 0, B.thisVariable());
  return load(Address, AST.VoidPtrTy, Where);
}

Register ExprLowering::reference(const Expr &E, const ValueDecl &D) {
  SourceRange Where = E.getSourceRange();
  if (const auto *Constant = dyn_cast<EnumConstantDecl>(&D))
    return integer(E.getType(), Constant->getInitVal(), Where);
  flow::ValueType Pointer = B.type(AST.VoidPtrTy);
  if (isa<FunctionDecl>(D))
    return B.emit(Opcode::Entity, Pointer, Where, 0, 0, 0, B.entity(D));
  const auto *V = dyn_cast<VarDecl>(&D);
  if (!V)
    return B.emit(Opcode::Unknown, Pointer, Where);
  Register Address = V->hasLocalStorage()
                         ? B.emit(Opcode::Variable, Pointer, Where, 0, 0, 0, B.variable(*V))
                         : B.emit(Opcode::Entity, Pointer, Where, 0, 0, 0, B.entity(*V));
  if (!V->getType()->isReferenceType())
    return Address;
  return B.emit(Opcode::Load, Pointer, Where, Address);
}

Register ExprLowering::member(const MemberExpr &E) {
  const ValueDecl *D = E.getMemberDecl();
  Register Base = lower(E.getBase());
  const auto *Field = dyn_cast<FieldDecl>(D);
  if (!Field)
    return reference(E, *D);
  if (Field->getParent()->isInvalidDecl())
    return unknown(E);
  std::int64_t Offset = AST.getFieldOffset(Field) / 8;
  // A trailing array may be a flexible one in all but name.
  bool Last = true;
  for (const FieldDecl *Other : Field->getParent()->fields())
    Last = Other == Field;
  std::uint32_t Bound = 0;
  if (AST.getAsConstantArrayType(Field->getType()) && !Last && !Field->getParent()->isUnion())
    Bound = B.bytes(Field->getType());
  // The arrow reads through a pointer: its place is what a check reports.
  Register Address =
      B.emit(Opcode::Field, B.type(AST.VoidPtrTy), E.getSourceRange(), Base, 0, Bound, Offset);
  if (!Field->getType()->isReferenceType())
    return Address;
  return B.emit(Opcode::Load, B.type(AST.VoidPtrTy), E.getSourceRange(), Address);
}

Register ExprLowering::cast(const CastExpr &E) {
  const Expr *Sub = E.getSubExpr();
  SourceRange Where = E.getSourceRange();
  bool Written = isa<ExplicitCastExpr>(E);
  switch (E.getCastKind()) {
  case CK_LValueToRValue:
    return loadFrom(*Sub, lower(Sub), E.getType());
  case CK_NullToPointer:
  case CK_NullToMemberPointer:
    lower(Sub);
    return constant(E.getType(), 0, Where);
  case CK_IntegralCast:
  case CK_IntegralToPointer:
  case CK_PointerToIntegral:
  case CK_BooleanToSignedIntegral:
    return convert(lower(Sub), Sub->getType(), E.getType(), Where, Written);
  case CK_PointerToBoolean:
  case CK_IntegralToBoolean: {
    Register Value = lower(Sub);
    return B.emit(Opcode::NotEqual, B.type(E.getType()), Where, Value,
                  constant(Sub->getType(), 0, Where));
  }
  case CK_ToVoid: {
    // What it names is not read (see Lowering.cpp).
    const auto *Read = dyn_cast<ImplicitCastExpr>(Sub->IgnoreParens());
    lower(Read && Read->getCastKind() == CK_LValueToRValue ? Read->getSubExpr() : Sub);
    return 0;
  }
  case CK_NoOp:
  case CK_BitCast:
  case CK_LValueBitCast:
  case CK_ArrayToPointerDecay:
  case CK_FunctionToPointerDecay:
  case CK_BuiltinFnToFnPtr:
  case CK_ConstructorConversion:
  case CK_UserDefinedConversion:
  case CK_AtomicToNonAtomic:
  case CK_NonAtomicToAtomic:
    return lower(Sub);
  case CK_DerivedToBase:
  case CK_UncheckedDerivedToBase:
  case CK_BaseToDerived: {
    Register Value = lower(Sub);
    std::int64_t Offset = 0;
    const CXXRecordDecl *Class = Sub->getType()->getPointeeCXXRecordDecl();
    if (!Class)
      Class = Sub->getType()->getAsCXXRecordDecl();
    bool Down = E.getCastKind() == CK_BaseToDerived;
    if (Down) {
      Class = E.getType()->getPointeeCXXRecordDecl();
      if (!Class)
        Class = E.getType()->getAsCXXRecordDecl();
    }
    for (const CXXBaseSpecifier *Step : E.path()) {
      const CXXRecordDecl *Base = Step->getType()->getAsCXXRecordDecl();
      if (!Class || !Base || Step->isVirtual() || Class->isInvalidDecl())
        return B.emit(Opcode::Unknown, B.type(AST.VoidPtrTy), Where);
      Offset += AST.getASTRecordLayout(Class).getBaseClassOffset(Base).getQuantity();
      Class = Base;
    }
    if (!Offset)
      return Value;
    return B.emit(Opcode::Field, B.type(AST.VoidPtrTy), Where, Value, 0, 0,
                  Down ? -Offset : Offset);
  }
  default:
    return unknown(E);
  }
}

Register ExprLowering::arithmetic(const Expr &E, BinaryOperatorKind Op, Register L, Register R,
                                  QualType LeftType, QualType RightType, QualType Result) {
  SourceRange Where = E.getSourceRange();
  flow::ValueType T = B.type(Result);
  auto Element = [&](QualType Pointer) {
    QualType Pointee = Pointer->getPointeeType();
    return Pointee->isVoidType() || Pointee->isFunctionType()
               ? 1
               : static_cast<std::int64_t>(B.bytes(Pointee));
  };
  bool LeftPointer = LeftType->isPointerType(), RightPointer = RightType->isPointerType();
  if (Op == BO_Sub && LeftPointer && RightPointer)
    return B.emit(Opcode::Difference, T, Where, L, R, 0, Element(LeftType));
  if ((Op == BO_Add || Op == BO_Sub) && (LeftPointer || RightPointer)) {
    Register Pointer = LeftPointer ? L : R, Index = LeftPointer ? R : L;
    std::int64_t Size = Element(LeftPointer ? LeftType : RightType);
    if (!Size)
      return B.emit(Opcode::Unknown, T, Where);
    return B.emit(Opcode::Offset, T, Where, Pointer, Index, 0, Op == BO_Sub ? -Size : Size);
  }
  static constexpr std::pair<BinaryOperatorKind, Opcode> Table[] = {
      {BO_Add, Opcode::Add},        {BO_Sub, Opcode::Subtract},  {BO_Mul, Opcode::Multiply},
      {BO_Div, Opcode::Divide},     {BO_Rem, Opcode::Remainder}, {BO_Shl, Opcode::ShiftLeft},
      {BO_Shr, Opcode::ShiftRight}, {BO_And, Opcode::And},       {BO_Or, Opcode::Or},
      {BO_Xor, Opcode::Xor},        {BO_EQ, Opcode::Equal},      {BO_NE, Opcode::NotEqual},
      {BO_LT, Opcode::Less},        {BO_LE, Opcode::LessEqual},  {BO_GT, Opcode::Greater},
      {BO_GE, Opcode::GreaterEqual}};
  for (auto [Kind, Code] : Table)
    if (Kind == Op && !Result->isFloatingType())
      return B.emit(Code, T, Where, L, R);
  return B.emit(Opcode::Unknown, T, Where);
}

Register ExprLowering::assign(const BinaryOperator &E) {
  const Expr *Left = E.getLHS();
  SourceRange Object = rangeOfObject(*Left);
  QualType T = Left->getType();
  if (E.getOpcode() == BO_Assign) {
    Register Value = lower(E.getRHS());
    Register Address = lower(Left);
    store(Address, Value, T, Object, bitWidth(*Left));
    if (const ValueDecl *Place = T->isPointerType() ? lastingPlace(*Left) : nullptr)
      giveOwned(*Place, Value, 0, Object);
    // In C the value is a prvalue.
    return E.isGLValue() || T->isRecordType() ? Address : Value;
  }
  const auto &Compound = llvm::cast<CompoundAssignOperator>(E);
  Register Right = lower(E.getRHS());
  Register Address = lower(Left);
  Register Old = loadFrom(*Left, Address, T);
  QualType Computed = Compound.getComputationLHSType();
  bool Pointer = T->isPointerType();
  Register Wide = Pointer ? Old : convert(Old, T, Computed, E.getSourceRange(), false);
  Register New = arithmetic(E, BinaryOperator::getOpForCompoundAssignment(E.getOpcode()), Wide,
                            Right, Pointer ? T : Computed, E.getRHS()->getType(),
                            Pointer ? T : Compound.getComputationResultType());
  if (!Pointer)
    New = convert(New, Compound.getComputationResultType(), T, E.getSourceRange(), false);
  store(Address, New, T, Object, bitWidth(*Left));
  return E.isGLValue() ? Address : New;
}

Register ExprLowering::binary(const BinaryOperator &E) {
  if (E.isAssignmentOp())
    return assign(E);
  switch (E.getOpcode()) {
  case BO_Comma:
    lower(E.getLHS());
    return lower(E.getRHS());
  case BO_LAnd:
  case BO_LOr: {
    // Its parts stand in blocks of their own, and have been lowered there; of 'a && b && c' the
    // graph has no block for 'a && b'.
    auto Part = [&](const Expr *P) {
      P = P->IgnoreParens();
      auto It = Done.find(P);
      if (const auto *Inner = dyn_cast<BinaryOperator>(P);
          It == Done.end() && Inner && Inner->isLogicalOp())
        return binary(*Inner);
      return It == Done.end() ? B.emit(Opcode::Unknown, B.type(P->getType()), P->getSourceRange())
                              : It->second;
    };
    Register L = Part(E.getLHS()), R = Part(E.getRHS());
    return B.emit(E.getOpcode() == BO_LAnd ? Opcode::LogicalAnd : Opcode::LogicalOr,
                  B.type(E.getType()), E.getSourceRange(), L, R);
  }
  case BO_PtrMemD:
  case BO_PtrMemI:
  case BO_Cmp:
    return unknown(E);
  default:
    break;
  }
  Register L = lower(E.getLHS()), R = lower(E.getRHS());
  return arithmetic(E, E.getOpcode(), L, R, E.getLHS()->getType(), E.getRHS()->getType(),
                    E.getType());
}

Register ExprLowering::unary(const UnaryOperator &E) {
  const Expr *Sub = E.getSubExpr();
  SourceRange Where = E.getSourceRange();
  flow::ValueType T = B.type(E.getType());
  switch (E.getOpcode()) {
  case UO_Deref:
  case UO_AddrOf:
  case UO_Extension:
  case UO_Plus:
    return lower(Sub);
  case UO_Minus:
    return E.getType()->isFloatingType() ? unknown(E)
                                         : B.emit(Opcode::Negate, T, Where, lower(Sub));
  case UO_Not:
    return B.emit(Opcode::Complement, T, Where, lower(Sub));
  case UO_LNot: {
    Register Value = lower(Sub);
    return B.emit(Opcode::Not, T, Where, Value);
  }
  case UO_PreInc:
  case UO_PreDec:
  case UO_PostInc:
  case UO_PostDec: {
    QualType Type = Sub->getType();
    Register Address = lower(Sub);
    Register Old = loadFrom(*Sub, Address, Type);
    Register One = constant(AST.IntTy, 1, Where);
    Register New = Type->isRealFloatingType() ? B.emit(Opcode::Unknown, B.type(Type), Where)
                                              : arithmetic(E, E.isIncrementOp() ? BO_Add : BO_Sub,
                                                           Old, One, Type, AST.IntTy, Type);
    store(Address, New, Type, rangeOfObject(*Sub), bitWidth(*Sub));
    if (E.isGLValue())
      return Address;
    return E.isPostfix() ? Old : New;
  }
  default:
    return unknown(E);
  }
}

Register ExprLowering::make(const Expr &E) {
  SourceRange Where = E.getSourceRange();
  // Something in it could not be compiled: what is left has no types to compute with.
  if (E.isTypeDependent())
    return unknown(E);
  if (const auto *Cast = dyn_cast<CastExpr>(&E))
    return cast(*Cast);
  if (const auto *U = dyn_cast<UnaryOperator>(&E))
    return unary(*U);
  if (const auto *Bin = dyn_cast<BinaryOperator>(&E))
    return binary(*Bin);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&E))
    return reference(E, *Ref->getDecl());
  if (const auto *Member = dyn_cast<MemberExpr>(&E))
    return member(*Member);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(&E))
    return construct(*Construct, temporaryAddress(E));
  if (const auto *Call = dyn_cast<CallExpr>(&E))
    return call(*Call);
  switch (E.getStmtClass()) {
  case Stmt::IntegerLiteralClass:
    return integer(E.getType(), llvm::cast<IntegerLiteral>(E).getValue(), Where);
  case Stmt::CharacterLiteralClass: {
    // A plain char literal is an int that has the char's sign.
    unsigned Value = llvm::cast<CharacterLiteral>(E).getValue();
    return constant(E.getType(), static_cast<int>(Value), Where);
  }
  case Stmt::CXXBoolLiteralExprClass:
    return constant(E.getType(), llvm::cast<CXXBoolLiteralExpr>(E).getValue(), Where);
  case Stmt::CXXNullPtrLiteralExprClass:
  case Stmt::GNUNullExprClass:
    return constant(E.getType(), 0, Where);
  case Stmt::StringLiteralClass: {
    const auto &S = llvm::cast<StringLiteral>(E);
    unsigned Unit = S.getCharByteWidth();
    // As much of a long text as an analysis of strings can use.
    StringRef Data = S.getBytes();
    return B.emit(Opcode::Literal, B.type(AST.VoidPtrTy), Where, 0, 0, 0, B.literal(Data, Unit));
  }
  case Stmt::PredefinedExprClass:
    return lower(llvm::cast<PredefinedExpr>(E).getFunctionName());
  case Stmt::UnaryExprOrTypeTraitExprClass: {
    Expr::EvalResult Result;
    if (!E.isValueDependent() && E.EvaluateAsInt(Result, AST))
      return integer(E.getType(), Result.Val.getInt(), Where);
    return B.emit(Opcode::Unknown, B.type(E.getType()), Where);
  }
  case Stmt::OffsetOfExprClass: {
    Expr::EvalResult Result;
    if (E.EvaluateAsInt(Result, AST))
      return integer(E.getType(), Result.Val.getInt(), Where);
    return unknown(E);
  }
  case Stmt::ArraySubscriptExprClass: {
    const auto &A = llvm::cast<ArraySubscriptExpr>(E);
    Register Base = lower(A.getBase()), Index = lower(A.getIdx());
    std::int64_t Size = B.bytes(E.getType());
    if (!Size)
      return B.emit(Opcode::Unknown, B.type(AST.VoidPtrTy), Where);
    return B.emit(Opcode::Offset, B.type(AST.VoidPtrTy), Where, Base, Index, 0, Size);
  }
  case Stmt::ConditionalOperatorClass:
  case Stmt::BinaryConditionalOperatorClass: {
    const auto &C = llvm::cast<AbstractConditionalOperator>(E);
    auto Part = [&](const Expr *P) -> Register {
      auto It = Done.find(P->IgnoreParens());
      return It == Done.end() ? 0 : It->second;
    };
    Register Condition = Part(C.getCond()), Yes = Part(C.getTrueExpr()),
             No = Part(C.getFalseExpr());
    if (E.getType()->isVoidType())
      return 0;
    // Where a constant decides, the other part is not in the graph.
    if (!Yes != !No && !E.getType()->isRecordType())
      return Yes ? Yes : No;
    // A condition of && and || is in the graph as branches only: which part was computed tells.
    if (!Yes || !No)
      return E.getType()->isRecordType() && !E.isGLValue()
                 ? temporaryAddress(E)
                 : B.emit(Opcode::Unknown,
                          E.isGLValue() ? B.type(AST.VoidPtrTy) : B.type(E.getType()), Where);
    flow::ValueType T =
        E.isGLValue() || E.getType()->isRecordType() ? B.type(AST.VoidPtrTy) : B.type(E.getType());
    return B.emit(Opcode::Select, T, Where, Condition, Yes, No);
  }
  case Stmt::OpaqueValueExprClass:
    if (const Expr *Source = llvm::cast<OpaqueValueExpr>(E).getSourceExpr())
      return lower(Source);
    return unknown(E);
  case Stmt::StmtExprClass: {
    const CompoundStmt *Body = llvm::cast<StmtExpr>(E).getSubStmt();
    if (!Body->body_empty())
      if (const auto *Last = dyn_cast<Expr>(Body->body_back()))
        if (auto It = Done.find(Last->IgnoreParens()); It != Done.end())
          return It->second;
    if (E.getType()->isVoidType())
      return 0;
    return E.getType()->isRecordType() ? temporaryAddress(E)
                                       : B.emit(Opcode::Unknown, B.type(E.getType()), Where);
  }
  case Stmt::CompoundLiteralExprClass: {
    const auto &C = llvm::cast<CompoundLiteralExpr>(E);
    Register Address = temporaryAddress(E);
    initialize(Address, E.getType(), *C.getInitializer());
    return E.isGLValue() || E.getType()->isRecordType() ? Address
                                                        : load(Address, E.getType(), Where);
  }
  case Stmt::InitListExprClass: {
    const auto &I = llvm::cast<InitListExpr>(E);
    if (E.getType()->isScalarType() && I.getNumInits() == 1)
      return lower(I.getInit(0));
    if (E.getType()->isScalarType())
      return constant(E.getType(), 0, Where);
    Register Address = temporaryAddress(E);
    list(Address, E.getType(), I);
    return Address;
  }
  case Stmt::ImplicitValueInitExprClass:
  case Stmt::CXXScalarValueInitExprClass:
    return E.getType()->isScalarType() ? constant(E.getType(), 0, Where) : temporaryAddress(E);
  case Stmt::GenericSelectionExprClass:
    return lower(llvm::cast<GenericSelectionExpr>(E).getResultExpr());
  case Stmt::ChooseExprClass:
    return lower(llvm::cast<ChooseExpr>(E).getChosenSubExpr());
  case Stmt::ConstantExprClass:
  case Stmt::ExprWithCleanupsClass:
    return lower(llvm::cast<FullExpr>(E).getSubExpr());
  case Stmt::SubstNonTypeTemplateParmExprClass:
    return lower(llvm::cast<SubstNonTypeTemplateParmExpr>(E).getReplacement());
  case Stmt::CXXDefaultArgExprClass:
    return argument(*llvm::cast<CXXDefaultArgExpr>(E).getExpr());
  case Stmt::CXXBindTemporaryExprClass:
    return lower(llvm::cast<CXXBindTemporaryExpr>(E).getSubExpr());
  case Stmt::MaterializeTemporaryExprClass: {
    const Expr *Sub = llvm::cast<MaterializeTemporaryExpr>(E).getSubExpr();
    if (Sub->getType()->isRecordType())
      return lower(Sub);
    Register Address = temporaryAddress(E);
    if (Register Value = lower(Sub))
      store(Address, Value, Sub->getType(), Where);
    return Address;
  }
  case Stmt::CXXThisExprClass:
    return thisPointer(Where);
  case Stmt::CXXNewExprClass:
    return makeNew(llvm::cast<CXXNewExpr>(E));
  case Stmt::CXXDeleteExprClass: {
    const auto &D = llvm::cast<CXXDeleteExpr>(E);
    Register Value = lower(D.getArgument());
    B.emit(Opcode::Delete, {}, Where, Value, 0, D.isArrayForm() ? 1 : 0);
    return 0;
  }
  case Stmt::VAArgExprClass:
    return B.emit(Opcode::Unknown, B.type(E.getType()), Where);
  default:
    return unknown(E);
  }
}

} // namespace ferrule
