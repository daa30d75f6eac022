// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// scanf("%d", p) stores one number behind p.
#include "checks/inference/Evidence.h"
#include "checks/known/LibraryFunctions.h"
#include "checks/libc/Strings.h"

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
      const StringLiteral *Format = literalOf(*argumentOf(*L, E, Role::ScanFormat));
      if (!Format)
        return;
      const unsigned First = L->indexOf(Role::ScanFormat) + 1;
      for (unsigned Number : scannedNumbers(*Format, C))
        if (First + Number < E.getNumArgs())
          store(*E.getArg(First + Number), E, Sink, C);
    });
  }

private:
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
