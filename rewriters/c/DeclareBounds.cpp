// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Writes inferred contracts down where they are declared, in macros that mean nothing to a compiler
// unless the build asks for it (docs/annotations.md).
#include "checks/DeclaredExtent.h"
#include "rewriters/Rewriter.h"
#include "clang/AST/Attr.h"
#include "clang/AST/RecordLayout.h"

using namespace clang;

namespace ferrule {
namespace {

constexpr char Block[] =
    "#ifndef FERRULE_COUNTED_BY /* what pointers lead to, for tools that check it */\n"
    "#if defined(__FERRULE__)\n"
    "#define FERRULE_COUNTED_BY(n) __attribute__((annotate(\"ferrule::counted_by(\" #n \")\")))\n"
    "#define FERRULE_SIZED_BY(n) __attribute__((annotate(\"ferrule::sized_by(\" #n \")\")))\n"
    "#define FERRULE_NULL_TERMINATED __attribute__((annotate(\"ferrule::null_terminated\")))\n"
    "#else\n"
    "#define FERRULE_COUNTED_BY(n)\n"
    "#define FERRULE_SIZED_BY(n)\n"
    "#define FERRULE_NULL_TERMINATED\n"
    "#endif\n"
    "#endif\n";

/// T *p, size_t n -> T *p FERRULE_COUNTED_BY(n), size_t n
class DeclareBounds final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "declare-bounds",
        .tier = PatchTier::Review,
        .summary = "declare how much lies behind a pointer",
        .rationale =
            "The contract was inferred from all units: every writer of a pair of fields keeps it, "
            "every caller passes such a pair, or the function's own loops rely on it. Written "
            "down, later scans build on it, and it can be turned into counted_by for compilers and "
            "sanitizers that check it (CWE-119, -fbounds-safety's words). The macros are "
            "empty unless the build defines otherwise, so the object code must stay the same. A "
            "pair "
            "that any writer breaks is refused, with the place.",
        .checks = {"ferrule-bounds-*", "ferrule-libc-*"},
        .before = "int sum(const int *p, int n);",
        .after = "int sum(const int *p FERRULE_COUNTED_BY(n), int n);",
        .sameObject = true,
        .mustDischarge = true,
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    D.on<FunctionDecl>([&](const FunctionDecl &F, CheckContext &) {
      if (!F.isFirstDecl() || F.isTemplated())
        return;
      for (const ParmVarDecl *Parameter : F.parameters())
        propose(F, *Parameter,
                "parameter " + std::to_string(Parameter->getFunctionScopeIndex() + 1), R);
    });
    D.on<FieldDecl>([&](const FieldDecl &Field, CheckContext &) {
      if (!Field.isTemplated() && !Field.getParent()->isUnion() && Field.getIdentifier())
        propose(*Field.getParent(), Field, "field '" + Field.getNameAsString() + "'", R);
    });
  }

private:
  void propose(const NamedDecl &Entity, const DeclaratorDecl &Pointer, const std::string &Slot,
               RewriteContext &R) const {
    if (!Pointer.getType()->isPointerType() || !Pointer.getIdentifier() || declaredExtent(Pointer))
      return;
    const SlotContract *Known = R.contract(Entity, Slot);
    std::string Macro = Known ? macroFor(*Known) : "";
    if (Macro.empty())
      return;
    Proposal P(R, info(), Pointer.getLocation(),
               "declare that '" + Pointer.getNameAsString() + "' of '" + Entity.getNameAsString() +
                   "' is " + (Known->bounds == "string" ? "a string" : "an " + Known->bounds));
    for (const PatchEvidence &E : Known->evidence)
      P.because(E);
    for (const PatchEvidence &E : Known->against)
      P.against(E);
    for (const OpenOperation *Op : R.operationsAbout(Entity, Pointer))
      P.answers(*Op);
    if (Known->conflict || !Known->against.empty())
      P.refuse("not every place keeps it: " + Known->against.front().what + " (" +
               Known->against.front().file + ":" + std::to_string(Known->against.front().line) +
               ")");
    else if (Known->confidence == Confidence::Low)
      P.refuse("it is a guess: " + Known->boundsReason);
    P.ask("Is that what '" + Pointer.getNameAsString() + "' promises to all callers and writers?");
    P.insertAfter(Pointer.getEndLoc(), " " + Macro).insertBlock(Pointer.getLocation(), Block);
    P.offer();
  }

  /// Of what the macros can say: "array of 'n'", "array of 4 * 'n'", "array of 'n' bytes",
  /// "string".
  static std::string macroFor(const SlotContract &C) {
    StringRef Words = C.bounds;
    if (Words == "string")
      return "FERRULE_NULL_TERMINATED";
    if (!Words.consume_front("array of ") || Words.contains(','))
      return "";
    bool Bytes = Words.consume_back(" bytes");
    auto [Factor, Name] = Words.split("'");
    if (!Name.consume_back("'") || Name.starts_with("*") || Name.contains('\''))
      return "";
    return (Bytes ? "FERRULE_SIZED_BY(" : "FERRULE_COUNTED_BY(") + Factor.str() + Name.str() + ")";
  }
};

RegisterRewriter<DeclareBounds> X;

} // namespace
} // namespace ferrule
