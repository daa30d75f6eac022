// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// An interface as C declarations that carry what was inferred: ferrule contracts --format
// c-annotations.
#pragma once
#include "tool/model/Inference.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"

namespace ferrule {

/// Writes the declarations, of Interfaces, that Chosen is about, by file and line. An answer
/// becomes an attribute when it is certain and C has a word for it (-fbounds-safety, _Nonnull,
/// restrict), else it stands in a comment. Equal input gives equal bytes.
void writeAnnotatedHeader(llvm::ArrayRef<const Inference *> Chosen,
                          llvm::ArrayRef<InterfaceFact> Interfaces, llvm::raw_ostream &Out);

} // namespace ferrule
