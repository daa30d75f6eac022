// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Notes what happens to pointers while a function is walked.
#pragma once
#include "checks/Dispatcher.h"
#include "checks/null/NullSources.h"
#include "checks/null/NullStates.h"
#include "llvm/ADT/MapVector.h"
#include <utility>

namespace ferrule {

struct NullEventsOfFunction {
  std::vector<std::pair<AccessPath, NullEvents>> Paths;
  /// What may change members, with the path that is assigned, if it is one.
  std::vector<std::pair<std::optional<AccessPath>, NullEvent>> Writes;
  llvm::MapVector<const clang::LabelDecl *, LabelOrder> Labels;

  NullEvents &of(const AccessPath &P);
  /// The events of a path, and between them what others do to it.
  NullEvents withWrites(const AccessPath &P) const;
};

class NullEventRecorder {
public:
  void subscribe(Dispatcher &D);
  /// When the function has been walked.
  NullEventsOfFunction take(const clang::FunctionDecl &F);

  NullSources Sources;

private:
  void noteReference(const clang::Expr &E, CheckContext &C);
  void noteAssignment(const AccessPath &P, const clang::Expr &Value,
                      llvm::ArrayRef<const clang::Stmt *> Around, const clang::Stmt *Node,
                      CheckContext &C);
  void note(const AccessPath &P, NullEvent Event, const CheckContext &C);
  void noteWrite(const clang::Expr &E, const CheckContext &C);

  llvm::DenseMap<const clang::FunctionDecl *, NullEventsOfFunction> Functions;
  unsigned Order = 0;
};

/// The visited node stands in an operand that is not evaluated.
bool isUnevaluated(const CheckContext &C);

/// Only an address is computed from the dereference that is in Around, as in &p->x.
bool isAddressOnly(llvm::ArrayRef<const clang::Stmt *> Around);

} // namespace ferrule
