// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/common/Room.h"
#include "checks/Values.h"

using namespace clang;

namespace ferrule {
namespace {

/// As the file writes it.
std::string sizeofText(const std::string &Operand, SourceLocation Loc, const RewriteContext &R) {
  StringRef File = R.fileText(Loc);
  if (File.contains("sizeof(") || !File.contains("sizeof "))
    return "sizeof(" + Operand + ")";
  return File.contains("sizeof (") ? "sizeof (" + Operand + ")" : "sizeof " + Operand;
}

/// Elements of Base that are left out at its start.
struct Offset {
  const Expr *base;
  const Expr *elements = nullptr;
};

Offset split(const Expr &Pointer) {
  if (const auto *B = dyn_cast<BinaryOperator>(&Pointer); B && B->getOpcode() == BO_Add)
    return B->getLHS()->getType()->isIntegerType() ? Offset{B->getRHS(), B->getLHS()}
                                                   : Offset{B->getLHS(), B->getRHS()};
  const auto *Address = dyn_cast<UnaryOperator>(&Pointer);
  if (!Address || Address->getOpcode() != UO_AddrOf)
    return {&Pointer};
  const Expr &Object = *Address->getSubExpr()->IgnoreParens();
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(&Object))
    return {Element->getBase(), Element->getIdx()};
  return {&Object};
}

} // namespace

std::optional<Room> roomAt(const Expr &Pointer, const CheckContext &C, const RewriteContext &R) {
  const Expr &E = *Pointer.IgnoreParenCasts();
  auto Bytes = byteExtentOf(E, C);
  if (!Bytes)
    return std::nullopt;
  Offset From = split(E);
  const Expr &Base = *From.base->IgnoreParenImpCasts();
  std::string Name = R.sourceText(Base.getSourceRange());
  // sizeof a pointer says nothing of what it points to, such as a parameter T p[static 4].
  if (Name.empty() || Base.HasSideEffects(R.ast()) || Base.getType()->isPointerType() ||
      !isa<DeclRefExpr, MemberExpr, ArraySubscriptExpr>(Base))
    return std::nullopt;
  Room Found{sizeofText(Name, Base.getBeginLoc(), R), *Bytes};
  auto Elements = From.elements ? constantOf(*From.elements, C) : std::int64_t{0};
  if (!Elements || *Elements == 0)
    return Elements ? std::optional(Found) : std::nullopt;
  std::string Count = R.sourceText(From.elements->getSourceRange());
  if (Count.empty())
    Count = std::to_string(*Elements);
  else if (!isa<IntegerLiteral, DeclRefExpr>(From.elements->IgnoreParenImpCasts()))
    Count = "(" + Count + ")";
  const ArrayType *Array = C.ast().getAsArrayType(Base.getType());
  std::string Element = sizeofText(Name + "[0]", Base.getBeginLoc(), R);
  if (C.ast().getTypeSizeInChars(Array->getElementType()).getQuantity() != 1)
    Count = *Elements == 1 ? Element : Count + " * " + Element;
  Found.text += " - " + Count;
  Found.difference = true;
  return Found;
}

} // namespace ferrule
