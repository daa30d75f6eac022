// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/null/GuardedFields.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {

void GuardedFields::noteGuarded(const AccessPath &P, const NullEvents &Events,
                                const NullEvent &Test, const FunctionDecl &Function) {
  // Who tests what was just allocated does not say that others may find it null.
  bool IsOwn = llvm::any_of(Events, [](const NullEvent &E) { return E.What == NullEvent::Assign; });
  if (P.Fields.empty() || IsOwn)
    return;
  auto [It, New] =
      Tests.try_emplace(P.Fields.back(), TestedBy{Test.Path.back()->getBeginLoc(), &Function});
  It->second.Several |= It->second.First != &Function;
}

void GuardedFields::noteUnguarded(const AccessPath &P, const NullEventsOfFunction &Function,
                                  llvm::ArrayRef<LabelOrder> Labels, CheckContext &C) {
  if (P.Fields.empty())
    return;
  NullEvents Events = Function.withWrites(P);
  auto First = llvm::find_if(Events, [](const NullEvent &E) { return E.What == NullEvent::Use; });
  NullState State = stateAt(P, Events, First - Events.begin(), Labels, C.ast());
  // What it was set to here says more than what others expect of the member.
  if (State.Bits & NullState::Unchanged)
    Places.push_back({C.function(), P, *First});
}

void GuardedFields::forUses(
    llvm::function_ref<void(const Unguarded &, SourceLocation)> Take) const {
  for (const Unguarded &Each : Places)
    if (auto Test = Tests.find(Each.Path.Fields.back());
        Test != Tests.end() && Test->second.Several)
      Take(Each, Test->second.Place);
}

} // namespace ferrule
