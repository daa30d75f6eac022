// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/boundary/Prerequisites.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVectorExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace ferrule {
namespace {

/// What to do, and what it takes away from the cost.
struct Step {
  double cost;
  std::string what;
};

std::string sideOf(const Crossing &Record) {
  return Record.inside <= Record.outside ? "inside" : "outside";
}

void addForRecord(const Crossing &X, const CutContext &C, std::vector<Step> &Steps) {
  // Users access its fields, too, and no accessor takes that from them.
  if (C.isPublic(X)) {
    Steps.push_back(
        {X.cost, "the layout of " + X.name + " as it is, also at the other side: it is " +
                     "part of the ABI, as the public header " + X.file + " defines it"});
    return;
  }
  for (const std::string &Macro : X.parts)
    Steps.push_back({cost::Macro, "a function in place of the macro '" + Macro +
                                      "', which accesses fields of " + X.name});
  const double Direct = X.cost - static_cast<double>(X.parts.size()) * cost::Macro;
  if (Direct <= 0)
    return;
  auto Names = llvm::map_to_vector(X.fields, [](const SharedField &F) { return F.name; });
  Steps.push_back({Direct, (Names.size() == 1 ? "an accessor function for the field "
                                              : "accessor functions for " +
                                                    std::to_string(Names.size()) + " fields of ") +
                               (Names.size() == 1 ? Names.front() + " of " + X.name
                                                  : X.name + ": " + llvm::join(Names, ", ")) +
                               "; " + std::to_string(std::min(X.inside, X.outside)) + " places " +
                               sideOf(X) + " change"});
}

void addFor(const Crossing &X, const CutContext &C, std::vector<Step> &Steps) {
  switch (X.kind) {
  case CrossingKind::Record:
    return addForRecord(X, C, Steps);
  case CrossingKind::Variable:
    if (X.cost > cost::Constant)
      Steps.push_back({X.cost, "functions that get and set the variable '" + X.name + "'"});
    return;
  case CrossingKind::Errno:
    Steps.push_back({X.cost, "the error as a result of '" + X.name + "', in place of errno"});
    return;
  case CrossingKind::Ownership:
    Steps.push_back({X.cost, "a function beside '" + X.name + "' that releases it: " + X.reason});
    return;
  case CrossingKind::CallIn:
  case CrossingKind::CallOut:
  case CrossingKind::Callback:
    return;
  }
}

std::string insteadOf(const Blocker &B, llvm::StringRef Name) {
  switch (B.kind) {
  case BlockerKind::Setjmp:
  case BlockerKind::Longjmp:
    return "errors that are returned where '" + Name.str() + "' " + B.detail;
  case BlockerKind::Variadic:
  case BlockerKind::VaList:
    return "'" + Name.str() + "' in a file that stays C: it " + B.detail;
  default:
    return "another way for '" + Name.str() + "', or a file for it that stays C: it " + B.detail;
  }
}

} // namespace

std::vector<std::string> prerequisitesOf(const Boundary &B, const CutContext &C) {
  std::vector<Step> Steps;
  for (const Crossing &X : B.crossings)
    addFor(X, C, Steps);
  llvm::stable_sort(Steps, [](const Step &A, const Step &B) { return A.cost < B.cost; });
  std::vector<std::string> All;
  for (Step &S : Steps)
    All.push_back(std::move(S.what));
  for (const Blocker &Each : B.blockers) {
    const ModuleFunction *F = C.table.find(Each.function);
    All.push_back(insteadOf(Each, F ? F->abi->name : Each.function));
  }
  return All;
}

} // namespace ferrule
