// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/ownership/MemoryCalls.h"
#include "checks/types/PointerTypes.h"

using namespace clang;

namespace ferrule {
namespace {

/// T *p = v, where v is a void *
class VoidPointer final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-types-void-pointer",
        .family = Family::Types,
        .severity = Severity::Medium,
        .cwes = {843},
        .summary = "pointer to void taken for a pointer to an object",
        .rationale =
            "A pointer to void has forgotten the type of what it points to. C converts it back "
            "without a cast (C11 6.3.2.3p1), and nothing checks that the type is the right one "
            "(CWE-843). Discharged for fresh memory, which has no type yet (C11 6.5p6). "
            "Conversions to pointers to characters are not reported: every object may be read as "
            "bytes.",
        .bad = "int first(void *data) { int *p = data; return *p; }\n",
        .good = "int first(const int *data) { return *data; }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<CastExpr>([](const CastExpr &E, CheckContext &C) {
      // In C++, reinterpret_cast has its own check.
      if (E.getCastKind() != CK_BitCast || isa<CXXReinterpretCastExpr>(E))
        return;
      const Expr &Source = *E.getSubExpr();
      QualType Old = pointeeOf(Source.getType()), New = pointeeOf(E.getType());
      if (Old.isNull() || New.isNull() || !Old->isVoidType() || New->isVoidType() ||
          New->isFunctionType() || isByteType(New))
        return;
      const Expr &Inner = *Source.IgnoreParenCasts();
      if (Inner.isNullPointerConstant(C.ast(), Expr::NPC_ValueDependentIsNotNull))
        return;
      std::string What = "'" + C.text(Inner) + "' is taken for a " + spelled(E.getType(), C.ast());
      const auto *Call = dyn_cast<CallExpr>(&Inner);
      auto Memory = Call ? memoryCall(*Call, C.wrappers()) : std::nullopt;
      if (Memory && Memory->Does == MemoryCall::Allocates)
        return C.discharged(E.getSourceRange(), What,
                            "'" + Memory->Name + "' returns memory that has no type yet");
      if (Memory && Memory->Does == MemoryCall::Resizes &&
          pointeeOf(Memory->Block->IgnoreParenCasts()->getType()) == New)
        return C.discharged(E.getSourceRange(), What,
                            "the block that '" + Memory->Name + "' resizes has that type");
      C.open(E.getSourceRange(), What, "the type has been forgotten on the way");
    });
  }
};

RegisterCheck<VoidPointer> X;

} // namespace
} // namespace ferrule
