// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/DeclaredExtent.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace ferrule {
namespace {

std::int64_t elementBytes(QualType Pointer, const ASTContext &AST) {
  QualType Element = Pointer->getPointeeType();
  if (Element.isNull() || Element->isVoidType())
    return 1;
  return Element->isIncompleteType() || Element->isFunctionType() || Element->isDependentType()
             ? 0
             : AST.getTypeSizeInChars(Element).getQuantity();
}

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

/// "n" or "4 * n".
std::optional<DeclaredExtent> parse(StringRef Text, std::int64_t Unit, const ValueDecl &Pointer) {
  auto [Factor, Name] = Text.split('*');
  if (Name.empty())
    std::swap(Factor, Name);
  std::int64_t Times = 1;
  const ValueDecl *Count = sibling(Pointer, Name.trim());
  if ((!Factor.empty() && (Factor.trim().getAsInteger(10, Times) || Times <= 0)) || !Count ||
      !Count->getType()->isIntegerType() || Unit <= 0)
    return std::nullopt;
  return DeclaredExtent{Count, Unit * Times};
}

std::optional<DeclaredExtent> fromAnnotation(StringRef Text, const ValueDecl &Pointer) {
  if (!Text.consume_front("ferrule::"))
    return std::nullopt;
  if (Text == "null_terminated")
    return DeclaredExtent{};
  bool Counts = Text.consume_front("counted_by(");
  if ((!Counts && !Text.consume_front("sized_by(")) || !Text.consume_back(")"))
    return std::nullopt;
  return parse(Text, Counts ? elementBytes(Pointer.getType(), Pointer.getASTContext()) : 1,
               Pointer);
}

} // namespace

std::optional<DeclaredExtent> declaredExtent(const ValueDecl &Pointer) {
  if (!Pointer.getType()->isPointerType())
    return std::nullopt;
  if (const auto *Counted = Pointer.getType()->getAs<CountAttributedType>()) {
    const auto *Ref = dyn_cast<DeclRefExpr>(Counted->getCountExpr()->IgnoreParenImpCasts());
    std::int64_t Unit =
        Counted->isCountInBytes() ? 1 : elementBytes(Pointer.getType(), Pointer.getASTContext());
    if (!Ref || Unit <= 0)
      return std::nullopt;
    return DeclaredExtent{Ref->getDecl(), Unit};
  }
  for (const auto *Attr : Pointer.specific_attrs<AnnotateAttr>()) {
    // An earlier declaration said it, perhaps with other names for the parameters.
    if (Attr->isInherited())
      continue;
    if (auto Extent = fromAnnotation(Attr->getAnnotation(), Pointer))
      return Extent;
  }
  const auto *Parameter = dyn_cast<ParmVarDecl>(&Pointer);
  const auto *Function = Parameter ? dyn_cast<FunctionDecl>(Parameter->getDeclContext()) : nullptr;
  const FunctionDecl *Earlier = Function ? Function->getPreviousDecl() : nullptr;
  unsigned Index = Parameter ? Parameter->getFunctionScopeIndex() : 0;
  if (!Earlier || Index >= Earlier->getNumParams())
    return std::nullopt;
  auto Extent = declaredExtent(*Earlier->getParamDecl(Index));
  if (Extent && Extent->count)
    Extent->count =
        Function->getParamDecl(cast<ParmVarDecl>(Extent->count)->getFunctionScopeIndex());
  return Extent;
}

} // namespace ferrule
