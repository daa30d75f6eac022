// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/types/PointerTypes.h"

using namespace clang;

namespace ferrule {
namespace {

/// reinterpret_cast<T *>(p)
class ReinterpretCast final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-types-reinterpret-cast",
        .family = Family::Types,
        .severity = Severity::Medium,
        .cwes = {843, 188},
        .summary = "reinterpret_cast to another pointer or reference type",
        .rationale =
            "The result may be used only when an object of the new type lives there (C++ "
            "[basic.lval]p11; CERT EXP36-C, EXP39-C; C++ Core Guidelines Type.1). Discharged for "
            "a pointer to characters or std::byte, through which every object may be read. "
            "Conversions to integers are not reported; those from integers have a check of their "
            "own.",
        .bad = "float half(int *P) { return *reinterpret_cast<float *>(P) / 2; }\n",
        .good = "#include <bit>\nfloat half(int *P) { return std::bit_cast<float>(*P) / 2; }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<CXXReinterpretCastExpr>([](const CXXReinterpretCastExpr &E, CheckContext &C) {
      CastKind Kind = E.getCastKind();
      if (Kind != CK_BitCast && Kind != CK_LValueBitCast && Kind != CK_ReinterpretMemberPointer)
        return;
      std::string What = "'" + C.text(*E.getSubExpr()->IgnoreParenImpCasts()) +
                         "' is taken for a " + spelled(E.getTypeAsWritten(), C.ast());
      QualType New = pointeeOf(E.getTypeAsWritten());
      if (isByteType(New))
        return C.discharged(E.getSourceRange(), What, "every object may be read as bytes");
      C.open(E.getSourceRange(), What,
             New.isNull() || !New->isFunctionType()
                 ? "nothing checks that an object of that type lives there"
                 : "nothing checks that the function has that type");
    });
  }
};

RegisterCheck<ReinterpretCast> X;

} // namespace
} // namespace ferrule
