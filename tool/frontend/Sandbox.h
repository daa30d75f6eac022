// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the kernel can do against a compiler that was taken over by the code that it parses.
#pragma once
#include <string>

namespace ferrule {

/// How far the sandbox got.
struct SandboxLevel {
  /// Version of Landlock's interface in use; 0 without Landlock.
  int landlock = 0;
  bool seccomp = false;

  /// Such as "landlock-7 seccomp", or "none".
  std::string describe() const;
};

/// Confines this process, its threads and whatever they start, for good: files can be read only,
/// nothing can be executed or mapped executable, no process, socket or file is made, no other
/// process is signalled or traced, no core is dumped. Reading, memory, threads, and writing to open
/// descriptors stay. To be called by a worker that is single-threaded, before it sees the first
/// untrusted byte, and after everything that it will load is loaded.
///
/// Does what the kernel offers and says how much that was; never fails. In builds with a sanitizer
/// only Landlock is used. Limits of memory and time are not set here. Linux on x86-64 and AArch64;
/// elsewhere nothing is done.
SandboxLevel enterSandbox();

} // namespace ferrule
