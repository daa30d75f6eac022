// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/commands/Deep.h"
#include "tool/commands/Rules.h"
#include "llvm/ADT/STLExtras.h"
#include <map>
#include <set>

namespace ferrule {

/// Functions per job: more are dealt to several, so that what one of them costs, or a crash in it,
/// is not the loss of all. Each job parses the unit again.
static constexpr std::size_t FunctionsPerJob = 200;

using Place = std::tuple<std::string, unsigned, unsigned, std::string>;

/// Functions of headers go to the first unit that has them.
static std::vector<Job> jobsFor(const Shard &S, llvm::ArrayRef<Job> Jobs,
                                std::set<Place> Functions) {
  std::map<std::string, const Job *> ByUnit;
  for (const Job &J : Jobs)
    ByUnit[J.unit] = &J;
  std::vector<Job> Result;
  for (const TUSummary &U : S.units) {
    auto J = ByUnit.find(U.unit);
    if (J == ByUnit.end())
      continue;
    std::vector<std::string> Names;
    for (const FunctionFact &F : U.functions)
      if (Functions.erase({F.range.file, F.range.line, F.range.column, F.id}))
        Names.push_back(F.id);
    for (llvm::ArrayRef<std::string> Left = Names; !Left.empty();
         Left = Left.drop_front(std::min(Left.size(), FunctionsPerJob))) {
      Result.push_back(*J->second);
      Result.back().task = JobTask::Deep;
      Result.back().deep = Left.take_front(FunctionsPerJob);
    }
  }
  return Result;
}

llvm::Error analyzeDeep(Shard &S, llvm::ArrayRef<Job> Jobs, const DeepOptions &Options, Cache &C) {
  std::vector<CheckInfo> Rules = enabledRules(S.options);
  auto FamilyOf = [&](llvm::StringRef Check) { return findRule(Rules, Check)->family; };
  std::set<Place> Functions;
  {
    ProgramModel Model = link(S.units, FamilyOf);
    for (unsigned Index : selectDeep(Model, S.around, Options.choice)) {
      const ProgramFunction &F = Model.functions[Index];
      Functions.emplace(F.fact.range.file, F.fact.range.line, F.fact.range.column, F.name);
    }
  }
  auto Result = runPlan({jobsFor(S, Jobs, std::move(Functions)), {}}, S.options, Options.pool, C,
                        Options.progress);
  if (!Result)
    return Result.takeError();
  std::map<std::string, TUSummary *> ByUnit;
  // One finding per root cause: where a definite one stands, a possible one says nothing new.
  std::set<std::tuple<Family, std::string, unsigned>> Definite;
  for (TUSummary &U : S.units) {
    ByUnit[U.unit] = &U;
    for (const Operation &Op : U.operations)
      if (Op.state == OperationState::Defect)
        Definite.emplace(FamilyOf(Op.check), Op.range.file, Op.range.line);
  }
  S.deep.choice = Options.choice;
  for (TUSummary &Deep : Result->units) {
    if (!Deep.wasRead()) {
      S.deep.lost.push_back({Deep.unit, Deep.file, Deep.status,
                             "the static analyzer (--deep): " + Deep.reason, Deep.errors});
      continue;
    }
    S.deep.functions += Deep.functions.size();
    S.deep.cutFunctions += llvm::count_if(
        Deep.functions, [](const FunctionFact &F) { return F.flow == FlowCoverage::Cut; });
    for (Operation &Op : Deep.operations)
      if (const CheckInfo *Rule = findRule(Rules, Op.check);
          Rule && !Definite.contains({Rule->family, Op.range.file, Op.range.line}))
        ByUnit.at(Deep.unit)->operations.push_back(std::move(Op));
  }
  return llvm::Error::success();
}

} // namespace ferrule
