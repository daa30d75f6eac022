// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A function that takes a pointer and how many elements are behind it. Where all callers are in the
// database (a static function, a private method) both parameters become one std::span, and each
// caller makes one of what it gave. What others may call keeps its signature, and gives the pair on
// to an overload with the span. Each unit speaks for its declarations and calls, and one that
// cannot follow refuses the patch.
#include "checks/Check.h"
#include "rewriters/Rewriter.h"
#include "rewriters/common/Annotation.h"
#include "rewriters/common/CountUse.h"
#include "rewriters/cxx/Hardening.h"
#include "rewriters/cxx/OwnerEdits.h"
#include "rewriters/cxx/SpanUses.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace ferrule {
namespace {

/// Two parameters, one behind the other: a pointer, and the number of its elements.
struct Pair {
  /// Of the pointer.
  unsigned index;
  const SlotContract *contract;
};

/// int sum(const int *p, size_t n) -> int sum(std::span<const int> p)
class SpanParameter final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "span-parameter",
        .target = RewriteTarget::SafeCxx,
        .tier = PatchTier::Review,
        .summary = "let a function take a pointer and its count as one std::span",
        .rationale =
            "C++ Core Guidelines I.13, F.24 and R.14: what belongs together cannot be given apart, "
            "and a library with checks tests each index ([span.elem]; CWE-119). Only where the "
            "contract of all units says that the count is of that pointer, it stands behind it, "
            "and the body changes neither. All declarations and calls of a static function or "
            "private method change together; a function that others may call gives both on to an "
            "overload. What is made of a pointer and a count is an open operation of its caller "
            "(ferrule-bounds-view-from-pointer): refused where there are more of these than it "
            "discharges. Needs C++20.",
        .checks = {"ferrule-bounds-*", "ferrule-libc-*", "ferrule-integers-size-narrowing"},
        .before = "static int sum(const int *p, size_t n) {\n  int s = 0;\n"
                  "  for (size_t i = 0; i < n; ++i)\n    s += p[i];\n  return s;\n}",
        .after = "static int sum(std::span<const int> p) {\n  int s = 0;\n"
                 "  for (size_t i = 0; i < p.size(); ++i)\n    s += p[i];\n  return s;\n}",
        .mayBring = {"ferrule-bounds-view-from-pointer", "ferrule-bounds-container-access",
                     "ferrule-integers-size-narrowing"},
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    D.on<FunctionDecl>([&](const FunctionDecl &F, CheckContext &C) {
      if (std::vector<Pair> Pairs = pairsOf(F, R); !Pairs.empty())
        isInternal(F) ? declare(F, Pairs, C, R) : overload(F, Pairs, C, R);
    });
    D.on<DeclRefExpr>([&](const DeclRefExpr &E, CheckContext &C) {
      if (const auto *F = dyn_cast<FunctionDecl>(E.getDecl()))
        use(*F, E, C, R);
    });
    D.on<MemberExpr>([&](const MemberExpr &E, CheckContext &C) {
      if (const auto *F = dyn_cast<CXXMethodDecl>(E.getMemberDecl()))
        use(*F, E, C, R);
    });
  }

private:
  static std::vector<Pair> pairsOf(const FunctionDecl &F, RewriteContext &R) {
    std::vector<Pair> Pairs;
    if (!R.ast().getLangOpts().CPlusPlus || F.isTemplated() || F.isTemplateInstantiation() ||
        F.isImplicit() || !F.getIdentifier() || F.isMain() || hasOverloadWithSpan(F))
      return Pairs;
    for (unsigned I = 0; I + 1 < F.getNumParams(); ++I) {
      // Contracts name what the first declaration names.
      const ParmVarDecl &Pointer = *F.getFirstDecl()->getParamDecl(I);
      const ParmVarDecl &Count = *F.getFirstDecl()->getParamDecl(I + 1);
      QualType Pointee = Pointer.getType()->getPointeeType();
      if (Pointee.isNull() || !Pointer.getType()->isPointerType() ||
          !Count.getType()->isIntegerType() || Count.getType()->isBooleanType() ||
          Pointee->isVoidType() || Pointee->isFunctionType() || Pointee->isIncompleteType())
        continue;
      const SlotContract *Known = R.contract(F, "parameter " + std::to_string(I + 1), "bounds");
      if (!Known)
        continue;
      std::string Words = boundsInWords(*Known);
      if (llvm::any_of(F.redecls(),
                       [&](const FunctionDecl *Each) {
                         return Words ==
                                "counted_by(" + Each->getParamDecl(I + 1)->getNameAsString() + ")";
                       }) ||
          (R.ast().getTypeSizeInChars(Pointee).isOne() &&
           llvm::any_of(F.redecls(), [&](const FunctionDecl *Each) {
             return Words == "sized_by(" + Each->getParamDecl(I + 1)->getNameAsString() + ")";
           })))
        Pairs.push_back({I, Known});
    }
    return Pairs;
  }

  /// What an earlier run has made.
  static bool hasOverloadWithSpan(const FunctionDecl &F) {
    return llvm::any_of(F.getDeclContext()->getRedeclContext()->lookup(F.getDeclName()),
                        [&](const NamedDecl *Each) {
                          const auto *Other = dyn_cast<FunctionDecl>(Each);
                          return Other && llvm::any_of(Other->parameters(), [](const auto *P) {
                                   return isSpan(P->getType());
                                 });
                        });
  }

  /// All units say the same of it, so that it stands where it is declared first.
  Proposal begin(const FunctionDecl &F, llvm::ArrayRef<Pair> Pairs, RewriteContext &R) const {
    const FunctionDecl &First = *F.getFirstDecl();
    std::string Names, Counts;
    for (const Pair &Each : Pairs) {
      Names +=
          (Names.empty() ? "'" : "' and '") + First.getParamDecl(Each.index)->getNameAsString();
      Counts += (Counts.empty() ? "'" : "' and '") +
                First.getParamDecl(Each.index + 1)->getNameAsString();
    }
    Proposal P(R, info(), First.getLocation(),
               "let '" + First.getNameAsString() + "' take " + Names + "' as a std::span");
    P.group(R.names().of(F));
    std::string Question = HardeningQuestion;
    Question += " Is " + Counts + "' how many elements there are, whoever calls it";
    if (llvm::any_of(Pairs, [&](const Pair &Each) {
          return First.getParamDecl(Each.index + 1)->getType()->isSignedIntegerType();
        }))
      Question += ", and never negative";
    Question += "?";
    if (!isInternal(F) &&
        !R.sources().isInMainFile(R.sources().getExpansionLoc(First.getLocation())))
      Question += " Is everybody who includes '" + R.names().file(First.getLocation()) +
                  "' compiled as C++20?";
    P.ask(Question).require("C++20, for std::span").require(HardeningPrecondition);
    for (const Pair &Each : Pairs)
      for (const PatchEvidence &E : Each.contract->evidence)
        P.because(E);
    return P;
  }

  static std::string whyNot(const FunctionDecl &F, llvm::ArrayRef<Pair> Pairs,
                            const RewriteContext &R) {
    const auto *Method = dyn_cast<CXXMethodDecl>(&F);
    if (!R.ast().getLangOpts().CPlusPlus20)
      return "std::span is of C++20, and not all units are compiled as that";
    if (F.isExternC())
      return "the function is declared for C";
    if (Method && Method->isVirtual())
      return "the function is virtual";
    if (isa<CXXConstructorDecl>(F))
      return "the function is a constructor";
    for (const Pair &Each : Pairs) {
      if (std::string Doubt = doubtOf(*Each.contract); !Doubt.empty())
        return Doubt;
      for (unsigned I : {Each.index, Each.index + 1})
        if (F.getParamDecl(I)->hasDefaultArg())
          return "a parameter has a default";
      if (pointeeText(*F.getParamDecl(Each.index), R).empty())
        return "the type of the pointer is not written as 'T *'";
    }
    return "";
  }

  /// One declaration of what others cannot call.
  void declare(const FunctionDecl &F, llvm::ArrayRef<Pair> Pairs, CheckContext &C,
               RewriteContext &R) const {
    Proposal P = begin(F, Pairs, R);
    if (std::string Why = whyNot(F, Pairs, R); !Why.empty())
      P.refuse(Why);
    else
      writeSignature(P, F, Pairs, R);
    if (F.doesThisDeclarationHaveABody())
      writeBody(P, F, Pairs, C, R);
    P.offer();
  }

  /// What others may call stays, and a function beside it has the span. The unit that defines it
  /// sees all that changes.
  void overload(const FunctionDecl &F, llvm::ArrayRef<Pair> Pairs, CheckContext &C,
                RewriteContext &R) const {
    if (!F.doesThisDeclarationHaveABody())
      return;
    Proposal P = begin(F, Pairs, R);
    // An array converts to a span: a call that leaves out an argument would be ambiguous.
    if (F.getMinRequiredArguments() != F.getNumParams())
      P.refuse("a parameter has a default");
    for (const FunctionDecl *Each : F.redecls())
      if (std::string Why = whyNot(*Each, Pairs, R); !Why.empty())
        P.refuse(Why);
      else if (Each != &F && !P.refused())
        declareOverload(P, *Each, Pairs, R);
    std::string Forwarder = P.refused() ? "" : forwarderOf(P, F, Pairs, R);
    if (!P.refused()) {
      writeSignature(P, F, Pairs, R);
      P.insertLinesAfter(F.getBody()->getEndLoc(), Forwarder);
    }
    writeBody(P, F, Pairs, C, R);
    P.offer();
  }

  /// "std::span<const int> p"
  static std::string parameterOf(const FunctionDecl &F, const Pair &Each, const RewriteContext &R) {
    const ParmVarDecl &Pointer = *F.getParamDecl(Each.index);
    std::string Name = Pointer.getNameAsString();
    return (Pointer.getType().isConstQualified() ? "const std::span<" : "std::span<") +
           pointeeText(Pointer, R) + (Name.empty() ? ">" : "> " + Name);
  }

  static void writeSignature(Proposal &P, const FunctionDecl &F, llvm::ArrayRef<Pair> Pairs,
                             RewriteContext &R) {
    for (const Pair &Each : Pairs)
      P.replace(
          {F.getParamDecl(Each.index)->getBeginLoc(), F.getParamDecl(Each.index + 1)->getEndLoc()},
          parameterOf(F, Each, R));
    P.include(F.getLocation(), "<span>");
  }

  void writeBody(Proposal &P, const FunctionDecl &F, llvm::ArrayRef<Pair> Pairs, CheckContext &C,
                 RewriteContext &R) const {
    for (const Pair &Each : Pairs) {
      const ParmVarDecl &Pointer = *F.getParamDecl(Each.index);
      const ParmVarDecl &Count = *F.getParamDecl(Each.index + 1);
      auto OfPointer = pointerUses(*F.getBody(), Pointer, R);
      auto OfCount = countUses(*F.getBody(), Count, R);
      answer(P, F, Pointer, Count, R);
      for (const std::string &Why :
           {whyNoSpan(Pointer, OfPointer, R), whyNoSpan(Count, OfCount, R),
            whyNoCount(*F.getBody(), Pointer, Count, C), whyNotText(Pointer, F, OfPointer, R),
            whyNotText(Count, F, OfCount, R)})
        if (!Why.empty())
          P.refuse(Why);
      for (const SpanUse &Use : OfPointer) {
        if (Use.testsNull)
          P.require("'" + Count.getNameAsString() + "' is 0 where '" + Pointer.getNameAsString() +
                    "' is null");
        rewriteUse(P, Use, R);
      }
      for (const SpanUse &Use : OfCount)
        rewriteCount(P, Use, Pointer, Count, R);
    }
  }

  static void answer(Proposal &P, const FunctionDecl &F, const ParmVarDecl &Pointer,
                     const ParmVarDecl &Count, const RewriteContext &R) {
    for (const OpenOperation *Op : R.operationsAbout(F, Pointer))
      if (StringRef(Op->check).starts_with("ferrule-bounds-") ||
          StringRef(Op->check).starts_with("ferrule-libc-"))
        P.answers(*Op);
    for (const OpenOperation *Op : R.operationsAbout(F, Count))
      if (Op->check == "ferrule-integers-size-narrowing")
        P.answers(*Op);
  }

  static std::string whyNotText(const ParmVarDecl &V, const FunctionDecl &F,
                                llvm::ArrayRef<SpanUse> Uses, const RewriteContext &R) {
    std::vector<SourceLocation> Names{V.getLocation()};
    for (const SpanUse &Use : Uses)
      Names.push_back(R.sources().getSpellingLoc(Use.name->getExprLoc()));
    return ferrule::whyNotText(V, F.getSourceRange(), {}, Names, R);
  }

  /// From the first token of a declaration up to Last, with the spans; empty, and refused: it
  /// cannot be copied.
  static std::string signatureOf(Proposal &P, const FunctionDecl &F, SourceLocation Last,
                                 bool Spans, llvm::ArrayRef<Pair> Pairs, RewriteContext &R) {
    const SourceManager &SM = R.sources();
    auto [File, Begin] = SM.getDecomposedLoc(F.getBeginLoc());
    bool Alone =
        F.getBeginLoc().isFileID() && Last.isFileID() &&
        SM.getSpellingColumnNumber(F.getBeginLoc()) == R.indentation(F.getBeginLoc()).size() + 1;
    if (!Alone) {
      P.refuse("a declaration does not begin its line, or is of a macro");
      return "";
    }
    std::string Text = R.sourceText({F.getBeginLoc(), Last});
    if (Spans)
      for (const Pair &Each : llvm::reverse(Pairs)) {
        const ParmVarDecl &Pointer = *F.getParamDecl(Each.index);
        const ParmVarDecl &Count = *F.getParamDecl(Each.index + 1);
        unsigned From = SM.getFileOffset(Pointer.getBeginLoc()) - Begin;
        unsigned To = SM.getFileOffset(Lexer::getLocForEndOfToken(Count.getEndLoc(), 0, SM,
                                                                  R.ast().getLangOpts())) -
                      Begin;
        if (Pointer.getBeginLoc().isMacroID() || Count.getEndLoc().isMacroID())
          P.refuse("a declaration is of a macro");
        else
          Text.replace(From, To - From, parameterOf(F, Each, R));
      }
    llvm::erase(Text, '\r');
    return Text;
  }

  static void declareOverload(Proposal &P, const FunctionDecl &F, llvm::ArrayRef<Pair> Pairs,
                              RewriteContext &R) {
    auto Next = Lexer::findNextToken(F.getEndLoc(), R.sources(), R.ast().getLangOpts());
    if (!Next || Next->isNot(tok::semi)) {
      P.refuse("something stands behind a declaration");
      return;
    }
    std::string Text = signatureOf(P, F, F.getEndLoc(), /*Spans=*/true, Pairs, R);
    P.insertLinesAfter(Next->getLocation(), R.indentation(F.getBeginLoc()).str() + Text + ";")
        .include(F.getLocation(), "<span>");
  }

  /// The function as others know it; empty: refused.
  static std::string forwarderOf(Proposal &P, const FunctionDecl &F, llvm::ArrayRef<Pair> Pairs,
                                 RewriteContext &R) {
    std::string Arguments;
    for (unsigned I = 0; I != F.getNumParams(); ++I) {
      const ParmVarDecl &Each = *F.getParamDecl(I);
      bool Copied = Each.getType()->isLValueReferenceType() ||
                    Each.getType().isTriviallyCopyableType(R.ast());
      if (!Each.getIdentifier() || !Copied)
        P.refuse("a parameter has no name, or cannot be given on as it is");
      Arguments += I ? ", " : "";
      if (llvm::any_of(Pairs, [&](const Pair &A) { return A.index == I; }))
        Arguments += "std::span(" + Each.getNameAsString() + ", " +
                     F.getParamDecl(++I)->getNameAsString() + ")";
      else
        Arguments += Each.getNameAsString();
    }
    if (F.isVariadic() || F.getBody()->getBeginLoc().isMacroID())
      P.refuse("not all that it is given can be given on");
    SourceLocation Brace = F.getBody()->getBeginLoc();
    std::string Text = signatureOf(P, F, Brace, /*Spans=*/false, Pairs, R);
    std::string Indent = R.indentation(F.getBeginLoc()).str();
    return "\n" + Indent + Text + "\n" + Indent + R.indentStep(Brace) +
           (F.getReturnType()->isVoidType() ? "" : "return ") + F.getNameAsString() + "(" +
           Arguments + ");\n" + Indent + "}";
  }

  /// Name: of the function, in an expression.
  void use(const FunctionDecl &F, const Expr &Name, const CheckContext &C,
           RewriteContext &R) const {
    std::vector<Pair> Pairs = pairsOf(F, R);
    if (Pairs.empty())
      return;
    auto Path = llvm::reverse(C.ancestors());
    auto At =
        llvm::find_if(Path, [](const Stmt *S) { return !isa<ParenExpr, ImplicitCastExpr>(S); });
    const auto *Call = At == Path.end() ? nullptr : dyn_cast<CallExpr>(*At);
    bool Calls = Call && Call->getCallee()->IgnoreParenImpCasts() == &Name;
    if (Calls && !isInternal(F))
      return;
    Proposal P = begin(F, Pairs, R);
    if (!Calls)
      P.refuse("the address of the function is taken" + where(Name, R));
    else
      for (const Pair &Each : Pairs)
        adaptCall(P, F, *Call, Each.index, R);
    P.offer();
  }

  static void adaptCall(Proposal &P, const FunctionDecl &F, const CallExpr &Call, unsigned Index,
                        RewriteContext &R) {
    const Expr &Pointer = *Call.getArg(Index), &Count = *Call.getArg(Index + 1);
    if (isNullPointer(*Pointer.IgnoreParenImpCasts(), R.ast()))
      P.refuse("a call gives null" + where(Call, R));
    QualType Given = Count.IgnoreImpCasts()->getType();
    QualType Taken = F.getParamDecl(Index + 1)->getType();
    if (!Given->isIntegerType() || (R.ast().getTypeSize(Given) > R.ast().getTypeSize(Taken) &&
                                    !Count.isIntegerConstantExpr(R.ast())))
      P.refuse("a call converts the count to a type that may not hold it" + where(Call, R));
    P.insertBefore(Pointer.getBeginLoc(), "std::span(").insertAfter(Count.getEndLoc(), ")");
    P.include(Call.getBeginLoc(), "<span>");
  }

  static std::string where(const Expr &E, RewriteContext &R) {
    return ", " + R.names().file(E.getBeginLoc()) + ":" +
           std::to_string(R.sources().getExpansionLineNumber(E.getBeginLoc()));
  }
};

RegisterRewriter<SpanParameter> X;

} // namespace
} // namespace ferrule
