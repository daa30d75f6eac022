// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// An operation: a place whose memory safety the language does not guarantee.
#pragma once
#include "tool/model/Family.h"
#include "tool/model/Fields.h"
#include <string>
#include <tuple>
#include <vector>

namespace ferrule {

/// A place in a file. Lines and columns count from 1; columns are bytes; the end is exclusive.
/// Never a clang::SourceLocation: it must survive the unit.
struct CodeRange {
  /// Relative to the project's root with '/', or absolute when outside of it.
  std::string file;
  unsigned line = 0;
  unsigned column = 0;
  unsigned endLine = 0;
  unsigned endColumn = 0;
  /// The code stands in a macro's body; the range is that of the outermost expansion.
  bool inMacro = false;

  friend auto operator<=>(const CodeRange &, const CodeRange &) = default;
};

/// What is known of an operation. Ordered: merging two opinions on one place keeps the worse.
enum class OperationState : unsigned char {
  Discharged, ///< somebody has shown why it is safe
  Accepted,   ///< open or a defect, and the source says why it stays; no analysis says so
  Open,       ///< nobody has shown it: a proof obligation, not a bug
  Defect,     ///< an analysis shows how it goes wrong
};
template <> struct EnumNames<OperationState> {
  static constexpr llvm::StringLiteral Names[] = {"discharged", "accepted", "open", "defect"};
};

/// How sure a check is of what it says.
enum class Confidence : unsigned char { Low, Medium, High };
template <> struct EnumNames<Confidence> {
  static constexpr llvm::StringLiteral Names[] = {"low", "medium", "high"};
};

/// How bad the typical consequence is. GitHub's security-severity is made from it.
enum class Severity : unsigned char { Low, Medium, High, Critical };
template <> struct EnumNames<Severity> {
  static constexpr llvm::StringLiteral Names[] = {"low", "medium", "high", "critical"};
};

/// A place on the way to a defect, and what happens there.
struct OperationStep {
  CodeRange range;
  std::string message;
  /// The source line, as of an operation; empty when it is not known.
  std::string snippet;
  friend auto operator<=>(const OperationStep &, const OperationStep &) = default;
};

/// A comment "ferrule: accepted" that is about an operation.
struct Acceptance {
  /// Of the comment, in the file of the operation; 0: there is none.
  unsigned line = 0;
  /// In the words of the source; never empty when there is one.
  std::string reason;
  friend bool operator==(const Acceptance &, const Acceptance &) = default;
};

/// One operation as one unit sees it.
struct Operation {
  /// The id of the check that found it, such as "ferrule-bounds-pointer-subscript".
  std::string check;
  OperationState state = OperationState::Open;
  Confidence confidence = Confidence::Medium;
  CodeRange range;
  /// EntityName of the function that contains it; empty at file scope.
  std::string function;
  std::string message;
  /// Why it is in that state, such as "index < 16 because of the mask".
  std::string reason;
  /// The source line, without its end of line, so that reports need no sources.
  std::string snippet;
  /// Of a defect, or of an open operation that may be one: how control and values come there, in
  /// order; the place itself is not repeated.
  std::vector<OperationStep> steps;
  // What the source says of it: applySuppressions fills this in, units do not.
  /// The line carries a NOLINT for this check: counted, but not asked about again.
  bool suppressed = false;
  Acceptance acceptance;

  /// The state that it counts as.
  OperationState countedState() const { return acceptance.line ? OperationState::Accepted : state; }

  /// The identity of the place: two units that see the same place see one operation.
  auto place() const {
    return std::tie(range.file, range.line, range.column, check, range.endLine, range.endColumn);
  }
  friend bool operator==(const Operation &, const Operation &) = default;
};

/// Sorts by place and leaves one operation per place: the worst, and of equally bad ones the same
/// whatever their order was.
void mergeSamePlace(std::vector<Operation> &Operations);

FERRULE_FIELDS(CodeRange, file, line, column, endLine, endColumn, inMacro)
FERRULE_FIELDS(OperationStep, range, message, snippet)
FERRULE_FIELDS(Acceptance, line, reason)
FERRULE_FIELDS(Operation, check, state, confidence, range, function, message, reason, snippet,
               steps)

} // namespace ferrule
