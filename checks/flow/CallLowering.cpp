// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Calls, construction and the initialisation of objects.
#include "checks/flow/ExprLowering.h"
#include "clang/AST/RecordLayout.h"
#include "clang/Basic/Builtins.h"

using namespace clang;
using ferrule::flow::Opcode;

namespace ferrule {

Register ExprLowering::argument(const Expr &E) { return lower(&E); }

Register ExprLowering::builtin(const CallExpr &E, unsigned Id, bool &Known) {
  Known = true;
  switch (Id) {
  case Builtin::BI__builtin_expect:
  case Builtin::BI__builtin_expect_with_probability:
  case Builtin::BI__builtin_assume_aligned:
  case Builtin::BI__builtin_launder:
  case Builtin::BI__builtin_addressof:
  case Builtin::BIaddressof:
  case Builtin::BIforward:
  case Builtin::BImove:
    return lower(E.getArg(0));
  case Builtin::BI__builtin_constant_p:
  case Builtin::BI__builtin_object_size:
  case Builtin::BI__builtin_dynamic_object_size: {
    Expr::EvalResult Result;
    if (!E.isValueDependent() && E.EvaluateAsInt(Result, AST))
      return integer(E.getType(), Result.Val.getInt(), E.getSourceRange());
    return B.emit(Opcode::Unknown, B.type(E.getType()), E.getSourceRange());
  }
  case Builtin::BI__builtin_va_start:
  case Builtin::BI__builtin_va_copy:
  case Builtin::BI__va_start: {
    Register List = lower(E.getArg(0));
    B.emit(Opcode::Fill, {}, E.getSourceRange(), List);
    return 0;
  }
  case Builtin::BI__builtin_va_end:
  case Builtin::BI__builtin_assume:
  case Builtin::BI__builtin_prefetch:
    return 0;
  default:
    Known = false;
    return 0;
  }
}

Register ExprLowering::call(const CallExpr &E) {
  SourceRange Where = E.getSourceRange();
  const FunctionDecl *Callee = E.getDirectCallee();
  if (Callee)
    if (unsigned Id = Callee->getBuiltinID()) {
      bool Known = false;
      Register R = builtin(E, Id, Known);
      if (Known)
        return R;
    }
  llvm::SmallVector<Register, 8> Arguments;
  bool Virtual = false;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(&E)) {
    if (auto Part = viewMember(*Member))
      return *Part;
    Arguments.push_back(lower(Member->getImplicitObjectArgument()));
    const auto *Method = Member->getMethodDecl();
    const auto *Access = dyn_cast<MemberExpr>(Member->getCallee()->IgnoreParenImpCasts());
    Virtual = Method && Method->isVirtual() && Access &&
              Access->performsVirtualDispatch(AST.getLangOpts());
    if (!Method)
      return unknown(E);
  } else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&E)) {
    // The object is the first argument already; a static operator takes none.
    if (auto Element = viewElement(*Operator))
      return *Element;
  }
  Register Target = 0;
  if (!Callee)
    Target = lower(E.getCallee());
  for (const Expr *Each : E.arguments())
    Arguments.push_back(argument(*Each));
  if (auto Hook = Callee ? std::nullopt : memoryHook(E))
    return memory(E, *Hook);
  QualType T = E.getType();
  flow::ValueType Result = E.isGLValue() ? B.type(AST.VoidPtrTy) : B.type(T);
  bool Record = T->isRecordType() && !E.isGLValue();
  Register Returned = B.call(Virtual ? Opcode::VirtualCall : Opcode::Call, Result, Where, Target,
                             Arguments, Callee ? static_cast<std::int64_t>(B.entity(*Callee)) : -1);
  if (!Record)
    return Returned;
  return temporaryAddress(E);
}

/// hooks->allocate(n) and its like: the library keeps its memory behind pointers to functions,
/// which do what malloc, realloc and free do. What else is passed, such as a pointer of the user's,
/// is the user's own.
Register ExprLowering::memory(const CallExpr &E, const MemoryCall &Hook) {
  llvm::SmallVector<Register, 2> Arguments;
  llvm::StringRef Role = "free";
  if (Hook.Block)
    Arguments.push_back(lower(Hook.Block));
  if (Hook.Does != MemoryCall::Releases) {
    bool Cleared = Hook.Sizes.size() == 2 && llvm::StringRef(Hook.Name).contains("calloc");
    Role = Hook.Block ? "realloc" : Cleared ? "calloc" : "malloc";
    // Which of several is the new size, or that they are multiplied, the type does not tell.
    if (Hook.Sizes.size() == 1 || Cleared)
      for (const Expr *Size : Hook.Sizes)
        Arguments.push_back(lower(Size));
    else
      Arguments.push_back(0);
  }
  return B.call(Opcode::Call, B.type(E.getType()), E.getSourceRange(), 0, Arguments,
                B.hook(Hook.Name, Role));
}

Register ExprLowering::construct(const CXXConstructExpr &E, Register Address) {
  const CXXConstructorDecl *Constructor = E.getConstructor();
  SourceRange Where = E.getSourceRange();
  // A trivial copy is a copy; a trivial default constructor does nothing.
  if (Constructor->isTrivial() || E.isElidable()) {
    if (E.getNumArgs() == 1 && E.getArg(0)->getType()->isRecordType())
      B.emit(Opcode::Copy, {}, Where, Address, lower(E.getArg(0)), 0, B.bytes(E.getType()));
    else if (E.requiresZeroInitialization())
      B.emit(Opcode::Clear, {}, Where, Address, 0, 0, B.bytes(E.getType()));
    return Address;
  }
  if (constructView(E, Address))
    return Address;
  llvm::SmallVector<Register, 8> Arguments = {Address};
  for (const Expr *Each : E.arguments())
    Arguments.push_back(argument(*Each));
  B.call(Opcode::Call, {}, Where, 0, Arguments, B.entity(*Constructor));
  return Address;
}

Register ExprLowering::makeNew(const CXXNewExpr &E) {
  SourceRange Where = E.getSourceRange();
  flow::ValueType Pointer = B.type(AST.VoidPtrTy);
  QualType T = E.getAllocatedType();
  Register Count = 0;
  if (auto Size = E.getArraySize(); Size && *Size)
    Count = lower(*Size);
  Register Address;
  const FunctionDecl *Allocator = E.getOperatorNew();
  if (E.getNumPlacementArgs() == 1 && E.getPlacementArg(0)->getType()->isPointerType()) {
    Address = lower(E.getPlacementArg(0));
  } else if (E.getNumPlacementArgs() ||
             (Allocator && !Allocator->isReplaceableGlobalAllocationFunction())) {
    for (const Expr *Each : E.placement_arguments())
      lower(Each);
    Address = B.emit(Opcode::Unknown, Pointer, Where);
  } else {
    Address = B.emit(Opcode::New, Pointer, Where, Count, 0, E.isArray(), B.bytes(T));
  }
  const Expr *Init = E.getInitializer();
  if (!Init)
    return Address;
  if (E.isArray()) {
    // Initialised element by element, or by a constructor that is run for each.
    const auto *Construct = dyn_cast<CXXConstructExpr>(Init);
    if (!Construct || !Construct->getConstructor()->isTrivial() ||
        Construct->requiresZeroInitialization())
      B.emit(isa<ImplicitValueInitExpr>(Init) ? Opcode::Clear : Opcode::Fill, {}, Where, Address);
    return Address;
  }
  initialize(Address, T, *Init);
  return Address;
}

void ExprLowering::list(Register Address, QualType T, const InitListExpr &List) {
  const InitListExpr &I =
      List.isSemanticForm() || !List.getSemanticForm() ? List : *List.getSemanticForm();
  SourceRange Where = I.getSourceRange();
  // What is not named becomes zero. Of a large table the values do not matter, only that it has
  // some.
  constexpr unsigned Large = 64;
  bool Big = I.getNumInits() > Large;
  B.emit(Big ? Opcode::Fill : Opcode::Clear, {}, Where, Address, 0, 0, B.bytes(T));
  if (Big)
    return;
  if (I.isTransparent() && I.getNumInits() == 1)
    return initialize(Address, T, *I.getInit(0));
  auto Part = [&](QualType Type, std::int64_t Offset, const Expr &Init) {
    if (isa<ImplicitValueInitExpr, NoInitExpr>(Init))
      return;
    Register Target = Offset ? B.emit(Opcode::Field, B.type(AST.VoidPtrTy), Init.getSourceRange(),
                                      Address, 0, 0, Offset)
                             : Address;
    initialize(Target, Type, Init);
  };
  if (const ConstantArrayType *Array = AST.getAsConstantArrayType(T)) {
    std::int64_t Size = B.bytes(Array->getElementType());
    for (unsigned N = 0; N != I.getNumInits(); ++N)
      Part(Array->getElementType(), N * Size, *I.getInit(N));
    return;
  }
  const RecordDecl *R = T->getAsRecordDecl();
  if (!R || R->isInvalidDecl())
    return;
  if (R->isUnion()) {
    if (const FieldDecl *Field = I.getInitializedFieldInUnion(); Field && I.getNumInits())
      Part(Field->getType(), 0, *I.getInit(0));
    return;
  }
  unsigned N = 0;
  if (const auto *Class = dyn_cast<CXXRecordDecl>(R))
    for (const CXXBaseSpecifier &Base : Class->bases())
      if (N < I.getNumInits()) {
        const auto *Of = Base.getType()->getAsCXXRecordDecl();
        Part(Base.getType(),
             Of ? AST.getASTRecordLayout(Class).getBaseClassOffset(Of).getQuantity() : 0,
             *I.getInit(N++));
      }
  for (const FieldDecl *Field : R->fields()) {
    if (Field->isUnnamedBitField())
      continue;
    if (N >= I.getNumInits())
      break;
    const Expr &Init = *I.getInit(N++);
    if (Field->isBitField())
      lower(&Init);
    else
      Part(Field->getType(), AST.getFieldOffset(Field) / 8, Init);
  }
}

void ExprLowering::initialize(Register Address, QualType T, const Expr &Full) {
  const Expr *Init = &Full;
  for (;;) {
    Init = Init->IgnoreParens();
    if (const auto *Wrapped = dyn_cast<FullExpr>(Init))
      Init = Wrapped->getSubExpr();
    else if (const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(Init))
      Init = Bound->getSubExpr();
    else if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(Init))
      Init = Default->getExpr();
    else
      break;
  }
  SourceRange Where = Init->getSourceRange();
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Init)) {
    if (const auto *Array = AST.getAsArrayType(T)) {
      if (!Construct->getConstructor()->isTrivial())
        B.emit(Opcode::Fill, {}, Where, Address, 0, 0, B.bytes(QualType(Array, 0)));
    } else if (auto It = Done.find(Construct); It == Done.end()) {
      Done[Construct] = construct(*Construct, Address);
    } else {
      B.emit(Opcode::Copy, {}, Where, Address, It->second, 0, B.bytes(T));
    }
    return;
  }
  if (const auto *List = dyn_cast<InitListExpr>(Init);
      List && !T->isScalarType() && !T->isReferenceType())
    return list(Address, T, *List);
  if (isa<ImplicitValueInitExpr, CXXScalarValueInitExpr>(Init)) {
    B.emit(Opcode::Clear, {}, Where, Address, 0, 0, B.bytes(T));
    return;
  }
  if (const auto *S = dyn_cast<StringLiteral>(Init); S && T->isArrayType()) {
    std::int64_t Size = B.bytes(T);
    B.emit(Opcode::Clear, {}, Where, Address, 0, 0, Size);
    std::int64_t Length = std::min<std::int64_t>(S->getByteLength(), Size);
    if (Length)
      B.emit(Opcode::Copy, {}, Where, Address, lower(S), 0, Length);
    return;
  }
  if (T->isArrayType()) {
    B.emit(Opcode::Fill, {}, Where, Address, 0, 0, B.bytes(T));
    return;
  }
  Register Value = lower(Init);
  if (T->isReferenceType())
    B.emit(Opcode::Store, B.type(AST.VoidPtrTy), Where, Address, Value);
  else if (Value)
    store(Address, Value, T, Where);
}

void ExprLowering::declare(const VarDecl &V) {
  if (!V.hasLocalStorage())
    return;
  std::uint32_t Index = B.variable(V);
  SourceRange Where = V.getSourceRange();
  B.emit(Opcode::Declare, {}, Where, 0, 0, 0, Index);
  const Expr *Init = V.getInit();
  if (!Init)
    return;
  Register Address =
      B.emit(Opcode::Variable, B.type(AST.VoidPtrTy), V.getLocation(), 0, 0, 0, Index);
  initialize(Address, V.getType(), *Init);
}

void ExprLowering::destroy(Register Address, QualType T, SourceRange Where) {
  if (T->isReferenceType())
    return;
  const auto *Class = AST.getBaseElementType(T)->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition() || Class->hasTrivialDestructor())
    return;
  // An implicit one that nobody needed so far is not declared, and does something all the same.
  const CXXDestructorDecl *D = Class->getDestructor();
  B.call(Opcode::Call, {}, Where, 0, {Address}, D ? static_cast<std::int64_t>(B.entity(*D)) : -1);
}

} // namespace ferrule
