// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// std::span and std::string_view hold no more than where elements begin and how many there are, and
// their methods are instances of templates, whose bodies nobody follows. So a view is an object
// with these two parts, in this order, whatever the order of the library: who reads them through
// anything but these methods reads what is not known.
#include "checks/flow/ExprLowering.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using ferrule::flow::Opcode;

namespace ferrule {
namespace {

struct View {
  QualType element;
  /// Of a span<T, N>; such a one holds no count.
  std::optional<std::uint64_t> count;
};

std::optional<View> viewOf(QualType T) {
  const auto *Class = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T.isNull() ? nullptr : T->getAsCXXRecordDecl());
  if (!Class || !Class->isInStdNamespace() || !Class->hasDefinition())
    return std::nullopt;
  const TemplateArgumentList &Arguments = Class->getTemplateArgs();
  if (Class->getName() == "basic_string_view" && Arguments.size() >= 1)
    return View{Arguments[0].getAsType().withConst(), std::nullopt};
  if (Class->getName() != "span" || Arguments.size() != 2 ||
      Arguments[1].getKind() != TemplateArgument::Integral)
    return std::nullopt;
  llvm::APSInt Extent = Arguments[1].getAsIntegral();
  // std::dynamic_extent
  if (Extent.isMaxValue())
    return View{Arguments[0].getAsType(), std::nullopt};
  return View{Arguments[0].getAsType(), Extent.getZExtValue()};
}

/// How many elements an array, or what std::array holds, has.
std::optional<std::uint64_t> extentOfArray(QualType T, const ASTContext &AST) {
  T = T.getNonReferenceType();
  if (const ConstantArrayType *Array = AST.getAsConstantArrayType(T))
    return Array->getZExtSize();
  const auto *Class = dyn_cast_or_null<ClassTemplateSpecializationDecl>(T->getAsCXXRecordDecl());
  if (Class && Class->isInStdNamespace() && Class->getIdentifier() && Class->getName() == "array" &&
      Class->getTemplateArgs().size() == 2 &&
      Class->getTemplateArgs()[1].getKind() == TemplateArgument::Integral)
    return Class->getTemplateArgs()[1].getAsIntegral().getZExtValue();
  return std::nullopt;
}

} // namespace

Register ExprLowering::countOfView(Register View, SourceRange Where) {
  return B.emit(Opcode::Field, B.type(AST.VoidPtrTy), Where, View, 0, 0,
                AST.getTypeSizeInChars(AST.VoidPtrTy).getQuantity());
}

bool ExprLowering::constructView(const CXXConstructExpr &E, Register Address) {
  auto V = viewOf(E.getType());
  if (!V || E.getNumArgs() == 0 || E.getConstructor()->isCopyOrMoveConstructor())
    return false;
  SourceRange Where = E.getSourceRange();
  const Expr &First = *E.getArg(0);
  Register Pointer = 0, Count = 0;
  if (E.getNumArgs() == 2 && First.getType()->isPointerType() &&
      E.getArg(1)->getType()->isIntegerType()) {
    Pointer = lower(&First);
    Count = convert(lower(E.getArg(1)), E.getArg(1)->getType(), AST.getSizeType(), Where, false);
  } else if (auto Extent = E.getNumArgs() == 1 && First.isGLValue()
                               ? extentOfArray(First.getType(), AST)
                               : std::nullopt) {
    Pointer = lower(&First);
    Count = constant(AST.getSizeType(), static_cast<std::int64_t>(*Extent), Where);
  } else {
    return false;
  }
  store(Address, Pointer, AST.VoidPtrTy, Where);
  if (!V->count)
    store(countOfView(Address, Where), Count, AST.getSizeType(), Where);
  return true;
}

std::optional<Register> ExprLowering::viewMember(const CXXMemberCallExpr &E) {
  const CXXMethodDecl *Method = E.getMethodDecl();
  const Expr &Object = *E.getImplicitObjectArgument();
  if (!Method || !Method->getIdentifier() || E.getNumArgs())
    return std::nullopt;
  auto V = viewOf(Object.getType()->isPointerType() ? Object.getType()->getPointeeType()
                                                    : Object.getType());
  llvm::StringRef Name = Method->getName();
  if (!V || !llvm::is_contained({"data", "size", "length", "size_bytes", "empty"}, Name))
    return std::nullopt;
  // What is read of the view itself is not what an operation at this place is about.
  SourceRange Where = E.getSourceRange(), Inner = Object.getSourceRange();
  Register Address = lower(&Object);
  if (Name == "data")
    return load(Address, AST.VoidPtrTy, Inner);
  QualType Size = AST.getSizeType();
  Register Count = V->count ? constant(Size, static_cast<std::int64_t>(*V->count), Where)
                            : load(countOfView(Address, Inner), Size, Inner);
  if (Name == "empty")
    return B.emit(Opcode::Equal, B.type(E.getType()), Where, Count, constant(Size, 0, Where));
  if (Name == "size_bytes")
    return B.emit(Opcode::Multiply, B.type(Size), Where, Count,
                  constant(Size, B.bytes(V->element), Where));
  return Count;
}

std::optional<Register> ExprLowering::viewElement(const CXXOperatorCallExpr &E) {
  auto V = E.getOperator() == OO_Subscript && E.getNumArgs() == 2 ? viewOf(E.getArg(0)->getType())
                                                                  : std::nullopt;
  if (!V || !B.bytes(V->element))
    return std::nullopt;
  Register Pointer = load(lower(E.getArg(0)), AST.VoidPtrTy, E.getArg(0)->getSourceRange());
  return B.emit(Opcode::Offset, B.type(AST.VoidPtrTy), E.getSourceRange(), Pointer,
                lower(E.getArg(1)), 0, B.bytes(V->element));
}

} // namespace ferrule
