# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Sourced by tool/run and test/run: installs what is missing from Debian's packages, and builds. All
# that it prints goes to standard error.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# What the build and a scan need; test/run adds its own.
build_packages=(clang-22 libclang-22-dev llvm-22-dev libclang-common-22-dev libpolly-22-dev libzstd-dev zlib1g-dev
  nlohmann-json3-dev libcli11-dev libboost-dev node-d3-hierarchy cmake ninja-build mold git)

say() { printf 'ferrule: %s\n' "$*" >&2; }
die() { say "error: $*"; exit 1; }

# Installs the packages that are not there yet. Asks dpkg first, so that a second run costs nothing.
need_packages() {
  command -v dpkg-query >/dev/null ||
    die "this is not Debian; install by hand what corresponds to: $*"
  local missing=() package
  for package in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
      missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null ||
      die "these packages are missing and this user may not install them; run
  sudo apt-get install --no-install-recommends ${missing[*]}
and then this command again"
    as_root=(sudo)
  fi
  say "installing ${missing[*]}"
  "${as_root[@]}" apt-get update >&2 || die "apt-get update failed: is the network there?"
  apt-cache show clang-22 >/dev/null 2>&1 ||
    die "no source of packages has clang-22. Debian 12 has it in its security suite: add a line for
  bookworm-security main
to /etc/apt/sources.list (a standard installation has it) and run this command again"
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y --no-install-recommends \
    "${missing[@]}" >&2 || die "the installation failed; see above"
}

# build PRESET: configures once, builds what is out of date.
build() {
  [ -f "$root/build/$1/build.ninja" ] ||
    (cd "$root" && cmake --preset "$1" >&2) || die "the configuration of preset $1 failed"
  ninja -C "$root/build/$1" --quiet >&2 || die "the build of preset $1 failed"
}
