// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// An array converts to a pointer nearly everywhere, and a std::array nowhere. So what is around the
// name decides: where the conversion is, data() takes its place, and a few contexts mean the same
// for both. Every context that is not known to is refused: there a template may deduce T(&)[N], or
// a type be the array's. Within a template the context is not known before the instance, and in a
// macro one text can stand in several contexts, so there only what stays as it is is allowed.
#include "rewriters/cxx/ArrayUses.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;

namespace ferrule {

class ArrayUseFinder : public RecursiveASTVisitor<ArrayUseFinder> {
public:
  ArrayUseFinder(const RewriteContext &R, ArrayUses &Into) : R(R), Into(Into) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return false; }

  // Without a queue argument, so that the stack of ancestors is exact.
  bool TraverseStmt(Stmt *S) {
    if (!S)
      return true;
    const auto *Lambda = dyn_cast<LambdaExpr>(S);
    llvm::SaveAndRestore Template(InTemplate, InTemplate || (Lambda && Lambda->isGenericLambda()));
    Stack.push_back(S);
    bool Continue = RecursiveASTVisitor::TraverseStmt(S);
    Stack.pop_back();
    return Continue;
  }

  bool TraverseDecl(Decl *D) {
    if (!D || D->isInvalidDecl())
      return true;
    if (!isa<TranslationUnitDecl, NamespaceDecl, LinkageSpecDecl>(D) && Stack.empty() &&
        !R.names().inScope(D->getLocation()))
      return true;
    const auto *F = dyn_cast<FunctionDecl>(D);
    llvm::SaveAndRestore Template(InTemplate, InTemplate || D->isTemplated() ||
                                                  (F && F->isTemplateInstantiation()) ||
                                                  isa<ClassTemplateSpecializationDecl>(D));
    llvm::SaveAndRestore Function(InFunction, InFunction || F);
    return RecursiveASTVisitor::TraverseDecl(D);
  }

  // Only the semantic form has the conversions.
  bool TraverseInitListExpr(InitListExpr *I) {
    InitListExpr *Form = I->isSemanticForm() ? I : I->getSemanticForm();
    for (Stmt *Child : (Form ? Form : I)->children())
      if (!TraverseStmt(Child))
        return false;
    return true;
  }

  // What a type is made from has no expression around it.
  bool TraverseDecltypeTypeLoc(DecltypeTypeLoc T, bool Qualifier) {
    Stack.push_back(nullptr);
    bool Continue = RecursiveASTVisitor::TraverseDecltypeTypeLoc(T, Qualifier);
    Stack.pop_back();
    return Continue;
  }

  bool TraverseTypeOfExprTypeLoc(TypeOfExprTypeLoc T, bool Qualifier) {
    Stack.push_back(nullptr);
    bool Continue = RecursiveASTVisitor::TraverseTypeOfExprTypeLoc(T, Qualifier);
    Stack.pop_back();
    return Continue;
  }

  bool TraverseConstructorInitializer(CXXCtorInitializer *I) {
    const FieldDecl *Field = I->isWritten() ? I->getAnyMember() : nullptr;
    const auto *List = dyn_cast<InitListExpr>(I->getInit());
    bool Empty = isa<ImplicitValueInitExpr>(I->getInit()) || (List && List->getNumInits() == 0);
    if (Field && Field->getType()->isArrayType() && !Empty)
      add(*Field, refused("a constructor gives it values"));
    return RecursiveASTVisitor::TraverseConstructorInitializer(I);
  }

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    visitName(*E, *E->getDecl());
    return true;
  }

  bool VisitMemberExpr(MemberExpr *E) {
    visitName(*E, *E->getMemberDecl());
    return true;
  }

  bool VisitOffsetOfExpr(OffsetOfExpr *E) {
    for (unsigned I = 0; I != E->getNumComponents(); ++I)
      if (E->getComponent(I).getKind() == OffsetOfNode::Field)
        add(*E->getComponent(I).getField(), refused("offsetof measures it"));
    return true;
  }

  bool VisitCastExpr(CastExpr *E) {
    if (E->getCastKind() == CK_BitCast)
      for (QualType T : {E->getSubExpr()->getType(), E->getType()})
        if (const auto *Class =
                T->isPointerType() ? T->getPointeeType()->getAsRecordDecl() : nullptr)
          Into.Reinterpreted.insert(Class->getCanonicalDecl());
    return true;
  }

private:
  static ArrayUse refused(const char *Why) { return {.change = ArrayUse::Refused, .why = Why}; }

  void add(const ValueDecl &Array, ArrayUse Use) {
    Into.Uses[Array.getCanonicalDecl()].push_back(Use);
  }

  void visitName(const Expr &Name, const ValueDecl &Array) {
    if (!Array.getType()->isConstantArrayType() || !isa<VarDecl, FieldDecl>(Array))
      return;
    ArrayUse Use = classify(cast<ConstantArrayType>(*R.ast().getAsArrayType(Array.getType())));
    Use.name = &Name;
    bool Measured = Use.change == ArrayUse::None && !Use.subscript;
    if (Use.change == ArrayUse::Data || Use.change == ArrayUse::Element) {
      if (Name.getEndLoc().isMacroID())
        Use = refused("it is used in a macro");
      else if (InTemplate)
        Use = refused("it is used in a template");
      else if (isa<MemberExpr>(Name) && !Name.isLValue())
        Use = refused("it is part of a temporary");
    }
    // There it may be initialised before anything runs, for which data() and [] have to be
    // constexpr.
    if (!InFunction && !Measured && Use.change != ArrayUse::Refused &&
        !R.ast().getLangOpts().CPlusPlus17)
      Use = refused("it is used outside of functions");
    add(Array, Use);
  }

  /// The ancestor at a distance from the visited expression, parentheses and added const apart.
  const Stmt *ancestor(unsigned Distance) const {
    for (const Stmt *S : llvm::reverse(llvm::ArrayRef(Stack).drop_back())) {
      const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(S);
      bool Transparent = (S && isa<ParenExpr>(S)) || (Cast && Cast->getCastKind() == CK_NoOp);
      if (!Transparent && Distance-- == 0)
        return S;
    }
    return nullptr;
  }

  ArrayUse classify(const ConstantArrayType &Type) const {
    const Stmt *Around = ancestor(0);
    const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(Around);
    bool Decays = Cast && Cast->getCastKind() == CK_ArrayToPointerDecay;
    const Stmt *User = Decays ? ancestor(1) : Around;
    if (const auto *Subscript = dyn_cast_or_null<ArraySubscriptExpr>(User))
      return ofSubscript(*Subscript, ancestor(Decays ? 2 : 1), Type);
    if (!Decays)
      return User && staysWhole(*User)
                 ? ArrayUse()
                 : refused("the array as a whole is used, not a pointer to it");
    if (const auto *Deref = dyn_cast_or_null<UnaryOperator>(User);
        Deref && Deref->getOpcode() == UO_Deref)
      return {.change = ArrayUse::Element, .dereference = Deref};
    return {.change = ArrayUse::Data};
  }

  ArrayUse ofSubscript(const ArraySubscriptExpr &E, const Stmt *User,
                       const ConstantArrayType &Type) const {
    const Expr *Base = E.getLHS()->IgnoreParenImpCasts();
    if (Base != Stack.back())
      return refused("the index stands in front of the brackets");
    ArrayUse Use{.subscript = &E};
    const auto *Taken = dyn_cast_or_null<UnaryOperator>(User);
    if (!Taken || Taken->getOpcode() != UO_AddrOf)
      return Use;
    auto Index =
        E.getIdx()->isValueDependent() ? std::nullopt : E.getIdx()->getIntegerConstantExpr(R.ast());
    Use.mayBeEnd = !Index;
    if (Index && (Index->isNegative() || Index->getZExtValue() >= Type.getSize().getZExtValue()))
      return refused(
          "the address of what is behind its last element is taken by an index, at which "
          "a library with checks ends the program");
    return Use;
  }

  /// It means the same for a std::array.
  bool staysWhole(const Stmt &User) const {
    if (const auto *Trait = dyn_cast<UnaryExprOrTypeTraitExpr>(&User))
      return Trait->getKind() == UETT_SizeOf;
    if (const auto *Cast = dyn_cast<ExplicitCastExpr>(&User))
      return Cast->getCastKind() == CK_ToVoid;
    if (const auto *Taken = dyn_cast<UnaryOperator>(&User)) {
      const auto *Cast = dyn_cast_or_null<CastExpr>(ancestor(1));
      return Taken->getOpcode() == UO_AddrOf && Cast && Cast->getCastKind() == CK_BitCast &&
             Cast->getType()->isVoidPointerType();
    }
    if (const auto *Call = dyn_cast<CallExpr>(&User)) {
      const FunctionDecl *F = Call->getDirectCallee();
      return F && F->isInStdNamespace() && F->getIdentifier() &&
             llvm::is_contained({"begin", "end", "cbegin", "cend", "size", "data"}, F->getName());
    }
    // LambdaExpr: a capture by reference.
    return isa<CXXForRangeStmt, LambdaExpr>(User) || isCopiedByLambda();
  }

  bool isCopiedByLambda() const {
    for (unsigned I = Stack.size(); I-- > 1;)
      if (Stack[I] && isa<ArrayInitLoopExpr>(Stack[I]))
        return Stack[I - 1] && isa<LambdaExpr>(Stack[I - 1]);
    return false;
  }

  const RewriteContext &R;
  ArrayUses &Into;
  llvm::SmallVector<const Stmt *, 64> Stack;
  bool InTemplate = false;
  bool InFunction = false;
};

ArrayUses::ArrayUses(const RewriteContext &R) {
  ArrayUseFinder(R, *this).TraverseDecl(R.ast().getTranslationUnitDecl());
}

llvm::ArrayRef<ArrayUse> ArrayUses::of(const ValueDecl &Array) const {
  auto It = Uses.find(Array.getCanonicalDecl());
  if (It == Uses.end())
    return {};
  return It->second;
}

bool ArrayUses::isReinterpreted(const RecordDecl &Class) const {
  return Reinterpreted.contains(Class.getCanonicalDecl());
}

} // namespace ferrule
