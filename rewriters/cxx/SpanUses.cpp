// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/cxx/SpanUses.h"
#include "rewriters/cxx/OwnerEdits.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace ferrule {
namespace {

/// A name, and what stands around it.
class Around {
public:
  /// Path: down to the name.
  Around(llvm::ArrayRef<const Stmt *> Path, ASTContext &AST) : Path(Path), AST(AST) {}

  SpanUse ofPointer() {
    if (!isFit())
      return Use;
    const Expr *Loaded = load();
    if (!Loaded)
      return unfit(whyNoValue());
    const Stmt *User = next(Loaded);
    const Expr *Operand = Last;
    if (const auto *Subscript = dyn_cast_or_null<ArraySubscriptExpr>(User)) {
      if (Subscript->getLHS() != Operand)
        return unfit("the index stands in front of the brackets, or it is an index itself");
      auto Index = Subscript->getIdx()->getIntegerConstantExpr(AST);
      if (Index && Index->isNegative())
        return unfit("what is in front of it is accessed");
      const auto *Taken = dyn_cast_or_null<UnaryOperator>(next(Subscript));
      if (!Taken || Taken->getOpcode() != UO_AddrOf)
        return found(SpanUse::Element, Subscript);
    } else if (const auto *Deref = dyn_cast_or_null<UnaryOperator>(User);
               Deref && Deref->getOpcode() == UO_Deref) {
      return found(SpanUse::Dereference, Deref);
    }
    Use.testsNull = isNullTest(User, Operand);
    return found(SpanUse::Value, nullptr);
  }

  SpanUse ofCount() {
    if (!isFit())
      return Use;
    if (const Expr *Loaded = load()) {
      Use.count = isSize(*Loaded)                            ? SpanUse::Size
                  : !isCompared(*Loaded)                     ? SpanUse::Narrow
                  : Loaded->getType()->isSignedIntegerType() ? SpanUse::Signed
                                                             : SpanUse::Size;
      return found(SpanUse::Value, nullptr);
    }
    Use.count = AST.hasSameUnqualifiedType(Use.name->getType(), AST.getSizeType())
                    ? SpanUse::Size
                    : SpanUse::Narrow;
    if (isComparedByLibrary())
      return found(SpanUse::Value, nullptr);
    return unfit(whyNoValue());
  }

private:
  bool isFit() {
    Use.name = cast<Expr>(Path.back());
    SourceLocation Loc = Use.name->getExprLoc();
    for (const Stmt *S : Path)
      if (isa<LambdaExpr, BlockExpr>(S))
        unfit("a lambda uses it");
      else if (isa<UnaryExprOrTypeTraitExpr, CXXTypeidExpr, CXXNoexceptExpr>(S))
        unfit("its own type or size is asked");
    if (Loc.isMacroID() && !AST.getSourceManager().isMacroArgExpansion(Loc))
      unfit("it is used in a macro");
    return Use.why.empty();
  }

  /// What stands around an expression, parentheses and qualifications apart. Last: its operand.
  const Stmt *next(const Stmt *Of) {
    Last = dyn_cast<Expr>(Of);
    auto Outwards = llvm::reverse(Path);
    auto At = llvm::find(Outwards, Of);
    for (++At; At != Outwards.end(); ++At) {
      const auto *Cast = dyn_cast<ImplicitCastExpr>(*At);
      if (!isa<ParenExpr>(*At) && !(Cast && Cast->getCastKind() == CK_NoOp))
        return *At;
      Last = cast<Expr>(*At);
    }
    return nullptr;
  }

  const Expr *load() {
    const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(next(Path.back()));
    return Cast && Cast->getCastKind() == CK_LValueToRValue ? Cast : nullptr;
  }

  std::string whyNoValue() {
    const Stmt *User = next(Path.back());
    if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(User)) {
      if (Unary->getOpcode() == UO_AddrOf)
        return "its address is taken";
      if (Unary->isIncrementDecrementOp())
        return "it is changed";
    }
    const auto *Binary = dyn_cast_or_null<BinaryOperator>(User);
    return Binary && Binary->isAssignmentOp() ? "it is changed" : "it is used as a variable";
  }

  bool isNullTest(const Stmt *User, const Expr *Operand) const {
    if (const auto *Cast = dyn_cast_or_null<CastExpr>(User))
      return Cast->getCastKind() == CK_PointerToBoolean;
    const auto *Binary = dyn_cast_or_null<BinaryOperator>(User);
    if (!Binary || !Binary->isEqualityOp())
      return false;
    const Expr &Other = Binary->getLHS() == Operand ? *Binary->getRHS() : *Binary->getLHS();
    return isNullPointer(*Other.IgnoreParenImpCasts(), AST);
  }

  /// It is one, or becomes one at once.
  bool isSize(const Expr &Loaded) {
    auto IsSize = [&](const Expr &E) {
      return AST.hasSameUnqualifiedType(E.getType(), AST.getSizeType());
    };
    const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(next(&Loaded));
    return IsSize(Loaded) || (Cast && Cast->getCastKind() == CK_IntegralCast && IsSize(*Cast));
  }

  /// i < n
  bool isCompared(const Expr &Loaded) {
    const Stmt *User = next(&Loaded);
    if (const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(User);
        Cast && Cast->getCastKind() == CK_IntegralCast)
      User = next(Cast);
    const auto *Binary = dyn_cast_or_null<BinaryOperator>(User);
    if (!Binary || !Binary->isComparisonOp())
      return false;
    const Expr &Other = Binary->getLHS() == Last ? *Binary->getRHS() : *Binary->getLHS();
    QualType T = Other.IgnoreParenImpCasts()->getType();
    if (Loaded.getType()->isSignedIntegerType())
      return T->isSignedIntegerType();
    auto Value = Other.getIntegerConstantExpr(AST);
    return T->isUnsignedIntegerType() || (Value && Value->isNonNegative());
  }

  /// std::min(n, m), as a value.
  bool isComparedByLibrary() {
    const auto *Call = dyn_cast_or_null<CallExpr>(next(Path.back()));
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    if (!F || !F->isInStdNamespace() || !F->getIdentifier() || Call->getNumArgs() != 2 ||
        (F->getName() != "min" && F->getName() != "max"))
      return false;
    const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(next(Call));
    return Cast && Cast->getCastKind() == CK_LValueToRValue;
  }

  SpanUse found(SpanUse::Kind Kind, const Expr *Effect) {
    Use.kind = Kind;
    Use.effect = Effect;
    return Use;
  }

  SpanUse unfit(std::string Why) {
    Use.why = std::move(Why);
    return Use;
  }

  llvm::ArrayRef<const Stmt *> Path;
  ASTContext &AST;
  const Expr *Last = nullptr;
  SpanUse Use;
};

void find(llvm::SmallVectorImpl<const Stmt *> &Path, const VarDecl &V,
          llvm::function_ref<void(llvm::ArrayRef<const Stmt *>)> See) {
  const auto *Ref = dyn_cast<DeclRefExpr>(Path.back());
  if (Ref && Ref->getDecl() == &V)
    See(Path);
  for (const Stmt *Child : Path.back()->children())
    if (Child) {
      Path.push_back(Child);
      find(Path, V, See);
      Path.pop_back();
    }
}

} // namespace

void onNames(const Stmt &Body, const VarDecl &V,
             llvm::function_ref<void(llvm::ArrayRef<const Stmt *>)> See) {
  llvm::SmallVector<const Stmt *, 32> Path{&Body};
  find(Path, V, See);
}

std::vector<SpanUse> pointerUses(const Stmt &Body, const VarDecl &Pointer,
                                 const RewriteContext &R) {
  std::vector<SpanUse> Uses;
  onNames(Body, Pointer, [&](llvm::ArrayRef<const Stmt *> Path) {
    Uses.push_back(Around(Path, R.ast()).ofPointer());
  });
  return Uses;
}

std::vector<SpanUse> countUses(const Stmt &Body, const VarDecl &Count, const RewriteContext &R) {
  std::vector<SpanUse> Uses;
  onNames(Body, Count, [&](llvm::ArrayRef<const Stmt *> Path) {
    Uses.push_back(Around(Path, R.ast()).ofCount());
  });
  return Uses;
}

std::string whyNoSpan(const VarDecl &V, ArrayRef<SpanUse> Uses, const RewriteContext &R) {
  for (const SpanUse &Use : Uses)
    if (Use.kind == SpanUse::Unfit)
      return "of '" + V.getNameAsString() + "': " + Use.why + place(*Use.name, R);
  return "";
}

void rewriteUse(Proposal &P, const SpanUse &Use, const RewriteContext &R) {
  if (Use.kind == SpanUse::Dereference) {
    SourceLocation Star = R.sources().getSpellingLoc(Use.effect->getBeginLoc());
    bool Glued = R.sources().getFileOffset(Star) != 0 &&
                 isAsciiIdentifierContinue(*(R.sources().getCharacterData(Star) - 1));
    P.replace(Use.effect->getSourceRange(), // 'return*p'
              (Glued ? " " : "") + R.sourceText(Use.name->getSourceRange()) + "[0]");
  }
  if (Use.kind == SpanUse::Value)
    P.insertAfter(Use.name->getEndLoc(), ".data()");
}

void rewriteCount(Proposal &P, const SpanUse &Use, const VarDecl &Pointer, const VarDecl &Count,
                  const RewriteContext &R) {
  std::string Size = Pointer.getNameAsString() + ".size()";
  TypeLoc Type = Count.getTypeSourceInfo()->getTypeLoc().getUnqualifiedLoc();
  switch (Use.count) {
  case SpanUse::Size:
    break;
  case SpanUse::Signed:
    Size = "std::ssize(" + Pointer.getNameAsString() + ")";
    break;
  case SpanUse::Narrow:
    Size = "static_cast<" + R.sourceText(Type.getSourceRange()) + ">(" + Size + ")";
    break;
  }
  P.replace(Use.name->getSourceRange(), Size);
}

std::string pointeeText(const DeclaratorDecl &D, const RewriteContext &R) {
  const TypeSourceInfo *Type = D.getTypeSourceInfo();
  auto Pointer =
      Type ? Type->getTypeLoc().getUnqualifiedLoc().getAs<PointerTypeLoc>() : PointerTypeLoc();
  if (!Pointer || Pointer.getStarLoc().isMacroID() || D.getBeginLoc().isMacroID())
    return "";
  auto [File, Begin] = R.sources().getDecomposedLoc(D.getBeginLoc());
  unsigned End = R.sources().getFileOffset(Pointer.getStarLoc());
  StringRef Text = R.sources().getBufferData(File).slice(Begin, End).trim();
  return Text.contains("/*") || Text.contains("//") ? "" : Text.str();
}

bool isInternal(const FunctionDecl &F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  return !F.isExternallyVisible() || (Method && Method->getAccess() == AS_private);
}

bool isSpan(QualType T) {
  const auto *Class = T.getNonReferenceType()->getAsCXXRecordDecl();
  return Class && Class->isInStdNamespace() && Class->getIdentifier() && Class->getName() == "span";
}

} // namespace ferrule
