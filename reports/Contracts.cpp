// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "reports/Contracts.h"
#include "reports/AnnotatedHeader.h"
#include "tool/model/Json.h"
#include "tool/model/Unicode.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace ferrule {
namespace {

constexpr StringLiteral Properties[] = {"bounds",     "ownership", "nullability",
                                        "mutability", "aliasing",  "lifetime"};

/// "array of 'len'", with a mark for what is not certain: "?" likely, "!" contested.
std::string answered(const Inference &I, StringRef Property) {
  auto It = I.answers.find(Property.str());
  if (It == I.answers.end())
    return "";
  const Answer &A = It->second;
  if (A.value == "unknown")
    return "?";
  return A.value + (A.conflict ? " (!)" : A.confidence == Confidence::High ? "" : " (likely)");
}

std::string slotOf(const Inference &I) {
  return I.slotName.empty() || StringRef(I.slot).starts_with("*") ? I.slot
                                                                  : I.slot + " " + I.slotName;
}

void writeTable(ArrayRef<const Inference *> Chosen, ArrayRef<InterfaceFact>, raw_ostream &Out) {
  StringRef File, Entity;
  for (const Inference *I : Chosen) {
    if (I->file != File) {
      Out << (File.empty() ? "" : "\n") << "# " << inMarkdown(I->file) << "\n\n"
          << "| of | slot | type | bounds | ownership | nullability | access | aliasing | lifetime "
             "|\n"
          << "|---|---|---|---|---|---|---|---|---|\n";
      File = I->file;
      Entity = "";
    }
    Out << "| " << (I->entity == Entity ? std::string() : inMarkdown(I->name)) << " | "
        << inMarkdown(slotOf(*I)) << " | " << inMarkdown(I->type);
    Entity = I->entity;
    for (StringRef Property : Properties)
      Out << " | " << inMarkdown(answered(*I, Property));
    Out << " |\n";
  }
}

void writeJsonText(ArrayRef<const Inference *> Chosen, ArrayRef<InterfaceFact>, raw_ostream &Out) {
  Out << jsonText(1, [&](json::OStream &J) {
    J.array([&] {
      for (const Inference *I : Chosen)
        writeJson(J, *I);
    });
  }) << "\n";
}

constexpr ContractFormat Formats[] = {
    {"c-annotations", writeAnnotatedHeader}, {"json", writeJsonText}, {"md", writeTable}};

} // namespace

const ContractFormat *findContractFormat(StringRef Name) {
  const ContractFormat *Found =
      find_if(Formats, [&](const ContractFormat &F) { return F.name == Name; });
  return Found == std::end(Formats) ? nullptr : Found;
}

} // namespace ferrule
