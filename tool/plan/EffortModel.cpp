// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/plan/EffortModel.h"
#include <algorithm>
#include <cmath>

namespace ferrule {

static constexpr double DaysPerWeek = 5;
static constexpr double DaysPerMonth = 20;
static constexpr double MinutesPerDay = 8 * 60;

Days &Days::operator+=(const Days &Other) {
  low += Other.low;
  likely += Other.likely;
  high += Other.high;
  return *this;
}

Days portingDays(unsigned Lines) {
  constexpr double Fast = 2500, Slow = 500;
  const double Middle = std::sqrt(Fast * Slow);
  return {.low = Lines / Fast * DaysPerMonth,
          .likely = Lines / Middle * 1.5 * DaysPerMonth,
          .high = Lines / Slow * 3 * DaysPerMonth};
}

Days reviewDays(unsigned Questions) {
  return {.low = Questions * 10 / MinutesPerDay,
          .likely = Questions * 30 / MinutesPerDay,
          .high = Questions * 120 / MinutesPerDay};
}

Days flagDays() { return {.low = 1, .likely = 5, .high = 20}; }

static unsigned oneFigure(double Value) {
  if (Value < 1)
    return 1;
  const double Power = std::pow(10, std::floor(std::log10(Value)));
  return static_cast<unsigned>(std::round(Value / Power) * Power);
}

static double daysIn(llvm::StringRef Unit) {
  return Unit == "person-months" ? DaysPerMonth : Unit == "person-weeks" ? DaysPerWeek : 1;
}

static Effort rounded(const Days &D, std::string Unit, std::string Basis) {
  const double Length = daysIn(Unit);
  Effort E;
  E.low = oneFigure(D.low / Length);
  E.likely = std::max(E.low, oneFigure(D.likely / Length));
  E.high = std::max(E.likely, oneFigure(D.high / Length));
  E.unit = std::move(Unit);
  E.basis = std::move(Basis);
  return E;
}

Effort effortOf(const Days &D, std::string Basis) {
  return rounded(D,
                 D.low >= DaysPerMonth  ? "person-months"
                 : D.low >= DaysPerWeek ? "person-weeks"
                                        : "person-days",
                 std::move(Basis));
}

Effort sumOf(llvm::ArrayRef<Effort> Shown, std::string Basis) {
  Days Sum;
  std::string Unit = "person-days";
  for (const Effort &E : Shown) {
    const double Length = daysIn(E.unit);
    Sum += {.low = E.low * Length, .likely = E.likely * Length, .high = E.high * Length};
    if (Length > daysIn(Unit))
      Unit = E.unit;
  }
  return rounded(Sum, std::move(Unit), std::move(Basis));
}

Effort notEstimated(std::string Why) {
  Effort E;
  E.basis = std::move(Why);
  return E;
}

} // namespace ferrule
