// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The object code of a unit, to see whether a change of its text changes what runs.
#pragma once
#include <memory>
#include <string>

namespace clang {
class CompilerInstance;
}

namespace ferrule {

/// Makes the code generator for this machine available. For others there is no object code.
void initializeCodeGeneration();

/// Compiles the unit of an instance that is ready to run, at the level of optimisation that its
/// invocation says, and returns a hash of the object; empty when there is none: errors, another
/// target.
std::string hashOfObject(clang::CompilerInstance &CI);

} // namespace ferrule
