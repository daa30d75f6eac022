// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/null/CallersPointers.h"
#include "checks/null/GuardedFields.h"
#include "checks/null/NullEvents.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace ferrule {
namespace {

/// *p, p->x, p[i], where somebody suspects p of being null
class NullableDereference final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-null-nullable-dereference",
        .family = Family::Null,
        .severity = Severity::Medium,
        .cwes = {476},
        .summary = "dereference of a pointer that may be null",
        .rationale =
            "To dereference a null pointer is undefined behaviour (C11 6.5.3.2p4, CERT EXP34-C). "
            "Looked at are results of functions that may return one (the library's, and those of "
            "the unit that have a return of NULL), local variables, parameters and their members "
            "(p->next) that are assigned such a result or NULL, and those that the same function "
            "compares with NULL; a pointer that nobody suspects is not reported, nor is a second "
            "dereference after a first one. To give a string to a library function that reads it "
            "is a dereference. Discharged when a test or the assignment of an address stands "
            "before it on each path, and for a member nothing between that may change it, such as "
            "a call. The check looks at the structure of the statements; the flow analysis "
            "shows more, and adds results of functions anywhere in the program that may be null by "
            "what their bodies do, used here, or by a function that they are given to and that "
            "does not ask. From the unit as a whole come members that several of its functions "
            "test before "
            "they follow them, and another does not, and in files where most exported functions "
            "ask "
            "what they are given, the parameters of those that do not, or that hand them on "
            "untested. "
            "Addresses such as &p->x are not looked at.",
        .bad = "#include <stdlib.h>\nint *one(void) {\n  int *p = malloc(sizeof *p);\n"
               "  *p = 1;\n  return p;\n}\n",
        .good = "#include <stdlib.h>\nint *one(void) {\n  int *p = malloc(sizeof *p);\n"
                "  if (p)\n    *p = 1;\n  return p;\n}\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    Recorder = {};
    Outside = {};
    Fields = {};
    Recorder.subscribe(D);
    D.on<CallExpr>([this](const CallExpr &E, CheckContext &C) { Outside.noteCall(E, C); });
    D.on<MemberExpr>([this](const MemberExpr &E, CheckContext &C) {
      if (E.isArrow())
        reportDirect(E, *E.getBase(), C);
    });
    D.on<UnaryOperator>([this](const UnaryOperator &E, CheckContext &C) {
      if (E.getOpcode() == UO_Deref)
        reportDirect(E, *E.getSubExpr(), C);
    });
    D.on<ArraySubscriptExpr>(
        [this](const ArraySubscriptExpr &E, CheckContext &C) { reportDirect(E, *E.getBase(), C); });
    D.onFunctionEnd([this](CheckContext &C) { reportAll(Recorder.take(*C.function()), C); });
    D.onUnitEnd([this](CheckContext &C) { reportUnit(C); });
  }

private:
  /// malloc(n)->x, ((T *)0)->x
  void reportDirect(const Expr &Dereference, const Expr &Pointer, CheckContext &C) {
    if (!Pointer.getType()->isPointerType() || isUnevaluated(C) || isAddressOnly(C.ancestors()))
      return;
    std::string Source;
    unsigned Value = Recorder.Sources.valueOf(Pointer, Source, C);
    std::string What = "'" + C.text(Dereference) + "' dereferences a result that may be null";
    if (Value == NullState::Null)
      return C.defect(Dereference.getSourceRange(),
                      "'" + C.text(Dereference) + "' dereferences a null pointer", "it is NULL");
    const Expr *Inner = Pointer.IgnoreParenCasts();
    if ((Value & NullState::Nullable) && !(isa<BinaryOperator>(Inner)))
      C.open(Dereference.getSourceRange(), What, "'" + Source + "' can return NULL");
  }

  /// The test that follows a dereference, before anything is assigned to the
  /// variable.
  static const NullEvent *testAfter(const NullEvents &Events, std::size_t Index) {
    for (const NullEvent &E : llvm::drop_begin(Events, Index + 1)) {
      if (E.What == NullEvent::Assign && !(E.Effect & NullState::NonNull))
        return nullptr;
      if (E.What == NullEvent::Test)
        return &E;
    }
    return nullptr;
  }

  static bool isDeclaredNonNull(const AccessPath &Path, const FunctionDecl &F) {
    const auto *P = dyn_cast_or_null<ParmVarDecl>(Path.Root);
    if (!P || !Path.Fields.empty())
      return false;
    const auto *All = F.getAttr<NonNullAttr>();
    return P->hasAttr<NonNullAttr>() || (All && All->isNonNull(P->getFunctionScopeIndex())) ||
           P->getType()->getNullability() == NullabilityKind::NonNull;
  }

  void reportAll(const NullEventsOfFunction &Function, CheckContext &C) {
    Outside.noteFunction(Function, C);
    llvm::SmallVector<LabelOrder, 8> Labels;
    for (const auto &[Declared, L] : Function.Labels)
      if (L.Label)
        Labels.push_back(L);
    for (const auto &[P, Own] : Function.Paths) {
      bool Suspected = llvm::any_of(Own, [](const NullEvent &E) {
        return E.What == NullEvent::Test || (E.Effect & (NullState::Null | NullState::Nullable));
      });
      if (!Suspected) {
        if (llvm::any_of(Own, [](const NullEvent &E) { return E.What == NullEvent::Use; }))
          Fields.noteUnguarded(P, Function, Labels, C);
        continue;
      }
      NullEvents Events = Function.withWrites(P);
      for (std::size_t I = 0; I != Events.size(); ++I)
        if (Events[I].What == NullEvent::Use)
          report(P, Events, I, Labels, C);
    }
  }

  /// As in the messages: names, whatever the operators.
  static std::string nameOf(const AccessPath &P) {
    std::string Name = P.Root ? P.Root->getNameAsString() : "this";
    QualType T = P.Root ? P.Root->getType() : QualType();
    for (const FieldDecl *Field : P.Fields) {
      Name += (T.isNull() || T->isPointerType() ? "->" : ".") + Field->getNameAsString();
      T = Field->getType();
    }
    return Name;
  }

  /// What only the unit as a whole casts suspicion on.
  void reportUnit(CheckContext &C) {
    Outside.forUses(C.sources(), [&](const ParmVarDecl &P, const NullEvent &Use, bool Exported) {
      const auto &F = *cast<FunctionDecl>(P.getDeclContext());
      C.within(F, [&] {
        if (isDeclaredNonNull({&P, {}}, F))
          C.discharged(placeOf(Use), whatUses(Use, P.getNameAsString(), C),
                       "the parameter is declared as not null");
        else
          C.open(placeOf(Use), whatUses(Use, P.getNameAsString(), C),
                 Exported
                     ? "the function is exported and does not test it, as others in this file do"
                     : "an exported function hands it on untested, as others in this file do not");
      });
    });
    Fields.forUses([&](const GuardedFields::Unguarded &Each, SourceLocation Test) {
      C.within(*Each.Function, [&] {
        C.open(placeOf(Each.Use), whatUses(Each.Use, nameOf(Each.Path), C),
               "others test '" + Each.Path.Fields.back()->getNameAsString() +
                   "' for NULL first, as on line " +
                   std::to_string(C.sources().getExpansionLineNumber(Test)));
      });
    });
  }

  /// The flow analysis has accesses of its own for the call and for the argument: what it shows of
  /// them is not that the string is there.
  static SourceRange placeOf(const NullEvent &Use) {
    SourceRange Where = Use.Dereference->getSourceRange();
    if (!Use.Source.empty())
      Where.setEnd(Use.Path.back()->getEndLoc());
    return Where;
  }

  static std::string whatUses(const NullEvent &Use, const std::string &Name, CheckContext &C) {
    return (Use.Source.empty() ? "'" + C.text(*Use.Dereference) + "'" : Use.Source + "()") +
           " dereferences '" + Name + "'";
  }

  void report(const AccessPath &P, const NullEvents &Events, std::size_t Index,
              llvm::ArrayRef<LabelOrder> Labels, CheckContext &C) {
    SourceRange Where = placeOf(Events[Index]);
    NullState State = stateAt(P, Events, Index, Labels, C.ast());
    if (State.Bits & NullState::Unchanged)
      State.Bits = (State.Bits & ~NullState::Unchanged) |
                   (isDeclaredNonNull(P, *C.function()) ? NullState::NonNull : NullState::Unknown);
    State = suspect(State, State.Tested);
    const std::string &Reader = Events[Index].Source;
    std::string What = whatUses(Events[Index], nameOf(P), C);
    auto Line = [&](const NullEvent &E) {
      SourceLocation At = E.Path.back()->getBeginLoc();
      return " on line " + std::to_string(C.sources().getExpansionLineNumber(At));
    };
    // Some functions take a null pointer for a string that is to be continued.
    if (State.Bits == NullState::Null && !State.Bypassed && Reader.empty())
      return C.defect(Where, What,
                      State.Bad->What == NullEvent::Test
                          ? "it is null by the test" + Line(*State.Bad)
                          : "it is NULL since" + Line(*State.Bad).substr(3));
    if (State.suspicious()) {
      const NullEvent &Bad = *State.Bad;
      std::string Why = Bad.What == NullEvent::Test
                            ? "it is compared with NULL" + Line(Bad) + ", which does not guard this"
                        : Bad.Source.empty()
                            ? "it may still be NULL as set" + Line(Bad)
                            : "'" + Bad.Source + "'" + Line(Bad) + " can return NULL";
      return C.open(Where, What, Why);
    }
    if (State.Bits & NullState::Unknown) {
      if (const NullEvent *Test = testAfter(Events, Index))
        C.open(Where, What, "it is compared with NULL afterwards," + Line(*Test));
      return;
    }
    const NullEvent *Good = State.Good;
    if (State.Bits == NullState::NonNull && Good && Good->What == NullEvent::Test)
      Fields.noteGuarded(P, Events, *Good, *C.function());
    // An earlier dereference of the same value has been reported.
    if (State.Bits == NullState::NonNull && !(Good && Good->What == NullEvent::Use))
      C.discharged(Where, What,
                   !Good ? "the parameter is declared as not null"
                   : Good->What == NullEvent::Test
                       ? "it is tested" + Line(*Good)
                       : "it is set to the address of an object" + Line(*Good));
  }

  NullEventRecorder Recorder;
  CallersPointers Outside;
  GuardedFields Fields;
};

RegisterCheck<NullableDereference> X;

} // namespace
} // namespace ferrule
