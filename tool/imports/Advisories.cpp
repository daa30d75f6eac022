// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/imports/Advisories.h"
#include "tool/imports/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"
#include <nlohmann/json.hpp>

namespace ferrule {
namespace {

using nlohmann::json;

/// CWE-1399 (memory safety, CWE 4.19.1), and what it leaves out: null, initialisation, types, and
/// integers that become sizes.
constexpr unsigned MemorySafety[] = {
    119, 120, 121, 122, 123, 124, 125, 126, 127, 128, 129, 130, 131, 134,  170, 188, 190,
    191, 192, 194, 195, 196, 197, 198, 244, 401, 415, 416, 456, 457, 466,  467, 468, 469,
    476, 562, 587, 588, 590, 672, 680, 681, 690, 704, 761, 762, 763, 785,  786, 787, 788,
    789, 805, 806, 822, 823, 824, 825, 826, 839, 843, 908, 909, 910, 1335, 1341};
static_assert(std::ranges::is_sorted(MemorySafety));

json memberOf(const json &J, const char *Name, json Otherwise) {
  return J.is_object() ? J.value(Name, std::move(Otherwise)) : Otherwise;
}

bool isAboutMemorySafety(const json &Record) {
  const json Cwes =
      memberOf(memberOf(Record, "database_specific", json::object()), "cwe_ids", json::array());
  auto IsMemorySafety = [](const json &Cwe) {
    const auto Text = Cwe.get<std::string>();
    unsigned Number = 0;
    llvm::StringRef Digits = Text;
    return Digits.consume_front("CWE-") && !Digits.getAsInteger(10, Number) &&
           std::ranges::binary_search(MemorySafety, Number);
  };
  return Cwes.empty() || llvm::any_of(Cwes, IsMemorySafety);
}

void addCommit(llvm::StringRef Text, Advisories &A) {
  if ((Text.size() == 40 || Text.size() == 64) && llvm::all_of(Text, llvm::isHexDigit))
    A.fixes.push_back(Text.lower());
}

void addRecord(const json &Record, Advisories &A) {
  // The one member that every record must have.
  (void)Record.at("id").get<std::string>();
  if (Record.contains("withdrawn") || !isAboutMemorySafety(Record))
    return;
  ++A.count;
  for (const json &Affected : memberOf(Record, "affected", json::array()))
    for (const json &Range : memberOf(Affected, "ranges", json::array()))
      if (memberOf(Range, "type", "") == "GIT")
        for (const json &Event : memberOf(Range, "events", json::array()))
          addCommit(memberOf(Event, "fixed", "").get<std::string>(), A);
  for (const json &Reference : memberOf(Record, "references", json::array()))
    if (memberOf(Reference, "type", "") == "FIX") {
      const auto Address = memberOf(Reference, "url", "").get<std::string>();
      addCommit(llvm::StringRef(Address).rsplit('/').second, A);
    }
}

} // namespace

llvm::Expected<Advisories> readAdvisories(llvm::StringRef File) {
  auto Text = readText(File);
  if (!Text)
    return Text.takeError();
  Advisories A;
  try {
    const json Document = json::parse(*Text);
    const json Records = memberOf(Document, "vulns", Document);
    if (Records.is_array())
      for (const json &Record : Records)
        addRecord(Record, A);
    else
      addRecord(Records, A);
  } catch (const json::exception &E) {
    return llvm::createStringError("'" + File +
                                   "' is no list of advisories in the OSV format: " + E.what());
  }
  llvm::sort(A.fixes);
  A.fixes.erase(llvm::unique(A.fixes), A.fixes.end());
  return A;
}

} // namespace ferrule
