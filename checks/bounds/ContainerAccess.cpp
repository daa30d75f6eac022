// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/AccessPath.h"
#include "checks/Check.h"
#include "checks/Guards.h"
#include "checks/Values.h"
#include "checks/bounds/HardenedLibrary.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace ferrule {
namespace {

enum class Access { None, Index, Ends, Value };

/// What can run between a condition and the visited node. Where no loop is between them, that is
/// what stands before the node, and what has it as a part (a call that it is given to) runs after.
class Way {
public:
  Way(llvm::ArrayRef<const Stmt *> Guarded, const CheckContext &C) : Path(C.path()) {
    llvm::append_range(Whole, Guarded.drop_back());
    const auto *It = llvm::find(Path, Guarded.back());
    auto Repeats = [](const Stmt *S) {
      return isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt, LambdaExpr, BlockExpr>(S);
    };
    if (std::any_of(It, Path.end(), Repeats) ||
        holds(*Guarded.back(), [](const Stmt &S) { return isa<LabelStmt>(S); })) {
      Whole.push_back(Guarded.back());
      return;
    }
    for (; It + 1 < Path.end(); ++It)
      if (const auto *Block = dyn_cast<CompoundStmt>(*It))
        Whole.append(Block->body_begin(), llvm::find(Block->body(), It[1]));
      else if (const auto *If = dyn_cast<IfStmt>(*It);
               If && !If->getInit() && !If->hasVarStorage() && It[1] != If->getCond())
        Whole.push_back(If->getCond());
      else
        break;
    Last = It == Path.end() ? Guarded.back() : *It;
  }

  bool has(llvm::function_ref<bool(const Stmt &)> Wanted) const {
    return llvm::any_of(Whole, [&](const Stmt *S) { return holds(*S, Wanted); }) ||
           (Last && holds(*Last, [&](const Stmt &Part) {
              return !llvm::is_contained(Path, &Part) && Wanted(Part);
            }));
  }

private:
  llvm::ArrayRef<const Stmt *> Path;
  llvm::SmallVector<const Stmt *, 4> Whole;
  const Stmt *Last = nullptr;
};

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
            "on the way that compares the same index with size(), and by a test of empty() or "
            "has_value(), if the container can not change in between; and where the library is "
            "compiled with checks of its own (-D_GLIBCXX_ASSERTIONS, -D_LIBCPP_HARDENING_MODE), "
            "which end the program.",
        .bad = "#include <vector>\nint get(const std::vector<int> &v, unsigned i) { return v[i]; "
               "}\n",
        .good = "#include <vector>\nint get(const std::vector<int> &v, unsigned i) { return "
                "v.at(i); }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    auto Library = std::make_shared<HardenedLibrary>();
    D.on<CXXOperatorCallExpr>([Library](const CXXOperatorCallExpr &E, CheckContext &C) {
      if (E.getNumArgs() == 0)
        return;
      llvm::StringRef Class = standardClass(*E.getArg(0));
      Access Kind = Class.empty() ? Access::None : ofOperator(Class, E.getOperator());
      if (Kind == Access::None)
        return;
      judge({E, Class, Kind, libraryCheck(*Library, E.getDirectCallee(), Class, Kind)},
            *E.getArg(0), E.getNumArgs() > 1 ? E.getArg(1) : nullptr, C);
    });
    D.on<CXXMemberCallExpr>([Library](const CXXMemberCallExpr &E, CheckContext &C) {
      const Expr *Object = E.getImplicitObjectArgument();
      const CXXMethodDecl *Method = E.getMethodDecl();
      if (!Object || !Method || !Method->getDeclName().isIdentifier())
        return;
      llvm::StringRef Class = standardClass(*Object);
      if (!Class.empty() && hasEnds(Class) &&
          llvm::is_contained({"front", "back", "pop_back", "pop_front", "top", "pop"},
                             Method->getName()))
        judge({E, Class, Access::Ends, libraryCheck(*Library, Method, Class, Access::Ends)},
              *Object, nullptr, C);
    });
  }

private:
  struct Found {
    const Expr &Call;
    llvm::StringRef Class;
    Access Kind;
    /// How the library checks it, or null.
    const char *Library;

    void open(std::string What, std::string Reason, CheckContext &C) const {
      if (Library)
        C.discharged(Call.getSourceRange(), std::move(What), Library);
      else
        C.open(Call.getSourceRange(), std::move(What), std::move(Reason));
    }
  };

  static const char *libraryCheck(HardenedLibrary &Library, const FunctionDecl *Called,
                                  llvm::StringRef Class, Access Kind) {
    // These know no size.
    if (!Called || Class == "unique_ptr" || Class == "shared_ptr")
      return nullptr;
    if (Kind == Access::Index)
      return Library.checksIndex(*Called)
                 ? "the library checks it: the program ends when the index is out of range"
                 : nullptr;
    if (!Library.checksState(*Called))
      return nullptr;
    return Kind == Access::Ends ? "the library checks it: the program ends when it is empty"
                                : "the library checks it: the program ends when it has no value";
  }

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

  static void judge(const Found &F, const Expr &Object, const Expr *Index, CheckContext &C) {
    const Expr &E = F.Call;
    const llvm::StringRef Class = F.Class;
    const Access Kind = F.Kind;
    std::string What = "'" + C.text(E) + "' accesses a std::" + Class.str() + " unchecked";
    if (Kind == Access::Index && Index && Class == "array")
      return judgeArray(F, std::move(What), Object, *Index, C);
    const char *Why = nullptr;
    bool Changes = false, InVain = false;
    forConditionsAround(C, [&](const Guard &G) {
      if (Why)
        return;
      if (!shows(G.Condition, G.Negated, Kind, Object, Index, C))
        InVain |= Index && comparesSize(G.Condition, Object, *Index);
      else if (Way Between(G.Guarded, C);
               isStable(Object, Between) && (!Index || isStableIndex(*Index, Between)))
        Why = G.Kind;
      else
        Changes = true;
    });
    if (Why)
      return C.discharged(E.getSourceRange(), std::move(What), std::string("because of ") + Why);
    F.open(std::move(What),
           Changes                 ? "it may change between the check and the access"
           : InVain                ? "the comparison with its size does not bound the index"
           : Kind == Access::Index ? "nothing compares the index with its size"
           : Kind == Access::Ends  ? "nothing shows that it is not empty"
                                   : "nothing shows that it has a value",
           C);
  }

  static void judgeArray(const Found &F, std::string What, const Expr &Object, const Expr &Index,
                         CheckContext &C) {
    const Expr &E = F.Call;
    const auto *Class =
        dyn_cast_or_null<ClassTemplateSpecializationDecl>(Object.getType()->getAsCXXRecordDecl());
    if (!Class || Class->getTemplateArgs().size() != 2 ||
        Class->getTemplateArgs()[1].getKind() != TemplateArgument::Integral)
      return;
    std::int64_t Size = Class->getTemplateArgs()[1].getAsIntegral().getExtValue();
    What += ", of " + std::to_string(Size) + (Size == 1 ? " element" : " elements");
    auto Range = rangeOf(Index, C);
    if (!Range)
      return F.open(std::move(What), whyUnbounded(Index, "the index", C), C);
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
    F.open(std::move(What),
           "the index can be " + std::to_string(Range->High) + " as far as " + Range->Why +
               " tells",
           C);
  }

  /// What leads to the object; nothing: others may change it unseen.
  static std::optional<AccessPath> pathOf(const Expr &Object) {
    const auto *Deref = dyn_cast<UnaryOperator>(Object.IgnoreParenImpCasts());
    return AccessPath::of(Deref && Deref->getOpcode() == UO_Deref ? *Deref->getSubExpr() : Object);
  }

  /// The call Object.Name().
  static bool isCall(const Expr &E, const AccessPath &Object,
                     std::initializer_list<llvm::StringRef> Names) {
    const auto *Call = dyn_cast<CXXMemberCallExpr>(E.IgnoreParenCasts());
    const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
    if (!Method || pathOf(*Call->getImplicitObjectArgument()) != Object)
      return false;
    return Method->getDeclName().isIdentifier() ? llvm::is_contained(Names, Method->getName())
                                                : isa<CXXConversionDecl>(Method);
  }

  /// The condition (or its opposite) shows that the access is good.
  static bool shows(const Expr &Condition, bool Negated, Access Kind, const Expr &Object,
                    const Expr *Index, const CheckContext &C) {
    auto Container = pathOf(Object);
    const Expr *E = Condition.IgnoreParenImpCasts();
    if (!Container)
      return false;
    if (const auto *Not = dyn_cast<UnaryOperator>(E); Not && Not->getOpcode() == UO_LNot)
      return shows(*Not->getSubExpr(), !Negated, Kind, Object, Index, C);
    bool First = Kind == Access::Index && constantOf(*Index, C) == 0;
    if ((Kind == Access::Ends || First) && isCall(*E, *Container, {"empty"}))
      return Negated;
    if (Kind == Access::Value && isCall(*E, *Container, {"has_value"}))
      return !Negated;
    const auto *B = dyn_cast<BinaryOperator>(E);
    if (!B)
      return false;
    if (B->getOpcode() == (Negated ? BO_LOr : BO_LAnd))
      return shows(*B->getLHS(), Negated, Kind, Object, Index, C) ||
             shows(*B->getRHS(), Negated, Kind, Object, Index, C);
    if (Kind != Access::Index || !B->isRelationalOp())
      return false;
    BinaryOperatorKind Op =
        Negated ? BinaryOperator::negateComparisonOp(B->getOpcode()) : B->getOpcode();
    const Expr *Small = Op == BO_LT ? B->getLHS() : Op == BO_GT ? B->getRHS() : nullptr;
    const Expr *Large = Op == BO_LT ? B->getRHS() : B->getLHS();
    if (!Small || !isCall(*Large, *Container, {"size", "length"}) || !sameText(*Small, *Index, C))
      return false;
    // In an unsigned comparison a negative index is larger than any size.
    const Expr &Plain = *Index->IgnoreParenCasts();
    if (Small->getType()->isUnsignedIntegerType() &&
        C.ast().getIntWidth(Small->getType()) >= C.ast().getIntWidth(Plain.getType()))
      return true;
    auto Range = rangeOf(Plain, C);
    return Range && Range->Low >= 0;
  }

  /// A comparison in the condition has the size on one side and something of the index on the
  /// other.
  static bool comparesSize(const Stmt &S, const Expr &Object, const Expr &Index) {
    auto Container = pathOf(Object);
    const auto *B = dyn_cast<BinaryOperator>(&S);
    if (!Container)
      return false;
    auto Measures = [&](const Expr &E) {
      return holds(E, [&](const Stmt &Part) {
        const auto *Call = dyn_cast<Expr>(&Part);
        return Call && isCall(*Call, *Container, {"size", "length"});
      });
    };
    auto Shares = [&](const Expr &E) {
      return holds(E, [&](const Stmt &Part) {
        const auto *Ref = dyn_cast<DeclRefExpr>(&Part);
        return Ref && holds(Index, [&](const Stmt &Own) {
                 const auto *OwnRef = dyn_cast<DeclRefExpr>(&Own);
                 return OwnRef && OwnRef->getDecl() == Ref->getDecl();
               });
      });
    };
    if (B && B->isRelationalOp())
      return (Measures(*B->getLHS()) && Shares(*B->getRHS())) ||
             (Measures(*B->getRHS()) && Shares(*B->getLHS()));
    return llvm::any_of(S.children(), [&](const Stmt *Child) {
      return Child && comparesSize(*Child, Object, Index);
    });
  }

  /// It is made of local variables, and none of them changes.
  static bool isStableIndex(const Stmt &Index, const Way &Between) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(&Index)) {
      const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
      return !V || (V->hasLocalStorage() &&
                    !Between.has([&](const Stmt &Part) { return modifies(Part, *V); }));
    }
    return !isa<MemberExpr, CallExpr, ArraySubscriptExpr>(Index) &&
           llvm::all_of(Index.children(),
                        [&](const Stmt *Child) { return Child && isStableIndex(*Child, Between); });
  }

  /// Nothing between changes the size of the object: it is const, or a local whose other uses are
  /// accesses, or nothing is called that could.
  static bool isStable(const Expr &Object, const Way &Between) {
    auto Path = pathOf(Object);
    if (Path && Path->Root &&
        Between.has([&](const Stmt &Part) { return modifies(Part, *Path->Root); }))
      return false;
    if (Object.getType().isConstQualified())
      return true;
    return Path && !Between.has([&](const Stmt &Part) { return changes(Part, Object, *Path); });
  }

  static bool changes(const Stmt &S, const Expr &Object, const AccessPath &Path) {
    const auto *Call = dyn_cast<CallExpr>(&S);
    const auto *Method = Call ? dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee()) : nullptr;
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&S))
      return Operator->isAssignmentOp() && Object.getType()->getAsCXXRecordDecl() ==
                                               Operator->getArg(0)->getType()->getAsCXXRecordDecl();
    if (const auto *OfObject = dyn_cast<CXXMemberCallExpr>(&S); OfObject && Method) {
      if (Method->isConst() ||
          (Method->getDeclName().isIdentifier() &&
           llvm::is_contained({"begin", "end", "data", "front", "back", "at"}, Method->getName())))
        return false;
      // Other containers grow without changing this one.
      if (pathOf(*OfObject->getImplicitObjectArgument()) == Path)
        return true;
      if (!standardClass(*OfObject->getImplicitObjectArgument()).empty() &&
          llvm::is_contained({"push_back", "emplace_back", "append", "insert"}, Method->getName()))
        return false;
    }
    // Only who is given it can change a local.
    const VarDecl *Local = Path.Fields.empty() ? Path.Root : nullptr;
    if (!Local || !Local->hasLocalStorage() || Local->getType()->isReferenceType() ||
        Local->getType()->isPointerType())
      return Call && !isa<CXXOperatorCallExpr>(Call);
    return isa<CallExpr, UnaryOperator>(S) && llvm::any_of(S.children(), [&](const Stmt *Child) {
             const auto *E = dyn_cast_or_null<Expr>(Child);
             return E && variableOf(*E) == Local && E->isLValue();
           });
  }
};

RegisterCheck<ContainerAccess> X;

} // namespace
} // namespace ferrule
