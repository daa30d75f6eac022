// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/model/MetricExpressions.h"
#include "llvm/ADT/StringSwitch.h"

namespace ferrule {

/// "FAMILY" in an expression stands for the family that the id ends with.
std::string expressionOf(llvm::StringRef MetricId) {
  llvm::StringRef Family;
  std::string Id = MetricId.str();
  for (llvm::StringRef Head : {"open.", "density."})
    if (MetricId.starts_with(Head) && MetricId != "density.open") {
      Family = MetricId.drop_front(Head.size());
      Id = Head.str() + "FAMILY";
    }
  std::string Expression =
      llvm::StringSwitch<llvm::StringRef>(Id)
          .Case("lines.analysed", R"(.coverage.lines)")
          .Case("lines.functions", R"([.functions[].signals.sloc] | add // 0)")
          .Case("functions", R"(.coverage.functions)")
          .Case("unsafe.all.lines",
                R"([.inventory.languages[] | select(.memoryUnsafe).lines] | add)")
          .Case("unsafe.all.share", R"(.inventory.languages | (map(select(.memoryUnsafe).lines) | )"
                                    "add) / (map(.lines) | add)")
          .Case("unsafe.shipped.lines",
                R"([.inventory.languages[] | select(.memoryUnsafe).shippedLines] | add)")
          .Case("unsafe.shipped.share",
                R"(.inventory.languages | (map(select(.memoryUnsafe).shippedLines) | add) / )"
                "(map(.shippedLines) | add)")
          .Case("coverage.units",
                R"(.coverage.translationUnits | (.analysed + .recovered) / (.total - .skipped))")
          .Case("coverage.errors", R"(.coverage.translationUnits.recovered)")
          .Case("coverage.unfollowed", R"(.coverage | .cutFunctions + .unfollowedFunctions)")
          .Case("operations.open", R"([.findings[] | select(.state == "open")] | length)")
          .Case("operations.accepted", R"([.findings[] | select(.state == "accepted")] | length)")
          .Case("operations.discharged", R"(.discharged | length)")
          .Case("operations.dischargedShare",
                R"((.discharged | length) / ((.findings | length) + (.discharged | length)))")
          .Case("defects", R"([.findings[] | select(.state == "defect")] | length)")
          .Case("density.open", R"(([.findings[] | select(.state == "open")] | length) * 1000 / )"
                                "([.functions[].signals.sloc] | add)")
          .Case("open.FAMILY",
                R"([.findings[] | select(.state == "open" and .family == "FAMILY")] | length)")
          .Case("density.FAMILY",
                R"(([.findings[] | select(.state == "open" and .family == "FAMILY")] | length) * )"
                "1000 / ([.functions[].signals.sloc] | add)")
          .Case("exported.functions", R"([.functions[] | select(.exported)] | length)")
          .Case("exported.pointers", R"([.inferences[] | select(.exported and (.slot | )"
                                     "startswith(\"parameter \")))] | length")
          .Case("exported.unbounded",
                R"([.inferences[] | select(.exported and (.slot | startswith("parameter ")) and )"
                "(.bounds == \"unknown\" or .bounds == \"array\"))] | length")
          .Case("reached.functions", R"([.functions[] | select(.exposure.from != "")] | length)")
          .Case("reached.open",
                R"([.functions[] | select(.exposure.from != "").operations[].open] | add // 0)")
          .Case("hardening.everywhere",
                R"([.inventory.hardening[] | select(.units > 0 and .observed == .units)] | length)")
          .Case("hardening.measures", R"([.inventory.hardening[] | select(.units > 0)] | length)")
          .Case("practice.tests",
                R"(if any(.inventory.practices[]; .kind == "tests") then 1 else 0 end)")
          .Case("practice.fuzzing",
                R"(if any(.inventory.practices[]; .kind == "fuzzing") then 1 else 0 end)")
          .Case("practice.sanitizers",
                R"(if any(.inventory.practices[]; .kind == "sanitizers") then 1 else 0 end)")
          .Case("practice.static-analysis",
                R"(if any(.inventory.practices[]; .kind == "static analysis") then 1 else 0 end)")
          .Case("practice.continuous-integration", R"(if any(.inventory.practices[]; .kind == )"
                                                   "\"continuous integration\") then 1 else 0 end")
          .Case("age.median",
                R"([.functions[].signals | select(.["history.median"])] | )"
                "sort_by(.[\"history.median\"]) | (map(.sloc) | add) as $all | reduce .[] as $f "
                "({sum: 0}; .sum += $f.sloc | if .age == null and .sum * 2 >= $all then .age = "
                "$f[\"history.median\"] else . end) | .age")
          .Case("plan.steps", R"(.plan.steps | length)")
          .Case("plan.done", R"([.plan.steps[] | select(.done)] | length)")
          .Case("patches.ready", R"([.patches[] | select(.status == "ready")] | length)")
          .Case("operations.all", R"((.findings | length) + (.discharged | length))")
          .Case("patches.answered",
                R"([.patches[] | select(.status == "ready") | .discharges[]] | unique | length)")
          .Case("plan.openAfter", R"(.plan.phases[-1].openAfter)")
          .Case("plan.riskAfter", R"(.plan.phases[-1].riskAfter)")
          .Default("")
          .str();
  for (auto At = Expression.find("FAMILY"); At != std::string::npos; At = Expression.find("FAMILY"))
    Expression.replace(At, 6, Family);
  return Expression;
}

} // namespace ferrule
