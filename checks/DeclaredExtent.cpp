// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/DeclaredExtent.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace ferrule {

std::int64_t elementBytes(QualType Pointer, const ASTContext &AST) {
  QualType Element = Pointer->getPointeeType();
  if (Element.isNull() || Element->isVoidType())
    return 1;
  return Element->isIncompleteType() || Element->isFunctionType() || Element->isDependentType()
             ? 0
             : AST.getTypeSizeInChars(Element).getQuantity();
}

namespace {

/// No declaration means more.
constexpr std::int64_t MaxTimes = std::int64_t{1} << 31;

/// The parameter or field of that name beside Pointer.
const ValueDecl *sibling(const ValueDecl &Pointer, StringRef Name) {
  if (const auto *Field = dyn_cast<FieldDecl>(&Pointer)) {
    for (const FieldDecl *Each : Field->getParent()->fields())
      if (Each->getIdentifier() && Each->getName() == Name)
        return Each;
    return nullptr;
  }
  const auto *Function = dyn_cast<FunctionDecl>(Pointer.getDeclContext());
  for (const ParmVarDecl *Each : Function ? Function->parameters() : ArrayRef<ParmVarDecl *>())
    if (Each->getIdentifier() && Each->getName() == Name)
      return Each;
  return nullptr;
}

/// "n", "4 * n" or "16", each of Unit bytes.
std::optional<DeclaredExtent> parseCount(StringRef Text, std::int64_t Unit,
                                         const ValueDecl &Pointer) {
  auto [Factor, Name] = Text.split('*');
  if (Name.empty())
    std::swap(Factor, Name);
  std::int64_t Times = 1;
  if (Unit <= 0 || (!Factor.empty() && Factor.trim().getAsInteger(10, Times)) || Times <= 0 ||
      Times > MaxTimes)
    return std::nullopt;
  Name = Name.trim();
  if (std::int64_t Number = 0; Factor.empty() && !Name.getAsInteger(10, Number))
    return Number > 0 && Number <= MaxTimes
               ? std::optional(DeclaredExtent{DeclaredExtent::Constant, Unit * Number})
               : std::nullopt;
  const ValueDecl *Count = sibling(Pointer, Name);
  if (!Count || !Count->getType()->isIntegerType())
    return std::nullopt;
  return DeclaredExtent{DeclaredExtent::Counted, Unit * Times, Count};
}

} // namespace

std::optional<DeclaredExtent> extentInWords(StringRef Text, const ValueDecl &Pointer) {
  std::int64_t Element = elementBytes(Pointer.getType(), Pointer.getASTContext());
  if (Text == "null_terminated")
    return Element > 0 ? std::optional(DeclaredExtent{DeclaredExtent::NullTerminated, Element})
                       : std::nullopt;
  if (!Text.consume_back(")"))
    return std::nullopt;
  if (Text.consume_front("ended_by(")) {
    const ValueDecl *End = sibling(Pointer, Text.trim());
    bool Same = End && End->getType()->isPointerType() &&
                Pointer.getASTContext().hasSameUnqualifiedType(End->getType()->getPointeeType(),
                                                               Pointer.getType()->getPointeeType());
    return Same && Element > 0
               ? std::optional(DeclaredExtent{DeclaredExtent::EndedBy, Element, End})
               : std::nullopt;
  }
  if (Text.consume_front("counted_by("))
    return parseCount(Text, Element, Pointer);
  return Text.consume_front("sized_by(") ? parseCount(Text, 1, Pointer) : std::nullopt;
}

std::optional<DeclaredExtent> declaredExtent(const ValueDecl &Pointer) {
  if (!Pointer.getType()->isPointerType())
    return std::nullopt;
  if (const auto *Counted = Pointer.getType()->getAs<CountAttributedType>()) {
    const auto *Ref = dyn_cast<DeclRefExpr>(Counted->getCountExpr()->IgnoreParenImpCasts());
    std::int64_t Unit =
        Counted->isCountInBytes() ? 1 : elementBytes(Pointer.getType(), Pointer.getASTContext());
    if (!Ref || Unit <= 0)
      return std::nullopt;
    return DeclaredExtent{DeclaredExtent::Counted, Unit, Ref->getDecl()};
  }
  for (const auto *Attr : Pointer.specific_attrs<AnnotateAttr>()) {
    // An earlier declaration said it, perhaps with other names for the parameters.
    if (Attr->isInherited())
      continue;
    StringRef Words = Attr->getAnnotation();
    if (!Words.consume_front("ferrule::"))
      continue;
    if (auto Extent = extentInWords(Words, Pointer))
      return Extent;
  }
  const auto *Parameter = dyn_cast<ParmVarDecl>(&Pointer);
  const auto *Function = Parameter ? dyn_cast<FunctionDecl>(Parameter->getDeclContext()) : nullptr;
  const FunctionDecl *Earlier = Function ? Function->getPreviousDecl() : nullptr;
  unsigned Index = Parameter ? Parameter->getFunctionScopeIndex() : 0;
  if (!Earlier || Index >= Earlier->getNumParams())
    return std::nullopt;
  auto Extent = declaredExtent(*Earlier->getParamDecl(Index));
  if (Extent && Extent->other)
    Extent->other =
        Function->getParamDecl(cast<ParmVarDecl>(Extent->other)->getFunctionScopeIndex());
  return Extent;
}

} // namespace ferrule
