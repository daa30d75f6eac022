// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What writes text without knowing the size of the array is told it, and the text that does not fit
// is an error where the function shows how it leaves for one. Where the longest text is known to
// fit, the check has discharged the operation, and there is nothing to do.
#include "checks/Guards.h"
#include "checks/Values.h"
#include "checks/known/LibraryFunctions.h"
#include "rewriters/common/AllocationProduct.h"
#include "rewriters/common/Braces.h"
#include "rewriters/common/ErrorExit.h"
#include "rewriters/common/Room.h"

using namespace clang;

namespace ferrule {
namespace {

/// The call as a statement of its own, or the value of a variable or of an assignment to one.
struct Use {
  /// The call itself, or the cast of it to void.
  const Stmt *statement = nullptr;
  /// Without braces, the if or loop that it is the branch or body of.
  const Stmt *owner = nullptr;
  /// What keeps the result, and the statement that does.
  const VarDecl *result = nullptr;
  const Stmt *keeps = nullptr;
};

/// sprintf(a, f, x) -> if ((size_t)snprintf(a, sizeof(a), f, x) >= sizeof(a)) return ...;
class BoundedPrint final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "bounded-print",
        .target = RewriteTarget::CBounds,
        .tier = PatchTier::Review,
        .summary = "tell the size of the array to what prints or copies a text into it",
        .rationale =
            "sprintf, vsprintf and strcpy write as much as the text has (CWE-120, CERT STR07-C, "
            "STR31-C); snprintf writes no more than it is told, and returns how much it would have "
            "written, or a negative number (C11 7.21.6.5p3). As a size_t both are too much. A text "
            "that is cut off in silence is a fault of its own (CWE-222), so it is an error where "
            "the function shows how it leaves for one. Executions in which the text fits do not "
            "change.",
        .checks = {Id},
        .before = "sprintf(name, \"%s.gz\", file);",
        .after = "if ((size_t)snprintf(name, sizeof(name), \"%s.gz\", file) >= sizeof(name))\n"
                 "    return -1;",
        .mustDischarge = true,
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    D.on<CallExpr>([&](const CallExpr &E, CheckContext &C) {
      const OpenOperation *Op = R.open(Id, E.getSourceRange());
      const LibraryFunction *L = Op ? libraryFunction(E) : nullptr;
      // What scans a string, and gets, is another matter.
      if (L && (L->hasRole(Role::PrintFormat) || L->hasRole(Role::String)) &&
          !L->has(LibraryFunction::Wide) && C.function())
        propose(E, *L, *Op, C, R);
    });
  }

private:
  static constexpr char Id[] = "ferrule-libc-unbounded-copy";

  void propose(const CallExpr &E, const LibraryFunction &L, const OpenOperation &Op,
               const CheckContext &C, RewriteContext &R) const {
    const Expr *To = argumentOf(L, E, Role::Destination);
    const Expr &Where = To ? *To : *argumentOf(L, E, Role::Appended);
    Proposal P(R, info(), E.getBeginLoc(),
               "tell the size of '" + C.text(Where) + "' to what writes to it");
    P.answers(Op).because(Op.reason, E.getBeginLoc());
    auto Room = roomAt(Where, C, R);
    std::string Callee = R.sourceText(E.getCallee()->getSourceRange());
    std::string Bounded = boundedName(Callee, L);
    Use Used = useOf(C);
    if (!Room)
      P.refuse("no array is seen here that says how large what '" + C.text(Where) +
               "' points to is");
    else if (!To)
      P.refuse("the room that is left depends on the text that is there: to measure it is an open "
               "operation of its own");
    else if (Callee.empty() || Bounded.empty())
      P.refuse("the call comes from a macro, or has another name");
    else if (!hasSnprintf(E, C, R))
      P.refuse("snprintf is not in this version of C, and the file does without it");
    else if (Room->bytes > INT_MAX)
      P.refuse("the array is larger than what snprintf can return");
    else if (readsDestination(E))
      P.refuse("it reads what it writes: undefined, and snprintf would not do the same");
    else if (isInLambda(C))
      P.refuse("it stands in a lambda or block, which does not leave as the function does");
    else if (!Used.statement && !Used.result)
      P.refuse("the result is used, where it may be more than what was written");
    else
      rewrite(P, E, L, *Room, Bounded, Used, C, R);
    P.offer();
  }

  /// std::sprintf -> std::snprintf. Empty for what is called by another name.
  static std::string boundedName(StringRef Callee, const LibraryFunction &L) {
    StringRef Name = Callee;
    if (!Name.consume_back(L.Name) || !(Name.empty() || Name == "std::" || Name == "::") ||
        (L.Name != "sprintf" && L.Name != "vsprintf" && L.Name != "strcpy"))
      return "";
    return Name.str() + (L.has(LibraryFunction::VaList) ? "vsnprintf" : "snprintf");
  }

  static bool hasSnprintf(const Expr &E, const CheckContext &C, const RewriteContext &R) {
    return C.language().C99 || C.language().CPlusPlus11 ||
           R.fileText(E.getBeginLoc()).contains("snprintf(");
  }

  static const ValueDecl *declarationOf(const Stmt &S) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(&S))
      return Ref->getDecl();
    const auto *Member = dyn_cast<MemberExpr>(&S);
    return Member ? Member->getMemberDecl() : nullptr;
  }

  /// sprintf(a, "%s.%d", a, n): what many libraries let pass for sprintf, and not for snprintf.
  static bool readsDestination(const CallExpr &E) {
    const ValueDecl *Array = nullptr;
    holds(*E.getArg(0), [&](const Stmt &S) { return (Array = declarationOf(S)) != nullptr; });
    return llvm::any_of(llvm::drop_begin(E.arguments()), [&](const Expr *Argument) {
      return Argument->getType()->isPointerType() &&
             holds(*Argument, [&](const Stmt &S) { return Array && declarationOf(S) == Array; });
    });
  }

  static Use useOf(const CheckContext &C) {
    const Stmt *Child = C.path().back();
    for (const Stmt *Parent : llvm::reverse(C.path().drop_back())) {
      const auto *Cast = dyn_cast<CastExpr>(Parent);
      if (isa<ParenExpr, ImplicitCastExpr, ExprWithCleanups>(Parent) ||
          (Cast && Cast->getType()->isVoidType())) {
        Child = Parent;
        continue;
      }
      if (isStatementOf(*Parent, *Child))
        return {.statement = Child,
                .owner = isa<IfStmt, WhileStmt, ForStmt>(Parent) ? Parent : nullptr};
      return keptBy(*Parent, *Child, C);
    }
    return {};
  }

  static bool isStatementOf(const Stmt &Parent, const Stmt &Child) {
    if (const auto *If = dyn_cast<IfStmt>(&Parent))
      return If->getThen() == &Child || If->getElse() == &Child;
    if (const auto *While = dyn_cast<WhileStmt>(&Parent))
      return While->getBody() == &Child;
    if (const auto *For = dyn_cast<ForStmt>(&Parent))
      return For->getBody() == &Child;
    return isa<CompoundStmt, SwitchCase, LabelStmt>(Parent);
  }

  /// int n = sprintf(...), or n = sprintf(...) as a statement, in a block.
  static Use keptBy(const Stmt &Parent, const Stmt &Value, const CheckContext &C) {
    const auto *At = llvm::find(C.path(), &Parent);
    if (At == C.path().begin() || !isa<CompoundStmt>(*std::prev(At)))
      return {};
    if (const auto *Declared = dyn_cast<DeclStmt>(&Parent)) {
      const auto *V =
          Declared->isSingleDecl() ? dyn_cast<VarDecl>(Declared->getSingleDecl()) : nullptr;
      return V && V->hasLocalStorage() ? Use{.result = V, .keeps = &Parent} : Use{};
    }
    const auto *Assign = dyn_cast<BinaryOperator>(&Parent);
    if (!Assign || Assign->getOpcode() != BO_Assign || Assign->getRHS() != &Value)
      return {};
    const VarDecl *V = variableOf(*Assign->getLHS());
    return V && V->hasLocalStorage() ? Use{.result = V, .keeps = &Parent} : Use{};
  }

  /// It is the last statement of a function without a result: leaving makes no difference.
  static bool endsFunction(const Use &Used, const CheckContext &C) {
    const auto *Body = dyn_cast<CompoundStmt>(C.function()->getBody());
    return Body && C.function()->getReturnType()->isVoidType() &&
           Body->body_back() == Used.statement;
  }

  void rewrite(Proposal &P, const CallExpr &E, const LibraryFunction &L, const Room &Room,
               const std::string &Bounded, const Use &Used, const CheckContext &C,
               RewriteContext &R) const {
    auto Exit = endsFunction(Used, C) ? std::nullopt : errorExit(*C.function(), R);
    std::string Leave = Exit ? StringRef(Exit->statement).drop_back().str() : "";
    std::string Array = C.text(*E.getArg(0));
    bool Kept = Used.result != nullptr;
    if (Kept && !Exit)
      return void(P.refuse("the result is used, and nothing in '" +
                           C.function()->getNameAsString() +
                           "' shows how it would leave when the text does not fit"));
    if (Kept && !isInt(*Used.result, C))
      return void(P.refuse("the result is kept in something else than an int"));
    if (Exit) {
      if (Exit->example.isValid())
        P.because("the function leaves with '" + Leave + "' elsewhere", Exit->example);
      P.ask("Is '" + Leave + "' right when the text does not fit into '" + Array +
            "', and is all that was taken before released on that way?");
    } else {
      P.ask("Is a text that is cut off right in '" + Array + "'?");
    }
    bool Tests = Exit && !Kept;
    SourceLocation Begin = (Kept ? E.getBeginLoc() : Used.statement->getBeginLoc());
    std::string Step = R.indentStep(Begin), Indent = R.indentation(Begin).str();
    P.replace({Begin, E.getCallee()->getEndLoc()}, (Tests ? openTest(C) : "") + Bounded);
    P.insertAfter(E.getArg(0)->getEndLoc(),
                  ", " + Room.text + (L.hasRole(Role::String) ? ", \"%s\"" : ""));
    if (Tests)
      P.insertAfter(E.getRParenLoc(), (C.isCXX() ? ") >= " : " >= ") + Room.text + ")" +
                                          R.lineEnd(Begin).str() + Indent + Step + Leave);
    if (Tests && Used.owner)
      addBraces(P, *Used.owner, *Used.statement, "", R);
    if (Kept)
      addTestBehind(P, *Used.keeps, *Used.result, Room, Exit->statement, R);
    if (!isDeclared("snprintf", R))
      P.include(Begin, C.isCXX() ? "<cstdio>" : "<stdio.h>");
  }

  static std::string openTest(const CheckContext &C) {
    return C.isCXX() ? "if (static_cast<size_t>(" : "if ((size_t)";
  }

  static bool isInt(const VarDecl &V, const CheckContext &C) {
    return V.getType().getCanonicalType().getUnqualifiedType() == C.ast().IntTy;
  }

  static void addTestBehind(Proposal &P, const Stmt &Keeps, const VarDecl &Result, const Room &Room,
                            const std::string &Leave, RewriteContext &R) {
    SourceLocation End = statementEnd(Keeps, R);
    if (End.isInvalid())
      return void(P.refuse("the statement ends in a macro"));
    std::string Indent = R.indentation(Keeps.getBeginLoc()).str(), N = Result.getNameAsString();
    std::string Size = R.ast().getLangOpts().CPlusPlus ? "static_cast<int>(" + Room.text + ")"
                                                       : "(int)" + Room.operand();
    P.insertLinesAfter(End, Indent + "if (" + N + " < 0 || " + N + " >= " + Size + ")\n" + Indent +
                                R.indentStep(Keeps.getBeginLoc()) + Leave);
  }
};

RegisterRewriter<BoundedPrint> X;

} // namespace
} // namespace ferrule
