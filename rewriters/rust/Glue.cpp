// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/rust/Glue.h"
#include "rewriters/rust/CutFiles.h"
#include "rewriters/rust/Manifest.h"
#include "rewriters/rust/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <set>

namespace ferrule::rust {
namespace {

constexpr llvm::StringLiteral Launcher = R"sh(#!/bin/sh
# usage: boundary-cc COMPILER ARGUMENT...
#
# Runs the command. If it compiled one of the files in tools/sources, the functions in tools/symbols
# that the object defines are renamed in it to ferrule_original_*, and the object of the first of the
# files also gets what the crate defines in their place. It then defines for others what it defined
# before, as visible as before, so that libraries and programs are linked as ever.
#
# FERRULE_BOUNDARY=rename  only renames: whoever links adds the crate
# FERRULE_BOUNDARY=off     only runs the command
#
# As CC="DIR/tools/boundary-cc cc", or as CMAKE_C_COMPILER_LAUNCHER. Needs binutils.
set -u
crate=$(cd "$(dirname "$0")/.." && pwd -P) || exit 1
library=${CARGO_TARGET_DIR:-$crate/target}/release/lib{{library}}.a
mode=${FERRULE_BOUNDARY:-link}
made=

die() {
  printf 'boundary-cc: %s\n' "$*" >&2
  [ -z "$made" ] || rm -f "$made"
  exit 1
}

case $mode in
  link | rename) ;;
  off) exec "$@" ;;
  *) die "FERRULE_BOUNDARY is '$mode'; it can be link, rename or off" ;;
esac

# The line of tools/sources that the path ends with.
listed() {
  directory=$(cd "$(dirname "$1")" 2>/dev/null && pwd -P) || return 1
  path=$directory/$(basename "$1")
  while IFS= read -r line; do
    case $path in
      */"$line") printf '%s\n' "$line" && return ;;
    esac
  done <"$crate/tools/sources"
  return 1
}

# What the command compiles, and into what.
source= name= object= compiles= inputs=0 before=
for word; do
  case $before in
    -o) object=$word ;;
    -[DUIxLlTze] | -MF | -MT | -MQ | -MJ | -X* | -include | -imacros | -isystem | -iquote | -idirafter | \
      -isysroot | --sysroot | -target | --param | -arch) ;;
    *)
      case $word in
        -c) compiles=yes ;;
        -o?*) object=${word#-o} ;;
        -E | -S | -M | -MM | -fsyntax-only) exec "$@" ;;
        -*) ;;
        *.c | *.cc | *.cpp | *.cxx | *.C)
          inputs=$((inputs + 1))
          if [ -z "$source" ] && name=$(listed "$word"); then
            source=$word
          fi
          ;;
      esac
      ;;
  esac
  before=$word
done
[ -n "$source" ] || exec "$@"
[ -n "$compiles" ] || die "this command compiles and links $source at once; compile it with -c first"
[ $inputs -eq 1 ] || die "this command compiles several files; compile $source by a command of its own"
if [ -z "$object" ]; then
  object=$(basename "$source")
  object=${object%.*}.o
fi

"$@" || exit
made=$object

work=$(mktemp -d) || die "no temporary directory"
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

case $(od -An -c -N4 "$object" | tr -d ' ') in
  '177ELF') ;;
  *) die "$object is no ELF object, and its symbols cannot be renamed; compile without -flto" ;;
esac
nm "$object" >"$work/nm" 2>&1 || die "nm cannot read $object"
objdump -h "$object" | grep -q '\.gnu\.lto_' &&
  die "$object is for link-time optimisation, where renaming has no effect; compile without -flto"

# What the object defines of the cut, with its new name.
awk 'NR == FNR { original[$1] = $2; next }
  $2 ~ /[A-Z]/ && $2 != "U" && $3 in original { print $3, original[$3] }' \
  "$crate/tools/symbols" "$work/nm" >"$work/defined"
[ -s "$work/defined" ] || exit 0 # Another file of that name.

# The same command for the check that the file still meets the crate as it did.
check() {
  root=$(cd "$(dirname "$source")" && pwd -P)/$(basename "$source")
  root=${root%"/$name"}
  skip= first=yes
  for word; do
    [ -z "$first" ] || set --
    first=
    if [ -n "$skip" ]; then
      skip=
      continue
    fi
    case $word in
      -o | -MF | -MT | -MQ | -MJ) skip=yes ;;
      -o?* | -c | -M | -MD | -MMD | -MP | -MG | -MF* | -MT* | -MQ* | -Wp,-M*) ;;
      "$source") set -- "$@" "$crate/c/layout-$(printf %s "$name" | tr -c 'A-Za-z0-9._-' -)" ;;
      *) set -- "$@" "$word" ;;
    esac
  done
  "$@" -fsyntax-only -w -I "${root:-/}"
}
check "$@" ||
  die "$source does not meet the crate as it did when that was made: see above, and make it anew"

[ "$mode" = link ] || {
  # Of all files of the cut alike: the originals are to call each other.
  objcopy --redefine-syms="$crate/tools/symbols" "$object" || die "objcopy cannot rename in $object"
  exit
}

# And its visibility. Calls between files of the cut keep their names, and so go through the crate.
readelf -sW "$object" | awk 'NR == FNR { defined[$1]; next }
  $7 != "UND" && $8 in defined && $6 != "DEFAULT" { print "." tolower($6), $8 }' \
  "$work/defined" - >"$work/visibility.s"
# A library exports what it did before.
awk '{ print ".hidden", $2 } END { print ".section .note.GNU-stack,\"\",%progbits" }' \
  "$work/defined" >>"$work/visibility.s"
as -o "$work/visibility.o" "$work/visibility.s" &&
  objcopy --redefine-syms="$work/defined" "$object" "$work/renamed.o" ||
  die "binutils cannot rename in $object"

set -- "$work/renamed.o" "$work/visibility.o"
if [ "$name" = "$(head -n 1 "$crate/tools/sources")" ]; then
  [ -f "$library" ] || die "$library is missing; run 'cargo build --release' in $crate first"
  # What this file defines only in other configurations, nobody asks for here.
  awk -v file="$name" 'FILENAME == ARGV[1] { defined[$1]; next }
    $1 in defined || substr($0, length($1) + 2) != file { print $1 }' \
    "$work/defined" "$crate/tools/entries" >"$work/entries"
  # Of the standard library stays what is needed, and without its debug information.
  ld -r --gc-sections --force-group-allocation $(sed 's/^/--undefined=/' "$work/entries") \
    -o "$work/crate.o" "$library" &&
    objcopy --strip-unneeded --keep-global-symbols="$work/entries" "$work/crate.o" ||
    die "binutils cannot take the functions of the cut from $library"
  set -- "$@" "$work/crate.o"
fi
ld -r -o "$work/merged.o" "$@" ||
  die "$source and the crate do not fit together; were they built for the same machine?"
mv "$work/merged.o" "$object"
)sh";

constexpr llvm::StringLiteral CMake =
    R"cmake(# usage, where the targets are that compile the files of the cut:
#
#   include(DIR/cmake/boundary.cmake)
#   ferrule_{{name}}(TARGET...)
#
# With FERRULE_{{upper}}=ON these targets, and all that links them, get the functions of the
# cut from the crate, which is built with cargo. Otherwise nothing is changed.
option(FERRULE_{{upper}} "Take the functions of {{cut}} from the Rust crate" OFF)

function(ferrule_{{name}})
  if(NOT FERRULE_{{upper}})
    return()
  endif()
  get_filename_component(crate "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/.." ABSOLUTE)
  set(output "${crate}/target")
  if(DEFINED ENV{CARGO_TARGET_DIR})
    set(output "$ENV{CARGO_TARGET_DIR}")
  endif()
  set(library "${output}/release/lib{{library}}.a")
  if(NOT TARGET {{name}})
    find_program(FERRULE_CARGO cargo REQUIRED)
    add_custom_target({{name}}
      COMMAND "${CMAKE_COMMAND}" -E env --unset=MAKEFLAGS "${FERRULE_CARGO}" build --release --offline
      WORKING_DIRECTORY "${crate}"
      BYPRODUCTS "${library}"
      VERBATIM)
  endif()
  file(STRINGS "${crate}/tools/sources" files)
  foreach(target IN LISTS ARGN)
    add_dependencies(${target} {{name}})
    foreach(language IN ITEMS C CXX)
      set(launchers "${crate}/tools/boundary-cc")
      get_target_property(other ${target} ${language}_COMPILER_LAUNCHER)
      if(other)
        list(APPEND launchers ${other})
      endif()
      set_target_properties(${target} PROPERTIES ${language}_COMPILER_LAUNCHER "${launchers}")
    endforeach()
    # What was compiled with another state of the crate has to be compiled again.
    get_target_property(directory ${target} SOURCE_DIR)
    get_target_property(sources ${target} SOURCES)
    foreach(source IN LISTS sources)
      get_filename_component(path "${source}" ABSOLUTE BASE_DIR "${directory}")
      foreach(file IN LISTS files)
        string(LENGTH "/${file}" length)
        string(LENGTH "${path}" end)
        math(EXPR start "${end} - ${length}")
        if(start GREATER_EQUAL 0)
          string(SUBSTRING "${path}" ${start} -1 last)
          if(last STREQUAL "/${file}")
            set_property(SOURCE "${path}" TARGET_DIRECTORY ${target}
              APPEND PROPERTY OBJECT_DEPENDS "${library}" "${crate}/tools/boundary-cc")
          endif()
        endif()
      endforeach()
    endforeach()
  endforeach()
endfunction()
)cmake";

} // namespace

std::string originalName(const AbiFunction &F) { return "ferrule_original_" + F.symbol; }

std::vector<CrateFile> glueFiles(const Boundary &Cut,
                                 llvm::ArrayRef<const AbiFunction *> Replaced) {
  std::set<llvm::StringRef> Defining;
  std::set<std::string> Renamed, Entries;
  for (const AbiFunction *F : Replaced) {
    Defining.insert(F->range.file);
    Entries.insert(F->symbol + " " + F->range.file + "\n");
    Renamed.insert(F->symbol + " " + originalName(*F) + "\n");
  }
  const std::string Name = packageName(Cut);
  const std::pair<llvm::StringRef, std::string> Names[] = {{"name", Name},
                                                           {"upper", llvm::StringRef(Name).upper()},
                                                           {"cut", Cut.name},
                                                           {"library", staticLibraryName(Cut)}};
  // The first one brings the crate in, so it must be one that has to be linked.
  std::vector<std::string> Files = compiledFiles(Cut);
  std::stable_partition(Files.begin(), Files.end(),
                        [&](const std::string &File) { return Defining.contains(File); });
  return {
      {.path = "cmake/boundary.cmake", .content = renderTemplate(CMake, Names)},
      {.path = "tools/boundary-cc", .content = renderTemplate(Launcher, Names), .executable = true},
      {.path = "tools/entries", .content = llvm::join(Entries, "")},
      {.path = "tools/sources", .content = llvm::join(Files, "\n") + "\n"},
      {.path = "tools/symbols", .content = llvm::join(Renamed, "")}};
}

} // namespace ferrule::rust
