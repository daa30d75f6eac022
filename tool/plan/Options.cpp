// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/plan/Options.h"
#include "tool/model/Counted.h"
#include "tool/plan/EffortModel.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ferrule {

std::vector<RemedyOption> RemedyOptions::list() const {
  return {age, harden, rewrite, annotate, isolate, replace, port};
}

static std::set<StringRef> discharged(ArrayRef<const Patch *> Patches) {
  std::set<StringRef> Result;
  for (const Patch *P : Patches)
    Result.insert(P->discharges.begin(), P->discharges.end());
  return Result;
}

static std::vector<std::string> familiesOf(const PlannedModule &M,
                                           const std::set<StringRef> &Only) {
  std::set<std::string> Names;
  for (const Finding *F : M.open)
    if (Only.contains(F->fingerprint))
      Names.insert(nameOf(F->family).str());
  return {Names.begin(), Names.end()};
}

static RemedyOption ageing(const ModulePlan &P) {
  RemedyOption O{.remedy = Remedy::Age, .possible = P.defects == 0};
  O.effort = {.unit = "person-days", .basis = "nothing is done"};
  O.note = P.defects ? "a defect is diagnosed: somebody has to look at it"
                     : "all " + counted(P.open, "open operation") + " stay";
  O.afterwards = "to be looked at again when it changes";
  return O;
}

static RemedyOption hardening() {
  RemedyOption O{.remedy = Remedy::Harden, .possible = true};
  O.effort = notEstimated("flags are changed for the project as a whole");
  O.note = "limits what an error can do; every operation stays open";
  O.afterwards = "a flag can be taken back at any time; the maintainers keep it";
  return O;
}

static RemedyOption rewriting(const PlannedModule &M, const std::set<StringRef> &Changed) {
  RemedyOption O{.remedy = Remedy::Rewrite, .possible = !M.changes.empty()};
  O.afterwards = "each is a small patch that can be reverted; the maintainers keep it";
  if (!O.possible) {
    O.effort = notEstimated("no verified change is known");
    O.note = "ferrule rewrite shows none that passed";
    return O;
  }
  O.effort =
      effortOf(reviewDays(M.changes.size()), counted(M.changes.size(), "verified change") +
                                                 ", 10 minutes to 2 hours each: an assumption");
  O.removes = Changed.size();
  O.families = familiesOf(M, Changed);
  O.note = counted(M.plan.open - std::min<std::size_t>(M.plan.open, Changed.size()), "operation") +
           " stay open";
  return O;
}

static RemedyOption annotating(const PlannedModule &M, const std::set<StringRef> &Annotated) {
  RemedyOption O{.remedy = Remedy::Annotate};
  O.afterwards =
      "the macros are empty for compilers without the attribute; the maintainers keep it";
  const unsigned Questions = M.annotations.size() + M.unknownPointers.size();
  O.possible = !M.annotations.empty() || (!M.cxx && !M.unknownPointers.empty());
  if (!O.possible) {
    O.effort = notEstimated("nothing to declare");
    O.note = M.cxx ? "C++ has containers and spans for it: see rewrite"
                   : "every pointer of its interface is known";
    return O;
  }
  O.effort = effortOf(reviewDays(Questions),
                      counted(M.annotations.size(), "verified declaration") + " and " +
                          counted(M.unknownPointers.size(), "exported pointer") +
                          " of unknown extent, 10 minutes to 2 hours each: an "
                          "assumption; Apple changed 2.7 % of the "
                          "lines of Olden and Ptrdist for -fbounds-safety");
  O.removes = Annotated.size();
  O.families = familiesOf(M, Annotated);
  O.note = "what it removes is shown for the verified ones; the others are questions to the "
           "maintainers";
  return O;
}

static RemedyOption isolating(const PlannedModule &M) {
  RemedyOption O{.remedy = Remedy::Isolate};
  O.effort = notEstimated("no published case names its effort");
  O.afterwards = "whoever calls it decides, call by call";
  const auto Shared = [](const Crossing &X) {
    return X.kind == CrossingKind::Record || X.kind == CrossingKind::Variable;
  };
  O.possible = !M.cxx && M.alone && M.plan.reached && M.alone->blockers.empty() &&
               none_of(M.alone->crossings, Shared);
  O.note =
      M.cxx             ? "it is C++: what crosses between classes is not counted"
      : !M.alone        ? "no cut of it alone was looked at"
      : !M.plan.reached ? M.plan.mayTakeInput ? "whether bytes from outside come here is not known"
                                              : "no bytes from outside come here"
      : !O.possible
          ? "it shares records or variables with the rest, or a blocker stands at its border"
          : "limits what an error can reach; every operation stays open, and each call costs a "
            "crossing";
  return O;
}

static RemedyOption replacing(ArrayRef<Replacement> Replacements) {
  RemedyOption O{.remedy = Remedy::Replace};
  O.effort = notEstimated("no published case names the effort of a change of library");
  // Those of the project come first, then those of what it needs.
  const bool Own =
      !Replacements.empty() && StringRef(Replacements.front().evidence).starts_with("defines");
  O.note =
      Own ? "for those who use it: " + Replacements.front().by + ", " + Replacements.front().interface : "no library in a memory-safe language is known that does the same";
  O.afterwards = "its users decide, each for themselves";
  return O;
}

/// What a port is slowed down by, in words: what the authors of rav1d name, and what the code
/// around it adds.
static std::vector<std::string> portingDrivers(const PlannedModule &M, const Assessment &A) {
  std::set<std::string> Found;
  for (const RankedFunction *F : M.functions) {
    if (auto It = F->signals.find("pointersToPointers"); It != F->signals.end() && It->second > 0)
      Found.insert("cursors (T **)");
    if (F->operations.contains("concurrency"))
      Found.insert("state that threads share");
  }
  for (const Idiom &I : A.idioms)
    if (I.file == M.plan.file && I.kind == "intrusive-list")
      Found.insert("records that link to each other");
    else if (I.file == M.plan.file && I.kind == "tagged-union")
      Found.insert("unions");
  for (const Crossing &X : M.cut->crossings) {
    if (X.kind == CrossingKind::Callback)
      Found.insert("callbacks");
    if (X.kind == CrossingKind::Record && !X.parts.empty())
      Found.insert("macros that reach into its records");
    if (X.kind == CrossingKind::Record && !X.fields.empty())
      Found.insert("records shared with the rest");
  }
  const auto Has = [&](StringRef Kind) {
    return any_of(A.inventory.practices, [&](const Practice &P) { return P.kind == Kind; });
  };
  if (!Has("tests"))
    Found.insert("no tests were found");
  if (!Has("fuzzing"))
    Found.insert("no fuzz target was found");
  return {Found.begin(), Found.end()};
}

static RemedyOption porting(const PlannedModule &M, const Assessment &A) {
  RemedyOption O{.remedy = Remedy::Rust};
  O.afterwards = "each function can be switched back to the C; somebody has to maintain Rust";
  O.possible = !M.cxx && M.cut;
  if (!O.possible) {
    O.effort = notEstimated("there is no seam");
    O.note = M.cxx ? "its interface is C++, and Rust stands behind C interfaces only"
             : A.boundaries.empty() ? "ferrule boundary has not run"
             : M.alone              ? M.alone->reason
                                    : "no cut with it was proposed";
    return O;
  }
  const auto Drivers = portingDrivers(M, A);
  O.effort = effortOf(portingDays(M.plan.lines),
                      counted(M.plan.lines, "source line") +
                          ", 500 to 2,500 in a person-month, overrun of 1 to 3" +
                          (Drivers.empty() ? "" : "; what slows it down: " + join(Drivers, ", ")));
  O.removes = M.plan.open;
  for (const auto &[Family, Open] : M.plan.families)
    O.families.push_back(Family);
  unsigned Blocks = 0;
  for (const ResidualUnsafe &R : M.cut->residualUnsafe)
    Blocks += R.blocks;
  O.note = (M.cut->files.size() == 1 ? "alone" : "as a part of the cut " + M.cut->name) + "; " +
           counted(Blocks, "unsafe block") +
           " stay at the boundary; not in the figure: audit, packaging and a year of maintenance "
           "(EUR 45 000 together for zlib-rs), speed";
  return O;
}

RemedyOptions optionsOf(const PlannedModule &M, const Assessment &A,
                        ArrayRef<Replacement> Replacements) {
  RemedyOptions O;
  O.annotated = discharged(M.annotations);
  O.changed = discharged(M.changes);
  O.age = ageing(M.plan);
  O.harden = hardening();
  O.rewrite = rewriting(M, O.changed);
  O.annotate = annotating(M, O.annotated);
  O.isolate = isolating(M);
  O.replace = replacing(Replacements);
  O.port = porting(M, A);
  return O;
}

} // namespace ferrule
