// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How much each signal weighs: numbers that test/bench/cve/run.py prints, and nothing else.
#pragma once
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <array>

namespace ferrule {

/// The libraries of the benchmark, each of which was left out of a fit.
inline constexpr llvm::StringLiteral FittedLibraries[] = {
    "exiv2", "libde265", "libpng", "libsndfile", "libtiff", "libxml2", "oniguruma", "openjpeg"};

/// Points per spread of a signal. Signals that the fit gave no weight have no row.
struct FittedWeight {
  llvm::StringLiteral signal;
  /// Fitted to all libraries.
  double weight;
  /// Fitted to all but one, in the order of FittedLibraries.
  std::array<double, std::size(FittedLibraries)> without;
};

llvm::ArrayRef<FittedWeight> fittedWeights();

/// The exponent of the lines of code in the order by effort, from the same fit.
inline constexpr double LinesExponent = 0.9;

} // namespace ferrule
