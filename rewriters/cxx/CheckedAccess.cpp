// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/Rewriter.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace ferrule {
namespace {

/// v[i] -> v.at(i)
class CheckedAccess final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "checked-access",
        .target = RewriteTarget::SafeCxx,
        .tier = PatchTier::Review,
        .summary = "index a container of the standard library with at()",
        .rationale =
            "at() throws std::out_of_range where operator[] is undefined ([sequence.reqmts], "
            "C++ Core Guidelines SL.con.3), and does the same otherwise. Offered where nothing "
            "compares the index with the size, and exceptions are on; whether an exception may "
            "leave there is for a person. The alternative without an edit is a hardened library "
            "(-D_GLIBCXX_ASSERTIONS, -D_LIBCPP_HARDENING_MODE=...): it ends the program instead.",
        .checks = {"ferrule-bounds-container-access"},
        .before = "return v[i];",
        .after = "return v.at(i);",
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    D.on<CXXOperatorCallExpr>([&](const CXXOperatorCallExpr &E, CheckContext &C) {
      if (E.getOperator() != OO_Subscript || E.getNumArgs() != 2)
        return;
      if (const OpenOperation *Op = R.open("ferrule-bounds-container-access", E.getSourceRange()))
        propose(E, *Op, C, R);
    });
  }

private:
  void propose(const CXXOperatorCallExpr &E, const OpenOperation &Op, const CheckContext &C,
               RewriteContext &R) const {
    Proposal P(R, info(), E.getBeginLoc(), "index '" + C.text(*E.getArg(0)) + "' with at()");
    P.answers(Op).because(Op.reason, E.getBeginLoc());
    SourceLocation Open =
        Lexer::getLocForEndOfToken(E.getArg(0)->getEndLoc(), 0, R.sources(), R.ast().getLangOpts());
    if (!C.language().CXXExceptions)
      P.refuse("exceptions are off: at() would end the program, as a hardened library does without "
               "an edit");
    else if (!hasAt(*E.getArg(0)))
      P.refuse("the class has no at() in this version of C++");
    else if (Open.isInvalid() || Open.isMacroID() || !isBracket(Open, R))
      P.refuse("the access comes from a macro");
    P.ask("May std::out_of_range be thrown where the index is not below the size?");
    if (!P.refused())
      P.replace({Open, Open}, ".at(").replace({E.getRParenLoc(), E.getRParenLoc()}, ")");
    P.offer();
  }

  static bool isBracket(SourceLocation Loc, const RewriteContext &R) {
    return *R.sources().getCharacterData(Loc) == '[';
  }

  static bool hasAt(const Expr &Object) {
    const CXXRecordDecl *Class = Object.getType()->getAsCXXRecordDecl();
    if (!Class || !Class->hasDefinition())
      return false;
    DeclarationName At(&Class->getASTContext().Idents.get("at"));
    return !Class->lookup(At).empty();
  }
};

RegisterRewriter<CheckedAccess> X;

} // namespace
} // namespace ferrule
