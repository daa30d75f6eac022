// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/Values.h"
#include "checks/init/WrittenBefore.h"
#include "checks/known/LibraryFunctions.h"
#include "llvm/ADT/MapVector.h"

using namespace clang;

namespace ferrule {
namespace {

/// A local variable that is declared without a value.
struct Local {
  /// The function whose end judges it.
  const FunctionDecl *Function;
  bool Used = false;
  /// What writes all of it.
  Statements Writes;
  /// Other uses of it; of a scalar those that neither read nor write it, such as &n.
  Statements Uses;
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
            "6.3.2.1p2; CERT EXP33-C). Scalars and pointers: discharged when Clang's flow "
            "analysis (-Wuninitialized) finds no path to a read that passes no write, and the "
            "address is taken only where it has been written. Arrays and records: discharged when "
            "all of it is written before any other use, on every path. What the flow analysis "
            "shows, through calls that it follows, counts as well. A read that no write "
            "reaches is a defect of ferrule-init-uninitialized-read. Records with a constructor "
            "of their own are no operation.",
        .bad = "int f(int c) {\n  int n;\n  if (c)\n    n = 1;\n  return n;\n}\n",
        .good = "int f(int c) {\n  int n = 0;\n  if (c)\n    n = 1;\n  return n;\n}\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<VarDecl>([this](const VarDecl &V, CheckContext &C) { declare(V, C); });
    D.on<DeclRefExpr>([this](const DeclRefExpr &E, CheckContext &C) { use(E, C); });
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
    Locals.insert({&V, Local{C.function()}});
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
    L.Used = true;
    if (const Stmt *Write = writerOfAll(E, *V, C))
      L.Writes.insert(Write);
    else if (!V->getType()->isScalarType() || !isReadOrStep(E, C) || isCaptured(*V, C))
      L.Uses.insert(&E);
  }

  /// The use is in a lambda or block in the variable's function.
  static bool isCaptured(const VarDecl &V, const CheckContext &C) {
    for (const Stmt *S : llvm::reverse(C.ancestors())) {
      if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
        return Lambda->getCallOperator() != V.getDeclContext();
      if (const auto *Block = dyn_cast<BlockExpr>(S))
        return Block->getBlockDecl() != V.getDeclContext();
    }
    return false;
  }

  /// The value of the scalar is read, and perhaps replaced, and no more.
  static bool isReadOrStep(const DeclRefExpr &E, const CheckContext &C) {
    const Stmt *Parent = nullptr;
    const Expr *Child = &E;
    for (const Stmt *S : llvm::reverse(C.ancestors())) {
      Parent = S;
      if (!isa<ParenExpr>(S))
        break;
      Child = cast<ParenExpr>(S);
    }
    const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(Parent);
    const auto *Assign = dyn_cast_or_null<CompoundAssignOperator>(Parent);
    const auto *Step = dyn_cast_or_null<UnaryOperator>(Parent);
    return isa_and_nonnull<UnaryExprOrTypeTraitExpr>(Parent) ||
           (Cast && Cast->getCastKind() == CK_LValueToRValue) ||
           (Assign && Assign->getLHS() == Child) || (Step && Step->isIncrementDecrementOp());
  }

  /// The assignment of which E is the left side, or the memset that covers it.
  static const Stmt *writerOfAll(const DeclRefExpr &E, const VarDecl &V, const CheckContext &C) {
    const Expr *Child = &E;
    for (const Stmt *S : llvm::reverse(C.ancestors())) {
      if (const auto *Assign = dyn_cast<BinaryOperator>(S))
        return Assign->getOpcode() == BO_Assign && Assign->getLHS() == Child ? S : nullptr;
      if (const auto *Assign = dyn_cast<CXXOperatorCallExpr>(S))
        return Assign->getOperator() == OO_Equal && Assign->getArg(0) == Child ? S : nullptr;
      if (const auto *Call = dyn_cast<CallExpr>(S)) {
        const LibraryFunction *L = libraryFunction(*Call);
        if (!L || !L->has(LibraryFunction::Exact) ||
            argumentOf(*L, *Call, Role::Destination) != Child)
          return nullptr;
        auto Length = constantOf(*argumentOf(*L, *Call, Role::Length), C);
        return Length && *Length >= C.ast().getTypeSizeInChars(V.getType()).getQuantity() ? S
                                                                                          : nullptr;
      }
      const auto *Address = dyn_cast<UnaryOperator>(S);
      if (!isa<ParenExpr, CastExpr>(S) && !(Address && Address->getOpcode() == UO_AddrOf))
        return nullptr;
      Child = cast<Expr>(S);
    }
    return nullptr;
  }

  void judge(CheckContext &C) {
    for (auto &[V, L] : Locals)
      if (L.Function == C.function())
        judge(*V, L, C);
    Locals.remove_if([&](const auto &Entry) { return Entry.second.Function == C.function(); });
  }

  static void judge(const VarDecl &V, const Local &L, CheckContext &C) {
    std::string What = "'" + V.getNameAsString() + "' is declared without a value";
    SourceRange Where = V.getSourceRange();
    if (!L.Used)
      return C.discharged(Where, What, "it is not used");
    // A lambda has a flow of its own.
    FunctionFlow &Flow = C.flow(*Decl::castFromDeclContext(V.getDeclContext()));
    if (V.getType()->isScalarType())
      return judgeScalar(V, L, Flow, std::move(What), C);
    if (isWrittenBefore(L.Uses, L.Writes, V, Flow.context()))
      C.discharged(Where, What, "all of it is written before any other use, on every path");
    else
      C.open(Where, What, "nothing shows that each part is written before it is read",
             Confidence::Low);
  }

  static void judgeScalar(const VarDecl &V, const Local &L, FunctionFlow &Flow, std::string What,
                          CheckContext &C) {
    SourceRange Where = V.getSourceRange();
    const auto &Uninitialized = Flow.uninitialized();
    if (!Uninitialized)
      return C.open(Where, std::move(What), "the flow of the function could not be analysed",
                    Confidence::Low);
    bool Found = false, Always = false;
    for (const UninitializedUse &Each : *Uninitialized) {
      Found |= Each.Variable == &V;
      Always |= Each.Variable == &V && Each.isCertain();
    }
    if (Found)
      return C.open(Where, std::move(What),
                    Always ? "it is read before it is written"
                           : "there is a path on which it is read before it is written");
    if (L.Uses.empty())
      return C.discharged(Where, std::move(What), "every read comes after a write, on all paths");
    if (isWrittenBefore(L.Uses, L.Writes, V, Flow.context()))
      return C.discharged(
          Where, std::move(What),
          "every read, and all that takes its address, comes after a write, on all paths");
    C.open(Where, std::move(What), "its address is taken: a call is trusted to write it",
           Confidence::Low);
  }

  llvm::MapVector<const VarDecl *, Local> Locals;
};

RegisterCheck<UninitializedLocal> X;

} // namespace
} // namespace ferrule
