// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Patches in the project's own style.
#pragma once
#include "tool/frontend/SourceFiles.h"
#include "tool/frontend/WorkerPool.h"

namespace ferrule {

/// Formats the lines that each ready patch changes in files which a .clang-format is for, in their
/// directory or one above it, up to the root. Other files, and lines that no patch changes, stay as
/// they are. Returns why files could not be formatted, one sentence for each reason; their patches
/// are left as they were. Errors: see runJobs.
llvm::Expected<std::vector<std::string>> formatPatches(llvm::MutableArrayRef<Patch> Patches,
                                                       SourceFiles &Files,
                                                       const AnalysisOptions &Analysis,
                                                       const PoolOptions &Pool);

} // namespace ferrule
