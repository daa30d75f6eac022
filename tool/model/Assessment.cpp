// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/model/Assessment.h"

using nlohmann::json;

namespace ferrule {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ToolInfo, name, version, llvm)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ProjectInfo, root, commit)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(UnitProblem, unit, file, status, reason, errors)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(StateCounts, open, discharged, defect)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ScoreTerm, signal, value, weight, points)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(RankedFunction, id, name, qualifiedName, file, line, endLine,
                                   score, effortScore, rank, signals, operations)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Finding, check, family, kind, state, cwe, severity, confidence,
                                   file, line, column, endLine, endColumn, function, message,
                                   reason, snippet, suppressed, fingerprint)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Hotspot, kind, id, name, file, line, score, share, operations,
                                   terms)

static void to_json(json &J, const Coverage &C) {
  json Units = {{"total", C.totalUnits()}};
  for (unsigned I = 0; I != C.units.size(); ++I)
    Units[nameOf(static_cast<UnitStatus>(I)).str()] = C.units[I];
  J = {{"translationUnits", std::move(Units)},
       {"functions", C.functions},
       {"lines", C.lines},
       {"files", C.files},
       {"droppedFlags", C.droppedFlags},
       {"refusedFlags", C.refusedFlags}};
}

static void from_json(const json &J, Coverage &C) {
  const json &Units = J.at("translationUnits");
  for (unsigned I = 0; I != C.units.size(); ++I)
    Units.at(nameOf(static_cast<UnitStatus>(I)).str()).get_to(C.units[I]);
  if (Units.at("total").get<unsigned>() != C.totalUnits())
    throw json::other_error::create(501, "coverage.translationUnits does not add up", &J);
  J.at("functions").get_to(C.functions);
  J.at("lines").get_to(C.lines);
  J.at("files").get_to(C.files);
  J.at("droppedFlags").get_to(C.droppedFlags);
  J.at("refusedFlags").get_to(C.refusedFlags);
}

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Assessment, tool, project, coverage, problems, rules, functions,
                                   findings, discharged, hotspots)

const CheckInfo *Assessment::rule(llvm::StringRef Id) const {
  for (const CheckInfo &R : rules)
    if (R.id == Id)
      return &R;
  return nullptr;
}

std::string toJson(const Assessment &A) {
  json J = A;
  J["schema"] = AssessmentSchema.str();
  // Filled by the inference stage; readers find the field whether it ran or not.
  J["inferences"] = json::array();
  // Paths and source lines of the analysed code need not be UTF-8.
  return J.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

llvm::Expected<Assessment> assessmentFromJson(llvm::StringRef Text) {
  try {
    json J = json::parse(Text.begin(), Text.end());
    auto Schema = J.at("schema").get<std::string>();
    if (Schema != AssessmentSchema)
      return llvm::createStringError("schema is '" + Schema + "', this ferrule reads '" +
                                     AssessmentSchema.str() + "'");
    return J.get<Assessment>();
  } catch (const json::exception &E) {
    return llvm::createStringError(E.what());
  }
}

} // namespace ferrule
