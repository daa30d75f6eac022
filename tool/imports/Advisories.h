// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Advisories in the OSV format (schema 1.x, ossf.github.io/osv-schema): which commits mended
// vulnerabilities of memory safety.
#pragma once
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace ferrule {

struct Advisories {
  /// Those about memory safety: one of their CWEs is, or they name none. Withdrawn ones do not
  /// count.
  unsigned count = 0;
  /// Ids of the commits that they name as fixes; sorted, without repetition.
  std::vector<std::string> fixes;
};

/// The content of a file is a record, a list of records, or the answer of a query ({"vulns":
/// [...]}, or {} when there are none). Fixes are the events "fixed" of ranges of type GIT, and
/// references of type FIX whose last part begins with a commit id. Errors name the file and what is
/// wrong with it.
llvm::Expected<Advisories> advisoriesFromText(llvm::StringRef Text, llvm::StringRef File);

} // namespace ferrule
