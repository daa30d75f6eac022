// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Values.h"
#include "rewriters/common/Guard.h"
#include "rewriters/common/IndexTest.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace ferrule {
namespace {

/// v[i] -> if (i >= v.size()) return ...; in front of it, where at() is no answer
class ContainerCheck final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "container-check",
        .target = RewriteTarget::SafeCxx,
        .tier = PatchTier::Review,
        .summary = "leave the function before a container is accessed that has no such element",
        .rationale =
            "operator[], front(), back(), pop_back() and optional's operator* have preconditions "
            "that the library need not check (C++20 [sequence.reqmts], [optional.observe]; CERT "
            "CTR50-CPP). Where exceptions are off, or the class has no at(), a test of size(), "
            "empty() or has_value() in front of the access does it. It leaves as the function "
            "leaves elsewhere; whether that is right is for a person. Defined executions do not "
            "change: in them the element is there.",
        .checks = {Id},
        .before = "return v[i];",
        .after = "if (i >= v.size())\n  return -1;\nreturn v[i];",
        .mustDischarge = true,
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    D.on<CXXOperatorCallExpr>([&](const CXXOperatorCallExpr &E, CheckContext &C) {
      const OpenOperation *Op = R.open(Id, E.getSourceRange());
      if (!Op || !C.function() || E.getNumArgs() == 0)
        return;
      if (E.getOperator() != OO_Subscript)
        proposeState(E, *E.getArg(0), "has_value()", *Op, C, R);
      else if (E.getNumArgs() == 2 && (!C.language().CXXExceptions || !has(*E.getArg(0), "at")))
        proposeIndex(E, *Op, C, R);
    });
    D.on<CXXMemberCallExpr>([&](const CXXMemberCallExpr &E, CheckContext &C) {
      const OpenOperation *Op = R.open(Id, E.getSourceRange());
      if (Op && C.function() && E.getImplicitObjectArgument())
        proposeState(E, *E.getImplicitObjectArgument(), "empty()", *Op, C, R);
    });
  }

private:
  static constexpr char Id[] = "ferrule-bounds-container-access";

  static bool has(const Expr &Object, StringRef Name) {
    const CXXRecordDecl *Class = Object.getType()->getAsCXXRecordDecl();
    return Class && Class->hasDefinition() &&
           !Class->lookup(DeclarationName(&Class->getASTContext().Idents.get(Name))).empty();
  }

  void proposeIndex(const CXXOperatorCallExpr &E, const OpenOperation &Op, const CheckContext &C,
                    RewriteContext &R) {
    const Expr &Object = *E.getArg(0);
    const Expr &Index = *E.getArg(1)->IgnoreParenImpCasts();
    Proposal P(R, info(), E.getBeginLoc(),
               "test the index '" + C.text(Index) + "' of '" + C.text(Object) +
                   "' before it is used");
    P.answers(Op).because(Op.reason, E.getBeginLoc());
    // Of a string, the element behind the last one may be read ([string.access]).
    if (const CXXRecordDecl *Class = Object.getType()->getAsCXXRecordDecl();
        Class && Class->getName() == "basic_string")
      P.require("the NUL behind the last character of '" + C.text(Object) + "' is not meant");
    const std::string Text = R.sourceText(Index.getSourceRange());
    const bool First = constantOf(Index, C) == 0 && has(Object, "empty");
    const std::string Size = callOf(Object, First ? "empty()" : "size()", R);
    if (Text.empty() || Size.empty())
      P.refuse("the access comes from a macro");
    else if (!has(Object, "size"))
      P.refuse("the class has no size()");
    else if (Index.HasSideEffects(R.ast()) || Object.HasSideEffects(R.ast()))
      P.refuse("the access would be evaluated twice, and it calls a function or changes something");
    else
      guard(P,
            {First ? Size
                   : indexTest(
                         Index, Text,
                         {.text = Size, .type = R.ast().getSizeType(), .typeName = sizeName(E, R)},
                         /*OnePast=*/false, C),
             {&Index, &Object},
             "'" + C.text(Index) + "' is no index of '" + C.text(Object) + "'"},
            C, R, Tests);
    P.offer();
  }

  void proposeState(const Expr &E, const Expr &Object, StringRef Method, const OpenOperation &Op,
                    const CheckContext &C, RewriteContext &R) {
    const bool IsEmpty = Method == "empty()";
    Proposal P(R, info(), E.getBeginLoc(),
               "test that '" + C.text(Object) + "' " + (IsEmpty ? "is not empty" : "has a value"));
    P.answers(Op).because(Op.reason, E.getBeginLoc());
    const std::string Call = callOf(Object, Method, R);
    if (Call.empty())
      P.refuse("the access comes from a macro");
    else if (Object.HasSideEffects(R.ast()))
      P.refuse("the access would be evaluated twice, and it calls a function or changes something");
    else
      guard(P,
            {(IsEmpty ? "" : "!") + Call,
             {&Object},
             "'" + C.text(Object) + "' " + (IsEmpty ? "is empty" : "has no value")},
            C, R, Tests);
    P.offer();
  }

  /// A method of the object, as text; empty when a macro is in the way.
  static std::string callOf(const Expr &Object, StringRef Method, const RewriteContext &R) {
    const Expr &Plain = *Object.IgnoreImpCasts();
    if (isa<CXXThisExpr>(Plain))
      return Method.str();
    // (*p)[i] is asked by p->size().
    const auto *Deref = dyn_cast<UnaryOperator>(Plain.IgnoreParens());
    const Expr *Pointer = Deref && Deref->getOpcode() == UO_Deref
                              ? Deref->getSubExpr()->IgnoreParenImpCasts()
                              : nullptr;
    if (Pointer && isa<DeclRefExpr, MemberExpr>(Pointer))
      return callThrough(R.sourceText(Pointer->getSourceRange()), "->", Method);
    std::string Text = R.sourceText(Plain.getSourceRange());
    if (!isa<DeclRefExpr, MemberExpr, ParenExpr, CallExpr, ArraySubscriptExpr>(Plain) &&
        !Text.empty())
      Text = "(" + Text + ")";
    return callThrough(Text, Object.getType()->isPointerType() ? "->" : ".", Method);
  }

  static std::string callThrough(const std::string &Object, StringRef Arrow, StringRef Method) {
    return Object.empty() ? "" : Object + Arrow.str() + Method.str();
  }

  /// As the file writes it.
  static std::string sizeName(const Expr &E, const RewriteContext &R) {
    StringRef File = R.fileText(E.getBeginLoc());
    return !File.contains("std::size_t") && File.contains("size_t") ? "size_t" : "std::size_t";
  }

  Guards Tests;
};

RegisterRewriter<ContainerCheck> X;

} // namespace
} // namespace ferrule
