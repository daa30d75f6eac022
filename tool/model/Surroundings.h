// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What is known of a program besides its code.
#pragma once
#include "tool/model/History.h"
#include "tool/model/Inference.h"
#include "tool/model/LineCoverage.h"

namespace ferrule {

/// Bytes that come in by a record which callers fill, as EntityNames of functions.
struct RecordInput {
  /// Read what a field of the record leads to.
  std::vector<std::string> readers;
  /// Exported ones that get such a record.
  std::vector<std::string> takers;
};

struct Surroundings {
  History past;
  LineCoverage tests;
  /// Names of functions that the configuration calls entry points.
  std::vector<std::string> entryPoints;
  std::vector<Inference> contracts;
  std::vector<RecordInput> recordInputs;
  /// EntityNames of functions that take a text and hand it on to who takes bytes.
  std::vector<std::string> textInputs;
};

} // namespace ferrule
