// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// p = realloc(p, n) becomes three steps: the result in a variable of its own, its test, and the
// assignment. Where the next statement, or the if around the assignment, tests p already, that test
// is used; else the function leaves as it leaves elsewhere. What follows then knows p only as it
// was before or as it is when there was memory, never as a null pointer. That p was not null before
// is as it was.
#include "checks/Guards.h"
#include "checks/Values.h"
#include "checks/ownership/MemoryCalls.h"
#include "rewriters/Rewriter.h"
#include "rewriters/common/Braces.h"
#include "rewriters/common/ErrorExit.h"

using namespace clang;

namespace ferrule {
namespace {

/// Where the assignment stands.
struct Place {
  /// It is a statement; null: it is tested where it stands.
  const Stmt *statement = nullptr;
  /// Not null: the statement is its branch or body, without braces.
  const Stmt *owner = nullptr;
  /// The test of the result, if there is one.
  const IfStmt *test = nullptr;
  /// What names the result in the test.
  const Expr *tested = nullptr;
};

/// The operand that E compares with null, or null.
const Expr *testedForNull(const Expr &E, ASTContext &AST) {
  const Expr &Condition = *E.IgnoreParenImpCasts();
  if (const auto *Not = dyn_cast<UnaryOperator>(&Condition))
    return Not->getOpcode() == UO_LNot ? Not->getSubExpr() : nullptr;
  const auto *B = dyn_cast<BinaryOperator>(&Condition);
  if (!B || B->getOpcode() != BO_EQ)
    return nullptr;
  for (auto [Null, Other] :
       {std::pair(B->getRHS(), B->getLHS()), std::pair(B->getLHS(), B->getRHS())})
    if (Null->isNullPointerConstant(AST, Expr::NPC_NeverValueDependent))
      return Other;
  return nullptr;
}

/// s->p = realloc(s->p, n); -> T *new_p = realloc(s->p, n); if (!new_p) return ...; s->p = new_p;
class ResizeTemporary final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "resize-temporary",
        .target = RewriteTarget::Ownership,
        .tier = PatchTier::Review,
        .summary = "keep the result of realloc in a variable of its own until it was tested",
        .rationale =
            "When realloc fails, the block stays as it was (C11 7.22.3.5p4), and the assignment "
            "loses the pointer to it (CWE-401, CERT MEM04-C). Executions in which there is memory "
            "do not change. Refused where a number that may be the block's size was written "
            "before: it would be too large for the block that is kept.",
        .checks = {Id},
        .before = "s->p = realloc(s->p, n);\nif (!s->p)\n    return -1;",
        .after = "char *new_p = realloc(s->p, n);\nif (!new_p)\n    return -1;\ns->p = new_p;",
        .mustDischarge = true,
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    D.on<BinaryOperator>([&](const BinaryOperator &E, CheckContext &C) {
      const OpenOperation *Op =
          E.getOpcode() == BO_Assign ? R.open(Id, E.getSourceRange()) : nullptr;
      if (Op && C.function())
        propose(E, *Op, C, R);
    });
  }

private:
  static constexpr char Id[] = "ferrule-ownership-realloc-in-place";

  void propose(const BinaryOperator &E, const OpenOperation &Op, const CheckContext &C,
               RewriteContext &R) const {
    const Expr &Pointer = *E.getLHS()->IgnoreParens();
    std::string Text = R.sourceText(Pointer.getSourceRange());
    std::string Name = freeName(Pointer, R);
    Proposal P(R, info(), E.getBeginLoc(),
               "keep the result in a variable until it was tested, not in '" + C.text(Pointer) +
                   "'");
    P.answers(Op).because(Op.reason, E.getBeginLoc());
    std::string Declaration = declare(Pointer.getType(), Name, C);
    Place Where = placeOf(E, C);
    if (Text.empty() || E.getBeginLoc().isMacroID())
      P.refuse("the assignment comes from a macro");
    else if (Name.empty())
      P.refuse("the names that would suit are taken");
    else if (Declaration.empty())
      P.refuse("the type has no name");
    else if (!C.isCXX() && !C.language().C99)
      P.refuse("C89 has no declarations behind statements");
    else if (isInLambda(C))
      P.refuse("it stands in a lambda or block, which does not leave as the function does");
    else if (!Where.statement && !Where.test)
      P.refuse("the assignment is part of a larger expression");
    else if (writesNumberBefore(Pointer, C))
      P.refuse("a number beside the pointer was changed before: it may be the size of a block that "
               "is not there when resizing fails");
    else if (Where.test)
      useTest(P, E, Where, {Text, Name, Declaration}, C, R);
    else
      addTest(P, E, Where, {Text, Name, Declaration}, C, R);
    P.offer();
  }

  struct Words {
    std::string pointer;
    std::string name;
    /// "char *new_p"
    std::string declaration;
  };

  /// new_p or newP, as names are made there; empty when they are taken anywhere in the unit.
  static std::string freeName(const Expr &Pointer, const RewriteContext &R) {
    std::string Base;
    if (const auto *Member = dyn_cast<MemberExpr>(&Pointer))
      Base = Member->getMemberDecl()->getNameAsString();
    else
      holds(Pointer, [&](const Stmt &S) {
        if (const auto *Ref = dyn_cast<DeclRefExpr>(&S))
          Base = Ref->getDecl()->getNameAsString();
        return !Base.empty();
      });
    if (Base.empty())
      return "";
    bool Camel = llvm::any_of(Base, llvm::isUpper);
    for (StringRef Prefix : {"new", "resized"}) {
      std::string Name = Camel ? Prefix.str() + llvm::toUpper(Base[0]) + Base.substr(1)
                               : Prefix.str() + "_" + Base;
      IdentifierTable &Known = R.ast().Idents;
      if (Known.find(Name) == Known.end())
        return Name;
    }
    return "";
  }

  static std::string declare(QualType T, const std::string &Name, const CheckContext &C) {
    if (C.language().CPlusPlus11)
      return "auto *" + Name;
    std::string Declaration = Name;
    T.getUnqualifiedType().getAsStringInternal(Declaration, C.ast().getPrintingPolicy());
    return StringRef(Declaration).contains("unnamed") ? "" : Declaration;
  }

  static Place placeOf(const BinaryOperator &E, const CheckContext &C) {
    ArrayRef<const Stmt *> Path = C.path();
    const Stmt *Parent = Path.size() < 2 ? nullptr : Path[Path.size() - 2];
    if (const auto *Block = dyn_cast_or_null<CompoundStmt>(Parent)) {
      const auto *Here = llvm::find(Block->body(), &E);
      const auto *If =
          std::next(Here) == Block->body_end() ? nullptr : dyn_cast<IfStmt>(*std::next(Here));
      const Expr *Tested = If && !If->getInit() ? testedForNull(*If->getCond(), C.ast()) : nullptr;
      if (Tested && sameText(*Tested, *E.getLHS(), C))
        return {.statement = &E, .test = If, .tested = Tested->IgnoreParenImpCasts()};
      return {.statement = &E};
    }
    if (isa_and_nonnull<IfStmt, WhileStmt, ForStmt>(Parent) && isBodyOf(*Parent, E))
      return {.statement = &E, .owner = Parent};
    return testAround(E, C);
  }

  static bool isBodyOf(const Stmt &Parent, const Stmt &Child) {
    if (const auto *If = dyn_cast<IfStmt>(&Parent))
      return If->getThen() == &Child || If->getElse() == &Child;
    if (const auto *While = dyn_cast<WhileStmt>(&Parent))
      return While->getBody() == &Child;
    return cast<ForStmt>(Parent).getBody() == &Child;
  }

  /// if ((p = realloc(p, n)) == NULL), a statement of a block.
  static Place testAround(const BinaryOperator &E, const CheckContext &C) {
    const auto *At = llvm::find_if(C.path(), [&](const Stmt *S) {
      const auto *If = dyn_cast<IfStmt>(S);
      return If && If->getCond() && !If->getInit() &&
             holds(*If->getCond(), [&](const Stmt &Part) { return &Part == &E; });
    });
    if (At == C.path().end() || At == C.path().begin() || !isa<CompoundStmt>(*std::prev(At)))
      return {};
    const auto *If = cast<IfStmt>(*At);
    const Expr *Tested = testedForNull(*If->getCond(), C.ast());
    if (!Tested || Tested->IgnoreParenImpCasts() != &E)
      return {};
    return {.test = If, .tested = Tested->IgnoreImpCasts()};
  }

  static bool isOther(const Expr &Number, const Expr &Pointer, const CheckContext &C) {
    const auto *Holder = dyn_cast<MemberExpr>(&Pointer);
    const auto *Member = dyn_cast<MemberExpr>(&Number);
    if (Holder)
      return !Member || !sameText(*Member->getBase(), *Holder->getBase(), C);
    const VarDecl *V = variableOf(Number);
    return V && V->hasLocalStorage();
  }

  /// Statements in front of the assignment write an integer that lives as long as the pointer:
  /// another member of its object, or, if it is no member, anything but a local variable.
  static bool writesNumberBefore(const Expr &Pointer, const CheckContext &C) {
    const VarDecl *V = variableOf(Pointer);
    if (V && V->hasLocalStorage())
      return false;
    auto Writes = [&](const Stmt &S) {
      const Expr *Written = nullptr;
      if (const auto *B = dyn_cast<BinaryOperator>(&S); B && B->isAssignmentOp())
        Written = B->getLHS();
      if (const auto *U = dyn_cast<UnaryOperator>(&S); U && U->isIncrementDecrementOp())
        Written = U->getSubExpr();
      return Written && Written->getType()->isIntegerType() &&
             !isOther(*Written->IgnoreParenImpCasts(), Pointer, C);
    };
    ArrayRef<const Stmt *> Path = C.path();
    for (std::size_t I = 1; I != Path.size(); ++I)
      if (const auto *Block = dyn_cast<CompoundStmt>(Path[I - 1]))
        for (const Stmt *S : Block->body()) {
          if (S == Path[I])
            break;
          if (holds(*S, Writes))
            return true;
        }
    return false;
  }

  static void ask(Proposal &P, const BinaryOperator &E, const std::string &Also,
                  const CheckContext &C) {
    const VarDecl *V = variableOf(*E.getLHS());
    std::string Question = "Is it right that '" + C.text(*E.getLHS()) +
                           "' still points to the old block when resizing fails";
    if (V && V->hasLocalStorage())
      Question += ", does somebody else hold that block then";
    if (mayBeZero(*cast<CallExpr>(E.getRHS()->IgnoreParenCasts()), C))
      Question += ", is the size never 0";
    P.ask(Question + Also + "?");
  }

  /// Given 0, realloc may release the block and return a null pointer (C11 7.22.3p1).
  static bool mayBeZero(const CallExpr &Resize, const CheckContext &C) {
    auto Call = memoryCall(Resize, C.wrappers());
    return !Call || llvm::any_of(Call->Sizes, [&](const Expr *Size) {
      auto Range = rangeOf(*Size, C);
      return !Range || Range->Low <= 0;
    });
  }

  static void useTest(Proposal &P, const BinaryOperator &E, const Place &Where, const Words &W,
                      const CheckContext &C, RewriteContext &R) {
    const IfStmt &Test = *Where.test;
    const Expr &Pointer = *E.getLHS();
    if (Test.getElse() || !leaves(Test.getThen()))
      return void(P.refuse("the test of the result does not leave, or has an else"));
    if (holds(*Test.getThen(), [&](const Stmt &S) {
          const auto *Part = dyn_cast<Expr>(&S);
          return Part && sameText(*Part, Pointer, C);
        }))
      return void(P.refuse("'" + W.pointer + "' is used where it is known to be null"));
    ask(P, E, "", C);
    if (Where.statement)
      P.replace(E.getLHS()->getSourceRange(), W.declaration);
    else
      P.insertLineBefore(Test.getBeginLoc(),
                         W.declaration + " = " + R.sourceText(E.getRHS()->getSourceRange()) + ";");
    P.replace(Where.tested->getSourceRange(), W.name);
    SourceLocation End = statementEnd(Test, R);
    if (End.isInvalid())
      return void(P.refuse("the test ends in a macro"));
    P.insertLinesAfter(End,
                       R.indentation(Test.getBeginLoc()).str() + W.pointer + " = " + W.name + ";");
  }

  static void addTest(Proposal &P, const BinaryOperator &E, const Place &Where, const Words &W,
                      const CheckContext &C, RewriteContext &R) {
    auto Exit = errorExit(*C.function(), R);
    if (!Exit)
      return void(P.refuse("nothing in '" + C.function()->getNameAsString() +
                           "' shows how it would leave when something is wrong"));
    const std::string Leave = StringRef(Exit->statement).drop_back().str();
    if (Exit->example.isValid())
      P.because("the function leaves with '" + Leave + "' elsewhere", Exit->example);
    ask(P, E, ", and is '" + Leave + "' right then", C);
    P.replace(E.getLHS()->getSourceRange(), W.declaration);
    std::string Indent = R.indentation(E.getBeginLoc()).str(), Step = R.indentStep(E.getBeginLoc());
    std::string Test = "if (!" + W.name + ")\n", Assign = W.pointer + " = " + W.name + ";";
    if (Where.owner)
      return addBraces(P, *Where.owner, E, Test + Step + Exit->statement + "\n" + Assign, R);
    SourceLocation End = statementEnd(E, R);
    if (End.isInvalid())
      return void(P.refuse("the statement ends in a macro"));
    P.insertLinesAfter(End,
                       Indent + Test + Indent + Step + Exit->statement + "\n" + Indent + Assign);
  }
};

RegisterRewriter<ResizeTemporary> X;

} // namespace
} // namespace ferrule
