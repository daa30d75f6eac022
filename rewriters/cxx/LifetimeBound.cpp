// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/lifetime/Views.h"
#include "rewriters/Rewriter.h"
#include "rewriters/cxx/Lenders.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {
namespace {

constexpr char Block[] =
    "#ifndef FERRULE_LIFETIMEBOUND /* what is returned may look into what this stands behind */\n"
    "#if defined(__has_cpp_attribute)\n"
    "#if __has_cpp_attribute(clang::lifetimebound)\n"
    "#define FERRULE_LIFETIMEBOUND [[clang::lifetimebound]]\n"
    "#endif\n"
    "#endif\n"
    "#ifndef FERRULE_LIFETIMEBOUND\n"
    "#define FERRULE_LIFETIMEBOUND\n"
    "#endif\n"
    "#endif\n";

/// std::string_view text() const; -> std::string_view text() const FERRULE_LIFETIMEBOUND;
class LifetimeBound final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "lifetimebound",
        .target = RewriteTarget::SafeCxx,
        .tier = PatchTier::Safe,
        .summary = "declare what the view that a method returns looks into",
        .rationale =
            "Offered where every return is a view of something that the object holds by value, or "
            "every return one of the same parameter. With [[clang::lifetimebound]] Clang warns of "
            "views of temporaries "
            "(-Wdangling), and each variable that keeps such a view is judged on its own "
            "(C++ Core Guidelines Pro.lifetime, CERT EXP54-CPP, CWE-416). An attribute of the "
            "standard's form that a compiler does not know changes nothing ([dcl.attr.grammar]p6), "
            "and this one changes no code: the object code must stay the same.",
        .checks = {Id},
        .before = "std::string_view text() const { return name; }",
        .after = "std::string_view text() const FERRULE_LIFETIMEBOUND { return name; }",
        .sameObject = true,
        .mustDischarge = true,
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    D.on<CXXMethodDecl>([&](const CXXMethodDecl &M, CheckContext &) {
      if (!M.doesThisDeclarationHaveABody() || M.isDependentContext())
        return;
      if (const OpenOperation *Op = R.open(Id, M.getSourceRange()))
        propose(M, *Op, R);
    });
  }

private:
  static constexpr char Id[] = "ferrule-lifetime-dangling-view";

  void propose(const CXXMethodDecl &M, const OpenOperation &Op, RewriteContext &R) const {
    const CXXMethodDecl &Declared = *M.getCanonicalDecl();
    Proposal P(R, info(), Declared.getLocation(),
               "declare what the view that '" + M.getNameAsString() + "' returns looks into");
    P.answers(Op).because(Op.reason, M.getLocation());
    Lenders Found = lendersOf(M);
    bool Promised = llvm::all_of(M.overridden_methods(),
                                 [](const CXXMethodDecl *Base) { return promisesObject(*Base); });
    if (!R.ast().getLangOpts().CPlusPlus11)
      P.refuse("attributes of this form are of C++11");
    else if (M.isTemplateInstantiation() || M.getParent()->getTemplateInstantiationPattern())
      P.refuse("it is a template");
    else if (!Promised || (M.size_overridden_methods() && !Found.parameters.empty()))
      P.refuse("calls through the function that it overrides know nothing of it");
    else if (!Found.unknown.empty())
      P.refuse("nothing shows what '" + Found.unknown + "' looks into");
    else if (!Found.object && Found.parameters.empty())
      P.refuse("no return looks into the object or a parameter");
    else if (Found.object + Found.parameters.size() > 1)
      P.refuse("it may look into more than one thing");
    if (Found.object)
      annotateObject(P, Declared, R);
    for (unsigned Index : Found.parameters)
      annotateParameter(P, *Declared.getParamDecl(Index));
    P.insertBlock(Declared.getLocation(), Block).offer();
  }

  static void annotateParameter(Proposal &P, const ParmVarDecl &Parameter) {
    if (Parameter.getIdentifier())
      P.insertAfter(Parameter.getLocation(), " FERRULE_LIFETIMEBOUND");
    else
      P.insertBefore(Parameter.getBeginLoc(), "FERRULE_LIFETIMEBOUND ");
  }

  /// Behind the parameters and their qualifiers, in front of everything else.
  static void annotateObject(Proposal &P, const CXXMethodDecl &M, const RewriteContext &R) {
    FunctionTypeLoc Type = M.getFunctionTypeLoc();
    SourceLocation Last = Type ? Type.getRParenLoc() : SourceLocation();
    if (Last.isInvalid() || Last.isMacroID()) {
      P.refuse("its declaration comes from a macro");
      return;
    }
    int Depth = 0;
    for (auto Next = Lexer::findNextToken(Last, R.sources(), R.ast().getLangOpts()); Next;
         Next = Lexer::findNextToken(Next->getLocation(), R.sources(), R.ast().getLangOpts())) {
      bool Opens = Next->is(tok::l_paren), Qualifies = Next->isOneOf(tok::amp, tok::ampamp);
      if (Next->is(tok::raw_identifier))
        Qualifies = llvm::is_contained({"const", "volatile", "noexcept", "throw"},
                                       Next->getRawIdentifier());
      if (Depth == 0 && !Opens && !Qualifies)
        break;
      Depth += Opens;
      Depth -= Next->is(tok::r_paren);
      Last = Next->getLocation();
    }
    P.insertAfter(Last, " FERRULE_LIFETIMEBOUND");
  }
};

RegisterRewriter<LifetimeBound> X;

} // namespace
} // namespace ferrule
