// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What was inferred of a pointer in an interface, with the evidence for it and against it.
#pragma once
#include "tool/model/Evidence.h"
#include <map>

namespace ferrule {

/// Some observations of one kind that speak for or against an answer.
struct EvidenceSample {
  /// "bounds", "ownership", "nullability", "lifetime", "mutability" or "aliasing".
  std::string property;
  /// What was observed, in words, without a full stop.
  std::string what;
  /// How often.
  unsigned count = 0;
  /// One of the places.
  std::string file;
  unsigned line = 0;
  unsigned column = 0;
};

/// What is said of one property of a slot.
struct Answer {
  /// In words; "unknown" when nothing is inferred.
  std::string value;
  Confidence confidence = Confidence::Low;
  /// Some evidence speaks against it.
  bool conflict = false;
  /// Why, or of an unknown one why not; without a full stop.
  std::string reason;
};

/// The contract of one slot. Answers are words: docs/contracts.md lists them.
struct Inference {
  /// EntityName of the function, record or variable.
  std::string entity;
  /// Its name, for people.
  std::string name;
  /// "parameter 2", "result", "field 'x'", "variable", each with '*' for what it points to.
  std::string slot;
  /// Of the parameter or field; may be empty.
  std::string slotName;
  /// As it is declared.
  std::string type;
  /// The declaration.
  std::string file;
  unsigned line = 0;
  /// Of an exported function, or of a record or variable in a header.
  bool exported = false;
  std::string bounds;
  std::string ownership;
  std::string nullability;
  std::string lifetime;
  std::string mutability;
  /// Whether other arguments may lead to the same. Empty for what is no parameter, or when no other
  /// parameter could.
  std::string aliasing;
  /// The least of the answers that are not unknown.
  Confidence confidence = Confidence::Low;
  /// One of the answers has a conflict.
  bool conflict = false;
  /// By property.
  std::map<std::string, Answer> answers;
  /// At most three samples for each answer, and three against it.
  std::vector<EvidenceSample> evidence;
  std::vector<EvidenceSample> against;
};

/// A slot of which nothing is known, and of how many others nothing is known because of it.
struct RootCause {
  /// As in Inference.
  std::string entity;
  std::string name;
  std::string slot;
  std::string slotName;
  std::string file;
  unsigned line = 0;
  /// The property that is not known.
  std::string property;
  /// Why, without a full stop.
  std::string reason;
  /// Slots whose answer waits for this one, itself not counted.
  unsigned blocks = 0;
};

/// A way to use C that has a name, and that a reader of the interface has to know.
struct Idiom {
  /// "error-code", "errno", "null-on-failure", "flags", "length-convention", "create-destroy",
  /// "init-deinit", "reference-count", "arena", "opaque-handle", "callback-with-data",
  /// "intrusive-list", "tagged-union", "flexible-array", "function-table", "thread-entry",
  /// "used-by-threads".
  std::string kind;
  /// EntityName and name of the function or record.
  std::string entity;
  std::string name;
  std::string file;
  unsigned line = 0;
  /// What takes part in it, in words, without a full stop.
  std::string detail;
};

FERRULE_FIELDS(RootCause, entity, name, slot, slotName, file, line, property, reason, blocks)
FERRULE_FIELDS(Idiom, kind, entity, name, file, line, detail)
FERRULE_FIELDS(EvidenceSample, property, what, count, file, line, column)
FERRULE_FIELDS(Answer, value, confidence, conflict, reason)
FERRULE_FIELDS(Inference, entity, name, slot, slotName, type, file, line, exported, bounds,
               ownership, nullability, lifetime, mutability, aliasing, confidence, conflict,
               answers, evidence, against)

} // namespace ferrule
