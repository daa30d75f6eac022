// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/DeclaredOwner.h"
#include "rewriters/common/Annotation.h"

using namespace clang;

namespace ferrule {
namespace {

/// void end(char *text) -> void end(char *FERRULE_OWNED text)
class DeclareOwner final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "declare-owner",
        .target = RewriteTarget::Ownership,
        .tier = PatchTier::Review,
        .summary = "declare who ends the life of what a pointer leads to",
        .rationale =
            "The contract was inferred from all units: the function releases the parameter or "
            "keeps "
            "it where it is released later, every return gives new memory, or the field is set "
            "from "
            "new memory and released from there (C++ Core Guidelines I.11 and R.20, CERT MEM00-C). "
            "Written down, each release can be judged inside of its own function: it is shown to "
            "be "
            "right where the owner is set again or ends, and stays open where it is left dangling "
            "or where a path keeps what it should end. The macro is empty for a compiler, so the "
            "object code must stay the same. An owner that is also set to what others own is "
            "refused, with the place.",
        .checks = {"ferrule-ownership-*"},
        .before = "void end(char *text) { free(text); }",
        .after = "void end(char *FERRULE_OWNED text) { free(text); }",
        .sameObject = true,
        .mustDischarge = true,
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    onPointerSlots(D, [&](const AnnotatedSlot &Slot) { propose(Slot, R); });
  }

private:
  void propose(const AnnotatedSlot &Slot, RewriteContext &R) const {
    const ValueDecl &Pointer = *Slot.declaration;
    const SlotContract *Known = R.contract(*Slot.entity, Slot.name, "ownership");
    if (!Known || !isOwner(*Known) || declaresOwner(Pointer) || isResized(Slot))
      return;
    std::string Name = Pointer.getNameAsString(), Of = Slot.entity->getNameAsString();
    bool Parameter = isa<ParmVarDecl>(Pointer), Result = isa<FunctionDecl>(Pointer);
    Proposal P(R, info(), Pointer.getLocation(),
               Result      ? "declare that who calls '" + Of + "' owns its result"
               : Parameter ? "declare that '" + Of + "' takes over what '" + Name + "' points to"
                           : "declare that '" + Name + "' owns what it points to");
    for (const OpenOperation *Op : R.operationsAbout(*Slot.entity, Pointer))
      if (StringRef(Op->check).starts_with("ferrule-ownership-"))
        P.answers(*Op);
    P.ask(Result      ? "Is the result new each time, and must every caller release it?"
          : Parameter ? "May no caller use it, or release it, after the call?"
                      : "Is it NULL, or the only pointer by which the memory is released, whenever "
                        "nobody is changing it?");
    annotate(std::move(P), Slot, *Known, "FERRULE_OWNED", AnnotationPlace::BeforeName);
  }

  static bool isOwner(const SlotContract &C) {
    StringRef Words = C.value;
    return Words == "consumed" || Words == "transferred" ||
           Words.starts_with("owned by the caller") || Words.starts_with("owner");
  }
};

RegisterRewriter<DeclareOwner> X;

} // namespace
} // namespace ferrule
