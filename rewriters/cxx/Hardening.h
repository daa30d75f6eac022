// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What every rewrite to a container stands on: an index is tested only where the library does so.
#pragma once

namespace ferrule {

constexpr char HardeningPrecondition[] =
    "the library is built with its checks on: -D_GLIBCXX_ASSERTIONS, or "
    "-D_LIBCPP_HARDENING_MODE=_LIBCPP_HARDENING_MODE_FAST";
constexpr char HardeningQuestion[] =
    "Is the library built with its checks on (-D_GLIBCXX_ASSERTIONS, _LIBCPP_HARDENING_MODE)? "
    "Without them operator[] is as unchecked as before.";

} // namespace ferrule
