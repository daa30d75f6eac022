// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/DeclaredOwner.h"
#include "llvm/ADT/MapVector.h"

using namespace clang;

namespace ferrule {
namespace {

/// A raw pointer that owns: class Tree { Node *Root = new Node; ~Tree() { delete Root; } };
class OwningPointer final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-ownership-owning-pointer",
        .family = Family::Ownership,
        .severity = Severity::Medium,
        .cwes = {415, 416, 401},
        .summary = "raw pointer that owns what it points to",
        .rationale =
            "A field or local variable that is set from new, or that its class deletes, owns the "
            "object, but its type does not say so: copies, early returns and exceptions are not "
            "checked (C++ Core Guidelines R.3 and C.31 to C.33). Discharged where the declaration "
            "says so (gsl::owner, FERRULE_OWNED) and the class is not copied by default: what is "
            "done with the pointer is followed then. What happens in other translation units is "
            "not seen.",
        .bad = "class Box {\npublic:\n  ~Box() { delete Value; }\nprivate:\n"
               "  int *Value = new int;\n};\n",
        .good = "#include <memory>\nclass Box {\n"
                "  std::unique_ptr<int> Value = std::make_unique<int>();\n};\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<VarDecl>([](const VarDecl &V, CheckContext &C) {
      if (V.isLocalVarDecl() && !V.isStaticLocal() && V.getType()->isPointerType() &&
          isNew(V.getInit()))
        C.open(V.getSourceRange(), "'" + V.getNameAsString() + "' owns what it points to",
               "it is set from 'new'; nothing deletes it when the scope is left");
    });
    D.on<CXXRecordDecl>([](const CXXRecordDecl &R, CheckContext &C) {
      if (!R.isThisDeclarationADefinition() || R.isDependentContext() ||
          llvm::none_of(R.fields(), [](auto *F) { return F->getType()->isPointerType(); }))
        return;
      for (auto &[Field, Why] : ownedFields(R)) {
        std::string What = "'" + Field->getNameAsString() + "' owns what it points to";
        if (declaresOwner(*Field) && !R.hasSimpleCopyConstructor())
          C.discharged(Field->getSourceRange(), What, "its declaration says so");
        else
          C.open(Field->getSourceRange(), What, Why);
      }
    });
  }

private:
  using Owned = llvm::MapVector<const FieldDecl *, std::string>;

  static bool isNew(const Expr *E) {
    const auto *New = dyn_cast_or_null<CXXNewExpr>(E ? E->IgnoreParenCasts() : nullptr);
    return New &&
           !(New->getOperatorNew() && New->getOperatorNew()->isReservedGlobalPlacementOperator());
  }

  static const FieldDecl *pointerField(const Expr &E) {
    const auto *Member = dyn_cast<MemberExpr>(E.IgnoreParenCasts());
    if (!Member || !isa<CXXThisExpr>(Member->getBase()->IgnoreParenCasts()))
      return nullptr;
    const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    return Field && Field->getType()->isPointerType() ? Field : nullptr;
  }

  static void collect(const Stmt *S, const std::string &Method, Owned &Found) {
    if (!S || isa<LambdaExpr>(S))
      return;
    if (const auto *Delete = dyn_cast<CXXDeleteExpr>(S))
      if (const FieldDecl *Field = pointerField(*Delete->getArgument()))
        Found.insert({Field, "'" + Method + "' deletes it"});
    if (const auto *B = dyn_cast<BinaryOperator>(S); B && B->getOpcode() == BO_Assign)
      if (const FieldDecl *Field = pointerField(*B->getLHS()); Field && isNew(B->getRHS()))
        Found.insert({Field, "'" + Method + "' sets it from 'new'"});
    for (const Stmt *Child : S->children())
      collect(Child, Method, Found);
  }

  static Owned ownedFields(const CXXRecordDecl &R) {
    Owned Found;
    for (const FieldDecl *Field : R.fields())
      if (Field->getType()->isPointerType() && Field->hasInClassInitializer() &&
          isNew(Field->getInClassInitializer()))
        Found.insert({Field, "it is set from 'new'"});
    for (const CXXMethodDecl *M : R.methods()) {
      const FunctionDecl *Definition = nullptr;
      if (M->isImplicit() || !M->hasBody(Definition))
        continue;
      if (const auto *Maker = dyn_cast<CXXConstructorDecl>(Definition))
        for (const CXXCtorInitializer *I : Maker->inits())
          if (const FieldDecl *Field = I->getMember();
              Field && Field->getType()->isPointerType() && isNew(I->getInit()))
            Found.insert({Field, "'" + M->getNameAsString() + "' sets it from 'new'"});
      collect(Definition->getBody(), M->getNameAsString(), Found);
    }
    // Only fields of this class: a base's are its own matter.
    Found.remove_if([&](auto &Entry) { return Entry.first->getParent() != &R; });
    if (R.hasSimpleCopyConstructor())
      for (auto &[Field, Why] : Found)
        Why += ", and the class can be copied";
    return Found;
  }
};

RegisterCheck<OwningPointer> X;

} // namespace
} // namespace ferrule
