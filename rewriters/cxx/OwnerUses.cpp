// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/cxx/OwnerUses.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace ferrule {
namespace {

bool isSmartPointer(const CXXRecordDecl *Class) {
  return Class && Class->isInStdNamespace() && Class->getIdentifier() &&
         (Class->getName() == "unique_ptr" || Class->getName() == "shared_ptr");
}

/// Sorts one use by what stands around it.
class Sorter {
public:
  Sorter(const Expr &Name, ArrayRef<const Stmt *> Around, OwnerTraits Traits, ASTContext &AST)
      : Name(Name), Around(Around), Traits(Traits), AST(AST) {}

  OwnerUse sort() {
    skipParens();
    if (const auto *Read = dyn_cast_or_null<ImplicitCastExpr>(outer());
        Read && Read->getCastKind() == CK_LValueToRValue) {
      step();
      return sortValue();
    }
    if (const auto *B = dyn_cast_or_null<BinaryOperator>(outer());
        B && B->getOpcode() == BO_Assign && Below == B->getLHS())
      return sortAssignment(*B);
    if (const CallExpr *Call = Traits.member ? nullptr : callThatFills())
      return is(OwnerUse::Fills, Call);
    return unfit(whyUnfit());
  }

private:
  /// The nearest statement around what has been looked at, or null.
  const Stmt *outer() const { return Depth ? Around[Depth - 1] : nullptr; }
  void step() {
    Below = outer();
    --Depth;
  }
  void skipParens() {
    while (outer() && isa<ParenExpr>(outer()))
      step();
  }

  OwnerUse is(OwnerUse::Kind Kind, const Stmt *Effect = nullptr) const {
    return {Kind, &Name, Effect ? Effect : &Name, "", nullptr};
  }
  OwnerUse unfit(std::string Why) const {
    return {OwnerUse::Unfit, &Name, &Name, std::move(Why), nullptr};
  }
  OwnerUse oneObject() const { return is(Traits.array ? OwnerUse::Value : OwnerUse::Stays); }

  OwnerUse sortValue() {
    bool Direct = true;
    for (skipParens(); const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(outer());
         skipParens()) {
      if (Cast->getCastKind() == CK_PointerToBoolean) {
        step();
        return sortCondition();
      }
      Direct &= Cast->getCastKind() == CK_NoOp;
      step();
    }
    const Stmt *User = outer();
    if (const auto *U = dyn_cast_or_null<UnaryOperator>(User); U && U->getOpcode() == UO_Deref)
      return oneObject();
    if (const auto *M = dyn_cast_or_null<MemberExpr>(User))
      return isa<CXXDestructorDecl>(M->getMemberDecl()) ? unfit("its destructor is called by name")
                                                        : oneObject();
    if (const auto *Subscript = dyn_cast_or_null<ArraySubscriptExpr>(User)) {
      if (!Traits.array || Subscript->getLHS() != Below)
        return is(OwnerUse::Value);
      OwnerUse Use = is(OwnerUse::Stays);
      Use.subscript = Subscript;
      return Use;
    }
    if (const auto *Delete = dyn_cast_or_null<CXXDeleteExpr>(User))
      return sortDelete(*Delete, Direct);
    if (const auto *B = dyn_cast_or_null<BinaryOperator>(User); B && B->isEqualityOp()) {
      const Expr *Other = B->getLHS() == Below ? B->getRHS() : B->getLHS();
      return is(isa<CXXNullPtrLiteralExpr>(Other->IgnoreParenImpCasts()) ? OwnerUse::Stays
                                                                         : OwnerUse::Value);
    }
    if (const auto *Cast = dyn_cast_or_null<ExplicitCastExpr>(User);
        Cast && Cast->getType()->isBooleanType())
      return is(OwnerUse::Stays);
    return is(isHandedOver(User) ? OwnerUse::HandsOver : OwnerUse::Value);
  }

  OwnerUse sortDelete(const CXXDeleteExpr &Delete, bool Direct) const {
    if (!Direct)
      return unfit("it is deleted as another type");
    if (Delete.isGlobalDelete())
      return unfit("::delete is asked for");
    if (Delete.isArrayForm() != Traits.array)
      return unfit("it is deleted as an array in one place and as an object in another");
    return is(OwnerUse::Deletes, &Delete);
  }

  bool isHandedOver(const Stmt *User) const {
    if (isa_and_nonnull<ReturnStmt>(User))
      return !Traits.member;
    if (const auto *Made = dyn_cast_or_null<CXXConstructExpr>(User))
      return isSmartPointer(Made->getConstructor()->getParent());
    const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(User);
    return Call && Call->getMethodDecl() && isSmartPointer(Call->getRecordDecl()) &&
           Call->getMethodDecl()->getDeclName().isIdentifier() &&
           Call->getMethodDecl()->getName() == "reset";
  }

  /// A unique_ptr is converted to bool where a condition asks for it, and nowhere else.
  OwnerUse sortCondition() {
    skipParens();
    const Stmt *User = outer();
    const Stmt *Condition = nullptr;
    if (const auto *If = dyn_cast_or_null<IfStmt>(User))
      Condition = If->getCond();
    else if (const auto *While = dyn_cast_or_null<WhileStmt>(User))
      Condition = While->getCond();
    else if (const auto *Do = dyn_cast_or_null<DoStmt>(User))
      Condition = Do->getCond();
    else if (const auto *For = dyn_cast_or_null<ForStmt>(User))
      Condition = For->getCond();
    else if (const auto *Choice = dyn_cast_or_null<ConditionalOperator>(User))
      Condition = Choice->getCond();
    const auto *U = dyn_cast_or_null<UnaryOperator>(User);
    const auto *B = dyn_cast_or_null<BinaryOperator>(User);
    bool Asked = (U && U->getOpcode() == UO_LNot) || (B && B->isLogicalOp()) ||
                 isa_and_nonnull<ExplicitCastExpr>(User) || (Condition && Condition == Below);
    return is(Asked ? OwnerUse::Stays : OwnerUse::Value);
  }

  OwnerUse sortAssignment(const BinaryOperator &Assign) {
    step();
    while (outer() && isa<FullExpr>(outer()))
      step();
    if (!isStatement())
      return unfit("an assignment to it is part of a larger expression");
    if (isNullPointer(*Assign.getRHS(), AST))
      return is(OwnerUse::Clears, &Assign);
    if (!Traits.member && !madeForOwner(*Assign.getRHS(), Traits.array))
      return unfit("it is set to a pointer that others may have, too");
    return is(OwnerUse::Sets, &Assign);
  }

  /// The call that is given the address of the pointer, to set it.
  const CallExpr *callThatFills() const {
    const auto *Address = dyn_cast_or_null<UnaryOperator>(outer());
    const auto *Call = Depth > 1 ? dyn_cast<CallExpr>(Around[Depth - 2]) : nullptr;
    if (!Address || Address->getOpcode() != UO_AddrOf || !Call)
      return nullptr;
    return llvm::is_contained(Call->arguments(), Address) ? Call : nullptr;
  }

  bool isStatement() const {
    const Stmt *User = outer();
    if (const auto *If = dyn_cast_or_null<IfStmt>(User))
      return If->getThen() == Below || If->getElse() == Below;
    return isa_and_nonnull<CompoundStmt>(User);
  }

  std::string whyUnfit() const {
    const Stmt *User = outer();
    if (const auto *U = dyn_cast_or_null<UnaryOperator>(User))
      return U->getOpcode() == UO_AddrOf   ? "its address is taken"
             : U->isIncrementDecrementOp() ? "it is moved"
                                           : "it is used in a way that unique_ptr does not have";
    if (isa_and_nonnull<CompoundAssignOperator>(User))
      return "it is moved";
    if (isa_and_nonnull<CallExpr, CXXConstructExpr, DeclStmt, InitListExpr>(User))
      return "a reference to it is made";
    return "it is used in a way that unique_ptr does not have";
  }

  const Expr &Name;
  ArrayRef<const Stmt *> Around;
  OwnerTraits Traits;
  ASTContext &AST;
  std::size_t Depth = Around.size();
  /// What was stepped over last: the operand of outer().
  const Stmt *Below = &Name;
};

class Collector {
public:
  Collector(OwnerTraits Traits, ASTContext &AST, llvm::function_ref<bool(const Expr &)> IsName)
      : Traits(Traits), AST(AST), IsName(IsName) {}

  void walk(const Stmt *S) {
    if (!S)
      return;
    if (const auto *E = dyn_cast<Expr>(S); E && IsName(*E)) {
      if (Seen.insert(E).second)
        Found.push_back(Captured
                            ? OwnerUse{OwnerUse::Unfit, E, E, "a lambda or block uses it", nullptr}
                            : Sorter(*E, Around, Traits, AST).sort());
      return;
    }
    if (const auto *List = dyn_cast<InitListExpr>(S); List && List->getSemanticForm())
      S = List->getSemanticForm();
    Around.push_back(S);
    bool Was = std::exchange(Captured, Captured || isa<LambdaExpr, BlockExpr>(S));
    for (const Stmt *Child : S->children())
      walk(Child);
    if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
      walk(Lambda->getBody());
    Captured = Was;
    Around.pop_back();
  }

  std::vector<OwnerUse> Found;

private:
  OwnerTraits Traits;
  ASTContext &AST;
  llvm::function_ref<bool(const Expr &)> IsName;
  bool Captured = false;
  llvm::SmallVector<const Stmt *, 32> Around;
  llvm::SmallPtrSet<const Expr *, 8> Seen;
};

} // namespace

std::vector<OwnerUse> ownerUses(const Stmt &Body, OwnerTraits Traits, ASTContext &AST,
                                llvm::function_ref<bool(const Expr &)> IsName) {
  Collector C(Traits, AST, IsName);
  C.walk(&Body);
  return std::move(C.Found);
}

bool isNullPointer(const Expr &E, ASTContext &AST) {
  return E.isNullPointerConstant(AST, Expr::NPC_ValueDependentIsNotNull) != Expr::NPCK_NotNull;
}

const Expr *madeForOwner(const Expr &Value, bool Array) {
  const Expr *E = Value.IgnoreParenCasts();
  while (const auto *Full = dyn_cast<FullExpr>(E))
    E = Full->getSubExpr()->IgnoreParenCasts();
  if (const auto *New = dyn_cast<CXXNewExpr>(E))
    return New->isArray() == Array ? New : nullptr;
  // A function that returns a reference to a pointer names one that stays where it is.
  const auto *Call = dyn_cast<CallExpr>(E);
  return Call && Call->getType()->isPointerType() && Call->isPRValue() &&
                 !isa<CXXOperatorCallExpr>(Call)
             ? Call
             : nullptr;
}

static bool isNoThrow(const FunctionDecl *F) {
  const auto *Type = F ? F->getType()->getAs<FunctionProtoType>() : nullptr;
  return Type && !isUnresolvedExceptionSpec(Type->getExceptionSpecType()) && Type->isNothrow();
}

bool mayThrow(const Stmt &S) {
  // These have no children.
  if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(&S))
    return mayThrow(*Default->getExpr());
  if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(&S))
    return mayThrow(*Default->getExpr());
  bool Here = false;
  if (const auto *Call = dyn_cast<CallExpr>(&S))
    Here = !isNoThrow(Call->getDirectCallee());
  else if (const auto *Made = dyn_cast<CXXConstructExpr>(&S))
    Here = !isNoThrow(Made->getConstructor());
  else
    Here =
        isa<CXXNewExpr, CXXThrowExpr, CXXDynamicCastExpr, CXXTypeidExpr, CoroutineSuspendExpr>(S);
  return Here ||
         llvm::any_of(S.children(), [](const Stmt *Child) { return Child && mayThrow(*Child); });
}

} // namespace ferrule
