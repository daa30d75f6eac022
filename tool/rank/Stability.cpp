// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/rank/Stability.h"
#include "tool/rank/Signals.h"
#include "tool/rank/Weights.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace ferrule {
namespace {

constexpr std::size_t Top = 10;

constexpr std::pair<llvm::StringLiteral, llvm::StringLiteral> Ages[] = {
    {"2.5", "history.weight2.5y"}, {"4", "history.weight4y"}, {"7", "history.weight7y"}};

/// Scores all functions again, and counts who comes first.
class Ranking {
public:
  Ranking(const Scoring &How, llvm::ArrayRef<Signals> All) : How(How), All(All) {
    for (const SignalWeight &W : How.signals) {
      std::vector<double> &Column = Columns.emplace_back();
      for (const Signals &S : All)
        Column.push_back(std::log2(1 + valueOf(S, W.signal)) / W.spread);
    }
    Result.topTen.resize(All.size());
  }

  void score(std::string Setting, llvm::function_ref<double(std::size_t Signal)> WeightOf,
             llvm::function_ref<double(std::size_t Signal, std::size_t Function)> ValueOf) {
    std::vector<double> Scores(All.size());
    for (std::size_t I = 0; I != Columns.size(); ++I) {
      const double Weight = WeightOf(I);
      for (std::size_t F = 0; F != Scores.size(); ++F)
        Scores[F] += Weight * ValueOf(I, F);
    }
    std::vector<unsigned> Order(Scores.size());
    std::iota(Order.begin(), Order.end(), 0U);
    const auto End = Order.begin() + static_cast<std::ptrdiff_t>(std::min(Top, Order.size()));
    std::partial_sort(Order.begin(), End, Order.end(), [&](unsigned A, unsigned B) {
      return std::tie(Scores[B], A) < std::tie(Scores[A], B);
    });
    for (auto It = Order.begin(); It != End; ++It)
      ++Result.topTen[*It];
    Result.settings.push_back(std::move(Setting));
  }

  double column(std::size_t Signal, std::size_t Function) const {
    return Columns[Signal][Function];
  }
  double weight(std::size_t Signal) const { return How.signals[Signal].weight; }
  bool isOpen(std::size_t Signal) const {
    return llvm::StringRef(How.signals[Signal].signal).starts_with("open.");
  }
  double spread(std::size_t Signal) const { return How.signals[Signal].spread; }
  Stability take() { return std::move(Result); }

private:
  const Scoring &How;
  llvm::ArrayRef<Signals> All;
  /// By signal the standardised values of the functions.
  std::vector<std::vector<double>> Columns;
  Stability Result;
};

} // namespace

Stability stabilityOf(const Scoring &How, llvm::ArrayRef<Signals> All,
                      llvm::ArrayRef<unsigned> Lines) {
  Ranking R(How, All);
  auto Column = [&](std::size_t I, std::size_t F) { return R.column(I, F); };
  for (auto [Library, Name] : llvm::enumerate(FittedLibraries))
    R.score(("weights fitted without " + Name).str(),
            [&, L = Library](std::size_t I) {
              for (const FittedWeight &W : fittedWeights())
                if (W.signal == How.signals[I].signal)
                  return W.without.at(L);
              return R.weight(I);
            },
            Column);
  if (!How.history)
    return R.take();
  for (const auto &[Tau, Signal] : Ages)
    R.score(("open operations weighed by age, tau " + Tau + " years").str(),
            [&](std::size_t I) { return R.weight(I); },
            [&, Name = Signal](std::size_t I, std::size_t F) {
              if (!R.isOpen(I))
                return R.column(I, F);
              // What has no past is new.
              const double Share =
                  All[F].contains(Name.str()) ? valueOf(All[F], Name) / Lines[F] : 1;
              return std::log2(1 + valueOf(All[F], How.signals[I].signal) * Share) / R.spread(I);
            });
  return R.take();
}

} // namespace ferrule
