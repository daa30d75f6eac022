// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What leaves ferrule as changes: patch files, replacements for clang-apply-replacements, and the
// changed sources themselves.
#pragma once
#include "tool/frontend/SourceFiles.h"
#include "tool/model/Patch.h"
#include "llvm/Support/Error.h"

namespace ferrule {

/// One unified diff per patch, each on top of those before it, with what is known of the patch in
/// front; and "series", which lists them, as quilt and git-quiltimport read it.
llvm::Error writeSeries(llvm::StringRef Directory, llvm::ArrayRef<const Patch *> Patches,
                        SourceFiles &Files);

/// The YAML of clang-apply-replacements. Name: of the file that it is written to.
llvm::Error writeReplacements(llvm::StringRef Name, llvm::ArrayRef<const Patch *> Patches,
                              SourceFiles &Files);

/// The patches as one diff.
std::string diffOf(llvm::ArrayRef<const Patch *> Patches, SourceFiles &Files);

/// Changes the sources, all or nothing. Undo receives the diff that takes it back, before anything
/// is changed.
llvm::Error applyToSources(llvm::ArrayRef<const Patch *> Patches, SourceFiles &Files,
                           llvm::StringRef Undo);

} // namespace ferrule
