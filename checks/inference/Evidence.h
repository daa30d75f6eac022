// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The interface of those who collect evidence. A kind of evidence is one .cpp in this folder that
// registers itself: it subscribes to AST nodes and says what they show of which slot.
#pragma once
#include "checks/CheckContext.h"
#include "checks/Dispatcher.h"
#include "checks/inference/Origins.h"
#include "tool/model/Evidence.h"
#include "llvm/ADT/DenseSet.h"
#include <map>
#include <memory>
#include <set>

namespace ferrule {

/// What collectors ask of the function that is walked, and where they put what they found. Lives as
/// long as the unit.
class EvidenceSink {
public:
  explicit EvidenceSink(std::vector<EvidenceFact> &Facts) : Facts(Facts) {}

  /// Of C.function(), which must not be null.
  FunctionValues &values(CheckContext &C);

  /// Notes Fact at the place of At. What a function does to a pointer again and again counts once:
  /// evidence is weighed by functions.
  void add(EvidenceFact Fact, const clang::Stmt &At, CheckContext &C);
  void add(EvidenceFact Fact, clang::SourceLocation At, CheckContext &C);

  /// In source order: the slot has been tested for null, or dereferenced, in this function.
  void noteTest(const Slot &S) { Tested.insert(S); }
  bool isTested(const Slot &S) const { return Tested.contains(S); }
  /// Control comes only past the test when it is not null.
  void noteAssertion(const Slot &S) { Asserted.insert(S); }
  bool isAsserted(const Slot &S) const { return Asserted.contains(S); }
  /// The parameter to which the slot was given in a condition before: perhaps it is tested there.
  void noteTester(const Slot &S, const Slot &Parameter) { Testers.try_emplace(S, Parameter); }
  Slot testerOf(const Slot &S) const {
    auto It = Testers.find(S);
    return It == Testers.end() ? Slot() : It->second;
  }
  /// A statement that leaves the function on some paths has been passed.
  void noteLeave() { MayHaveLeft = true; }
  /// The visited node runs on every path through the function.
  bool isOnEveryPath(const CheckContext &C) const;
  /// The variable's value is kept in a field or in a variable with static storage.
  void noteKept(const clang::VarDecl &V) { Kept.insert(&V); }
  bool isKept(const clang::VarDecl &V) const { return Kept.contains(&V); }
  /// The count of references in Field of what the variable points to was raised.
  void noteCounted(const clang::VarDecl &V, const Slot &Field) { Counted.try_emplace(&V, Field); }
  Slot countOf(const clang::VarDecl &V) const {
    auto It = Counted.find(&V);
    return It == Counted.end() ? Slot() : It->second;
  }
  void noteRead(const Slot &S) { HasRead.insert(S); }
  bool wasRead(const Slot &S) const { return HasRead.contains(S); }

private:
  bool isRepeated(const EvidenceFact &Fact);

  std::vector<EvidenceFact> &Facts;
  /// Hashes of what was noted in this function.
  llvm::DenseSet<std::size_t> Noted;
  const clang::FunctionDecl *Current = nullptr;
  std::unique_ptr<FunctionValues> Values;
  std::set<Slot> Tested, Asserted, HasRead;
  std::map<Slot, Slot> Testers;
  llvm::SmallPtrSet<const clang::VarDecl *, 4> Kept;
  std::map<const clang::VarDecl *, Slot> Counted;
  bool MayHaveLeft = false;
};

class EvidenceCollector {
public:
  virtual ~EvidenceCollector() = default;
  virtual void subscribe(Dispatcher &D, EvidenceSink &Sink) = 0;
};

/// For RegisterCollector only. Collectors run in the order of their names.
void addCollectorFactory(llvm::StringRef Name, std::unique_ptr<EvidenceCollector> (*Factory)());

template <class T> struct RegisterCollector {
  explicit RegisterCollector(llvm::StringRef Name) {
    addCollectorFactory(
        Name, []() -> std::unique_ptr<EvidenceCollector> { return std::make_unique<T>(); });
  }
};

} // namespace ferrule
