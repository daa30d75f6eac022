// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The bodies that the flow analysis reads when the program is linked.
#include "checks/Extractor.h"
#include "checks/flow/Lowering.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace ferrule {
namespace {

class Bodies final : public Extractor {
public:
  void subscribe(Dispatcher &D) override {
    D.onFunctionEnd([this](CheckContext &C) {
      // The first instance stands for the template.
      if (!C.summary() || !Seen.insert(C.names().of(*C.function())).second)
        return;
      const FunctionDecl &F = *C.function();
      if (std::optional<flow::Body> B = lower(F, C.flow(F), C.ast(), C.names()))
        C.summary()->bodies.push_back({B->id, flow::pack(*B)});
    });
  }

private:
  llvm::StringSet<> Seen;
};

RegisterExtractor<Bodies> X("5-bodies");

} // namespace
} // namespace ferrule
