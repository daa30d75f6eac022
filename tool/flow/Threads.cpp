// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A variable in the file that has 'main' is in no other program. If nothing that the program can
// reach starts a thread, all accesses to the variable are in one, and there is no race (C11
// 5.1.2.4p25). What it can reach is taken generously: a unit is reached as a whole, by a call, by
// an address of a function, by a variable (whose initialiser may hold addresses), and by a virtual
// function that is overridden there. Libraries have no 'main', and nothing is said of them: their
// callers may have threads.
#include "tool/flow/Threads.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

namespace ferrule {

namespace {

constexpr llvm::StringLiteral SharedGlobalCheck = "ferrule-concurrency-shared-global";

/// Functions that make other code run beside their caller: threads of C11, POSIX, Windows and
/// libdispatch, and notifications that POSIX delivers in a thread of their own.
bool startsThread(const CallFact &Call) {
  static const llvm::StringSet<> Names = {"pthread_create",
                                          "thrd_create",
                                          "clone",
                                          "clone3",
                                          "timer_create",
                                          "mq_notify",
                                          "aio_read",
                                          "aio_write",
                                          "lio_listio",
                                          "getaddrinfo_a",
                                          "CreateThread",
                                          "_beginthread",
                                          "_beginthreadex",
                                          "SubmitThreadpoolWork",
                                          "QueueUserWorkItem",
                                          "dispatch_async",
                                          "dispatch_async_f",
                                          "dispatch_apply",
                                          "dispatch_apply_f"};
  llvm::StringRef Callee = Call.callee;
  return Names.contains(Call.name) ||
         (Callee.contains("@N@std@") && (Callee.contains("thread") || Callee.contains("async")));
}

class Reach {
public:
  explicit Reach(llvm::ArrayRef<TUSummary> Units) : Units(Units) {
    for (unsigned N = 0; N != Units.size(); ++N) {
      for (const FunctionFact &F : Units[N].functions) {
        Definers[F.id].push_back(N);
        for (const std::string &Base : F.overrides)
          Definers[Base].push_back(N);
      }
      for (const GlobalFact &G : Units[N].globals)
        Definers[G.id].push_back(N);
    }
  }

  /// A thread may be started in what the unit leads to, or that was not read.
  bool startsThreads(unsigned Unit) const {
    llvm::BitVector Reached(Units.size());
    llvm::SmallVector<unsigned, 16> Work;
    auto Add = [&](unsigned N) {
      if (!Reached.test(N)) {
        Reached.set(N);
        Work.push_back(N);
      }
    };
    auto AddAll = [&](llvm::StringRef Id) {
      if (auto It = Definers.find(Id); It != Definers.end())
        llvm::for_each(It->second, Add);
    };
    Add(Unit);
    while (!Work.empty()) {
      const TUSummary &Now = Units[Work.pop_back_val()];
      if (Now.status != UnitStatus::Analysed)
        return true;
      for (const FunctionFact &F : Now.functions) {
        if (llvm::any_of(F.calls, startsThread))
          return true;
        for (const CallFact &Call : F.calls)
          AddAll(Call.callee);
        llvm::for_each(F.globals, AddAll);
      }
      for (const AddressTakenFact &Taken : Now.addressTaken)
        AddAll(Taken.function);
    }
    return false;
  }

private:
  llvm::ArrayRef<TUSummary> Units;
  /// By EntityName the units that define it, or something that overrides it.
  llvm::StringMap<std::vector<unsigned>> Definers;
};

} // namespace

void dischargeSingleThreaded(std::vector<TUSummary> &Units) {
  std::optional<Reach> All;
  for (unsigned N = 0; N != Units.size(); ++N) {
    TUSummary &Unit = Units[N];
    auto IsShared = [&](const Operation &Op) {
      return Op.check == SharedGlobalCheck && Op.state == OperationState::Open &&
             Op.range.file == Unit.file;
    };
    bool Program = llvm::any_of(Unit.functions, [](const FunctionFact &F) {
      return F.qualifiedName == "main" && F.external;
    });
    if (!Program || llvm::none_of(Unit.operations, IsShared))
      continue;
    if (!All)
      All.emplace(Units);
    if (All->startsThreads(N))
      continue;
    for (Operation &Op : Unit.operations)
      if (IsShared(Op)) {
        Op.state = OperationState::Discharged;
        Op.confidence = Confidence::High;
        Op.reason = "'main' of its program is in this file, and nothing that this program reaches "
                    "starts a thread";
      }
  }
}

} // namespace ferrule
