// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/Rewriter.h"

using namespace clang;

namespace ferrule {
namespace {

/// Above this, zeroing costs what somebody may notice in a function that is called often: two cache
/// lines.
constexpr std::uint64_t CheapBytes = 128;

/// int n; -> int n = 0;
class InitLocal final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "init-local",
        .target = RewriteTarget::Values,
        .tier = PatchTier::Safe,
        .summary = "give a local variable a value where it is declared",
        .rationale =
            "Offered only where the flow analysis could not show that the variable is written "
            "before it is read: a value everywhere would hide the warnings of compilers and "
            "sanitizers for nothing. A program that is defined never reads the value, so nothing "
            "changes for it (C11 6.3.2.1p2). More than 128 bytes are left to a person, because "
            "zeroing them at each call may cost; so is a union whose first member is not its "
            "largest, which {0} does not fill.",
        .checks = {"ferrule-init-uninitialized-local"},
        .before = "int n;",
        .after = "int n = 0;",
        .warnings = {"uninitialized", "sometimes-uninitialized", "conditional-uninitialized"},
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    D.on<VarDecl>([&](const VarDecl &V, CheckContext &C) {
      if (V.getType()->isDependentType())
        return;
      if (const OpenOperation *Op = R.open("ferrule-init-uninitialized-local", V.getSourceRange()))
        propose(V, *Op, C, R);
    });
  }

private:
  void propose(const VarDecl &V, const OpenOperation &Op, const CheckContext &C,
               RewriteContext &R) const {
    Proposal P(R, info(), V.getLocation(), "give '" + V.getNameAsString() + "' a value");
    P.answers(Op).because(Op.reason, V.getLocation());
    const auto *Record = C.ast().getBaseElementType(V.getType())->getAsRecordDecl();
    if (V.getType()->isVariableArrayType())
      P.refuse("an array of variable length cannot be initialised");
    else if (V.hasAttrs())
      P.refuse("an attribute stands behind the name");
    else if (Record && Record->isUnion() && !firstMemberFills(*Record, C.ast()))
      P.refuse("the first member of the union is not its largest: {0} would leave the rest");
    else if (const auto *Parent = dyn_cast_or_null<CompoundStmt>(blockOf(C));
             Parent && isBodyOfSwitch(*Parent, C))
      P.refuse("it is declared in front of the first case of a switch, where nothing runs");
    std::uint64_t Bytes = P.refused() ? 0 : C.ast().getTypeSizeInChars(V.getType()).getQuantity();
    if (Bytes > CheapBytes)
      P.ask("May " + std::to_string(Bytes) + " bytes be zeroed each time that control comes here?");
    P.insertAfter(V.getEndLoc(), valueFor(V, C, R)).offer();
  }

  static bool firstMemberFills(const RecordDecl &Union, const ASTContext &AST) {
    return !Union.field_empty() && AST.getTypeSize((*Union.field_begin())->getType()) ==
                                       AST.getTypeSize(AST.getCanonicalTagType(&Union));
  }

  static const Stmt *blockOf(const CheckContext &C) {
    // The declaration statement is the last of the path.
    return C.path().size() < 2 ? nullptr : C.path()[C.path().size() - 2];
  }

  static bool isBodyOfSwitch(const CompoundStmt &Block, const CheckContext &C) {
    return C.path().size() > 2 && isa<SwitchStmt>(C.path()[C.path().size() - 3]) &&
           cast<SwitchStmt>(C.path()[C.path().size() - 3])->getBody() == &Block;
  }

  static std::string valueFor(const VarDecl &V, const CheckContext &C, const RewriteContext &R) {
    QualType T = V.getType();
    const LangOptions &L = C.language();
    if (!T->isScalarType() || (L.CPlusPlus && T->isEnumeralType()))
      return L.CPlusPlus11 ? "{}" : L.CPlusPlus ? " = {}" : " = {0}";
    if (T->isAnyPointerType() && L.CPlusPlus11)
      return " = nullptr";
    if (T->isAnyPointerType() && R.fileText(V.getLocation()).contains("NULL"))
      return " = NULL";
    return L.CPlusPlus && T->isBooleanType() ? " = false" : " = 0";
  }
};

RegisterRewriter<InitLocal> X;

} // namespace
} // namespace ferrule
