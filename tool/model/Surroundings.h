// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What is known of a program besides its code.
#pragma once
#include "tool/model/History.h"
#include "tool/model/Inference.h"
#include "tool/model/LineCoverage.h"

namespace ferrule {

struct Surroundings {
  History past;
  LineCoverage tests;
  /// Names of functions that the configuration calls entry points.
  std::vector<std::string> entryPoints;
  std::vector<Inference> contracts;
};

} // namespace ferrule
