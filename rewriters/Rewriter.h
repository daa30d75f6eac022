// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The interface of a rewriter. A rewriter is one .cpp in the folder of its language: a class in an
// anonymous namespace that names its metadata, subscribes to AST nodes as a check does, and makes
// proposals for the operations that are open there, and one RegisterRewriter line.
#pragma once
#include "checks/CheckContext.h"
#include "checks/Dispatcher.h"
#include "rewriters/Proposal.h"
#include <memory>

namespace ferrule {

/// What a project wants to come to.
enum class RewriteTarget : unsigned char {
  CBounds,   ///< accesses, copies and sizes that are tested, or bounded by what is declared
  Ownership, ///< it is known who ends what, and it ends once
  SafeCxx,   ///< types of the C++ library in place of arrays and pointers
  Values,    ///< nothing is used before it has a value, or while it is null
};
template <> struct EnumNames<RewriteTarget> {
  static constexpr llvm::StringLiteral Names[] = {"c-bounds", "ownership", "safe-cxx", "values"};
};

struct RewriterInfo {
  /// "null-check": two words at most, unique.
  std::string id;
  RewriteTarget target = RewriteTarget::CBounds;
  /// Of what it proposes, at best.
  PatchTier tier = PatchTier::Review;
  /// What it does, in one line without a full stop.
  std::string summary;
  /// When it is sound, and where that is from.
  std::string rationale;
  /// Globs of the checks whose operations it answers.
  std::vector<std::string> checks;
  std::string before;
  std::string after;
  /// It must not change what the compiler makes of the code: verified by comparing objects (V2).
  bool sameObject = false;
  /// It is of no use unless the scan of the changed sources shows what it answers to be safe.
  bool mustDischarge = false;
  /// What some unit has to say for a patch, as evidence in these words; empty: nothing.
  std::string witness;
  /// Why a patch is refused that has none.
  std::string withoutWitness;
  /// Checks of open operations that its text may have, in the place of as many that it discharges.
  std::vector<std::string> mayBring;
  /// Names of warnings (without -W) that must not speak of the changed lines (V3).
  std::vector<std::string> warnings;
};

class Rewriter {
public:
  virtual ~Rewriter() = default;
  virtual const RewriterInfo &info() const = 0;
  /// As Subscriber::subscribe. R lives as long as the handlers.
  virtual void subscribe(Dispatcher &D, RewriteContext &R) = 0;
};

/// All rewriters, sorted by id.
std::vector<std::unique_ptr<Rewriter>> createRewriters();

/// For RegisterRewriter only.
void addRewriterFactory(std::unique_ptr<Rewriter> (*Factory)());

template <class T> struct RegisterRewriter {
  RegisterRewriter() {
    addRewriterFactory([]() -> std::unique_ptr<Rewriter> { return std::make_unique<T>(); });
  }
};

} // namespace ferrule
