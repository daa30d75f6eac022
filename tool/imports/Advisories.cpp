// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/imports/Advisories.h"
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

/// The member of an object; null when there is none. By reference: a copy follows the nesting, and
/// the file may be nested as deep as it likes.
const json &memberOf(const json &J, const char *Name) {
  static const json None;
  auto It = J.is_object() ? J.find(Name) : J.end();
  return It == J.end() ? None : *It;
}

/// Elements of an array; nothing for what is none.
llvm::ArrayRef<json> elementsOf(const json &J) {
  return J.is_array() ? llvm::ArrayRef(J.get_ref<const json::array_t &>()) : llvm::ArrayRef<json>();
}

/// Empty for what is no text.
llvm::StringRef textOf(const json &J) {
  return J.is_string() ? llvm::StringRef(J.get_ref<const std::string &>()) : "";
}

bool isAboutMemorySafety(const json &Record) {
  llvm::ArrayRef<json> Cwes =
      elementsOf(memberOf(memberOf(Record, "database_specific"), "cwe_ids"));
  return Cwes.empty() || llvm::any_of(Cwes, [](const json &Cwe) {
           llvm::StringRef Digits = textOf(Cwe);
           unsigned Number = 0;
           return Digits.consume_front("CWE-") && !Digits.getAsInteger(10, Number) &&
                  std::ranges::binary_search(MemorySafety, Number);
         });
}

void addCommit(llvm::StringRef Text, Advisories &A) {
  if ((Text.size() == 40 || Text.size() == 64) && llvm::all_of(Text, llvm::isHexDigit))
    A.fixes.push_back(Text.lower());
}

void addRecord(const json &Record, Advisories &A) {
  // The one member that every record must have.
  (void)Record.at("id").get_ref<const std::string &>();
  if (Record.contains("withdrawn") || !isAboutMemorySafety(Record))
    return;
  ++A.count;
  for (const json &Affected : elementsOf(memberOf(Record, "affected")))
    for (const json &Range : elementsOf(memberOf(Affected, "ranges")))
      if (textOf(memberOf(Range, "type")) == "GIT")
        for (const json &Event : elementsOf(memberOf(Range, "events")))
          addCommit(textOf(memberOf(Event, "fixed")), A);
  for (const json &Reference : elementsOf(memberOf(Record, "references")))
    if (textOf(memberOf(Reference, "type")) == "FIX") {
      // .patch or a fragment may follow.
      llvm::StringRef Last = textOf(memberOf(Reference, "url")).rsplit('/').second;
      addCommit(Last.take_while(llvm::isHexDigit), A);
    }
}

} // namespace

llvm::Expected<Advisories> advisoriesFromText(llvm::StringRef Text, llvm::StringRef File) {
  Advisories A;
  try {
    const json Document = json::parse(Text.begin(), Text.end());
    const json &Found = Document.is_array() ? Document : memberOf(Document, "vulns");
    // An answer without vulnerabilities is {}.
    if (Found.is_null() && Document != json::object())
      addRecord(Document, A);
    for (const json &Record : elementsOf(Found))
      addRecord(Record, A);
  } catch (const std::exception &E) {
    return llvm::createStringError("'" + File +
                                   "' is no list of advisories in the OSV format: " + E.what() +
                                   "; expected is a record, a list of records, or the answer of a "
                                   "query");
  }
  llvm::sort(A.fixes);
  A.fixes.erase(llvm::unique(A.fixes), A.fixes.end());
  return A;
}

} // namespace ferrule
