// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Whether patches hold: every unit that reads a changed file is compiled again, with the file as it
// would be (docs/rewriting.md).
//
//   V1  no unit says anything new: no error, no warning
//   V2  the object code of every unit is the same at -O2, where the rewriter promises that
//   V3  the warnings that the rewriter names do not speak of the changed lines
#pragma once
#include "tool/frontend/Job.h"
#include "tool/frontend/SourceFiles.h"
#include "tool/frontend/WorkerPool.h"
#include <set>

namespace ferrule {

/// What a rewriter wants to be verified.
struct RewriterDemands {
  bool sameObject = false;
  bool mustDischarge = false;
  /// It says something and does nothing.
  bool annotates() const { return sameObject && mustDischarge; }
  std::vector<std::string> warnings;
  std::vector<std::string> mayBring;
};

class Verification {
public:
  /// Demands: by id of the rewriter. Errors of the constructor's work come with the first call.
  Verification(SourceFiles &Files, const AnalysisOptions &Analysis, const PoolOptions &Pool,
               std::map<std::string, RewriterDemands> Demands);

  /// Compiles the units as they are, with the rewriters at work: what they propose. Jobs of all
  /// configurations. Errors: see runJobs.
  llvm::Expected<std::vector<Suggestion>> propose(std::vector<Job> Jobs);

  /// Units that proposed nothing because they could not be compiled without errors, and why.
  std::vector<UnitProblem> problems() const;

  /// Verifies each ready patch as if it were the only one; those that do not pass become failed.
  /// Patches that must not change the object code are tried together first: where all of them leave
  /// it as it is, so does each.
  llvm::Error verifyAlone(llvm::MutableArrayRef<Patch> Patches);

  /// Verifies the ready patches together. Those that do not go with the ones before them become
  /// failed.
  llvm::Error verifyTogether(llvm::MutableArrayRef<Patch> Patches);

  const RewriterDemands &demands(const Patch &P) const { return Demands.at(P.rewriter); }

  /// The jobs of the units that read what the patches change, with the files as they would be.
  std::vector<Job> jobsWith(llvm::ArrayRef<const Patch *> Patches, JobTask Task);

private:
  struct Unit {
    Job job;
    /// The files that it read, as SourceFiles names them.
    std::set<std::string> inputs;
    /// Sorted.
    std::vector<CompilerMessage> messages;
    UnitStatus status = UnitStatus::Failed;
    std::string reason;
    /// Once they were needed: the object code, and the messages when it is made (optimisation
    /// switches macros of the C library).
    std::string object;
    std::vector<CompilerMessage> objectMessages;
    bool objectKnown = false;
  };
  /// A compilation of a unit with some patches.
  struct Trial {
    std::size_t unit;
    std::vector<const Patch *> patches;
  };

  llvm::Error run(llvm::ArrayRef<Trial> Trials,
                  llvm::function_ref<void(const Trial &, std::string Problem)> Done);
  llvm::Error learnObjects(llvm::ArrayRef<Trial> Trials);
  llvm::Error verifyAtOnce(llvm::ArrayRef<Patch *> Patches);
  llvm::Error findFailing(std::size_t Unit, llvm::ArrayRef<Patch *> Patches);
  llvm::Error addFitting(std::size_t Unit, llvm::ArrayRef<Patch *> Patches,
                         std::vector<const Patch *> &Good);
  std::vector<OverlayFile> overlay(llvm::ArrayRef<const Patch *> Patches, bool KeepLines);
  std::vector<std::size_t> unitsOf(const Patch &P);
  bool wantsObject(const Trial &T) const;
  std::string judge(const Trial &T, const UnitOutput &Output);
  void settle(Patch &P, llvm::StringRef Problem);

  SourceFiles &Files;
  const AnalysisOptions &Analysis;
  const PoolOptions &Pool;
  std::map<std::string, RewriterDemands> Demands;
  std::vector<Unit> Units;
};

} // namespace ferrule
