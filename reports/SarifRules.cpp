// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "reports/SarifRules.h"
#include "tool/model/CweSets.h"
#include "tool/model/Unicode.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using nlohmann::json;

namespace ferrule::sarif {
namespace {

/// GitHub refuses longer descriptions and more tags.
constexpr std::size_t MaxDescription = 1024;
constexpr std::size_t MaxTags = 20;

json text(StringRef Text) { return {{"text", Text.str()}}; }

/// Within GitHub's bands: above 9 is critical, from 7 high, from 4 medium.
StringRef securitySeverity(Severity S) {
  switch (S) {
  case Severity::Low:
    return "3.0";
  case Severity::Medium:
    return "5.5";
  case Severity::High:
    return "8.0";
  case Severity::Critical:
    return "9.5";
  }
  return "5.5";
}

std::string helpText(const CheckInfo &Rule) {
  std::string Text = Rule.rationale.empty() ? Rule.id : Rule.rationale;
  if (!Rule.bad.empty())
    Text += "\n\nReported:\n" + Rule.bad;
  if (!Rule.good.empty())
    Text += "\nNot reported, or discharged:\n" + Rule.good;
  return Text;
}

std::string helpMarkdown(const CheckInfo &Rule) {
  std::string Text = "# " + Rule.id + "\n\n" + Rule.summary + ".\n\n" + Rule.rationale + "\n";
  auto Add = [&](StringRef Title, StringRef Code) {
    if (!Code.empty())
      Text += ("\n## " + Title + "\n\n```cpp\n" + Code.rtrim('\n') + "\n```\n").str();
  };
  Add("Reported", Rule.bad);
  Add("Not reported, or discharged", Rule.good);
  return Text;
}

json tags(const CheckInfo &Rule) {
  json Tags = {"security"};
  for (unsigned Cwe : ArrayRef(Rule.cwes).take_front(MaxTags - 1)) {
    std::string Tag;
    raw_string_ostream(Tag) << format("external/cwe/cwe-%03u", Cwe);
    Tags.push_back(Tag);
  }
  return Tags;
}

} // namespace

Rules::Rules(const Assessment &A) : All(A.rules) {
  for (const CheckInfo &Rule : A.rules)
    RuleIndex.try_emplace(Rule.id, RuleIndex.size());
  for (const Finding &F : A.findings) {
    auto [Entry, New] = LeastSure.try_emplace(F.check, F.confidence);
    Entry->second = std::min(Entry->second, F.confidence);
    if (New && !RuleIndex.contains(F.check)) {
      RuleIndex[F.check] = All.size();
      CheckInfo Unknown;
      Unknown.id = Unknown.summary = F.check;
      Unknown.family = F.family;
      Unknown.severity = F.severity;
      Unknown.cwes = F.cwe;
      All.push_back(std::move(Unknown));
    }
    for (unsigned Cwe : F.cwe)
      CweIndex[Cwe];
  }
  for (const CheckInfo &Rule : All)
    for (unsigned Cwe : Rule.cwes)
      CweIndex[Cwe];
  std::size_t Next = 0;
  for (auto &[Cwe, Index] : CweIndex)
    Index = Next++;
}

json Rules::cweReference(unsigned Cwe) const {
  return {{"id", utostr(Cwe)},
          {"index", CweIndex.at(Cwe)},
          {"toolComponent", {{"name", "CWE"}, {"index", 0}}}};
}

json Rules::descriptor(const CheckInfo &Rule) const {
  json Relationships = json::array();
  for (unsigned Cwe : Rule.cwes)
    Relationships.push_back({{"target", cweReference(Cwe)}, {"kinds", {"superset"}}});
  auto Sure = LeastSure.find(Rule.id);
  Confidence Precision = Sure == LeastSure.end() ? Confidence::Medium : Sure->second;
  std::string Full = Rule.rationale.empty() ? Rule.summary : Rule.rationale;
  return {
      {"id", Rule.id},
      {"shortDescription", text(cut(Rule.summary, MaxDescription))},
      {"fullDescription", text(cut(Full, MaxDescription))},
      {"help", {{"text", helpText(Rule)}, {"markdown", helpMarkdown(Rule)}}},
      {"defaultConfiguration", {{"level", Rule.severity >= Severity::High ? "warning" : "note"}}},
      {"relationships", std::move(Relationships)},
      {"properties",
       {{"tags", tags(Rule)},
        {"precision", nameOf(Precision).str()},
        {"security-severity", securitySeverity(Rule.severity).str()},
        {"family", nameOf(Rule.family).str()}}}};
}

json Rules::descriptors() const {
  json Result = json::array();
  for (const CheckInfo &Rule : All)
    Result.push_back(descriptor(Rule));
  return Result;
}

json Rules::taxonomies() const {
  json Taxa = json::array();
  for (const auto &[Cwe, Index] : CweIndex) {
    json Sets = json::array();
    for (CweSet Set : CweSets)
      if (contains(Set, Cwe))
        Sets.push_back(nameOf(Set).str());
    Taxa.push_back(
        {{"id", utostr(Cwe)},
         {"properties", {{"sets", std::move(Sets)}}},
         {"helpUri", "https://cwe.mitre.org/data/definitions/" + utostr(Cwe) + ".html"}});
  }
  return {{{"name", "CWE"},
           {"version", CweVersion.str()},
           {"organization", "MITRE"},
           {"shortDescription", text("Common Weakness Enumeration")},
           {"informationUri", "https://cwe.mitre.org/"},
           {"isComprehensive", false},
           {"taxa", std::move(Taxa)}}};
}

json Rules::supportedTaxonomies() const { return {{{"name", "CWE"}, {"index", 0}}}; }

} // namespace ferrule::sarif
