// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Environment variables that change what Clang reads or writes.
#include "tool/frontend/CommandCleaner.h"
#include <cstdlib>

namespace ferrule {

std::vector<FlagNote> clearCompilerEnvironment() {
  std::vector<FlagNote> Notes;
  for (const char *Name : {"CPATH",
                           "C_INCLUDE_PATH",
                           "CPLUS_INCLUDE_PATH",
                           "OBJC_INCLUDE_PATH",
                           "OBJCPLUS_INCLUDE_PATH",
                           "COMPILER_PATH",
                           "LIBRARY_PATH",
                           "GCC_EXEC_PREFIX",
                           "INCLUDE",
                           "SDKROOT",
                           "SOURCE_DATE_EPOCH",
                           "CCC_OVERRIDE_OPTIONS",
                           "CCC_ADD_ARGS",
                           "CLANG_CONFIG_FILE_SYSTEM_DIR",
                           "CLANG_CONFIG_FILE_USER_DIR",
                           "CLANG_MODULE_CACHE_PATH",
                           "CLANG_CRASH_DIAGNOSTICS_DIR",
                           "FORCE_CLANG_DIAGNOSTICS_CRASH",
                           "CLANG_SPAWN_CC1",
                           "DEPENDENCIES_OUTPUT",
                           "SUNPRO_DEPENDENCIES",
                           "CC_PRINT_HEADERS",
                           "CC_PRINT_HEADERS_FILE",
                           "CC_LOG_DIAGNOSTICS",
                           "CC_LOG_DIAGNOSTICS_FILE",
                           "CC_PRINT_OPTIONS",
                           "CC_PRINT_OPTIONS_FILE",
                           "MACOSX_DEPLOYMENT_TARGET",
                           "CUDA_PATH",
                           "ROCM_PATH",
                           "HIP_PATH"}) {
    if (!std::getenv(Name))
      continue;
    ::unsetenv(Name);
    Notes.push_back({Name, /*refused=*/false, "the environment does not change what is read"});
  }
  return Notes;
}

} // namespace ferrule
