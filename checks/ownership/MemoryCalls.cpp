// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/ownership/MemoryCalls.h"
#include "checks/CheckContext.h"
#include "checks/known/LibraryFunctions.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/FoldingSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace ferrule {

static std::optional<MemoryCall> libraryCall(const CallExpr &Call, const LibraryFunction &L) {
  std::string Name = Call.getDirectCallee()->getNameAsString();
  if (const Expr *Block = argumentOf(L, Call, Role::Resized))
    return MemoryCall{MemoryCall::Resizes, Name, "free", Block, L.Name};
  // A descriptor is an integer: no memory.
  if (const Expr *Block = argumentOf(L, Call, Role::Released);
      Block && Block->getType()->isPointerType())
    return MemoryCall{MemoryCall::Releases, Name, "", Block, L.Name};
  if (L.allocates() && !L.has(LibraryFunction::Descriptor))
    return MemoryCall{MemoryCall::Allocates, Name, L.ReleasedBy.str(), nullptr, L.Name};
  return std::nullopt;
}

/// __attribute__((malloc)), __attribute__((ownership_returns)) and the like.
static std::optional<MemoryCall> attributedCall(const CallExpr &Call, const FunctionDecl &F) {
  if (F.hasAttr<RestrictAttr>())
    return MemoryCall{MemoryCall::Allocates, F.getNameAsString(), ""};
  for (const auto *Owns : F.specific_attrs<OwnershipAttr>()) {
    if (Owns->isReturns())
      return MemoryCall{MemoryCall::Allocates, F.getNameAsString(), ""};
    if (!Owns->isTakes())
      continue;
    for (const ParamIdx &Index : Owns->args())
      if (Index.getASTIndex() < Call.getNumArgs())
        return MemoryCall{MemoryCall::Releases, F.getNameAsString(), "",
                          Call.getArg(Index.getASTIndex())};
  }
  return std::nullopt;
}

/// A call through a pointer such as hooks->free_fn(p) or zalloc(opaque, n, size).
static std::optional<MemoryCall> indirectCall(const CallExpr &Call) {
  const Expr *Callee = Call.getCallee()->IgnoreParenImpCasts();
  if (const auto *Deref = dyn_cast<UnaryOperator>(Callee); Deref && Deref->getOpcode() == UO_Deref)
    Callee = Deref->getSubExpr()->IgnoreParenImpCasts();
  const NamedDecl *Named = nullptr;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Callee))
    Named = dyn_cast<VarDecl>(Ref->getDecl());
  else if (const auto *Member = dyn_cast<MemberExpr>(Callee))
    Named = dyn_cast<FieldDecl>(Member->getMemberDecl());
  if (!Named)
    return std::nullopt;
  std::string Name = Named->getNameAsString();
  std::string Lower = llvm::StringRef(Name).lower();
  bool SaysAlloc = llvm::StringRef(Lower).contains("alloc");
  bool SaysFree =
      llvm::StringRef(Lower).contains("free") || llvm::StringRef(Lower).contains("dealloc");
  // The block: the last argument of type void *, as an opaque pointer of the user comes first.
  const Expr *Block = nullptr;
  bool HasSize = false;
  for (const Expr *Arg : Call.arguments()) {
    if (Arg->getType()->isVoidPointerType())
      Block = Arg;
    HasSize |= Arg->getType()->isIntegerType();
  }
  MemoryCall Result{MemoryCall::Allocates, Name, "", nullptr, "", Confidence::Low};
  if (SaysFree && !HasSize && Block && Call.getType()->isVoidType()) {
    Result.Does = MemoryCall::Releases;
    Result.Block = Block;
    return Result;
  }
  if (!SaysAlloc || SaysFree || !HasSize || !Call.getType()->isVoidPointerType())
    return std::nullopt;
  if (Block && llvm::StringRef(Lower).contains("realloc")) {
    Result.Does = MemoryCall::Resizes;
    Result.Block = Block;
  }
  return Result;
}

std::optional<MemoryCall> memoryCall(const CallExpr &Call) {
  const FunctionDecl *F = Call.getDirectCallee();
  if (!F)
    return isa<CXXMemberCallExpr, CXXOperatorCallExpr>(Call) ? std::nullopt : indirectCall(Call);
  if (const LibraryFunction *L = libraryFunction(Call))
    return libraryCall(Call, *L);
  return attributedCall(Call, *F);
}

static bool isSmartPointer(const CXXRecordDecl *R) {
  return R && R->getDeclName().isIdentifier() &&
         llvm::StringSwitch<bool>(R->getName())
             .Cases({"unique_ptr", "shared_ptr", "auto_ptr", "scoped_ptr", "intrusive_ptr"}, true)
             .Cases({"scoped_refptr", "RefPtr", "IntrusiveRefCntPtr", "QScopedPointer"}, true)
             .Cases({"QSharedPointer", "scoped_array", "shared_array", "retained_ptr"}, true)
             .Default(false);
}

bool givenToSmartPointer(const CheckContext &C) {
  for (const Stmt *S : llvm::reverse(C.ancestors())) {
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(S))
      return isSmartPointer(Construct->getConstructor()->getParent());
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(S))
      return isSmartPointer(Call->getRecordDecl()) &&
             Call->getMethodDecl()->getNameAsString() == "reset";
    if (!isa<CastExpr, ParenExpr, FullExpr>(S))
      return false;
  }
  return false;
}

bool sameLvalue(const Expr &A, const Expr &B, const CheckContext &C) {
  const Expr *L = A.IgnoreParenCasts(), *R = B.IgnoreParenCasts();
  if (L->HasSideEffects(C.ast()) || R->HasSideEffects(C.ast()))
    return false;
  llvm::FoldingSetNodeID IdL, IdR;
  L->Profile(IdL, C.ast(), /*Canonical=*/true);
  R->Profile(IdR, C.ast(), /*Canonical=*/true);
  return IdL == IdR;
}

} // namespace ferrule
