// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The checks whose operations the flow analysis finds: one per kind of defect. The analysis runs
// when the program is linked and reports under their ids; so do analyses of Clang in the unit.
#include "checks/flow/Defects.h"
#include "checks/Check.h"
#include "tool/flow/Defect.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ErrorHandling.h"
#include <tuple>

namespace ferrule {
namespace {

const CheckInfo &infoOf(flow::DefectKind K) {
  for (llvm::ArrayRef<CheckInfo> Table : {accessDefects(), lifeDefects()})
    for (const CheckInfo &Row : Table)
      if (Row.id == nameOf(K))
        return Row;
  llvm_unreachable("each kind of defect has a row");
}

template <flow::DefectKind K> class FlowDefect final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo &Info = infoOf(K);
    return Info;
  }
  void subscribe(Dispatcher &D) override {
    if constexpr (K == flow::DefectKind::UninitializedRead)
      subscribeUninitializedReads(D);
    else if constexpr (K == flow::DefectKind::StackAddressReturned)
      subscribeReturnedBorrows(D);
    else if constexpr (K == flow::DefectKind::UseAfterRelease)
      subscribeOutlivedBorrows(D);
  }
};

template <unsigned... Kind>
std::tuple<RegisterCheck<FlowDefect<flow::DefectKind{Kind}>>...>
    registerAll(std::integer_sequence<unsigned, Kind...>) {
  return {};
}

const auto Registered =
    registerAll(std::make_integer_sequence<unsigned, NumValues<flow::DefectKind>>());

} // namespace
} // namespace ferrule
