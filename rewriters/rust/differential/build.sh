#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# usage: FERRULE_ORIGINAL=/path/lib.a fuzz/build.sh [ARGUMENT...]
#
# Builds the differential test as a libFuzzer target and runs it with the arguments, such as a directory
# for the corpus. The original is covered if it was compiled with -fsanitize=fuzzer-no-link. CLANG names
# the compiler. Made by ferrule; not to be changed.
set -eu
: "${FERRULE_ORIGINAL:?names the archives of the original, with : between them}"
archives=$(printf %s "$FERRULE_ORIGINAL" | tr : ' ')
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}/fuzz
# With a target, the flags are not for build.rs.
host=$(rustc -vV | sed -n 's/^host: //p')
# Blocks of the port count, so that the fuzzer looks for inputs that reach them.
CARGO_PROFILE_RELEASE_LTO=off CARGO_TARGET_DIR=$target \
  RUSTFLAGS='-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=3 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table' \
  cargo build --release --offline --quiet --target "$host" --features fuzz --example fuzz
# shellcheck disable=SC2086 # several archives
"${CLANG:-clang}" -fsanitize=fuzzer "$target/$host/release/examples/libfuzz.a" \
  -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc -Wl,--start-group $archives -Wl,--end-group -lm -o "$target/fuzz"
exec "$target/fuzz" "$@"
