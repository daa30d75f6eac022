// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The risk of a function is its score, spread evenly over its open operations: a step that answers
// some of them takes away as large a part, and a port takes away what is left of the function. An
// operation counts for the first step that answers it.
//
// The curve is greedy: of the steps whose predecessors are done, the one with most risk for a day
// of the likely effort. Where the steps are independent that is the upper convex hull of all
// orders.
#include "tool/plan/Sequence.h"
#include "tool/model/Counted.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include <cmath>

using namespace llvm;

namespace ferrule {
namespace {

/// What is still open, and how much risk there still is.
class Rest {
public:
  Rest(ArrayRef<PlannedModule> Modules, const Assessment &A) {
    for (const PlannedModule &M : Modules) {
      for (const RankedFunction *F : M.functions) {
        RiskOf[F->id] = riskOf(*F);
        All += riskOf(*F);
        Spread[F->id] = openOf(*F);
      }
    }
    // Those at file scope, too: they are open, and no step answers them.
    for (const Finding &F : A.findings)
      if (F.state == OperationState::Open)
        Left[F.fingerprint] = &F;
    Risk = All;
  }

  /// Takes away what a step answers, and says in it how much that was.
  void take(const Work &W, PlanStep &S) {
    const double Before = Risk;
    S.removes = 0;
    S.families.clear();
    for (StringRef Print : W.answers)
      if (auto It = Left.find(Print); It != Left.end()) {
        const Finding *F = It->second;
        Left.erase(It);
        ++S.removes;
        ++S.families[nameOf(F->family).str()];
        if (unsigned N = Spread.lookup(F->function))
          lose(F->function, riskOfWhole(F->function) / N);
      }
    for (const RankedFunction *F : W.ported)
      lose(F->id, RiskOf.lookup(F->id));
    S.risk = All > 0 ? rounded((Before - Risk) / All) : 0;
  }

  unsigned open() const { return Left.size(); }
  double share() const { return All > 0 ? rounded(std::max(Risk, 0.0) / All) : 0; }

private:
  static double rounded(double Value) { return std::round(Value * 1000) / 1000; }

  double riskOfWhole(StringRef Id) {
    auto [It, New] = Whole.try_emplace(Id, RiskOf.lookup(Id));
    return It->second;
  }

  void lose(StringRef Id, double Part) {
    riskOfWhole(Id);
    double &Of = RiskOf[Id];
    Part = std::min(Part, Of);
    Of -= Part;
    Risk -= Part;
  }

  StringMap<const Finding *> Left;
  StringMap<double> RiskOf, Whole;
  StringMap<unsigned> Spread;
  double All = 0, Risk = 0;
};

struct PhaseText {
  StringLiteral title, outcome, needs;
};
constexpr PhaseText Phases[] = {
    {"Stop growth, limit harm",
     "new unsafe operations are seen at review, compiler flags turn some errors into a stop; what "
     "is there stays",
     "the maintainers agree to a check in continuous integration"},
    {"Apply verified changes",
     "what compiles and a second scan confirmed is in the code; most needs a reviewer's yes, which "
     "the figures assume",
     "somebody reviews each; the project's own tests pass"},
    {"Write contracts down",
     "what pointers mean is written in the code; what rests on it is safe as long as all callers "
     "keep it",
     "the maintainers answer how far pointers lead"},
    {"A first port", "one small cut runs in Rust beside the C, with equal results",
     "tests; a decision for Rust, and who maintains it"},
    {"The other ports", "the cuts that hold most of the risk are in safe Rust",
     "the first port was worth it: if not, the plan ends here"},
};
/// Of the pilot when nothing else is ported.
constexpr StringLiteral OnlyPort = "A port";
constexpr StringLiteral OfOnlyPort =
    "one cut runs in Rust beside the C, with equal results, and then instead of it";

void fillPhases(ArrayRef<Work> All, Rest Now, Plan &P) {
  std::vector<Effort> SoFar;
  for (unsigned Number = 1; Number <= std::size(Phases); ++Number) {
    Days Sum;
    bool Any = false, Whole = true;
    std::vector<StringRef> Cuts;
    for (const Work &W : All) {
      if (W.step.phase != Number || W.step.done)
        continue;
      Any = true;
      if (StringRef Cut = W.step.id; Cut.consume_front("rust-"))
        Cuts.push_back(Cut);
      PlanStep Copy = W.step;
      Now.take(W, Copy);
      if (W.days)
        Sum += *W.days;
      else
        Whole = false;
    }
    if (!Any)
      continue;
    const PhaseText &T = Phases[Number - 1];
    const std::string Basis =
        Whole ? "sum of its steps" : "sum of the steps that are estimated; others come to it";
    const bool Only = Number == std::size(Phases) - 1 &&
                      none_of(All, [](const Work &W) { return W.step.phase == std::size(Phases); });
    std::string Outcome = (Only ? OfOnlyPort : T.outcome).str();
    if (!Cuts.empty())
      Outcome += " (" + join(Cuts, ", ") + ")";
    const Effort Here = Sum.likely > 0 ? effortOf(Sum, Basis) : notEstimated(Basis);
    if (Sum.likely > 0)
      SoFar.push_back(Here);
    P.phases.push_back({.number = Number,
                        .title = (Only ? OnlyPort : T.title).str(),
                        .outcome = std::move(Outcome),
                        .needs = T.needs.str(),
                        .effort = Here,
                        .soFar = SoFar.empty() ? notEstimated(Basis) : sumOf(SoFar, Basis),
                        .openAfter = Now.open(),
                        .riskAfter = Now.share()});
  }
}

void fillCurve(ArrayRef<Work> All, Rest Left, Plan &P) {
  StringSet<> Waiting;
  std::vector<const Work *> ToDo;
  for (const Work &W : All)
    if (W.days && !W.step.done) {
      ToDo.push_back(&W);
      Waiting.insert(W.step.id);
    }
  Days Spent;
  P.curve.push_back({.step = "", .open = Left.open(), .risk = Left.share()});
  while (!ToDo.empty()) {
    auto Best = ToDo.end();
    double BestRatio = -1;
    for (auto It = ToDo.begin(); It != ToDo.end(); ++It) {
      const Work &W = **It;
      if (any_of(W.step.after, [&](const std::string &Id) { return Waiting.contains(Id); }))
        continue;
      Rest Trial = Left;
      PlanStep Copy = W.step;
      Trial.take(W, Copy);
      // Days too few to tell apart are one.
      if (double Ratio = Copy.risk / std::max(W.days->likely, 1.0); Ratio > BestRatio) {
        BestRatio = Ratio;
        Best = It;
      }
    }
    const Work &W = **Best;
    PlanStep Copy = W.step;
    Left.take(W, Copy);
    Spent += *W.days;
    P.curve.push_back({.step = W.step.id,
                       .low = std::round(Spent.low),
                       .likely = std::round(Spent.likely),
                       .high = std::round(Spent.high),
                       .open = Left.open(),
                       .risk = Left.share()});
    Waiting.erase(W.step.id);
    ToDo.erase(Best);
  }
}

} // namespace

void sequence(std::vector<Work> &All, ArrayRef<PlannedModule> Modules, const Assessment &A,
              Plan &P) {
  Rest Now(Modules, A);
  for (Work &W : All)
    if (W.step.done)
      Now.take(W, W.step);
  const Rest Start = Now;
  for (Work &W : All)
    if (!W.step.done)
      Now.take(W, W.step);
  fillPhases(All, Start, P);
  fillCurve(All, Start, P);
}

} // namespace ferrule
