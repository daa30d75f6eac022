// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The contract says that nobody who gets the pointer writes behind it. Whether the types agree is
// seen in each use. One that does not agree refuses the patch, in whatever unit it stands.
#include "rewriters/Rewriter.h"
#include "rewriters/common/ConstUse.h"
#include "clang/AST/TypeLoc.h"

using namespace clang;

namespace ferrule {
namespace {

const FunctionDecl *functionOf(const ParmVarDecl &P) {
  return dyn_cast<FunctionDecl>(P.getDeclContext());
}

/// void put(char *text) -> void put(const char *text)
class ConstParameter : public Rewriter {
public:
  void subscribe(Dispatcher &D, RewriteContext &R) override {
    D.on<FunctionDecl>([&](const FunctionDecl &F, CheckContext &) {
      for (const ParmVarDecl *P : F.parameters())
        propose(*P, R);
    });
    D.on<DeclRefExpr>([&](const DeclRefExpr &E, CheckContext &C) {
      if (const auto *P = dyn_cast<ParmVarDecl>(E.getDecl()))
        judge(*P, C, R);
      else if (const auto *F = dyn_cast<FunctionDecl>(E.getDecl()))
        judge(*F, E, C, R);
    });
  }

protected:
  virtual bool isFor(const FunctionDecl &F) const = 0;
  virtual std::string questionOf(const FunctionDecl &F) const = 0;

private:
  /// A parameter that nobody writes behind, and could be declared so; else null.
  const SlotContract *contractOf(const ParmVarDecl &P, RewriteContext &R) const {
    const FunctionDecl *F = functionOf(P);
    QualType T = P.getType();
    if (!F || F->isTemplated() || F->isTemplateInstantiation() || F->isImplicit() ||
        !F->getIdentifier() || !isFor(*F) || !T->isPointerType())
      return nullptr;
    QualType Pointee = T->getPointeeType();
    // const char *const * is another type to callers in C.
    if (Pointee.isConstQualified() || Pointee->isPointerType() || Pointee->isFunctionType() ||
        Pointee->isDependentType())
      return nullptr;
    const SlotContract *Known =
        R.contract(*F, "parameter " + std::to_string(P.getFunctionScopeIndex() + 1), "mutability");
    return Known && Known->value == "in" ? Known : nullptr;
  }

  /// All units say the same of it, so that it stands where it is declared first.
  Proposal begin(const ParmVarDecl &P, RewriteContext &R) const {
    const FunctionDecl &F = *functionOf(P)->getFirstDecl();
    const ParmVarDecl &First = *F.getParamDecl(P.getFunctionScopeIndex());
    std::string Which = First.getIdentifier()
                            ? "'" + First.getNameAsString() + "'"
                            : "parameter " + std::to_string(P.getFunctionScopeIndex() + 1);
    Proposal Made(R, info(), First.getLocation(),
                  "declare that '" + F.getNameAsString() + "' does not write behind " + Which);
    Made.group(R.names().of(F) + " " + std::to_string(P.getFunctionScopeIndex()));
    return Made;
  }

  void propose(const ParmVarDecl &P, RewriteContext &R) const {
    const SlotContract *Known = contractOf(P, R);
    if (!Known)
      return;
    const FunctionDecl &F = *functionOf(P);
    Proposal Made = begin(P, R);
    for (const PatchEvidence &E : Known->evidence)
      Made.because(E);
    const auto *Method = dyn_cast<CXXMethodDecl>(&F);
    if (!Known->against.empty())
      Made.refuse("not every place keeps it: " + Known->against.front().what);
    else if (Method && Method->isVirtual())
      Made.refuse("the function is virtual: what overrides it may write");
    else if (F.isExternallyVisible() && !Method && !isDeclaredInHeader(F, R))
      Made.refuse("no header declares the function, so other units may do that for themselves");
    else if (!isWrittenAsPointer(P))
      Made.refuse("the '*' of its type is in a typedef or macro");
    else
      Made.insertBefore(P.getBeginLoc(), "const ");
    if (std::string Question = questionOf(F); !Question.empty())
      Made.ask(Question);
    Made.offer();
  }

  static bool isDeclaredInHeader(const FunctionDecl &F, RewriteContext &R) {
    return llvm::any_of(F.redecls(), [&](const FunctionDecl *Each) {
      return !R.sources().isInMainFile(R.sources().getExpansionLoc(Each->getLocation()));
    });
  }

  static bool isWrittenAsPointer(const ParmVarDecl &P) {
    const TypeSourceInfo *Type = P.getTypeSourceInfo();
    if (!Type || P.getBeginLoc().isInvalid())
      return false;
    TypeLoc Written = Type->getTypeLoc().getUnqualifiedLoc();
    return Written.getAs<PointerTypeLoc>() || Written.getAs<ArrayTypeLoc>();
  }

  void judge(const ParmVarDecl &P, CheckContext &C, RewriteContext &R) const {
    if (!contractOf(P, R))
      return;
    if (std::string Why = whyNotConst(*functionOf(P), C.path()); !Why.empty())
      begin(P, R).refuse(Why).offer();
  }

  /// A pointer to the function has the types of its parameters.
  void judge(const FunctionDecl &F, const DeclRefExpr &E, CheckContext &C,
             RewriteContext &R) const {
    const auto *Call = dyn_cast_or_null<CallExpr>(C.parent());
    if (Call && Call->getCallee()->IgnoreParenImpCasts() == &E)
      return;
    for (const ParmVarDecl *P : F.getFirstDecl()->parameters())
      if (contractOf(*P, R))
        begin(*P, R).refuse("the address of the function is taken").offer();
  }
};

bool hasMangledName(const FunctionDecl &F) {
  return F.getASTContext().getLangOpts().CPlusPlus && !F.isExternC();
}

constexpr char Sound[] =
    "Who reads the declaration knows what a call may change, and what it is given may be const "
    "itself (C++ Core Guidelines Con.3, CERT DCL13-C); at a boundary to Rust it becomes a "
    "reference that is shared. Only where the contract of all units says that nobody who gets the "
    "pointer writes behind it, and each use agrees with the type: it is not stored, returned or "
    "given on as a pointer that may be written, and not cast to one, and the same holds of "
    "pointers that are read from what it leads to. A function that others can see is for review, "
    "as pointers to it "
    "have another type. ";

class ConstInC final : public ConstParameter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "const-parameter",
        .target = RewriteTarget::CBounds,
        .tier = PatchTier::Safe,
        .summary = "declare that a function does not write behind a pointer",
        .rationale = Sound + std::string("The object code must stay the same."),
        .before = "int sum(int *p, int n);",
        .after = "int sum(const int *p, int n);",
        .sameObject = true,
    };
    return Info;
  }

private:
  bool isFor(const FunctionDecl &F) const override { return !hasMangledName(F); }
  std::string questionOf(const FunctionDecl &F) const override {
    return F.isExternallyVisible()
               ? "Does nobody outside of the project declare '" + F.getNameAsString() +
                     "' for himself, or keep its address with a type of his own?"
               : "";
  }
};

class ConstInCXX final : public ConstParameter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "const-pointee",
        .target = RewriteTarget::SafeCxx,
        .tier = PatchTier::Review,
        .summary = "the same of a function of C++, whose name for the linker it changes",
        .rationale = Sound + std::string("In C++ another overload may be chosen for what is const, "
                                         "and the linker knows the function by another name."),
        .before = "static int sum(int *p, int n);",
        .after = "static int sum(const int *p, int n);",
    };
    return Info;
  }

private:
  bool isFor(const FunctionDecl &F) const override { return hasMangledName(F); }
  std::string questionOf(const FunctionDecl &F) const override {
    return "Does nothing hang on which overloads '" + F.getNameAsString() + "' calls" +
           (F.isExternallyVisible() ? ", and is everybody compiled again who calls it?" : "?");
  }
};

RegisterRewriter<ConstInC> X;
RegisterRewriter<ConstInCXX> Y;

} // namespace
} // namespace ferrule
