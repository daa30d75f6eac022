// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/common/Annotation.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/TypeLoc.h"

using namespace clang;

namespace ferrule {

/// The lines that define a macro such as FERRULE_COUNTED_BY(n): one block for each, as a file in
/// which another one stands unused may be refused by -Wunused-macros.
static std::string definitionOf(StringRef Macro) {
  auto [Name, Given] = Macro.split('(');
  const std::string Parameter = Given.empty() ? "" : Name == "FERRULE_ENDED_BY" ? "e" : "n";
  const std::string Defined = Name.str() + (Given.empty() ? "" : "(" + Parameter + ")");
  const std::string Words = Name.drop_front(StringRef("FERRULE_").size()).lower();
  return "#ifndef " + Name.str() +
         (Name == "FERRULE_OWNED" ? " /* who ends what a pointer leads to"
                                  : " /* how much a pointer leads to") +
         ", for tools that check it */\n#if defined(__FERRULE__)\n#define " + Defined +
         " __attribute__((annotate(\"ferrule::" + Words +
         (Given.empty() ? "\"" : "(\" #" + Parameter + " \")\"") + ")))\n#else\n#define " +
         Defined + "\n#endif\n#endif\n";
}

void onPointerSlots(Dispatcher &D, llvm::unique_function<void(const AnnotatedSlot &)> See) {
  auto Shared = std::make_shared<decltype(See)>(std::move(See));
  D.on<FunctionDecl>([Shared](const FunctionDecl &F, CheckContext &) {
    if (!F.isFirstDecl() || F.isTemplated() || F.isImplicit() || !F.getIdentifier())
      return;
    if (F.getReturnType()->isPointerType())
      (*Shared)({&F, &F, "result"});
    for (const ParmVarDecl *P : F.parameters())
      if (P->getType()->isPointerType() && P->getIdentifier())
        (*Shared)({&F, P, "parameter " + std::to_string(P->getFunctionScopeIndex() + 1)});
  });
  D.on<FieldDecl>([Shared](const FieldDecl &Field, CheckContext &) {
    if (!Field.isTemplated() && !Field.getParent()->isUnion() && Field.getIdentifier() &&
        Field.getType()->isPointerType())
      (*Shared)({Field.getParent(), &Field, "field '" + Field.getNameAsString() + "'"});
  });
  D.on<VarDecl>([Shared](const VarDecl &V, CheckContext &) {
    if (V.hasGlobalStorage() && V.isFirstDecl() && !V.isTemplated() && V.getIdentifier() &&
        V.getType()->isPointerType())
      (*Shared)({&V, &V, "variable"});
  });
}

bool isResized(const AnnotatedSlot &Slot) {
  const auto *F = dyn_cast<FunctionDecl>(Slot.entity);
  return F && isa<ParmVarDecl>(Slot.declaration) && F->getReturnType()->isPointerType() &&
         StringRef(F->getNameAsString()).contains_insensitive("realloc");
}

/// Behind 'static' and its like, unless a macro is in the way.
static SourceLocation resultPlace(const FunctionDecl &F) {
  SourceLocation Type = F.getReturnTypeSourceRange().getBegin();
  return Type.isValid() && Type.isFileID() ? Type : F.getBeginLoc();
}

/// Behind the name, or behind the brackets of 'char *argv[]'.
static SourceLocation declaratorEnd(const ValueDecl &D) {
  const auto *Declarator = dyn_cast<DeclaratorDecl>(&D);
  const TypeSourceInfo *Type = Declarator ? Declarator->getTypeSourceInfo() : nullptr;
  return Type && Type->getTypeLoc().getUnqualifiedLoc().getAs<ArrayTypeLoc>()
             ? Type->getTypeLoc().getEndLoc()
             : D.getLocation();
}

/// The declarator is written with a '*' of its own: what stands behind it is about that pointer.
static bool isWrittenAsPointer(const ValueDecl &D) {
  const auto *Declarator = dyn_cast<DeclaratorDecl>(&D);
  const TypeSourceInfo *Type = Declarator ? Declarator->getTypeSourceInfo() : nullptr;
  return Type && Type->getTypeLoc().getUnqualifiedLoc().getAs<PointerTypeLoc>();
}

void writeMacro(Proposal &P, const ValueDecl &D, StringRef Macro, AnnotationPlace Where) {
  if (const auto *F = dyn_cast<FunctionDecl>(&D))
    P.insertBefore(resultPlace(*F), Macro.str() + " ");
  else if (Where == AnnotationPlace::BeforeName && isWrittenAsPointer(D))
    P.insertBefore(D.getLocation(), Macro.str() + " ");
  else
    P.insertAfter(declaratorEnd(D), " " + Macro.str());
  P.insertBlock(D.getLocation(), definitionOf(Macro));
}

std::string boundsInWords(const SlotContract &Known) {
  StringRef Value = Known.value;
  if (Value == "string")
    return "null_terminated";
  // Where it is declared does not matter that it is moved.
  Value.consume_front("cursor: ");
  if (Value.consume_front("array up to '") && Value.consume_back("'"))
    return "ended_by(" + Value.str() + ")";
  Value = Known.value;
  if (!Value.consume_front("array of ") || Value.contains(','))
    return "";
  bool AtLeast = Value.consume_front("at least ");
  const std::string Unit = Value.consume_back(" bytes") ? "sized_by(" : "counted_by(";
  if (AtLeast)
    return Unit + Value.str() + ")";
  auto [Factor, Name] = Value.split("'");
  if (!Name.consume_back("'") || Name.starts_with("*") || Name.contains('\''))
    return "";
  return Unit + Factor.str() + Name.str() + ")";
}

std::string boundsForReaders(const SlotContract &Known) {
  StringRef Value = Known.value;
  Value.consume_front("cursor: ");
  return Value == "string" ? "a string" : "an " + Value.str();
}

bool isAtLeast(const SlotContract &Known) {
  return StringRef(Known.value).starts_with("array of at least ");
}

std::string macroOf(StringRef Words) {
  auto [Name, Argument] = Words.split('(');
  return "FERRULE_" + Name.upper() + (Argument.empty() ? "" : "(" + Argument.str());
}

std::string doubtOf(const SlotContract &Known) {
  if (!Known.against.empty())
    return "not every place keeps it: " + Known.against.front().what + " (" +
           Known.against.front().file + ":" + std::to_string(Known.against.front().line) + ")";
  if (Known.conflict || Known.confidence == Confidence::Low)
    return "it is a guess: " + Known.reason;
  return "";
}

static bool isOfTemplate(const Decl &D) {
  for (const DeclContext *In = D.getDeclContext(); In; In = In->getParent()) {
    const auto *F = dyn_cast<FunctionDecl>(In);
    if (In->isDependentContext() || isa<ClassTemplateSpecializationDecl>(In) ||
        (F && F->isTemplateInstantiation()))
      return true;
  }
  return false;
}

void annotate(Proposal P, const AnnotatedSlot &Slot, const SlotContract &Known, StringRef Macro,
              AnnotationPlace Where) {
  for (const PatchEvidence &E : Known.evidence)
    P.because(E);
  for (const PatchEvidence &E : Known.against)
    P.against(E);
  if (isOfTemplate(*Slot.declaration))
    P.refuse("it is part of a template, which the flow analysis does not follow: nothing would "
             "verify it");
  else if (std::string Doubt = doubtOf(Known); !Doubt.empty())
    P.refuse(Doubt);
  else
    writeMacro(P, *Slot.declaration, Macro, Where);
  P.offer();
}

} // namespace ferrule
