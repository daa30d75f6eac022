// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/Values.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace ferrule {
namespace {

enum class Access { None, Index, Ends, Value };

/// container[index], container.front(), *optional: accesses that the library does not check.
class ContainerAccess final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-bounds-container-access",
        .family = Family::Bounds,
        .severity = Severity::High,
        .cwes = {125, 787, 129},
        .summary = "unchecked access to an element of a standard container",
        .rationale =
            "operator[], front(), back(), pop_back() and optional's operator* have preconditions "
            "that the library need not check (C++20 [sequence.reqmts], [span.elem], "
            "[optional.observe]; CERT CTR50-CPP). at(), value() and operator[] of maps check and "
            "are not reported. Discharged by a constant index into std::array, by a condition "
            "around the access that compares the same index with size(), and by a test of empty() "
            "or has_value().",
        .bad = "#include <vector>\nint get(const std::vector<int> &v, unsigned i) { return v[i]; "
               "}\n",
        .good = "#include <vector>\nint get(const std::vector<int> &v, unsigned i) { return "
                "v.at(i); }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<CXXOperatorCallExpr>([](const CXXOperatorCallExpr &E, CheckContext &C) {
      if (E.getNumArgs() == 0)
        return;
      llvm::StringRef Class = standardClass(*E.getArg(0));
      Access Kind = Class.empty() ? Access::None : ofOperator(Class, E.getOperator());
      if (Kind == Access::None)
        return;
      judge(E, Class, Kind, *E.getArg(0), E.getNumArgs() > 1 ? E.getArg(1) : nullptr, C);
    });
    D.on<CXXMemberCallExpr>([](const CXXMemberCallExpr &E, CheckContext &C) {
      const Expr *Object = E.getImplicitObjectArgument();
      const CXXMethodDecl *Method = E.getMethodDecl();
      if (!Object || !Method || !Method->getDeclName().isIdentifier())
        return;
      llvm::StringRef Class = standardClass(*Object);
      if (!Class.empty() && hasEnds(Class) &&
          llvm::is_contained({"front", "back", "pop_back", "pop_front", "top", "pop"},
                             Method->getName()))
        judge(E, Class, Access::Ends, *Object, nullptr, C);
    });
  }

private:
  static llvm::StringRef standardClass(const Expr &Object) {
    QualType T = Object.getType();
    const CXXRecordDecl *Class =
        T->isPointerType() ? T->getPointeeCXXRecordDecl() : T->getAsCXXRecordDecl();
    return Class && Class->isInStdNamespace() && Class->getIdentifier() ? Class->getName() : "";
  }

  static bool hasEnds(llvm::StringRef Class) {
    return llvm::is_contained({"vector", "deque", "list", "forward_list", "basic_string",
                               "basic_string_view", "span", "array", "stack", "queue",
                               "priority_queue"},
                              Class);
  }

  static Access ofOperator(llvm::StringRef Class, OverloadedOperatorKind Operator) {
    if (Operator == OO_Subscript)
      return llvm::is_contained({"vector", "deque", "basic_string", "basic_string_view", "span",
                                 "array", "valarray", "bitset", "unique_ptr", "shared_ptr"},
                                Class)
                 ? Access::Index
                 : Access::None;
    bool Observes = Operator == OO_Star || Operator == OO_Arrow;
    return Observes && (Class == "optional" || Class == "expected") ? Access::Value : Access::None;
  }

  static void judge(const Expr &E, llvm::StringRef Class, Access Kind, const Expr &Object,
                    const Expr *Index, CheckContext &C) {
    std::string What = "'" + C.text(E) + "' accesses a std::" + Class.str() + " unchecked";
    if (Kind == Access::Index && Index && Class == "array")
      return judgeArray(E, std::move(What), Object, *Index, C);
    const char *Why = nullptr;
    forConditionsAround(C, [&](const Guard &G) {
      if (!Why && shows(G.Condition, G.Negated, Kind, Object, Index) &&
          isStable(Object, G.Guarded) &&
          (!Index || !variableOf(*Index) || !modifies(G.Guarded, *variableOf(*Index))))
        Why = G.Kind;
    });
    if (Why)
      return C.discharged(E.getSourceRange(), std::move(What), std::string("because of ") + Why);
    C.open(E.getSourceRange(), std::move(What),
           Kind == Access::Index  ? "nothing compares the index with its size"
           : Kind == Access::Ends ? "nothing shows that it is not empty"
                                  : "nothing shows that it has a value");
  }

  static void judgeArray(const Expr &E, std::string What, const Expr &Object, const Expr &Index,
                         CheckContext &C) {
    const auto *Class =
        dyn_cast_or_null<ClassTemplateSpecializationDecl>(Object.getType()->getAsCXXRecordDecl());
    if (!Class || Class->getTemplateArgs().size() != 2 ||
        Class->getTemplateArgs()[1].getKind() != TemplateArgument::Integral)
      return;
    std::int64_t Size = Class->getTemplateArgs()[1].getAsIntegral().getExtValue();
    What += ", of " + std::to_string(Size) + (Size == 1 ? " element" : " elements");
    auto Range = rangeOf(Index, C);
    if (!Range)
      return C.open(E.getSourceRange(), std::move(What), "nothing bounds the index");
    if (Range->Low >= 0 && Range->High < Size)
      return C.discharged(E.getSourceRange(), std::move(What),
                          "0 <= index <= " + std::to_string(Range->High) + " because of " +
                              Range->Why);
    if (isNeverReached(C))
      return C.discharged(E.getSourceRange(), std::move(What),
                          "a constant condition keeps it from running");
    if (Range->Low == Range->High)
      return C.defect(E.getSourceRange(), std::move(What),
                      "the index is " + std::to_string(Range->Low));
    C.open(E.getSourceRange(), std::move(What),
           "the index can be " + std::to_string(Range->High) + " as far as " + Range->Why +
               " tells");
  }

  /// The variable or the own member that is the object, or null: others may change unseen.
  static const ValueDecl *named(const Expr &Object) {
    const Expr *E = Object.IgnoreParenImpCasts();
    if (const VarDecl *V = variableOf(*E))
      return V;
    if (const auto *Member = dyn_cast<MemberExpr>(E))
      if (isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts()))
        return Member->getMemberDecl();
    return nullptr;
  }

  /// The call Object.Name(), or null.
  static bool isCall(const Expr &E, const ValueDecl *Object,
                     std::initializer_list<llvm::StringRef> Names) {
    const auto *Call = dyn_cast<CXXMemberCallExpr>(E.IgnoreParenImpCasts());
    const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
    if (!Method || named(*Call->getImplicitObjectArgument()) != Object)
      return false;
    return Method->getDeclName().isIdentifier() ? llvm::is_contained(Names, Method->getName())
                                                : isa<CXXConversionDecl>(Method);
  }

  /// The condition (or its opposite) shows that the access is good.
  static bool shows(const Expr &Condition, bool Negated, Access Kind, const Expr &Object,
                    const Expr *Index) {
    const ValueDecl *Container = named(Object);
    const Expr *E = Condition.IgnoreParenImpCasts();
    if (!Container)
      return false;
    if (const auto *Not = dyn_cast<UnaryOperator>(E); Not && Not->getOpcode() == UO_LNot)
      return shows(*Not->getSubExpr(), !Negated, Kind, Object, Index);
    if (Kind == Access::Ends && isCall(*E, Container, {"empty"}))
      return Negated;
    if (Kind == Access::Value && isCall(*E, Container, {"has_value"}))
      return !Negated;
    const auto *B = dyn_cast<BinaryOperator>(E);
    if (!B)
      return false;
    if (B->getOpcode() == (Negated ? BO_LOr : BO_LAnd))
      return shows(*B->getLHS(), Negated, Kind, Object, Index) ||
             shows(*B->getRHS(), Negated, Kind, Object, Index);
    const VarDecl *V = Index ? variableOf(*Index) : nullptr;
    if (Kind != Access::Index || !V || !V->getType()->isUnsignedIntegerType())
      return false;
    BinaryOperatorKind Op = Negated && B->isComparisonOp()
                                ? BinaryOperator::negateComparisonOp(B->getOpcode())
                                : B->getOpcode();
    return (Op == BO_LT && variableOf(*B->getLHS()) == V &&
            isCall(*B->getRHS(), Container, {"size", "length"})) ||
           (Op == BO_GT && variableOf(*B->getRHS()) == V &&
            isCall(*B->getLHS(), Container, {"size", "length"}));
  }

  /// Nothing in S changes the size of the object: it is const, or a local whose other uses in S are
  /// accesses. A member counts when its function is const.
  static bool isStable(const Expr &Object, const Stmt &S) {
    if (Object.getType().isConstQualified())
      return true;
    const VarDecl *V = variableOf(Object);
    return V && !V->hasGlobalStorage() && !changes(S, *V);
  }

  static bool changes(const Stmt &S, const VarDecl &V) {
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(&S);
        Call && Call->getMethodDecl() && Call->getImplicitObjectArgument() &&
        variableOf(*Call->getImplicitObjectArgument()) == &V) {
      const CXXMethodDecl &Method = *Call->getMethodDecl();
      return !Method.isConst() &&
             !(Method.getDeclName().isIdentifier() &&
               llvm::is_contained({"begin", "end", "data", "front", "back", "at"},
                                  Method.getName()));
    }
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&S);
        Operator && Operator->isAssignmentOp() && variableOf(*Operator->getArg(0)) == &V)
      return true;
    return (isa<CallExpr, UnaryOperator>(S) && !isa<CXXOperatorCallExpr>(S) &&
            llvm::any_of(S.children(),
                         [&](const Stmt *Child) {
                           const auto *E = dyn_cast_or_null<Expr>(Child);
                           return E && variableOf(*E) == &V && E->isLValue();
                         })) ||
           llvm::any_of(S.children(),
                        [&](const Stmt *Child) { return Child && changes(*Child, V); });
  }
};

RegisterCheck<ContainerAccess> X;

} // namespace
} // namespace ferrule
