// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "clang/AST/ASTLambda.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace ferrule {
namespace {

/// std::string_view V = std::string("gone");
class DanglingView final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-lifetime-dangling-view",
        .family = Family::Lifetime,
        .severity = Severity::High,
        .cwes = {416, 825, 562},
        .summary = "view of an object that can end before it",
        .rationale =
            "A view such as std::string_view or std::span does not keep alive what it looks at "
            "(C++ Core Guidelines F.43, Pro.lifetime; CERT EXP54-CPP). Defects are views of a "
            "temporary of the standard library, which ends with the full expression "
            "([class.temporary]p4), and returned views of a local. Members that are views, and "
            "methods that return one, are open. A trivial class of a pointer to const and a size "
            "counts as a view.",
        .bad = "#include <string>\n#include <string_view>\nstd::string name();\n"
               "bool known() { std::string_view V = name(); return V == \"x\"; }\n",
        .good = "#include <string>\nstd::string name();\n"
                "bool known() { std::string V = name(); return V == \"x\"; }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<VarDecl>([](const VarDecl &V, CheckContext &C) {
      if (C.isCXX() && V.getInit() && !V.getType()->isDependentType())
        reportTemporary(V.getType(), *V.getInit(), V.getSourceRange(),
                        "'" + V.getNameAsString() + "'", C);
    });
    D.on<CXXOperatorCallExpr>([](const CXXOperatorCallExpr &E, CheckContext &C) {
      if (E.getOperator() == OO_Equal && E.getNumArgs() == 2)
        reportTemporary(E.getArg(0)->getType(), *E.getArg(1), E.getSourceRange(),
                        "'" + C.text(*E.getArg(0)) + "'", C);
    });
    D.on<ReturnStmt>([](const ReturnStmt &S, CheckContext &C) {
      if (!C.isCXX() || !S.getRetValue() || !C.function() || insideLambda(C))
        return;
      const Expr *Owner = viewed(*S.getRetValue(), C.function()->getReturnType());
      if (const auto *Ref = dyn_cast_or_null<DeclRefExpr>(Owner)) {
        const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
        if (V && V->hasLocalStorage() && !V->getType()->isReferenceType())
          C.defect(S.getSourceRange(),
                   "the function returns a view of '" + V->getNameAsString() + "'",
                   "the variable ends when the function returns");
      } else if (Owner && Owner->isPRValue()) {
        C.defect(S.getSourceRange(), "the function returns a view of a temporary",
                 "the temporary ends when the function returns");
      }
    });
    D.on<FieldDecl>([](const FieldDecl &F, CheckContext &C) {
      if (C.isCXX() && isView(F.getType()))
        C.open(F.getSourceRange(), "the member '" + F.getNameAsString() + "' is a view",
               "nothing makes what it looks at live as long as the object");
    });
    D.on<CXXMethodDecl>([](const CXXMethodDecl &M, CheckContext &C) {
      if (M.doesThisDeclarationHaveABody() && !M.isStatic() && !M.isDependentContext() &&
          !isLambdaCallOperator(&M) && isView(M.getReturnType()) && !isView(M.getParent()))
        C.open(M.getSourceRange(), "'" + M.getNameAsString() + "' returns a view",
               "nothing makes what it looks at live as long as the view");
    });
  }

private:
  static bool isNamedView(const CXXRecordDecl &R) {
    return R.getIdentifier() &&
           llvm::StringSwitch<bool>(R.getName())
               .Cases({"basic_string_view", "span", "mdspan", "basic_zstring_view"}, true)
               .Cases({"StringRef", "ArrayRef", "MutableArrayRef", "Twine"}, true)
               .Cases({"StringPiece", "QStringView", "string_ref"}, true)
               .Default(false);
  }

  /// struct Slice { const char *data; size_t size; }, with no more than constructors and methods.
  static bool looksLikeView(const CXXRecordDecl &R) {
    unsigned Pointers = 0, Sizes = 0, Others = 0;
    for (const FieldDecl *F : R.fields()) {
      QualType T = F->getType();
      bool ToConst = T->isPointerType() && T->getPointeeType().isConstQualified() &&
                     !T->getPointeeType()->isRecordType();
      ++(ToConst ? Pointers : T->isUnsignedIntegerType() ? Sizes : Others);
    }
    return Pointers == 1 && Sizes == 1 && Others == 0 && R.getNumBases() == 0 &&
           R.hasUserDeclaredConstructor() && !R.isPolymorphic() && R.hasTrivialDestructor();
  }

  static bool isView(const CXXRecordDecl *R) {
    R = R ? R->getDefinition() : nullptr;
    return R && !R->isDependentType() && !R->isLambda() && (isNamedView(*R) || looksLikeView(*R));
  }
  static bool isView(QualType T) { return !T.isNull() && isView(T->getAsCXXRecordDecl()); }

  /// A class of the standard library that ends what it holds with itself.
  static bool isStandardOwner(QualType T) {
    const CXXRecordDecl *R = T->getAsCXXRecordDecl();
    return R && R->isInStdNamespace() && R->getIdentifier() &&
           llvm::StringSwitch<bool>(R->getName())
               .Cases({"basic_string", "vector", "array", "unique_ptr"}, true)
               .Default(false);
  }

  /// The owner that a value of type T looks into: the operand of a conversion to a view, of a
  /// view's constructor, of c_str() or data(); a prvalue is a temporary. Null: not known.
  static const Expr *viewed(const Expr &Value, QualType T) {
    bool Pointer = T->isPointerType();
    if (!Pointer && !isView(T))
      return nullptr;
    const Expr *E = &Value;
    for (;;) {
      E = E->IgnoreParenImpCasts();
      if (const auto *Full = dyn_cast<FullExpr>(E)) {
        E = Full->getSubExpr();
      } else if (const auto *Functional = dyn_cast<ExplicitCastExpr>(E)) {
        E = Functional->getSubExpr();
      } else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
        const CXXMethodDecl *M = Call->getMethodDecl();
        if (!M || (!isa<CXXConversionDecl>(M) && !isAccessor(*M)))
          return nullptr;
        const Expr *Object = Call->getImplicitObjectArgument()->IgnoreParenImpCasts();
        return isStandardOwner(Object->getType()) ? Object : nullptr;
      } else if (const auto *Made = dyn_cast<CXXConstructExpr>(E)) {
        if (Made->getNumArgs() == 0)
          return nullptr;
        E = Made->getArg(0)->IgnoreParenImpCasts();
        if (isStandardOwner(E->getType()))
          return E;
      } else {
        return nullptr;
      }
    }
  }

  static bool isAccessor(const CXXMethodDecl &M) {
    return M.getIdentifier() && (M.getName() == "c_str" || M.getName() == "data");
  }

  static void reportTemporary(QualType T, const Expr &Value, SourceRange Range,
                              const std::string &Name, CheckContext &C) {
    const Expr *Owner = viewed(Value, T);
    if (Owner && Owner->isPRValue())
      C.defect(Range, Name + " is a view of a temporary",
               "the temporary ends with the full expression");
  }

  static bool insideLambda(const CheckContext &C) {
    return llvm::any_of(C.ancestors(), [](const Stmt *S) { return isa<LambdaExpr>(S); });
  }
};

RegisterCheck<DanglingView> X;

} // namespace
} // namespace ferrule
