// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The order of the phases is that of certainty and price: hold the count where it is, flags,
// changes that are verified already, declarations, a first small port, the other ports. Modules of
// little weight with the same remedy are one step. A port takes a whole cut, so all modules of a
// cut that one of them needs are ported; of cuts within each other the smaller comes first, and the
// larger ports what is left.
#include "tool/plan/Steps.h"
#include "tool/model/Counted.h"
#include "tool/model/ScanCommand.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <map>
#include <set>

using namespace llvm;

namespace ferrule {
namespace {

enum Phase : unsigned { Hold = 1, Verified, Declared, Pilot, Ports };

/// A module with less of the risk gets no step of its own.
constexpr double WorthAStep = 0.02;
/// A title names no more.
constexpr std::size_t MostFiles = 3;

std::string quoted(StringRef Text) { return "'" + Text.str() + "'"; }

/// What a shell and jq take for a name in double quotes within single quotes.
std::string inJq(StringRef Text) {
  std::string Result;
  for (char C : Text)
    // Bytes of a character beyond ASCII stay as they are: an escape names a whole character.
    if (!isASCII(C) || isAlnum(C) || StringRef("._-/+:").contains(C))
      Result += C;
    else
      Result += "\\u" + utohexstr(static_cast<unsigned char>(C), true, 4);
  return "\"" + Result + "\"";
}

class Maker {
public:
  Maker(std::vector<PlannedModule> &Modules, const Assessment &A) : Modules(Modules), A(A) {}

  std::vector<Work> make() {
    hold();
    harden();
    choosePilot();
    applySafe();
    inPlace(Remedy::Rewrite, Verified);
    inPlace(Remedy::Annotate, Declared);
    isolate();
    byHand();
    port();
    return std::move(All);
  }

private:
  Work &add(std::string Id, unsigned In, Remedy R, std::string Title) {
    Work &W = All.emplace_back();
    W.step.id = std::move(Id);
    W.step.phase = In;
    W.step.remedy = R;
    W.step.title = std::move(Title);
    return W;
  }

  void estimate(Work &W, const Days &D, std::string Basis) {
    W.days = D;
    W.step.effort = effortOf(D, std::move(Basis));
  }

  void hold() {
    Work &Gate =
        add("hold", Hold, Remedy::Harden,
            "run ferrule in continuous integration, so that no open operation is added unseen");
    estimate(Gate, {.low = 1, .likely = 2, .high = 5}, "a job in the build: an assumption");
    Gate.step.reason =
        "most vulnerabilities are in new code; what is not added need not be removed";
    Gate.step.exitCriteria = {Scan + " --fail-on defect",
                              "ferrule diff baseline ferrule-out --fail-on new"};
  }

  /// The measures of some rungs that not every compile command takes.
  std::vector<const HardeningMeasure *> missing(std::initializer_list<unsigned> Rungs) const {
    std::vector<const HardeningMeasure *> Result;
    const bool Threads = any_of(A.idioms, [](const Idiom &I) {
      return I.kind == "thread-entry" || I.kind == "used-by-threads";
    });
    for (const HardeningMeasure &H : A.inventory.hardening)
      // Unwinding in C is about threads that are cancelled; whether anybody loads the library with
      // dlopen only its owner knows.
      if (is_contained(Rungs, H.rung) && H.observed < H.units && (H.id != "unwinding" || Threads) &&
          H.id != "nodlopen")
        Result.push_back(&H);
    return Result;
  }

  void flags(StringRef Id, std::initializer_list<unsigned> Rungs, const std::string &Title,
             std::string Reason) {
    const auto Missing = missing(Rungs);
    if (Missing.empty())
      return;
    std::set<std::string> Flags;
    for (const HardeningMeasure *H : Missing)
      Flags.insert(H->flag);
    Work &W = add(Id.str(), Hold, Remedy::Harden, Title + ": " + join(Flags, ", "));
    estimate(W, flagDays(),
             "days to weeks, with tests and benchmarks for each compiler: an assumption");
    W.step.reason = std::move(Reason);
    const std::string Ids = join(
        map_range(Missing, [](const HardeningMeasure *H) { return "\"" + H->id + "\""; }), ", ");
    W.step.exitCriteria = {"ferrule plan ferrule-out -p build",
                           "jq -e '[.inventory.hardening[] | select((.id | IN(" + Ids +
                               ")) and .observed < .units)] == []' ferrule-out/assessment.json"};
    W.step.after = {"hold"};
  }

  bool has(StringRef Practice) const {
    return any_of(A.inventory.practices,
                  [&](const ferrule::Practice &P) { return P.kind == Practice; });
  }

  void practice(StringRef Id, StringRef Kind, std::string Title, std::string Reason) {
    if (has(Kind))
      return;
    Work &W = add(Id.str(), Hold, Remedy::Harden, std::move(Title));
    W.step.effort = notEstimated("depends on what there is to start from");
    W.step.reason = std::move(Reason);
    W.step.exitCriteria = {"ferrule plan ferrule-out -p build",
                           "jq -e 'any(.inventory.practices[]; .kind == \"" + Kind.str() +
                               "\")' ferrule-out/assessment.json"};
    W.step.after = {"hold"};
  }

  void harden() {
    flags("harden-build", {1, 3}, "build with",
          "they cost little at run time, and turn some errors into a stop");
    flags("harden-semantics", {2}, "build with",
          "they take away from the optimiser what it may assume: run tests and benchmarks");
    practice("tests", "tests", "write tests of the public interface",
             "no test was found: nothing would tell whether a change keeps the behaviour");
    practice("sanitizers", "sanitizers",
             "run the tests with AddressSanitizer and "
             "UndefinedBehaviorSanitizer",
             "no build with a sanitizer was found");
    if (any_of(Modules, [](const PlannedModule &M) { return M.plan.reached; }))
      practice("fuzzing", "fuzzing", "write fuzz targets for the functions that take bytes",
               "bytes from outside come in, and no fuzz target was found");
  }

  void answer(Work &W, ArrayRef<const Patch *> Patches) {
    for (const Patch *P : Patches)
      W.answers.insert(W.answers.end(), P->discharges.begin(), P->discharges.end());
  }

  void applySafe() {
    std::vector<const Patch *> Safe;
    for (const PlannedModule &M : Modules)
      if (M.leftOut.empty())
        copy_if(M.changes, std::back_inserter(Safe),
                [](const Patch *P) { return P->tier == PatchTier::Safe; });
    if (Safe.empty())
      return;
    Work &W = add("rewrite-safe", Verified, Remedy::Rewrite,
                  "apply what keeps all behaviour: " + counted(Safe.size(), "change"));
    answer(W, Safe);
    estimate(W, reviewDays(Safe.size()),
             counted(Safe.size(), "verified change") +
                 ", 10 minutes to 2 hours each: an assumption");
    W.step.reason = "compiled and scanned with each of them";
    W.step.exitCriteria = {"ferrule rewrite ferrule-out -p build --apply",
                           "ferrule diff baseline ferrule-out --fail-on new"};
    W.step.after = {"hold"};
  }

  void inPlace(Remedy R, unsigned In) {
    const std::string Verb = nameOf(R).str();
    std::vector<PlannedModule *> Small;
    for (PlannedModule &M : Modules) {
      // What is verified helps while a port is on its way, too.
      if (M.plan.remedy == Remedy::Age)
        continue;
      if (M.plan.risk < WorthAStep)
        Small.push_back(&M);
      else
        change(Verb + "-" + M.plan.name, M.plan.name, R, In, {&M});
    }
    if (!Small.empty())
      change(Verb + "-others", "", R, In, Small);
  }

  void change(std::string Id, std::string Module, Remedy R, unsigned In,
              ArrayRef<PlannedModule *> Of) {
    const bool Declares = R == Remedy::Annotate;
    std::vector<const Patch *> Patches;
    std::set<StringRef> UnknownOf;
    unsigned Unknown = 0;
    std::set<StringRef> Files;
    for (const PlannedModule *M : Of) {
      for (const Patch *P : Declares ? M->annotations : M->changes)
        if (P->tier != PatchTier::Safe) {
          Patches.push_back(P);
          Files.insert(P->file);
        }
      if (Declares)
        for (const Inference *I : M->unknownPointers) {
          UnknownOf.insert(I->name);
          Files.insert(I->file);
          ++Unknown;
        }
    }
    if (Patches.empty() && !Unknown)
      return; // All of it is in rewrite-safe.
    const std::string Where =
        " in " + (Files.size() <= MostFiles ? join(Files, ", ") : counted(Files.size(), "file"));
    Work &W = add(std::move(Id), In, R,
                  Declares ? "declare what the pointers mean" + Where
                           : "decide " + counted(Patches.size(), "verified change") + Where);
    W.step.module = std::move(Module);
    std::map<StringRef, unsigned> Needed;
    for (const Patch *P : Patches)
      for (StringRef Precondition : P->preconditions)
        ++Needed[Precondition];
    std::vector<std::string> Needs;
    for (const auto &[Precondition, Number] : Needed)
      Needs.push_back(("; " + Twine(Number) + " of them: " + Precondition).str());
    W.step.title += join(Needs, "");
    answer(W, Patches);
    estimate(
        W, reviewDays(Patches.size() + Unknown),
        counted(Patches.size(), Declares ? "verified declaration" : "verified change") +
            (Unknown ? " and " + counted(Unknown, "exported pointer") + " of unknown extent" : "") +
            ", 10 minutes to 2 hours each: an assumption");
    W.step.reason = Declares ? "what is declared can be checked, by compilers and by people"
                             : "each was compiled and scanned; a person answers one question";
    if (any_of(Of, [](const PlannedModule *M) { return M->plan.remedy == Remedy::Rust; }))
      W.step.reason += "; a port replaces this code: worth it where that comes late, or never";
    W.step.exitCriteria = {Scan, "ferrule diff baseline ferrule-out --fail-on new"};
    if (Unknown) {
      W.step.exitCriteria.push_back("jq -e '[.inferences[] | select(.exported and (.bounds | "
                                    "IN(\"unknown\", \"array\")) and (.name | IN(" +
                                    join(map_range(UnknownOf, inJq), ", ") +
                                    ")))] == []' ferrule-out/assessment.json");
      W.step.blockers.push_back(counted(Unknown, "pointer") +
                                " of which only the maintainers know how far it leads");
    }
    W.step.after = {"hold"};
    if (Declares)
      for (const Work &Before : All)
        if (Before.step.remedy == Remedy::Rewrite && Before.step.module == W.step.module &&
            !W.step.module.empty())
          W.step.after.push_back(Before.step.id);
  }

  void isolate() {
    for (const PlannedModule &M : Modules) {
      if (M.plan.remedy != Remedy::Isolate)
        continue;
      Work &W = add("isolate-" + M.plan.name, Declared, Remedy::Isolate,
                    "run " + M.plan.file + " in a sandbox or a process of its own");
      W.step.module = M.plan.name;
      W.step.effort = notEstimated("no published case names its effort");
      W.step.reason = M.plan.reason;
      W.step.blockers = {"where the sandbox begins is a decision about the interface"};
      W.step.after = {"hold"};
    }
  }

  /// What would have to be done before there is a cheaper way; no tool does it.
  void byHand() {
    for (const PlannedModule &M : Modules) {
      if (!M.needsMore)
        continue;
      Work &W = add("by-hand-" + M.plan.name, Declared, Remedy::Rewrite,
                    M.cxx ? "give " + M.plan.file + " spans, containers and owners by hand"
                          : "change what keeps " + M.plan.file + " from being cut out");
      W.step.module = M.plan.name;
      W.step.effort = notEstimated("no published case names its effort");
      W.step.reason =
          "code that takes bytes from outside leads here, verified changes leave most of it open, "
          "and " +
          (M.cxx ? std::string("there is no seam for C++ yet") : "it cannot be cut out as it is");
      if (M.alone)
        W.step.blockers = M.alone->prerequisites;
      W.step.after = {"hold"};
      W.step.exitCriteria = {Scan, "ferrule boundary ferrule-out -p build"};
    }
  }

  /// A first port shows what the others will cost, so it is one that is cut out cheaply and still
  /// matters: of the modules that bytes come to, the one whose cut brings most for its price.
  void choosePilot() {
    PlannedModule *Best = nullptr;
    for (PlannedModule &M : Modules)
      if (M.alone && M.cut == M.alone && !M.cxx && M.plan.reached && M.plan.open &&
          M.plan.risk >= WorthAStep && (!Best || M.cut->worth > Best->cut->worth))
        Best = &M;
    if (!Best)
      return;
    First = Best->cut;
    if (Best->plan.remedy == Remedy::Rust)
      return;
    Best->plan.remedy = Remedy::Rust;
    Best->plan.reason = "of the cuts that matter it brings most for its price: a rehearsal for the "
                        "other ports";
  }

  /// The first port, then the smaller before the larger.
  std::vector<const Boundary *> chosenCuts() const {
    std::vector<const Boundary *> Cuts;
    std::set<StringRef> Covered;
    for (const PlannedModule &M : Modules)
      if (M.plan.remedy == Remedy::Rust && Covered.insert(M.cut->name).second)
        Cuts.push_back(M.cut);
    stable_sort(Cuts, [&](const Boundary *L, const Boundary *R) {
      return std::pair(L != First, L->lines) < std::pair(R != First, R->lines);
    });
    return Cuts;
  }

  void port() {
    std::set<StringRef> Ported;
    std::string Pilot;
    for (const Boundary *Cut : chosenCuts()) {
      std::vector<PlannedModule *> New;
      for (PlannedModule &M : Modules)
        if (is_contained(Cut->files, M.plan.file) && Ported.insert(M.plan.file).second)
          New.push_back(&M);
      if (New.empty())
        continue;
      portCut(*Cut, New, Pilot);
      if (Pilot.empty())
        Pilot = All.back().step.id;
    }
  }

  void portCut(const Boundary &Cut, ArrayRef<PlannedModule *> New, const std::string &Before) {
    unsigned Lines = 0, Unknown = 0;
    std::vector<std::string> Names;
    Work &W = add("rust-" + Cut.name, Before.empty() ? Pilot : Ports, Remedy::Rust, "");
    const auto OfItself =
        find_if(New, [](const PlannedModule *M) { return M->plan.remedy == Remedy::Rust; });
    const std::string Chosen = OfItself == New.end() ? Cut.name : (*OfItself)->plan.file;
    for (PlannedModule *M : New) {
      Lines += M->plan.lines;
      Unknown += M->unknownPointers.size();
      Names.push_back(M->plan.file);
      W.ported.insert(W.ported.end(), M->functions.begin(), M->functions.end());
      for (const Finding *F : M->open)
        W.answers.emplace_back(F->fingerprint);
      if (M->plan.remedy != Remedy::Rust) {
        M->plan.remedy = Remedy::Rust;
        M->plan.reason = "of the cuts that were found, the smallest that takes out " + Chosen +
                         " has it as well: " + Cut.name;
      }
    }
    W.step.module = New.size() == 1 ? New.front()->plan.name : Cut.name;
    W.step.title =
        "port " + join(Names, ", ") + " to safe Rust behind its C interface" + needsFirst(Cut);
    estimate(W, portingDays(Lines),
             counted(Lines, "source line") + ", 500 to 2,500 in a person-month, overrun of 1 to 3");
    W.step.reason = New.front()->plan.reason;
    const std::string Make =
        "ferrule boundary ferrule-out -p build --cut " + quoted(Cut.name) + " --crate rust-port";
    W.step.exitCriteria = {Make, "cd rust-port && cargo clippy --offline -- -D warnings",
                           "cd rust-port && cargo test --release --offline --test differential",
                           "# and the project's own tests, linked with the crate"};
    W.step.after = {"hold"};
    if (!Before.empty())
      W.step.after.push_back(Before);
    for (const Work &Other : All)
      if (Other.step.remedy == Remedy::Rust && Other.step.id != W.step.id &&
          Other.step.id != Before && all_of(Other.ported, [&](const RankedFunction *F) {
            return is_contained(Cut.functions, F->id);
          }))
        W.step.after.push_back(Other.step.id);
    if (!has("tests"))
      W.step.after.emplace_back("tests");
    for (const std::string &P : Cut.prerequisites)
      W.step.blockers.push_back(P);
    if (Unknown)
      W.step.blockers.push_back(counted(Unknown, "pointer") +
                                " of unknown extent, which stay unsafe until somebody decides");
    W.step.blockers.emplace_back("who maintains Rust, and which platforms have no compiler for it");
  }

  std::vector<PlannedModule> &Modules;
  const Assessment &A;
  /// As this assessment was made, so that what is counted afterwards can be compared.
  const std::string Scan = "ferrule scan -p build" + scanOptions(A);
  /// The cut of the first port; null: none stands out, and the smallest is first.
  const Boundary *First = nullptr;
  std::vector<Work> All;
};

} // namespace

std::vector<Work> workOf(std::vector<PlannedModule> &Modules, const Assessment &A) {
  return Maker(Modules, A).make();
}

} // namespace ferrule
