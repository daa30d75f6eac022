// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a scan of the changed sources says of patches: which operations are gone with them, and
// which annotations the code does not keep.
#pragma once
#include "tool/commands/Setup.h"
#include "tool/frontend/Verification.h"
#include "tool/model/Assessment.h"
#include <optional>

namespace ferrule {

class SecondScan {
public:
  /// Of the configuration that was scanned. All must outlive it.
  SecondScan(Assessment &A, const Setup &S, Verification &V, SourceFiles &Files,
             const PoolOptions &Pool, Cache &C)
      : A(A), S(S), V(V), Files(Files), Pool(Pool), C(C) {}

  /// An annotation answers what is discharged because of it. Refused is one that discharges
  /// nothing, as it is not worth a reader's time, and one with which there are defects that there
  /// were not: the code does not keep it. Errors: see runJobs.
  llvm::Error judgeAnnotations();

  /// Fills in what the ready patches discharge, for the safe ones alone, then for all. Those that
  /// must discharge something and do not have failed. Errors: see runJobs.
  llvm::Error judgeTiers();

  /// How many operations are open when all ready patches are applied, those that come with them
  /// among them: a span that is made of a pointer is one. Nothing: none is ready.
  std::optional<std::size_t> openAfter() const { return OpenAfter; }

private:
  struct Result {
    Assessment assessment;
    /// All that have a body, each once.
    std::vector<FunctionFact> functions;
    /// Units that were read without errors before, and are not with the patches.
    std::set<std::string> broken;
  };
  llvm::Expected<Result> scan(llvm::ArrayRef<const Patch *> Patches);
  llvm::Expected<bool> failBroken(const std::set<std::string> &Broken);
  bool refuseContradicted(llvm::ArrayRef<Patch> Annotations, const Assessment &After);
  void leaveToAnnotations();
  llvm::Expected<bool> judgeOnce(PatchTier Highest);
  void findDischarged(llvm::MutableArrayRef<Patch> Patches, const Result &After);
  bool acquit(const Assessment &After, bool Final);

  Assessment &A;
  const Setup &S;
  Verification &V;
  SourceFiles &Files;
  const PoolOptions &Pool;
  Cache &C;
  std::optional<std::size_t> OpenAfter;
  /// Patches as they were before a scan accused them, each with the fingerprints of what is laid to
  /// it; and the fingerprints of what came with no patch.
  std::vector<std::pair<Patch, std::vector<std::string>>> Accused;
  std::set<std::string> Nobodys;
};

} // namespace ferrule
