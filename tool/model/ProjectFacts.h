// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What only people know of a project: the Facts of .ferrule.yaml. Nothing of it is ever invented; a
// report says TODO where one is missing.
#pragma once
#include "tool/model/Fields.h"
#include <string>
#include <vector>

namespace ferrule {

/// All are in words and empty when nobody said them.
struct ProjectFacts {
  std::string name;
  std::string version;
  /// Who or what depends on it, each with its source.
  std::vector<std::string> users;
  /// The security boundary that it stands on: "parses files from the network".
  std::string boundary;
  /// What it does for its users.
  std::string function;
  /// Who answers for the roadmap: a name and role, with their consent.
  std::string owner;
  /// Whether the maintainers agree: "yes: LINK", "no", "not asked".
  std::string consent;
  std::vector<std::string> adopters;
  /// "of 50 findings drawn at random 47 were right; judged by NAME".
  std::string sample;
  /// What is promised about the binary interface.
  std::string abi;
  /// The date from which on new code is written in a memory-safe language, and which one.
  std::string newCode;
  /// What is asked of the reader of a report.
  std::string ask;
  /// Where to report vulnerabilities.
  std::string securityContact;
  /// The CWE commitment, as published.
  std::string vulnerabilityData;
  std::string training;
  /// "EUR 800": a day of a person; no money is spoken of without it.
  std::string dayRate;
};

FERRULE_FIELDS(ProjectFacts, name, version, users, boundary, function, owner, consent, adopters,
               sample, abi, newCode, ask, securityContact, vulnerabilityData, training, dayRate)

} // namespace ferrule
