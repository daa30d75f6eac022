// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/common/AllocationProduct.h"
#include "checks/integers/Arithmetic.h"
#include "checks/known/LibraryFunctions.h"

using namespace clang;

namespace ferrule {

bool isDeclared(StringRef Function, const RewriteContext &R) {
  DeclarationName Wanted(&R.ast().Idents.get(Function));
  return llvm::any_of(R.ast().getTranslationUnitDecl()->lookup(Wanted),
                      [](const NamedDecl *D) { return isa<FunctionDecl>(D) && !D->isImplicit(); });
}

/// std::malloc -> std::calloc. Empty for what is called by another name.
static std::string checkedName(StringRef Callee, const RewriteContext &R) {
  if (Callee == "malloc" || Callee == "std::malloc" || Callee == "::malloc")
    return Callee.drop_back(StringRef("malloc").size()).str() + "calloc";
  if (Callee == "realloc" && isDeclared("reallocarray", R))
    return "reallocarray";
  return "";
}

std::optional<AllocationProduct> allocationProduct(const CallExpr &Call, const CheckContext &C,
                                                   const RewriteContext &R) {
  const LibraryFunction *L = libraryFunction(Call);
  if (!L || (L->Name != "malloc" && L->Name != "realloc"))
    return std::nullopt;
  std::string Name = checkedName(R.sourceText(Call.getCallee()->getSourceRange()), R);
  const Expr &Size = *argumentOf(*L, Call, Role::Size);
  const auto *Product = dyn_cast<BinaryOperator>(Size.IgnoreImpCasts());
  if (Name.empty() || !Product || Product->getOpcode() != BO_Mul ||
      R.sourceText(Product->getSourceRange()).empty())
    return std::nullopt;
  SizeArithmetic Found = arithmeticIn(Size, C, [](const BinaryOperator &B) {
    return B.getOpcode() == BO_Add || B.getOpcode() == BO_Mul || B.getOpcode() == BO_Shl;
  });
  if (Found.MayWrap != Product)
    return std::nullopt;
  return AllocationProduct{Product, Name};
}

} // namespace ferrule
