// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// scanf("%d", p) stores one number behind p.
#include "checks/inference/Evidence.h"
#include "checks/known/LibraryFunctions.h"
#include "checks/libc/Strings.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {
namespace {

class Scans final : public EvidenceCollector {
public:
  void subscribe(Dispatcher &D, EvidenceSink &Sink) override {
    D.on<CallExpr>([&Sink](const CallExpr &E, CheckContext &C) {
      const LibraryFunction *L = C.function() ? libraryFunction(E) : nullptr;
      if (!L || !L->hasRole(Role::ScanFormat) || L->has(LibraryFunction::VaList))
        return;
      const unsigned First = L->indexOf(Role::ScanFormat) + 1;
      for (unsigned Number : numbersOf(*argumentOf(*L, E, Role::ScanFormat), C))
        if (First + Number < E.getNumArgs())
          store(*E.getArg(First + Number), E, Sink, C);
    });
  }

private:
  /// Of a format that is chosen: those that are numbers whatever is chosen.
  static llvm::SmallVector<unsigned, 4> numbersOf(const Expr &Format, const CheckContext &C) {
    if (const auto *Choice = dyn_cast<ConditionalOperator>(Format.IgnoreParenImpCasts())) {
      auto Either = numbersOf(*Choice->getTrueExpr(), C);
      const auto Or = numbersOf(*Choice->getFalseExpr(), C);
      llvm::erase_if(Either, [&](unsigned N) { return !llvm::is_contained(Or, N); });
      return Either;
    }
    const StringLiteral *Literal = literalOf(Format);
    return Literal ? scannedNumbers(*Literal, C) : llvm::SmallVector<unsigned, 4>();
  }

  static void store(const Expr &To, const CallExpr &E, EvidenceSink &Sink, CheckContext &C) {
    for (const Origin &O : Sink.values(C).of(To)) {
      if (O.What != Origin::InSlot || O.Moved || !To.getType()->isPointerType())
        continue;
      const auto Bytes = static_cast<long long>(bytesOf(To.getType()->getPointeeType(), C.ast()));
      Sink.add({.slot = O.In, .kind = EvidenceKind::Accessed, .number = Bytes}, E, C);
      Sink.add({.slot = O.In, .kind = EvidenceKind::Written, .number = !Sink.wasRead(O.In)}, E, C);
    }
  }
};

RegisterCollector<Scans> X("2-scans");

} // namespace
} // namespace ferrule
