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

Effort effortOf(const Days &D, std::string Basis) {
  const bool Months = D.low >= DaysPerMonth, Weeks = D.low >= DaysPerWeek;
  const double Unit = Months ? DaysPerMonth : Weeks ? DaysPerWeek : 1;
  Effort E;
  E.low = oneFigure(D.low / Unit);
  E.likely = std::max(E.low, oneFigure(D.likely / Unit));
  E.high = std::max(E.likely, oneFigure(D.high / Unit));
  E.unit = Months ? "person-months" : Weeks ? "person-weeks" : "person-days";
  E.basis = std::move(Basis);
  return E;
}

Effort notEstimated(std::string Why) {
  Effort E;
  E.basis = std::move(Why);
  return E;
}

} // namespace ferrule
