// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A function shows its error exit where it leaves early: a jump to a label that is named for
// errors, or a return of a constant under an if. Of several constants the one that is returned most
// often counts, but never the one with which the body ends: that is success. A pointer is NULL, a
// bool is false, main() fails, and a function without a result just returns, whether or not it does
// so elsewhere.
#include "rewriters/common/ErrorExit.h"
#include "rewriters/Proposal.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/STLExtras.h"
#include <map>

using namespace clang;

namespace ferrule {
namespace {

struct EarlyExits {
  struct Seen {
    unsigned count = 0;
    SourceLocation first;
    bool null = false;
  };
  /// By text of the value, empty for none.
  std::map<std::string, Seen> returns;
  std::map<std::string, Seen> jumps;
};

bool isNamedForErrors(StringRef Label) {
  std::string Name = Label.lower();
  for (StringRef Word : {"err", "fail", "bad", "abort", "invalid", "oom", "nomem"})
    if (StringRef(Name).contains(Word))
      return true;
  return false;
}

class ExitFinder : public RecursiveASTVisitor<ExitFinder> {
public:
  ExitFinder(const RewriteContext &R, EarlyExits &Exits) : R(R), Exits(Exits) {}

  bool TraverseIfStmt(IfStmt *S) {
    ++Depth;
    bool Continue = RecursiveASTVisitor::TraverseIfStmt(S);
    --Depth;
    return Continue;
  }
  // What is left there is another function.
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
  bool TraverseBlockExpr(BlockExpr *) { return true; }
  bool TraverseCXXRecordDecl(CXXRecordDecl *) { return true; }

  bool VisitReturnStmt(ReturnStmt *S) {
    const Expr *Value = S->getRetValue();
    if (!Depth || (Value && !isConstant(*Value)))
      return true;
    std::string Text = Value ? R.sourceText(Value->getSourceRange()) : "";
    if (!Value || !Text.empty()) {
      bool Null = Value && Value->isNullPointerConstant(R.ast(), Expr::NPC_NeverValueDependent);
      count(Exits.returns[Text], S->getBeginLoc(), Null);
    }
    return true;
  }

  bool VisitGotoStmt(GotoStmt *S) {
    std::string Label = S->getLabel()->getName().str();
    if (Depth && isNamedForErrors(Label) && !S->getBeginLoc().isMacroID())
      count(Exits.jumps[Label], S->getBeginLoc(), false);
    return true;
  }

private:
  /// No variable of the function is in it.
  bool isConstant(const Expr &E) const {
    Expr::EvalResult Result;
    return E.isNullPointerConstant(R.ast(), Expr::NPC_NeverValueDependent) ||
           (E.getType()->isIntegralOrEnumerationType() && E.EvaluateAsInt(Result, R.ast()));
  }

  static void count(EarlyExits::Seen &Seen, SourceLocation Loc, bool Null) {
    if (!Seen.count++)
      Seen.first = Loc;
    Seen.null |= Null;
  }

  const RewriteContext &R;
  EarlyExits &Exits;
  unsigned Depth = 0;
};

/// The value with which the body ends.
std::string lastValue(const FunctionDecl &F, const RewriteContext &R) {
  const auto *Body = dyn_cast_or_null<CompoundStmt>(F.getBody());
  const auto *Last =
      Body && !Body->body_empty() ? dyn_cast<ReturnStmt>(Body->body_back()) : nullptr;
  return Last && Last->getRetValue() ? R.sourceText(Last->getRetValue()->getSourceRange()) : "";
}

bool isNamedForSuccess(StringRef Value) {
  std::string Name = Value.lower();
  return StringRef(Name).ends_with("ok") || StringRef(Name).contains("success") ||
         StringRef(Name).ends_with("none") || Name == "true";
}

const std::pair<const std::string, EarlyExits::Seen> *
mostFrequent(const std::map<std::string, EarlyExits::Seen> &All, const std::string &Except) {
  const std::pair<const std::string, EarlyExits::Seen> *Best = nullptr;
  for (const auto &Each : All)
    if (Each.first != Except && !isNamedForSuccess(Each.first) &&
        (!Best || Each.second.count > Best->second.count))
      Best = &Each;
  return Best;
}

} // namespace

std::optional<ErrorExit> errorExit(const FunctionDecl &F, const RewriteContext &R) {
  if (isa<CXXConstructorDecl, CXXDestructorDecl>(F) || F.isNoReturn())
    return std::nullopt;
  EarlyExits Exits;
  ExitFinder(R, Exits).TraverseStmt(F.getBody());
  if (const auto *Jump = mostFrequent(Exits.jumps, ""))
    return ErrorExit{"goto " + Jump->first + ";", Jump->second.first};
  QualType Result = F.getReturnType();
  if (Result->isVoidType()) {
    auto It = Exits.returns.find("");
    return ErrorExit{"return;", It == Exits.returns.end() ? SourceLocation() : It->second.first};
  }
  if (Result->isAnyPointerType()) {
    for (const auto &[Text, Seen] : Exits.returns)
      if (Seen.null)
        return ErrorExit{"return " + Text + ";", Seen.first};
    if (R.ast().getLangOpts().CPlusPlus11)
      return ErrorExit{"return nullptr;", {}};
    return ErrorExit{R.fileText(F.getLocation()).contains("NULL") ? "return NULL;" : "return 0;",
                     {}};
  }
  if (Result->isBooleanType() && Exits.returns.empty())
    return ErrorExit{R.ast().getLangOpts().CPlusPlus ? "return false;" : "return 0;", {}};
  if (const auto *Return = mostFrequent(Exits.returns, lastValue(F, R)))
    return ErrorExit{"return " + Return->first + ";", Return->second.first};
  if (F.isMain())
    return ErrorExit{R.fileText(F.getLocation()).contains("EXIT_FAILURE") ? "return EXIT_FAILURE;"
                                                                          : "return 1;",
                     {}};
  return std::nullopt;
}

bool isInLambda(const CheckContext &C) {
  return llvm::any_of(C.path(), llvm::IsaPred<LambdaExpr, BlockExpr>);
}

} // namespace ferrule
