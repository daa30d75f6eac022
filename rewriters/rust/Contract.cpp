// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/rust/Contract.h"
#include "rewriters/rust/Sources.h"
#include "rewriters/rust/seam/Seam.h"
#include "tool/model/Json.h"
#include "tool/model/Unicode.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule::rust {
namespace {

constexpr llvm::StringLiteral Properties[] = {"bounds",    "mutability", "nullability", "ownership",
                                              "allocator", "aliasing",   "lifetime"};

constexpr llvm::StringLiteral Certainties[] = {"declared", "inferred", "unknown"};

std::vector<std::string> samples(const std::vector<EvidenceSample> &All, llvm::StringRef Property) {
  std::vector<std::string> Result;
  for (const EvidenceSample &S : All)
    if (S.property == Property)
      Result.push_back(S.what + " (" + S.file + ":" + std::to_string(S.line) +
                       (S.count > 1 ? ", and " + std::to_string(S.count - 1) + " more" : "") + ")");
  return Result;
}

void addEntries(const std::string &Slot, const Inference &I, std::vector<ContractEntry> &Entries) {
  for (llvm::StringRef Property : Properties) {
    auto It = I.answers.find(Property.str());
    if (It == I.answers.end())
      continue;
    const Answer &A = It->second;
    ContractEntry E{.slot = Slot, .property = Property.str(), .value = A.value};
    bool Unknown = A.value == "unknown" || A.conflict ||
                   (Property == "bounds" && (A.value == "array" || A.value == "cursor: array"));
    E.certainty = Unknown                                                   ? Certainty::Unknown
                  : llvm::StringRef(A.reason).starts_with("it is declared") ? Certainty::Declared
                                                                            : Certainty::Inferred;
    E.confidence = A.confidence;
    E.reason = A.reason;
    E.evidence = samples(I.evidence, Property);
    E.against = samples(I.against, Property);
    Entries.push_back(std::move(E));
  }
}

std::string slotName(unsigned Index, const BoundParameter &P, unsigned Level) {
  return std::string(Level, '*') + "parameter " + std::to_string(Index + 1) + " '" + P.name + "'";
}

std::vector<const BoundFunction *> pointers(const std::vector<BoundFunction> &Some) {
  std::vector<const BoundFunction *> Made;
  for (const BoundFunction &B : Some)
    Made.push_back(&B);
  return Made;
}

/// Those that the source declares.
std::vector<const BoundFunction *> boundIn(const Seam &Cxx) {
  std::vector<const BoundFunction *> Made;
  for (const SeamFunction &F : Cxx.functions)
    if (F.cxx)
      Made.push_back(&F.bound);
  return Made;
}

} // namespace

std::vector<ContractEntry> contractOf(const BoundFunction &B, const Binder &Bind) {
  std::vector<ContractEntry> Entries;
  auto Add = [&](const std::string &Shown, const std::string &Slot, bool Pointer) {
    if (const Inference *I = Bind.contract(B.function->id, Slot))
      addEntries(Shown, *I, Entries);
    else if (Pointer)
      Entries.push_back({.slot = Shown,
                         .property = "bounds",
                         .value = "unknown",
                         .reason = "no unit says anything of it"});
  };
  for (auto [I, P] : llvm::enumerate(B.parameters)) {
    const std::string &Slot = P.source.slot;
    if (Slot.empty())
      continue;
    bool Pointer = P.type.kind == AbiKind::Pointer;
    Add(slotName(I, P, 0), Slot, Pointer);
    if (Pointer && P.type.inner.front().kind == AbiKind::Pointer)
      Add(slotName(I, P, 1), "*" + Slot, false);
  }
  Add("result", "result", B.result.type.kind == AbiKind::Pointer);
  return Entries;
}

std::string contractAsMarkdown(const Bindings &All, const Seam &Cxx, const Binder &Bind,
                               const CrateInput &Input) {
  std::string Text =
      "# The contract of " + inMarkdown(Input.cut.name) +
      "\n\nAn entry is declared in the code, inferred from it (with what speaks for and "
      "against it in contract.json), or unknown: then it is a question in README.md.\n";
  auto Table = [&](const std::vector<const BoundFunction *> &Functions) {
    for (const BoundFunction *Each : Functions) {
      const BoundFunction &B = *Each;
      if (!B.crosses() && Cxx.accounted.contains(B.function->id))
        continue;
      Text += "\n### " + inMarkdown(B.function->name) + "\n\n";
      if (!B.crosses()) {
        Text += "Stays in C: " + inMarkdown(B.blocker) + ".\n";
        continue;
      }
      Text += "`fn " + B.name + "(" + safeParameters(B) + ")" + safeResult(B) + "`\n";
      for (const Idiom *I : Bind.idioms(B.function->id))
        Text += "\n- " + I->kind + ": " + inMarkdown(I->detail) + "\n";
      auto Entries = contractOf(B, Bind);
      if (Entries.empty())
        continue;
      Text += "\n| slot | property | answer | certainty | why |\n|---|---|---|---|---|\n";
      for (const ContractEntry &E : Entries) {
        bool Known = E.certainty != Certainty::Unknown;
        Text += "| " + inMarkdown(E.slot) + " | " + E.property + " | " +
                (Known || E.value == "unknown" ? inMarkdown(E.value)
                                               : "unknown (" + inMarkdown(E.value) + ")") +
                " | " + Certainties[static_cast<unsigned>(E.certainty)].str() +
                (E.certainty == Certainty::Inferred ? ", " + nameOf(E.confidence).str() : "") +
                " | " + inMarkdown(E.reason) + " |\n";
      }
    }
  };
  Text += "\n## What the rest calls\n";
  Table(pointers(All.entries));
  if (!All.calls.empty()) {
    Text += "\n## What it calls in the rest\n";
    Table(pointers(All.calls));
  }
  if (!Cxx.functions.empty()) {
    Text += "\n## The seam before C++\n";
    Table(boundIn(Cxx));
  }
  return Text;
}

std::string contractAsJson(const Bindings &All, const Seam &Cxx, const Binder &Bind,
                           const CrateInput &Input) {
  auto Functions = [&](llvm::json::OStream &J, const std::vector<const BoundFunction *> &Some) {
    for (const BoundFunction *Each : Some)
      J.object([&] {
        const BoundFunction &B = *Each;
        J.attribute("name", B.function->name);
        J.attribute("symbol", B.function->symbol);
        J.attribute("file", B.function->range.file);
        J.attribute("line", B.function->range.line);
        J.attribute("blocker", B.blocker);
        J.attribute("signature",
                    B.crosses() ? "fn " + B.name + "(" + safeParameters(B) + ")" + safeResult(B)
                                : "");
        J.attributeArray("idioms", [&] {
          for (const Idiom *I : Bind.idioms(B.function->id))
            J.object([&] {
              J.attribute("kind", I->kind);
              J.attribute("detail", I->detail);
            });
        });
        J.attributeArray("entries", [&] {
          for (const ContractEntry &E :
               B.crosses() ? contractOf(B, Bind) : std::vector<ContractEntry>())
            J.object([&] {
              J.attribute("slot", E.slot);
              J.attribute("property", E.property);
              J.attribute("value", E.value);
              J.attribute("certainty", Certainties[static_cast<unsigned>(E.certainty)]);
              J.attribute("confidence", nameOf(E.confidence));
              J.attribute("reason", E.reason);
              J.attribute("evidence", llvm::json::Array(E.evidence));
              J.attribute("against", llvm::json::Array(E.against));
            });
        });
      });
  };
  return jsonText(1,
                  [&](llvm::json::OStream &J) {
                    J.object([&] {
                      J.attribute("schema", "ferrule-contract/1");
                      J.attribute("cut", Input.cut.name);
                      J.attributeArray("entries", [&] { Functions(J, pointers(All.entries)); });
                      J.attributeArray("calls", [&] { Functions(J, pointers(All.calls)); });
                      J.attributeArray("seam", [&] { Functions(J, boundIn(Cxx)); });
                      J.attributeArray("refused", [&] {
                        for (const SeamRefusal &R : Cxx.refused)
                          J.object([&] {
                            J.attribute("name", R.name);
                            J.attribute("file", R.range.file);
                            J.attribute("line", R.range.line);
                            J.attribute("reason", R.reason);
                            J.attribute("repair", R.repair);
                          });
                      });
                    });
                  }) +
         "\n";
}

std::vector<std::string> questionsOf(const BoundFunction &B) {
  std::vector<std::string> Questions;
  for (const BoundParameter &P : B.parameters)
    if (!P.question.empty())
      Questions.push_back("`" + B.function->name + "`, `" + P.name + "`: " + P.question);
  if (!B.result.question.empty())
    Questions.push_back("`" + B.function->name + "`, result: " + B.result.question);
  return Questions;
}

std::vector<std::string> questionsOf(const Bindings &All) {
  std::vector<std::string> Questions;
  for (const std::vector<BoundFunction> *Some : {&All.entries, &All.calls})
    for (const BoundFunction &B : *Some)
      llvm::append_range(Questions, questionsOf(B));
  return Questions;
}

} // namespace ferrule::rust
