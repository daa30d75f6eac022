// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/Guards.h"
#include "checks/Values.h"
#include "checks/ownership/MemoryCalls.h"

using namespace clang;

namespace ferrule {
namespace {

/// free(p), realloc(p, n)
class Release final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-ownership-release",
        .family = Family::Ownership,
        .severity = Severity::High,
        .cwes = {416, 415, 590, 761},
        .summary = "release of a block that other pointers may still reach",
        .rationale =
            "After free, each pointer to the block is invalid, and freeing it again is undefined "
            "behaviour (C11 7.22.3.3, CERT MEM30-C); the language keeps no count of the pointers. "
            "Releasing what no allocator returned is a defect (CERT MEM34-C, CWE-590), as is a "
            "second release in the same block of code. A call counts as a release, too, when the "
            "function's body releases that parameter, or when no body can be seen and name and "
            "type say so (free, destroy, delete, dispose; no result, no size). Discharged for a "
            "null pointer, which free ignores.",
        .bad = "#include <stdlib.h>\nvoid drop(char *p) { free(p); }\n",
        .good = "#include <memory>\nvoid drop(std::unique_ptr<char[]> P) { P.reset(); }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<CallExpr>([](const CallExpr &E, CheckContext &C) {
      auto Call = memoryCall(E, C.wrappers());
      if (!Call || Call->Does == MemoryCall::Allocates)
        return;
      bool Null = Call->Block->isNullPointerConstant(C.ast(), Expr::NPC_ValueDependentIsNotNull) !=
                  Expr::NPCK_NotNull;
      if (Null && Call->Does == MemoryCall::Resizes)
        return;
      const Expr &Block = *Call->Block->IgnoreParenCasts();
      std::string What =
          "'" + Call->Name + "' ends the life of what '" + C.text(Block) + "' points to";
      if (Null && Call->LibraryName == "free")
        return C.discharged(E.getSourceRange(), What, "free ignores a null pointer");
      // A wrapper may look first whether the block is its own.
      if (std::string Object = notOnHeap(Block); !Object.empty()) {
        Object += " was not allocated by the heap (CWE-590)";
        if (Call->Sure == Confidence::High)
          return C.defect(E.getSourceRange(), What, Object);
        return C.open(E.getSourceRange(), What, Object, Call->Sure);
      }
      if (const VarDecl *V = variableOf(Block);
          V && Call->Sure == Confidence::High && releasedBefore(E, *V, C))
        return C.defect(E.getSourceRange(), What, "it was released just before (CWE-415)");
      const auto *Offset = dyn_cast<BinaryOperator>(&Block);
      C.open(E.getSourceRange(), What,
             Offset && Offset->isAdditiveOp()
                 ? "the pointer has been moved: it must be the start of the block (CWE-761)"
                 : "nobody has shown that it is the last pointer to it that is used",
             Call->Sure);
    });
  }

private:
  /// What the expression points to when that can not be a block of the heap, or an empty string.
  static std::string notOnHeap(const Expr &E) {
    if (isa<StringLiteral>(E))
      return "a string literal";
    const Expr *Object = &E;
    if (const auto *U = dyn_cast<UnaryOperator>(Object); U && U->getOpcode() == UO_AddrOf)
      Object = U->getSubExpr()->IgnoreParens();
    else if (!E.getType()->isArrayType() && !E.getType()->isFunctionType())
      return "";
    while (const auto *Member = dyn_cast<MemberExpr>(Object)) {
      if (Member->isArrow())
        return "";
      Object = Member->getBase()->IgnoreParens();
    }
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Object))
      if (!Ref->getDecl()->getType()->isReferenceType())
        return "'" + Ref->getDecl()->getNameAsString() + "'";
    return "";
  }

  /// A statement before this one in the same block releases V, and none between them changes it.
  static bool releasedBefore(const CallExpr &E, const VarDecl &V, const CheckContext &C) {
    const auto *Block =
        C.ancestors().empty() ? nullptr : dyn_cast<CompoundStmt>(C.ancestors().back());
    if (!Block)
      return false;
    bool Released = false;
    for (const Stmt *S : Block->body()) {
      if (S == &E)
        return Released;
      const auto *Earlier = dyn_cast<CallExpr>(S);
      auto Call = Earlier ? memoryCall(*Earlier, C.wrappers()) : std::nullopt;
      if (Call && Call->Does == MemoryCall::Releases && Call->Sure == Confidence::High &&
          variableOf(*Call->Block->IgnoreParenCasts()) == &V)
        Released = true;
      else if (isa<LabelStmt, SwitchCase>(S) || modifies(*S, V))
        Released = false;
    }
    return false;
  }
};

RegisterCheck<Release> X;

} // namespace
} // namespace ferrule
