# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Finds LLVM and Clang 22 and defines
#   ferrule_llvm   headers of LLVM, and its archives
#   ferrule_clang  the same with Clang's
# Clang and LLVM are linked from their archives: the shared libraries cost 20 ms of relocations at each
# start, ten times more than a warm scan may take (docs/adr/0002-static-clang.md).

# A version given to find_package is refused by LLVMConfigVersion.cmake (it wants the same minor).
find_package(LLVM CONFIG PATHS ${FERRULE_LLVM_ROOT} NO_DEFAULT_PATH)
if(NOT LLVM_FOUND OR NOT LLVM_VERSION_MAJOR EQUAL 22)
  message(FATAL_ERROR
    "ferrule needs LLVM 22 under ${FERRULE_LLVM_ROOT}; found: '${LLVM_VERSION}'.\n"
    "On Debian 12: apt-get install llvm-22-dev libclang-22-dev libpolly-22-dev clang-22 libzstd-dev zlib1g-dev\n"
    "Elsewhere: cmake -DFERRULE_LLVM_ROOT=PREFIX, where PREFIX/lib/cmake/llvm is LLVM 22's.")
endif()
if(NOT EXISTS ${LLVM_LIBRARY_DIR}/libclangTooling.a)
  message(FATAL_ERROR "${LLVM_LIBRARY_DIR}/libclangTooling.a is missing.\n"
    "On Debian 12: apt-get install libclang-22-dev")
endif()
find_package(nlohmann_json 3.11 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(Threads REQUIRED)
find_library(ZSTD_LIBRARY zstd REQUIRED)

# The archives refer to each other in circles; the linker takes only the members that are needed.
file(GLOB clang_archives ${LLVM_LIBRARY_DIR}/libclang[A-Z]*.a)
list(FILTER clang_archives EXCLUDE REGEX "libclang(Tidy|Daemon|Doc|Query|Move|Include|Interpreter)")
# Debian's code generator refers to Polly.
file(GLOB llvm_archives ${LLVM_LIBRARY_DIR}/libLLVM*.a ${LLVM_LIBRARY_DIR}/libPolly*.a)

add_library(ferrule_llvm INTERFACE)
target_include_directories(ferrule_llvm SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS})
target_compile_definitions(ferrule_llvm INTERFACE NDEBUG)
target_link_libraries(ferrule_llvm INTERFACE nlohmann_json::nlohmann_json
  -Wl,--start-group ${llvm_archives} -Wl,--end-group
  ZLIB::ZLIB ${ZSTD_LIBRARY} Threads::Threads ${CMAKE_DL_LIBS})

add_library(ferrule_clang INTERFACE)
target_include_directories(ferrule_clang SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS})
target_link_libraries(ferrule_clang INTERFACE
  -Wl,--start-group ${clang_archives} ${llvm_archives} -Wl,--end-group ferrule_llvm)
