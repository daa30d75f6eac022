// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/ownership/MemoryCalls.h"
#include "checks/CheckContext.h"
#include "checks/known/LibraryFunctions.h"
#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace ferrule {

static std::optional<MemoryCall> libraryCall(const CallExpr &Call, const LibraryFunction &L) {
  MemoryCall Result{MemoryCall::Allocates, Call.getDirectCallee()->getNameAsString(),
                    L.ReleasedBy.str(), nullptr, L.Name};
  for (unsigned I = 0; I != LibraryFunction::MaxParameters; ++I)
    if (L.Parameters[I] == Role::Size)
      Result.Sizes.push_back(Call.getArg(I));
  if (const Expr *Block = argumentOf(L, Call, Role::Resized)) {
    Result.Does = MemoryCall::Resizes;
    Result.ReleasedBy = "free";
    Result.Block = Block;
    return Result;
  }
  // A descriptor is an integer: no memory.
  if (const Expr *Block = argumentOf(L, Call, Role::Released);
      Block && Block->getType()->isPointerType()) {
    Result.Does = MemoryCall::Releases;
    Result.ReleasedBy.clear();
    Result.Block = Block;
    return Result;
  }
  if (L.allocates() && !L.has(LibraryFunction::Descriptor))
    return Result;
  return std::nullopt;
}

/// __attribute__((malloc)), __attribute__((ownership_returns)) and the like.
static std::optional<MemoryCall> attributedCall(const CallExpr &Call, const FunctionDecl &F) {
  MemoryCall Result{MemoryCall::Allocates, F.getNameAsString(), ""};
  if (const auto *Sized = F.getAttr<AllocSizeAttr>())
    for (ParamIdx Index : {Sized->getElemSizeParam(), Sized->getNumElemsParam()})
      if (Index.isValid() && Index.getASTIndex() < Call.getNumArgs())
        Result.Sizes.push_back(Call.getArg(Index.getASTIndex()));
  if (F.hasAttr<RestrictAttr>())
    return Result;
  if (!Result.Sizes.empty()) {
    // What realloc returns may be no fresh block, so it is not declared as malloc.
    for (const Expr *Arg : Call.arguments())
      if (Arg->getType()->isVoidPointerType()) {
        Result.Does = MemoryCall::Resizes;
        Result.Block = Arg;
      }
    return Result;
  }
  for (const auto *Owns : F.specific_attrs<OwnershipAttr>()) {
    if (Owns->isReturns())
      return Result;
    if (!Owns->isTakes())
      continue;
    for (const ParamIdx &Index : Owns->args())
      if (Index.getASTIndex() < Call.getNumArgs()) {
        Result.Does = MemoryCall::Releases;
        Result.Block = Call.getArg(Index.getASTIndex());
        return Result;
      }
  }
  return std::nullopt;
}

static std::optional<MemoryCall> wrapperCall(const CallExpr &Call, const FunctionDecl &F,
                                             MemoryWrappers &Wrappers) {
  const MemoryWrappers::Effect &Known = Wrappers.of(F);
  if (!Known.Does)
    return std::nullopt;
  MemoryCall Result{*Known.Does, F.getNameAsString(), Known.ReleasedBy, nullptr,
                    "",          Confidence::Medium};
  unsigned Given = Call.getNumArgs();
  if (Known.Does != MemoryCall::Allocates) {
    if (Known.Block >= Given)
      return std::nullopt;
    Result.Block = Call.getArg(Known.Block);
  }
  for (unsigned Index : Known.Sizes)
    if (Index < Given)
      Result.Sizes.push_back(Call.getArg(Index));
  return Result;
}

/// A name holds a word, in whatever case: "xmlFreeDoc" and "_TIFFfree" hold "free", "freeze" does
/// not.
static bool hasWord(llvm::StringRef Name, llvm::StringRef Word) {
  for (std::size_t At = 0; (At = Name.find_insensitive(Word, At)) != llvm::StringRef::npos; ++At)
    if (At + Word.size() == Name.size() || !llvm::isLower(Name[At + Word.size()]))
      return true;
  return false;
}

static bool isBytes(QualType T) {
  return T->isPointerType() &&
         (T->getPointeeType()->isVoidType() || T->getPointeeType()->isCharType());
}

/// What name and type look like, where no body can be seen. Typed: what is released may have a type
/// other than void *.
static std::optional<MemoryCall> callByShape(const CallExpr &Call, const NamedDecl &Callee,
                                             bool Typed) {
  llvm::StringRef Name = Callee.getDeclName().isIdentifier() ? Callee.getName() : "";
  constexpr llvm::StringLiteral Releasing[] = {"free",    "dealloc", "deallocate",
                                               "destroy", "delete",  "dispose"};
  // Of a hook the type says more: it takes a void * and returns nothing.
  bool SaysFree = llvm::any_of(Releasing, [&](llvm::StringRef Word) {
    return Typed ? hasWord(Name, Word) : Name.contains_insensitive(Word);
  });
  MemoryCall Result{MemoryCall::Allocates, Name.str(), "", nullptr, "", Confidence::Low};
  // The block: the last argument of type void *, as an opaque pointer of the user comes first.
  const Expr *Block = nullptr, *Object = nullptr;
  unsigned Objects = 0, Opaque = 0;
  for (const Expr *Arg : Call.arguments()) {
    QualType T = Arg->getType();
    if (T->isVoidPointerType()) {
      Block = Arg;
      ++Opaque;
    } else if (T->isIntegerType()) {
      Result.Sizes.push_back(Arg);
    }
    if (!T->isPointerType() || T->isFunctionPointerType())
      continue;
    ++Objects;
    if (!T->getPointeeType()->isPointerType() && !T->getPointeeType().isConstQualified())
      Object = Arg;
  }
  if (SaysFree) {
    // delete(tree, key) ends the life of neither.
    if (Typed && !Block && (Objects == 1 || hasWord(Name, "free")))
      Block = Object;
    if (!Block || !Result.Sizes.empty() || !Call.getType()->isVoidType())
      return std::nullopt;
    Result.Does = MemoryCall::Releases;
    Result.Block = Block;
    return Result;
  }
  if (!Name.contains_insensitive("alloc") || Result.Sizes.empty() || !isBytes(Call.getType()))
    return std::nullopt;
  // One for all, as Lua has it, takes a pointer of the user's, the block and the size.
  if (Block && (Name.contains_insensitive("realloc") || Opaque > 1)) {
    // realloc(opaque, p, old, 0)
    const auto *None = dyn_cast<IntegerLiteral>(Result.Sizes.back()->IgnoreParenImpCasts());
    Result.Does = None && None->getValue() == 0 ? MemoryCall::Releases : MemoryCall::Resizes;
    Result.Block = Block;
  }
  return Result;
}

std::optional<MemoryCall> memoryHook(const CallExpr &Call) {
  if (isa<CXXMemberCallExpr, CXXOperatorCallExpr>(Call))
    return std::nullopt;
  const Expr *Callee = Call.getCallee()->IgnoreParenImpCasts();
  if (const auto *Deref = dyn_cast<UnaryOperator>(Callee); Deref && Deref->getOpcode() == UO_Deref)
    Callee = Deref->getSubExpr()->IgnoreParenImpCasts();
  const NamedDecl *Named = nullptr;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Callee))
    Named = dyn_cast<VarDecl>(Ref->getDecl());
  else if (const auto *Member = dyn_cast<MemberExpr>(Callee))
    Named = dyn_cast<FieldDecl>(Member->getMemberDecl());
  return Named ? callByShape(Call, *Named, /*Typed=*/false) : std::nullopt;
}

std::optional<MemoryCall> memoryCall(const CallExpr &Call, MemoryWrappers &Wrappers) {
  if (isa<CXXOperatorCallExpr>(Call))
    return std::nullopt;
  const FunctionDecl *F = Call.getDirectCallee();
  if (!F)
    return memoryHook(Call);
  if (const LibraryFunction *L = libraryFunction(Call))
    return libraryCall(Call, *L);
  if (auto Declared = attributedCall(Call, *F))
    return Declared;
  if (F->getASTContext().getSourceManager().isInSystemHeader(F->getLocation()))
    return std::nullopt;
  const FunctionDecl *Definition = F->getDefinition();
  if (Definition && Definition->getBody())
    return wrapperCall(Call, *Definition, Wrappers);
  return callByShape(Call, *F, /*Typed=*/true);
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

} // namespace ferrule
