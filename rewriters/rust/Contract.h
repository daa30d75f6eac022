// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What is said of each parameter at the cut, and how sure that is.
#pragma once
#include "rewriters/rust/Binding.h"

namespace ferrule::rust {

struct Seam;

/// How an entry of the contract came about.
enum class Certainty : unsigned char { Declared, Inferred, Unknown };

struct ContractEntry {
  std::string slot; ///< "parameter 2 'buf'" or "result"
  std::string property;
  std::string value; ///< in the words of docs/contracts.md
  Certainty certainty = Certainty::Unknown;
  Confidence confidence = Confidence::Low;
  std::string reason;
  /// What speaks for it and against it, each with its place.
  std::vector<std::string> evidence;
  std::vector<std::string> against;
};

/// The entries of a function, by parameter. Scalars have none.
std::vector<ContractEntry> contractOf(const BoundFunction &B, const Binder &Bind);

/// contract.md and contract.json.
std::string contractAsMarkdown(const Bindings &All, const Seam &Cxx, const Binder &Bind,
                               const CrateInput &Input);
std::string contractAsJson(const Bindings &All, const Seam &Cxx, const Binder &Bind,
                           const CrateInput &Input);

/// What has to be answered before a port is safe, each a sentence.
std::vector<std::string> questionsOf(const Bindings &All);
/// The same of one function.
std::vector<std::string> questionsOf(const BoundFunction &B);

} // namespace ferrule::rust
