// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Proposed changes of the sources: what a rewriter proposes in one unit (Suggestion), and what is
// shown to people (Patch).
#pragma once
#include "tool/model/Operation.h"
#include <vector>

namespace ferrule {

/// Who decides.
enum class PatchTier : unsigned char {
  Safe,   ///< keeps what every defined execution does; may be applied unseen
  Review, ///< a person answers a question first
  Design, ///< text only: for the plan
};
template <> struct EnumNames<PatchTier> {
  static constexpr llvm::StringLiteral Names[] = {"safe", "review", "design"};
};

enum class PatchStatus : unsigned char {
  Ready,    ///< passed every verification that was asked for
  Failed,   ///< did not pass one: see the reason
  Refused,  ///< a precondition does not hold: there is nothing to verify
  Overlaps, ///< changes the same text as a patch before it: rewrite again after that one
};
template <> struct EnumNames<PatchStatus> {
  static constexpr llvm::StringLiteral Names[] = {"ready", "failed", "refused", "overlaps"};
};

/// Replaces bytes of one file.
struct Edit {
  /// Display path.
  std::string file;
  /// Bytes from the start of the file.
  unsigned offset = 0;
  unsigned length = 0;
  std::string text;
  friend auto operator<=>(const Edit &, const Edit &) = default;
};

/// A place that speaks for a patch or against it.
struct PatchEvidence {
  /// In words, without a full stop.
  std::string what;
  std::string file;
  unsigned line = 0;
  friend auto operator<=>(const PatchEvidence &, const PatchEvidence &) = default;
};

/// An open operation that a rewriter may answer. Given to workers.
struct OpenOperation {
  std::string check;
  CodeRange range;
  std::string fingerprint;
  /// EntityName; empty at file scope.
  std::string function;
  std::string message;
  std::string reason;
};

/// What a rewriter proposes, as one unit sees it. Suggestions of one rewriter and group are one
/// patch.
struct Suggestion {
  std::string rewriter;
  /// What must change together: an entity, or the place.
  std::string group;
  PatchTier tier = PatchTier::Review;
  /// What it does, without a full stop.
  std::string title;
  /// Review: what a person has to decide.
  std::string question;
  /// Where it begins.
  std::string file;
  unsigned line = 0;
  std::vector<Edit> edits;
  /// Fingerprints of the operations that it answers.
  std::vector<std::string> answers;
  std::vector<std::string> preconditions;
  std::vector<PatchEvidence> evidence;
  std::vector<PatchEvidence> against;
  /// Not empty: there is no edit, and why.
  std::string refusal;
  friend bool operator==(const Suggestion &, const Suggestion &) = default;
};

/// An atomic group of edits, with what is known of it. In the assessment.
struct Patch {
  /// Rewriter and a hash of what it changes: the same as long as that text is.
  std::string id;
  std::string rewriter;
  PatchTier tier = PatchTier::Review;
  PatchStatus status = PatchStatus::Refused;
  /// Why it is not ready, without a full stop.
  std::string reason;
  std::string title;
  std::string question;
  std::string file;
  unsigned line = 0;
  /// All that it changes, sorted.
  std::vector<std::string> files;
  std::vector<Edit> edits;
  /// The same as a unified diff with three lines of context.
  std::string diff;
  /// Fingerprints of open operations that it is about.
  std::vector<std::string> answers;
  /// Of these, those that a scan of the changed sources shows to be safe.
  std::vector<std::string> discharges;
  std::vector<std::string> preconditions;
  std::vector<PatchEvidence> evidence;
  std::vector<PatchEvidence> against;
  /// The verifications that it passed: "V1" and so on, docs/rewriting.md.
  std::vector<std::string> verified;

  bool ready() const { return status == PatchStatus::Ready; }
  /// There is nothing to verify.
  void refuse(std::string Why) {
    status = PatchStatus::Refused;
    reason = std::move(Why);
    edits.clear();
    diff.clear();
    files.clear();
  }
  /// It did not pass.
  void fail(std::string Why) {
    status = PatchStatus::Failed;
    reason = std::move(Why);
    verified.clear();
    discharges.clear();
  }
};

FERRULE_FIELDS(Edit, file, offset, length, text)
FERRULE_FIELDS(PatchEvidence, what, file, line)
FERRULE_FIELDS(OpenOperation, check, range, fingerprint, function, message, reason)
FERRULE_FIELDS(Suggestion, rewriter, group, tier, title, question, file, line, edits, answers,
               preconditions, evidence, against, refusal)
FERRULE_FIELDS(Patch, id, rewriter, tier, status, reason, title, question, file, line, files, edits,
               diff, answers, discharges, preconditions, evidence, against, verified)

} // namespace ferrule
