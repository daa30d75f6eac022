// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The rules are asked in a fixed order, and the first that holds decides. They go by what is cheap
// and certain: nothing to do before something, what is verified before what has to be written, a
// port only where bytes from outside come in, where the module is among those that hold most of the
// risk, where it can be cut out, and where verified changes leave most of it open. Every question
// is kept with its answer, also those that did not decide. docs/plan.md says where the thresholds
// are from.
#include "tool/plan/Remedies.h"
#include "tool/model/Counted.h"
#include "tool/plan/Options.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace llvm;

namespace ferrule {
namespace {

/// Years after which the density of vulnerabilities is a third to a seventh of that of new code
/// (Google, "Eliminating Memory Safety Vulnerabilities at the Source", 2024).
constexpr double OldEnough = 5;
/// The modules that together hold this share of the risk are looked at for a port.
constexpr double MostOfTheRisk = 0.8;
/// A port has to be worth more than changes in place: these leave more than this share open.
constexpr double MuchIsLeft = 0.5;

class Chooser {
public:
  Chooser(PlannedModule &M, const Assessment &A, ArrayRef<Replacement> Replacements, bool HoldsMost)
      : M(M), P(M.plan), Past(A.history), HoldsMost(HoldsMost),
        Options(optionsOf(M, A, Replacements)) {}

  void choose() {
    decide();
    P.options = Options.list();
  }

private:
  bool ask(StringRef Rule, bool Holds, std::string Value) {
    P.trace.push_back({Rule.str(), Holds, std::move(Value)});
    return Holds;
  }

  void take(Remedy R, std::string Reason) {
    P.remedy = R;
    P.reason = std::move(Reason);
  }

  void decide() {
    const bool LeftOut = ask("it is no part of what is shipped", !M.leftOut.empty(),
                             M.leftOut.empty() ? "it is shipped" : M.leftOut);
    const bool Nothing =
        ask("nothing in it is open or a defect", P.open + P.defects == 0,
            counted(P.open, "open operation") + ", " + counted(P.defects, "defect"));
    const bool Reached =
        ask("bytes from outside come here, or a function that gets them calls it", P.reached,
            !P.reached && P.mayTakeInput ? "not known: it exports functions that take pointers"
            : !P.reached                 ? "no call leads here"
            : !P.distance                ? "it takes them"
                                         : counted(P.distance, "call") + " away");
    const bool Old = ask("it is old", P.age >= OldEnough, howOld());
    const bool Heavy = ask("it is one of those that hold 80 % of the risk", HoldsMost,
                           percent(P.risk) + " of the risk");
    const bool CanCut = ask("it can be cut out", Options.port.possible, howToCut());
    const unsigned InPlace = answeredInPlace();
    const bool LeavesMuch =
        ask("verified changes leave most of it open", P.open && InPlace < P.open * MuchIsLeft,
            std::to_string(InPlace) + " of " + counted(P.open, "open operation") + " (" +
                percent(P.open ? static_cast<double>(InPlace) / P.open : 0) +
                ") are shown to be answered by them");
    const bool HasDeclarations =
        ask("there are verified declarations for it", !Options.annotated.empty(),
            counted(M.annotations.size(), "declaration") + "; " +
                std::to_string(Options.annotated.size()) + " discharged");
    const bool HasChanges = ask("there are verified changes for it", !Options.changed.empty(),
                                counted(M.changes.size(), "change") + "; " +
                                    std::to_string(Options.changed.size()) + " discharged");
    if (LeftOut)
      return take(Remedy::Age, "it is no part of what is shipped (" + M.leftOut +
                                   "): for those who keep it, or --exclude");
    if (Nothing)
      return take(Remedy::Age, "nothing in it is open");
    if (!Reached && !P.mayTakeInput && Old && P.defects == 0)
      return take(Remedy::Age, "no call leads here from where bytes come in, and it is old");
    if (Reached && Heavy && CanCut && LeavesMuch)
      return take(Remedy::Rust, howReached() + ", it holds " + percent(P.risk) +
                                    " of the risk, and verified changes leave most of it open" +
                                    needsFirst(*M.cut));
    if (Reached && Heavy && !CanCut && LeavesMuch && Options.isolate.possible)
      return take(Remedy::Isolate, "it cannot be cut out for a port: " + Options.port.note);
    M.needsMore = Reached && Heavy && LeavesMuch;
    const std::string Instead = M.needsMore ? "; more is not possible as it is: " + howToCut() : "";
    if (HasDeclarations && Options.annotate.removes >= Options.rewrite.removes)
      return take(Remedy::Annotate, "verified declarations in its files answer " +
                                        std::to_string(Options.annotate.removes) + " of " +
                                        counted(P.open, "open operation") + Instead);
    if (HasChanges)
      return take(Remedy::Rewrite, "verified changes in its files answer " +
                                       std::to_string(Options.rewrite.removes) + " of " +
                                       counted(P.open, "open operation") + Instead);
    if (Reached && Options.annotate.possible)
      return take(Remedy::Annotate, howReached() + ", and the extent of " +
                                        counted(M.unknownPointers.size(), "pointer") +
                                        " of its interface is unknown");
    take(Remedy::Harden, "no verified change is known that closes something in it; the flags of "
                         "the build are what is left");
  }

  std::string howReached() const {
    return !P.distance ? "bytes from outside come here"
                       : "it is " + counted(P.distance, "call") +
                             " away from where bytes from outside come in";
  }

  std::string howOld() const {
    if (P.age < 0)
      return "no history";
    const std::string Enough = formatv("; {0:F0} are enough", OldEnough).str();
    if (!Past.mayBeOlder(P.age))
      return formatv("half of its lines are {0:F0} years old or more", P.age).str() + Enough;
    return (P.age >= OldEnough ? "" : "not known: ") +
           formatv("half of its lines were there when the history begins, {0:F0} years before its "
                   "head",
                   P.age)
               .str() +
           Enough;
  }

  std::string howToCut() const {
    if (!Options.port.possible)
      return Options.port.note;
    return M.cut->files.size() == 1 ? "alone" : "as a part of the cut " + M.cut->name;
  }

  unsigned answeredInPlace() const {
    std::set<StringRef> Both = Options.annotated;
    Both.insert(Options.changed.begin(), Options.changed.end());
    return std::min<unsigned>(Both.size(), P.open);
  }

  PlannedModule &M;
  ModulePlan &P;
  const HistoryCoverage &Past;
  bool HoldsMost;
  RemedyOptions Options;
};

} // namespace

void chooseRemedies(std::vector<PlannedModule> &Modules, const Assessment &A,
                    ArrayRef<Replacement> Replacements) {
  double Before = 0;
  for (PlannedModule &M : Modules) {
    Chooser(M, A, Replacements, Before < MostOfTheRisk).choose();
    Before += M.plan.risk;
  }
}

} // namespace ferrule
