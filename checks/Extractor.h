// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The interface of a fact extractor: a subscriber that writes into the summary of the unit.
#pragma once
#include "checks/CheckContext.h"
#include "checks/Dispatcher.h"
#include "tool/model/TUSummary.h"
#include <memory>

namespace ferrule {

class Extractor : public Subscriber {
public:
  /// Called after the traversal, for what is known only at the end.
  virtual void finish(TUSummary &Summary) {}
};

std::vector<std::unique_ptr<Extractor>> createExtractors();

/// For RegisterExtractor only. Extractors run in the order of their names.
void addExtractorFactory(llvm::StringRef Name, std::unique_ptr<Extractor> (*Factory)());

template <class T> struct RegisterExtractor {
  explicit RegisterExtractor(llvm::StringRef Name) {
    addExtractorFactory(Name, []() -> std::unique_ptr<Extractor> { return std::make_unique<T>(); });
  }
};

} // namespace ferrule
