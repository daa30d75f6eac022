// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "reports/Contracts.h"
#include "reports/Unicode.h"
#include "tool/model/Json.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ferrule {
namespace {

constexpr StringLiteral Properties[] = {"bounds", "ownership", "nullability", "mutability",
                                        "lifetime"};

/// Text of the analysed code within a cell of a table.
std::string cell(StringRef Foreign) {
  std::string Text;
  for (char C : printable(Foreign))
    if (StringRef("|\\`<>&@#*_[]").contains(C))
      Text += "&#" + utostr(static_cast<unsigned char>(C)) + ";";
    else
      Text += C;
  return Text;
}

/// "array of 'len'", with a mark for what is not certain: "?" likely, "!" contested.
std::string answered(const Inference &I, StringRef Property) {
  const Answer &A = I.answers.at(Property.str());
  if (A.value == "unknown")
    return "?";
  return A.value + (A.conflict ? " (!)" : A.confidence == Confidence::High ? "" : " (likely)");
}

std::string slotOf(const Inference &I) {
  return I.slotName.empty() || StringRef(I.slot).starts_with("*") ? I.slot
                                                                  : I.slot + " " + I.slotName;
}

void writeTable(ArrayRef<const Inference *> Chosen, raw_ostream &Out) {
  StringRef File, Entity;
  for (const Inference *I : Chosen) {
    if (I->file != File) {
      Out << (File.empty() ? "" : "\n") << "# " << cell(I->file) << "\n\n"
          << "| of | slot | type | bounds | ownership | nullability | access | lifetime |\n"
          << "|---|---|---|---|---|---|---|---|\n";
      File = I->file;
      Entity = "";
    }
    Out << "| " << (I->entity == Entity ? std::string() : cell(I->name)) << " | "
        << cell(slotOf(*I)) << " | " << cell(I->type);
    Entity = I->entity;
    for (StringRef Property : Properties)
      Out << " | " << cell(answered(*I, Property));
    Out << " |\n";
  }
}

void writeJsonText(ArrayRef<const Inference *> Chosen, raw_ostream &Out) {
  Out << jsonText(1, [&](json::OStream &J) {
    J.array([&] {
      for (const Inference *I : Chosen)
        writeJson(J, *I);
    });
  }) << "\n";
}

/// What Clang can be told of a parameter: the answer as an attribute, or nothing.
std::string annotation(const Inference &I) {
  std::string Text;
  auto Sure = [&](StringRef Property) {
    const Answer &A = I.answers.at(Property.str());
    return A.confidence == Confidence::High && !A.conflict;
  };
  StringRef Bounds = I.bounds;
  if (Sure("bounds")) {
    if (Bounds.consume_front("array of '") && !Bounds.contains('*')) {
      StringRef Count = Bounds.split('\'').first;
      Text += (Bounds.ends_with("bytes") ? " __sized_by(" : " __counted_by(") + Count.str() + ")";
    } else if (I.bounds == "single") {
      Text += " __single";
    } else if (I.bounds == "string") {
      Text += " __null_terminated";
    }
  }
  if (Sure("nullability") && I.nullability != "unknown")
    Text += I.nullability == "nonnull" ? " _Nonnull" : " _Nullable";
  return Text;
}

/// A declaration per entity, as a comment would show it: to read, not to compile.
void writeAnnotations(ArrayRef<const Inference *> Chosen, raw_ostream &Out) {
  Out << "// What ferrule is certain of, in the words of -fbounds-safety and of nullability. To "
         "be\n"
         "// read, and not to be compiled: each line is one pointer.\n";
  StringRef File, Entity;
  for (const Inference *I : Chosen) {
    if (I->file != File)
      Out << "\n// " << printable(I->file) << "\n";
    File = I->file;
    if (I->entity != Entity)
      Out << "\n// " << printable(I->name) << ", line " << I->line << "\n";
    Entity = I->entity;
    std::string Known = annotation(*I);
    Out << printable(I->type.empty() ? I->slot : I->type) << (Known.empty() ? "" : Known) << " "
        << printable(I->slotName.empty() ? "/* " + I->slot + " */" : I->slotName) << ";";
    if (I->ownership != "unknown")
      Out << " // " << printable(I->ownership);
    Out << "\n";
  }
}

constexpr ContractFormat Formats[] = {
    {"c-annotations", writeAnnotations}, {"json", writeJsonText}, {"md", writeTable}};

} // namespace

const ContractFormat *findContractFormat(StringRef Name) {
  const ContractFormat *Found =
      find_if(Formats, [&](const ContractFormat &F) { return F.name == Name; });
  return Found == std::end(Formats) ? nullptr : Found;
}

} // namespace ferrule
