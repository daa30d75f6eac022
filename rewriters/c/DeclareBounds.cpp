// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/DeclaredExtent.h"
#include "rewriters/common/Annotation.h"

using namespace clang;

namespace ferrule {
namespace {

/// T *p, size_t n -> T *p FERRULE_COUNTED_BY(n), size_t n
class DeclareBounds final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "declare-bounds",
        .target = RewriteTarget::CBounds,
        .tier = PatchTier::Review,
        .summary = "declare how much lies behind a pointer",
        .rationale =
            "The contract was inferred from all units: every writer of a pair of fields keeps it, "
            "every caller passes such a pair, or the function's own loops rely on it. Written "
            "down, later scans build on it, and it can be turned into counted_by for compilers and "
            "sanitizers that check it (CWE-119, -fbounds-safety's words). The macros are "
            "empty unless the build defines otherwise, so the object code must stay the same. A "
            "pair that any writer breaks is refused, with the place.",
        .checks = {"ferrule-bounds-*", "ferrule-libc-*"},
        .before = "int sum(const int *p, int n);",
        .after = "int sum(const int *p FERRULE_COUNTED_BY(n), int n);",
        .sameObject = true,
        .mustDischarge = true,
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    onPointerSlots(D, [&](const AnnotatedSlot &Slot) {
      if (Slot.name != "result" && Slot.name != "variable")
        propose(Slot, R);
    });
  }

private:
  void propose(const AnnotatedSlot &Slot, RewriteContext &R) const {
    const ValueDecl &Pointer = *Slot.declaration;
    const SlotContract *Known = R.contract(*Slot.entity, Slot.name, "bounds");
    std::string Words = Known && !declaredExtent(Pointer) ? boundsInWords(*Known) : "";
    // What one function accesses of a field says nothing of what others put there.
    if (Words.empty() || isResized(Slot) || (isa<FieldDecl>(Pointer) && isAtLeast(*Known)))
      return;
    Proposal P(R, info(), Pointer.getLocation(),
               "declare that '" + Pointer.getNameAsString() + "' of '" + nameOf(*Slot.entity) +
                   "' is " + boundsForReaders(*Known));
    for (const OpenOperation *Op : R.operationsAbout(*Slot.entity, Pointer))
      P.answers(*Op);
    if (const FieldDecl *End = Known->value == "string" ? endBeside(Pointer) : nullptr)
      P.refuse("it is a guess: '" + End->getNameAsString() +
               "' stands beside it, and may be its end");
    if (isa<FieldDecl>(Pointer) && StringRef(Words).starts_with("ended_by"))
      P.refuse("whether all who set it set its end with it is not looked at");
    P.ask("Is that what '" + Pointer.getNameAsString() + "' promises to all callers and writers?");
    annotate(std::move(P), Slot, *Known, macroOf(Words), AnnotationPlace::BehindName);
  }

  /// A field of the same type that is called an end.
  static const FieldDecl *endBeside(const ValueDecl &Pointer) {
    const auto *Field = dyn_cast<FieldDecl>(&Pointer);
    if (!Field)
      return nullptr;
    for (const FieldDecl *Each : Field->getParent()->fields())
      if (Each != Field && Each->getIdentifier() &&
          (Each->getName().contains_insensitive("end") ||
           Each->getName().contains_insensitive("limit")) &&
          Each->getASTContext().hasSameType(Each->getType(), Field->getType()))
        return Each;
    return nullptr;
  }

  /// Of a record without a name it is that of its typedef.
  static std::string nameOf(const NamedDecl &Entity) {
    const auto *Record = dyn_cast<RecordDecl>(&Entity);
    const TypedefNameDecl *Name = Record ? Record->getTypedefNameForAnonDecl() : nullptr;
    return (Name ? static_cast<const NamedDecl &>(*Name) : Entity).getNameAsString();
  }
};

RegisterRewriter<DeclareBounds> X;

} // namespace
} // namespace ferrule
