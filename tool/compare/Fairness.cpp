// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/compare/Fairness.h"
#include "tool/model/Counted.h"
#include "tool/model/Metrics.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <set>

using namespace llvm;

namespace ferrule {
namespace {

std::string quoted(StringRef Text) { return ("'" + Text + "'").str(); }

std::string listed(ArrayRef<std::string> Values) {
  return Values.empty() ? "nothing" : join(map_range(Values, quoted), ", ");
}

/// Names that are in one of the two only.
template <class T, class Name>
std::vector<std::string> missing(const std::vector<T> &From, const std::vector<T> &In,
                                 Name NameOf) {
  std::set<std::string> There;
  for (const T &Value : In)
    There.insert(NameOf(Value));
  std::vector<std::string> Result;
  for (const T &Value : From)
    if (!There.contains(NameOf(Value)))
      Result.push_back(NameOf(Value));
  return Result;
}

} // namespace

std::vector<std::string> unfairness(const Assessment &Before, const Assessment &After) {
  std::vector<std::string> Result;
  auto Differ = [&](const char *What, const std::string &Old, const std::string &New) {
    if (Old != New)
      Result.push_back(std::string(What) + ": " + Old + " before, " + New + " after");
  };
  Differ("other project", quoted(projectName(Before)), quoted(projectName(After)));
  Differ("other version of the tool", quoted(Before.tool.version), quoted(After.tool.version));
  Differ("other version of LLVM", quoted(Before.tool.llvm), quoted(After.tool.llvm));
  Differ("other --exclude", listed(Before.project.exclude), listed(After.project.exclude));
  Differ("other --header-filter", quoted(Before.project.headerFilter),
         quoted(After.project.headerFilter));
  Differ("other --checks", quoted(Before.project.checks), quoted(After.project.checks));
  Differ("other functions in the second tier", nameOf(Before.coverage.deep.choice).str(),
         nameOf(After.coverage.deep.choice).str());

  auto Incomplete = [&](const Assessment &A, const char *When) {
    if (!A.coverage.complete())
      Result.push_back(std::string("the assessment ") + When +
                       " is incomplete: what it could not analyse is in no count");
  };
  Incomplete(Before, "before");
  Incomplete(After, "after");
  const UnitCounts &Old = Before.coverage.translationUnits, &New = After.coverage.translationUnits;
  Differ("other number of compile commands that were meant to be analysed",
         utostr(Old.total - Old.skipped), utostr(New.total - New.skipped));

  auto Checks = [&](const Assessment &From, const Assessment &In, const char *When) {
    auto Missing = missing(From.rules, In.rules, [](const CheckInfo &R) { return R.id; });
    if (!Missing.empty())
      Result.push_back(counted(Missing.size(), "check") + " ran " + When + " only, the first is " +
                       Missing.front());
  };
  if (Before.project.checks == After.project.checks) {
    Checks(Before, After, "before");
    Checks(After, Before, "after");
  }
  auto Files = [&](const Assessment &From, const Assessment &In, const char *When) {
    auto Missing = missing(From.files, In.files, [](const FileFact &F) { return F.path; });
    if (!Missing.empty())
      Result.push_back(counted(Missing.size(), "file") + " in the assessment " + When +
                       " only, the first is " + quoted(Missing.front()));
  };
  Files(Before, After, "before");
  Files(After, Before, "after");
  return Result;
}

} // namespace ferrule
