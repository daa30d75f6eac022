// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Extractor.h"
#include <map>

namespace ferrule {

using ExtractorFactory = std::unique_ptr<Extractor> (*)();

static std::map<std::string, ExtractorFactory> &extractorFactories() {
  static std::map<std::string, ExtractorFactory> Factories;
  return Factories;
}

void addExtractorFactory(llvm::StringRef Name, ExtractorFactory Factory) {
  extractorFactories()[Name.str()] = Factory;
}

std::vector<std::unique_ptr<Extractor>> createExtractors() {
  std::vector<std::unique_ptr<Extractor>> Extractors;
  for (const auto &[Name, Factory] : extractorFactories())
    Extractors.push_back(Factory());
  return Extractors;
}

} // namespace ferrule
