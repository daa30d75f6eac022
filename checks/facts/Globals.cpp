// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Variables with static storage that the unit defines.
#include "checks/CodeRanges.h"
#include "checks/Extractor.h"
#include "checks/flow/Lowering.h"

using namespace clang;

namespace ferrule {
namespace {

class Globals final : public Extractor {
public:
  void subscribe(Dispatcher &D) override {
    D.on<VarDecl>([](const VarDecl &V, CheckContext &C) {
      if (!V.hasGlobalStorage() || V.isThisDeclarationADefinition() == VarDecl::DeclarationOnly ||
          V.getType()->isDependentType())
        return;
      std::optional<std::int64_t> Value = initialValue(V, C.ast());
      C.summary()->globals.push_back(
          {.id = C.names().of(V),
           .name = V.getQualifiedNameAsString(),
           .type = V.getType().getAsString(),
           .range = codeRange(V.getSourceRange(), C.sources(), C.language(), C.names()),
           .external = V.hasExternalFormalLinkage(),
           .constant = V.getType().isConstant(C.ast()),
           .threadLocal = V.getTLSKind() != VarDecl::TLS_None,
           .functionStatic = V.isStaticLocal(),
           .hasValue = Value.has_value(),
           .value = Value.value_or(0)});
    });
  }
};

RegisterExtractor<Globals> X("3-globals");

} // namespace
} // namespace ferrule
