// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The statement as a CycloneDX 1.6 document, to be joined with the bill of materials of whoever
// ships the project. CycloneDX has no field for memory safety: figures are properties with names of
// our own (docs/statement.md), and what a memory-safe roadmap needs is a standard with requirements
// that the claims refer to. The claims are the project's on itself.
//
// There are no vulnerabilities in it: a tool that has not found one cannot say that a project is
// not affected.
#include "reports/Report.h"
#include "reports/RoadmapClaims.h"
#include "reports/Statement.h"
#include "tool/model/Counted.h"
#include "tool/model/RoadmapElements.h"
#include "tool/model/Unicode.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/SHA1.h"
#include <nlohmann/json.hpp>

using namespace llvm;
using Json = nlohmann::json;

namespace ferrule {
namespace {

/// Of the names that our documents have as UUIDs (RFC 9562, version 5). Chosen once.
constexpr std::uint8_t Namespace[16] = {0x6f, 0x1d, 0x2c, 0x84, 0x3e, 0x57, 0x4b, 0x0a,
                                        0x9c, 0x61, 0x52, 0xd8, 0x17, 0xe4, 0xa0, 0x3b};

/// Equal documents have equal names.
std::string uuidOf(StringRef Content) {
  SHA1 Hash;
  Hash.update(ArrayRef(Namespace));
  Hash.update(Content);
  std::array<std::uint8_t, 20> Bytes = Hash.final();
  Bytes[6] = (Bytes[6] & 0x0f) | 0x50;
  Bytes[8] = (Bytes[8] & 0x3f) | 0x80;
  std::string Hex = toHex(ArrayRef(Bytes).take_front(16), /*LowerCase=*/true);
  for (unsigned At : {20, 16, 12, 8})
    Hex.insert(At, "-");
  return Hex;
}

/// Files and libraries are named by the analysed code.
std::string text(StringRef Foreign) { return printable(Foreign); }

class Properties {
public:
  void add(StringRef Name, const std::string &Value) {
    All.push_back({{"name", ("ferrule:memory-safety:" + Name).str()}, {"value", text(Value)}});
  }
  void add(StringRef Name, std::size_t Value) { add(Name, utostr(Value)); }
  Json take() { return std::move(All); }

private:
  Json All = Json::array();
};

/// "coverage.units" is "coverage:units": CycloneDX separates with colons.
std::string propertyName(StringRef MetricId) {
  std::string Name = MetricId.str();
  std::replace(Name.begin(), Name.end(), '.', ':');
  return Name;
}

Json projectComponent(const Assessment &A, const Statement &S) {
  Properties P;
  for (const StatementMetric &M : S.metrics)
    if (M.measured)
      P.add(propertyName(M.id), M.shown);
  P.add("continuum-stage", S.stage.id);
  for (const CweCount &C : S.cweSets)
    P.add("open-in-set:" + C.name, C.operations.open);
  for (const CweCount &C : S.onlyFerrule)
    P.add("open-in-ferrule-ms-1-only:" + C.name, C.operations.open);
  for (const CweCount &C : S.inNeither)
    P.add("open-in-no-set:" + C.name, C.operations.open);
  for (const std::string &L : S.limits)
    P.add("limit", L);
  for (const std::string &Command : S.reproduce)
    P.add("reproduce", Command);
  if (!S.commit.empty())
    P.add("commit", S.commit);
  bool IsLibrary = any_of(A.interfaces, [](const InterfaceFact &I) { return !I.inMain; });
  Json Component = {{"bom-ref", "project"},
                    {"type", IsLibrary ? "library" : "application"},
                    {"name", S.project.empty() ? "project" : text(S.project)},
                    {"properties", P.take()}};
  if (!S.version.empty())
    Component["version"] = text(S.version);
  return Component;
}

/// A part of the project: its defects are not counted, as few would say where they are.
Json partComponent(StringRef Name, Properties &&P) {
  return {{"bom-ref", "part:" + text(Name)},
          {"type", "library"},
          {"name", text(Name)},
          {"properties", std::move(P).take()}};
}

/// The modules of the plan; without a plan, the directories of the ranking.
Json parts(const Assessment &A) {
  Json Parts = Json::array();
  for (const ModulePlan &M : A.plan.modules) {
    Properties P;
    P.add("file", M.file);
    P.add("functions", M.functions);
    P.add("lines:functions", M.lines);
    P.add("operations:open", M.open);
    for (const auto &[Family, N] : M.families)
      P.add("open:" + Family, N);
    P.add("risk-share", percent(M.risk));
    P.add("reached-by-input", std::string(M.reached ? "yes" : "no"));
    P.add("remedy", nameOf(M.remedy).str());
    P.add("reason", M.reason);
    Parts.push_back(partComponent(M.name, std::move(P)));
  }
  if (!Parts.empty())
    return Parts;
  for (const Hotspot &H : A.hotspots) {
    if (H.kind != HotspotKind::Module)
      continue;
    Properties P;
    P.add("operations:open", H.operations.open);
    P.add("operations:accepted", H.operations.accepted);
    P.add("operations:discharged", H.operations.discharged);
    P.add("risk-share", percent(H.share));
    Parts.push_back(partComponent(H.name, std::move(P)));
  }
  return Parts;
}

std::string dependencyRef(const NativeDependency &D) { return "dependency:" + text(D.name); }

Json dependencyComponent(const NativeDependency &D) {
  Properties P;
  P.add("found", D.how);
  P.add("evidence", D.evidence);
  return {{"bom-ref", dependencyRef(D)},
          {"type", "library"},
          {"name", text(D.name)},
          {"properties", P.take()}};
}

std::string requirementRef(unsigned Number) { return "msr-" + utostr(Number); }

Json standard() {
  Json Requirements = Json::array();
  for (const RoadmapElement &E : roadmapElements())
    Requirements.push_back({{"bom-ref", requirementRef(E.number)},
                            {"identifier", "MSR-" + utostr(E.number)},
                            {"title", E.title.str()},
                            {"text", E.text.str()},
                            {"properties", Json::array({{{"name", "ferrule:memory-safety:pages"},
                                                         {"value", E.pages.str()}}})}});
  return {{"bom-ref", "standard-memory-safe-roadmaps"},
          {"name", "The Case for Memory Safe Roadmaps"},
          {"version", "2023-12"},
          {"owner", "CISA and partners"},
          {"description",
           "What a memory-safe roadmap is expected to have. The numbers are those of "
           "ferrule, and so are the words, which are shorter than the original."},
          {"requirements", std::move(Requirements)}};
}

class Declarations {
public:
  explicit Declarations(const Assessment &A) {
    for (const RoadmapClaim &C : roadmapClaims(A))
      add(C);
  }

  Json take() {
    Json Attestation = {{"summary", "Of the project on itself, as far as a tool can show it. "
                                    "Nothing is said of requirements that are not mapped."},
                        {"assessor", "assessor-self"},
                        {"map", std::move(Map)}};
    Json Self = {{"bom-ref", "assessor-self"}, {"thirdParty", false}};
    return {{"assessors", Json::array({std::move(Self)})},
            {"claims", std::move(Claims)},
            {"evidence", std::move(Evidence)},
            {"attestations", Json::array({std::move(Attestation)})}};
  }

private:
  Json addEvidence(unsigned Element, StringRef Kind, ArrayRef<std::string> Texts) {
    Json Refs = Json::array();
    for (auto [I, Text] : enumerate(Texts)) {
      std::string Ref =
          (Kind + "-" + Twine(Element) + "-" + Twine(static_cast<unsigned>(I) + 1)).str();
      Evidence.push_back({{"bom-ref", Ref}, {"description", text(Text)}});
      Refs.push_back(Ref);
    }
    return Refs;
  }

  void add(const RoadmapClaim &C) {
    std::string Ref = "claim-" + utostr(C.element);
    Json Claim = {{"bom-ref", Ref},
                  {"target", "project"},
                  {"predicate", C.predicate},
                  {"reasoning", C.reasoning},
                  {"evidence", addEvidence(C.element, "evidence", C.evidence)}};
    if (!C.counterEvidence.empty())
      Claim["counterEvidence"] = addEvidence(C.element, "counter-evidence", C.counterEvidence);
    Claims.push_back(std::move(Claim));
    Map.push_back({{"requirement", requirementRef(C.element)},
                   {"claims", Json::array({Ref})},
                   {"conformance", {{"score", C.score}, {"rationale", C.rationale}}}});
  }

  Json Claims = Json::array();
  Json Evidence = Json::array();
  Json Map = Json::array();
};

Json metadata(const Assessment &A, const Statement &S) {
  Json Tool = {
      {"type", "application"}, {"name", text(A.tool.name)}, {"version", text(A.tool.version)}};
  Json Metadata = {{"component", projectComponent(A, S)},
                   {"tools", {{"components", Json::array({std::move(Tool)})}}}};
  // Of the code, and not of this run: equal input gives equal bytes.
  if (!S.date.empty())
    Metadata["timestamp"] = S.date + "T00:00:00Z";
  return Metadata;
}

void write(const Assessment &A, const ReportOptions &, raw_ostream &Out) {
  Statement S = makeStatement(A);
  Json Components = parts(A);
  Json DependsOn = Json::array();
  StringSet<> Known;
  for (const NativeDependency &D : A.inventory.dependencies) {
    // One library may be found in several ways.
    if (!Known.insert(D.name).second)
      continue;
    DependsOn.push_back(dependencyRef(D));
    Components.push_back(dependencyComponent(D));
  }
  Json Project = {{"ref", "project"}, {"dependsOn", std::move(DependsOn)}};
  Json Document = {{"$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json"},
                   {"bomFormat", "CycloneDX"},
                   {"specVersion", "1.6"},
                   {"version", 1},
                   {"metadata", metadata(A, S)},
                   {"components", std::move(Components)},
                   {"dependencies", Json::array({std::move(Project)})},
                   {"definitions", {{"standards", Json::array({standard()})}}},
                   {"declarations", Declarations(A).take()}};
  Document["serialNumber"] = "urn:uuid:" + uuidOf(Document.dump());
  Out << Document.dump(1) << "\n";
}

RegisterReport X({"cyclonedx", "memory-safety statement as CycloneDX 1.6", write});

} // namespace
} // namespace ferrule
