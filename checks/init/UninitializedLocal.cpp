// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/Values.h"
#include "checks/known/LibraryFunctions.h"
#include "clang/Analysis/Analyses/UninitializedValues.h"
#include "clang/Analysis/AnalysisDeclContext.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/MapVector.h"

using namespace clang;

namespace ferrule {
namespace {

/// A local variable that is declared without a value.
struct Local {
  /// The function whose end judges it, and the block that declares it.
  const FunctionDecl *Function;
  const CompoundStmt *Block;
  bool Used = false;
  /// Something else than a read or a write of its own.
  bool Escapes = false;
  /// The first use writes all of it, whichever way control goes.
  bool WrittenFirst = false;
};

/// What Clang's -Wuninitialized analysis says of a function's scalars.
struct Verdicts final : UninitVariablesHandler {
  bool Known = false;
  llvm::DenseMap<const VarDecl *, UninitUse::Kind> Worst;

  void handleUseOfUninitVariable(const VarDecl *V, const UninitUse &Use) override {
    // Who takes a pointer or reference to const may leave it unread.
    UninitUse::Kind Kind = Use.isConstRefOrPtrUse() ? UninitUse::Maybe : Use.getKind();
    auto [It, New] = Worst.try_emplace(V, Kind);
    It->second = std::max(It->second, Kind);
  }
};

/// int n; without a value.
class UninitializedLocal final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-init-uninitialized-local",
        .family = Family::Init,
        .severity = Severity::Medium,
        .cwes = {457, 908},
        .summary = "local variable that is declared without a value",
        .rationale =
            "Reading it before it is written gives any value or undefined behaviour (C11 "
            "6.3.2.1p2; "
            "CERT EXP33-C). Scalars and pointers: discharged when Clang's flow analysis "
            "(-Wuninitialized) finds no path to a read that passes no write, defect when each path "
            "to a read does. Arrays and records: discharged when the first use writes all of it. "
            "Records with a constructor of their own are no operation.",
        .bad = "int f(int c) {\n  int n;\n  if (c)\n    n = 1;\n  return n;\n}\n",
        .good = "int f(int c) {\n  int n = 0;\n  if (c)\n    n = 1;\n  return n;\n}\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<VarDecl>([this](const VarDecl &V, CheckContext &C) { declare(V, C); });
    D.on<DeclRefExpr>([this](const DeclRefExpr &E, CheckContext &C) { use(E, C); });
    D.on<GotoStmt>([this](const GotoStmt &, CheckContext &) { Jumps = true; });
    D.onFunctionEnd([this](CheckContext &C) { judge(C); });
  }

private:
  void declare(const VarDecl &V, CheckContext &C) {
    QualType T = V.getType();
    if (isa<ParmVarDecl>(V) || !V.isLocalVarDecl() || !V.hasLocalStorage() || !C.function() ||
        C.function()->isDependentContext() || V.getDeclContext()->isDependentContext() ||
        V.isExceptionVariable() || V.isCXXForRangeDecl() || T->isReferenceType() ||
        T->isDependentType() || V.isInvalidDecl() || !lacksValue(V) ||
        C.ast().hasSameType(T, C.ast().getBuiltinVaListType()))
      return;
    const CompoundStmt *Block = nullptr;
    for (const Stmt *S : C.ancestors())
      if (const auto *Inner = dyn_cast<CompoundStmt>(S))
        Block = Inner;
    Locals.insert({&V, Local{C.function(), Block}});
  }

  static bool lacksValue(const VarDecl &V) {
    QualType Element = V.getASTContext().getBaseElementType(V.getType());
    const RecordDecl *Record = Element->getAsRecordDecl();
    if (Record && Record->field_empty())
      return false;
    if (!V.getInit())
      return true;
    // In C++ a default constructor that does nothing stands as an initialiser.
    const auto *Construct = dyn_cast<CXXConstructExpr>(V.getInit()->IgnoreImplicit());
    return Construct && Construct->getConstructor()->isTrivial() && Construct->getNumArgs() == 0 &&
           !Construct->requiresZeroInitialization();
  }

  void use(const DeclRefExpr &E, CheckContext &C) {
    const auto *V = dyn_cast<VarDecl>(E.getDecl());
    auto It = V ? Locals.find(V) : Locals.end();
    if (It == Locals.end() || E.isNonOdrUse() == NOUR_Unevaluated)
      return;
    Local &L = It->second;
    if (!L.Used)
      L.WrittenFirst = !Jumps && isReachedAlways(L.Block, C) && writesAll(E, *V, C);
    L.Used = true;
    const Stmt *Parent = nullptr;
    const Expr *Child = &E;
    for (const Stmt *S : llvm::reverse(C.ancestors())) {
      Parent = S;
      if (!isa<ParenExpr>(S))
        break;
      Child = cast<ParenExpr>(S);
    }
    const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(Parent);
    const auto *Assign = dyn_cast_or_null<BinaryOperator>(Parent);
    const auto *Step = dyn_cast_or_null<UnaryOperator>(Parent);
    bool Plain = isa_and_nonnull<UnaryExprOrTypeTraitExpr>(Parent) ||
                 (Cast && Cast->getCastKind() == CK_LValueToRValue) ||
                 (Assign && Assign->isAssignmentOp() && Assign->getLHS() == Child) ||
                 (Step && Step->isIncrementDecrementOp());
    L.Escapes |= !Plain;
  }

  /// Between the block and the visited node there is no branch.
  static bool isReachedAlways(const CompoundStmt *Block, const CheckContext &C) {
    auto Around = C.ancestors();
    auto Start = llvm::find(Around, Block);
    if (Start == Around.end() || (Start != Around.begin() && isa<SwitchStmt>(*std::prev(Start))))
      return false;
    for (auto It = std::next(Start); It != Around.end(); ++It) {
      const Stmt *Next = std::next(It) == Around.end() ? nullptr : *std::next(It);
      if (const auto *If = dyn_cast<IfStmt>(*It)) {
        if (Next != If->getCond())
          return false;
      } else if (const auto *Op = dyn_cast<BinaryOperator>(*It); Op && Op->isLogicalOp()) {
        if (Next != Op->getLHS())
          return false;
      } else if (!isa<Expr, DeclStmt, ReturnStmt>(*It) || isa<AbstractConditionalOperator>(*It)) {
        return false;
      }
    }
    return true;
  }

  /// E is the left side of an assignment, or the destination of a memset that covers it.
  static bool writesAll(const DeclRefExpr &E, const VarDecl &V, const CheckContext &C) {
    const Expr *Child = &E;
    for (const Stmt *S : llvm::reverse(C.ancestors())) {
      if (const auto *Assign = dyn_cast<BinaryOperator>(S))
        return Assign->getOpcode() == BO_Assign && Assign->getLHS() == Child;
      if (const auto *Assign = dyn_cast<CXXOperatorCallExpr>(S))
        return Assign->getOperator() == OO_Equal && Assign->getArg(0) == Child;
      if (const auto *Call = dyn_cast<CallExpr>(S)) {
        const LibraryFunction *L = libraryFunction(*Call);
        if (!L || !L->has(LibraryFunction::Exact) ||
            argumentOf(*L, *Call, Role::Destination) != Child)
          return false;
        auto Length = constantOf(*argumentOf(*L, *Call, Role::Length), C);
        return Length && *Length >= C.ast().getTypeSizeInChars(V.getType()).getQuantity();
      }
      const auto *Address = dyn_cast<UnaryOperator>(S);
      if (!isa<ParenExpr, CastExpr>(S) && !(Address && Address->getOpcode() == UO_AddrOf))
        return false;
      Child = cast<Expr>(S);
    }
    return false;
  }

  void judge(CheckContext &C) {
    // Lambdas have a flow of their own.
    llvm::MapVector<const DeclContext *, Verdicts> Flows;
    for (auto &[V, L] : Locals) {
      if (L.Function != C.function())
        continue;
      std::string What = "'" + V->getNameAsString() + "' is declared without a value";
      SourceRange Where = V->getSourceRange();
      if (!L.Used) {
        C.discharged(Where, What, "it is not used");
      } else if (!V->getType()->isScalarType()) {
        if (L.WrittenFirst)
          C.discharged(Where, What, "its first use writes all of it");
        else
          C.open(Where, What, "nothing shows that each part is written before it is read",
                 Confidence::Low);
      } else {
        auto [It, New] = Flows.insert({V->getDeclContext(), Verdicts()});
        // Clang does not promise a graph of code that has errors.
        if (New && !C.ast().getDiagnostics().hasUncompilableErrorOccurred())
          analyse(*V->getDeclContext(), It->second);
        judgeScalar(*V, L, It->second, std::move(What), C);
      }
    }
    Locals.remove_if([&](const auto &Entry) { return Entry.second.Function == C.function(); });
    Jumps = false;
  }

  static void judgeScalar(const VarDecl &V, const Local &L, const Verdicts &Flow, std::string What,
                          CheckContext &C) {
    auto Found = Flow.Worst.find(&V);
    SourceRange Where = V.getSourceRange();
    if (!Flow.Known)
      return C.open(Where, std::move(What), "the flow of the function could not be analysed",
                    Confidence::Low);
    if (Found == Flow.Worst.end()) {
      if (L.Escapes)
        return C.open(Where, std::move(What), "its address is taken: a call is trusted to write it",
                      Confidence::Low);
      return C.discharged(Where, std::move(What), "each path to a read writes it first");
    }
    if (Found->second == UninitUse::Always)
      return C.defect(Where, std::move(What), "it is read before it is written on each path");
    C.open(Where, std::move(What), "there is a path on which it is read before it is written");
  }

  static void analyse(const DeclContext &Function, Verdicts &Result) {
    AnalysisDeclContext Analysis(nullptr, Decl::castFromDeclContext(&Function));
    CFG::BuildOptions &Options = Analysis.getCFGBuildOptions();
    Options.PruneTriviallyFalseEdges = true;
    // The statements that the analysis looks for, as Sema asks for them.
    Options.setAlwaysAdd(Stmt::BinaryOperatorClass)
        .setAlwaysAdd(Stmt::CompoundAssignOperatorClass)
        .setAlwaysAdd(Stmt::BlockExprClass)
        .setAlwaysAdd(Stmt::CStyleCastExprClass)
        .setAlwaysAdd(Stmt::DeclRefExprClass)
        .setAlwaysAdd(Stmt::ImplicitCastExprClass)
        .setAlwaysAdd(Stmt::UnaryOperatorClass);
    UninitVariablesAnalysisStats Statistics = {};
    const CFG *Graph = Analysis.getCFG();
    if (!Graph)
      return;
    Result.Known = true;
    runUninitializedVariablesAnalysis(Function, *Graph, Analysis, Result, Statistics);
  }

  llvm::MapVector<const VarDecl *, Local> Locals;
  /// There was a goto in this function.
  bool Jumps = false;
};

RegisterCheck<UninitializedLocal> X;

} // namespace
} // namespace ferrule
