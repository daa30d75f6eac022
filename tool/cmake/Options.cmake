# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Compiler and linker options of ferrule's own code.
add_compile_options(-Wall -Wextra -Wpedantic -Werror -Wno-unused-parameter
  -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # GCC 12 takes nlohmann_json's and std::string's inlined copies for overlapping ones.
  add_compile_options(-Wno-restrict -Wno-maybe-uninitialized)
endif()

# Position-dependent code needs no relocations at start.
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()
add_link_options($<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:-no-pie> -Wl,--gc-sections)

if(FERRULE_SANITIZE)
  add_compile_options(-fsanitize=${FERRULE_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${FERRULE_SANITIZE})
endif()
