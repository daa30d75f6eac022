// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The part of a SARIF run that describes the tool: its rules, and the CWE entries that they refer
// to.
#pragma once
#include "tool/model/Assessment.h"
#include <nlohmann/json.hpp>

namespace ferrule::sarif {

/// Everything that a result can refer to by index.
class Rules {
public:
  /// Rules of the assessment in their order, then one without a description for each other check
  /// that a finding names.
  explicit Rules(const Assessment &A);

  std::size_t ruleIndex(llvm::StringRef Check) const { return RuleIndex.at(Check.str()); }
  /// A reference to the entry of a CWE that a rule or a finding names.
  nlohmann::json cweReference(unsigned Cwe) const;

  /// tool.driver.rules
  nlohmann::json descriptors() const;
  /// run.taxonomies: CWE, as far as it is used here, and which sets of memory safety each is in.
  nlohmann::json taxonomies() const;
  /// tool.driver.supportedTaxonomies
  nlohmann::json supportedTaxonomies() const;

private:
  nlohmann::json descriptor(const CheckInfo &Rule) const;

  std::vector<CheckInfo> All;
  std::map<std::string, std::size_t> RuleIndex;
  std::map<unsigned, std::size_t> CweIndex;
  /// The least sure finding of each check.
  std::map<std::string, Confidence> LeastSure;
};

} // namespace ferrule::sarif
