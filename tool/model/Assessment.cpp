// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/model/Assessment.h"
#include "tool/model/Json.h"

namespace ferrule {

// The order of UnitStatus.
static constexpr unsigned UnitCounts::*UnitCountFields[] = {
    &UnitCounts::analysed, &UnitCounts::recovered, &UnitCounts::failed,
    &UnitCounts::timedOut, &UnitCounts::crashed,   &UnitCounts::skipped};
static_assert(std::size(UnitCountFields) == NumValues<UnitStatus>);

unsigned UnitCounts::count(UnitStatus S) const {
  return this->*UnitCountFields[static_cast<unsigned>(S)];
}

void UnitCounts::add(UnitStatus S) {
  ++total;
  ++(this->*UnitCountFields[static_cast<unsigned>(S)]);
}

void StateCounts::add(OperationState S) {
  switch (S) {
  case OperationState::Discharged:
    ++discharged;
    break;
  case OperationState::Accepted:
    ++accepted;
    break;
  case OperationState::Open:
    ++open;
    break;
  case OperationState::Defect:
    ++defect;
    break;
  }
}

const CheckInfo *Assessment::rule(llvm::StringRef Id) const {
  for (const CheckInfo &R : rules)
    if (R.id == Id)
      return &R;
  return nullptr;
}

std::string toJson(const Assessment &A) {
  auto Write = [&](llvm::json::OStream &J) {
    J.object([&] {
      J.attribute("schema", AssessmentSchema);
      writeJsonFields(J, A);
    });
  };
  return jsonText(/*IndentSize=*/1, Write) + "\n";
}

llvm::Expected<Assessment> assessmentFromJson(llvm::StringRef Text) {
  auto J = nlohmann::json::parse(Text.begin(), Text.end(), nullptr, /*allow_exceptions=*/false);
  if (!J.is_object())
    return llvm::createStringError("the text is not a JSON object");
  auto Schema = J.find("schema");
  if (Schema == J.end() || !Schema->is_string())
    return llvm::createStringError("'schema' is not there");
  if (*Schema != AssessmentSchema.str())
    return llvm::createStringError("schema is '" + Schema->get<std::string>() +
                                   "', this ferrule reads '" + AssessmentSchema.str() + "'");
  Assessment A;
  if (llvm::Error E = JsonReader::read(J, A))
    return E;
  UnitCounts Sum;
  for (unsigned I = 0; I != NumValues<UnitStatus>; ++I)
    Sum.total += A.coverage.count(static_cast<UnitStatus>(I));
  if (Sum.total != A.coverage.totalUnits())
    return llvm::createStringError("'coverage.translationUnits' does not add up");
  return A;
}

} // namespace ferrule
