# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# The lit suite. The tree mirrors the source; the site configuration is made by CMake.
import os
import shutil
import sys

import lit.formats

config.name = "ferrule"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".c", ".cpp", ".test"]
config.excludes = ["Inputs", "samples", "tools"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.ferrule_build, "test")

ferrule = os.path.join(config.ferrule_build, "bin", "ferrule")
module = os.path.join(config.ferrule_build, "lib", "FerruleTidyModule.so")
tools = os.path.join(config.test_source_root, "tools")

config.environment["PATH"] = os.pathsep.join(
    [config.llvm_bin, os.path.dirname(ferrule), os.environ["PATH"]]
)
# Clang's archives are not instrumented: what our code, which shares their allocators through headers,
# marks as unused looks used to it.
config.environment["ASAN_OPTIONS"] = "allow_user_poisoning=0:detect_leaks=0"
config.environment["UBSAN_OPTIONS"] = "print_stacktrace=1"
# What a developer's terminal says must not change a test.
for name in ("CI", "NO_COLOR", "CLICOLOR_FORCE", "CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH"):
    config.environment.pop(name, None)

config.substitutions += [
    ("%ferrule", ferrule),
    ("%module", module),
    ("%source_root", config.ferrule_source),
    ("%build_root", config.ferrule_build),
    ("%tools", f"{sys.executable} {tools}"),
    ("%check", f"{sys.executable} {tools}/check.py --ferrule {ferrule} --tidy-module {module}"
               + (" --no-tidy" if config.sanitize else "")),
]
if config.sanitize:
    # clang-tidy itself is not instrumented and cannot load an instrumented module.
    config.available_features.add("sanitized")
if shutil.which("clang-tidy-22"):
    config.available_features.add("clang-tidy")
if shutil.which("clang-apply-replacements", path=config.environment["PATH"]):
    config.available_features.add("clang-apply-replacements")
# Tests of the HTML report drive a browser with what test/reports/html/package-lock.json names.
chromium = shutil.which("chromium")
driver = os.path.join(config.test_source_root, "reports", "html", "node_modules", "playwright-core")
if chromium and shutil.which("node") and os.path.isdir(driver):
    config.available_features.add("browser")
    config.substitutions.append(("%node", f"env CHROMIUM={chromium} node"))
# Debian's, as another toolchain may come first in the path of a developer.
rust = "/usr/bin:/bin"
config.substitutions += [
    ("%cargo", f"env PATH={rust} cargo"),
    ("%rustc", f"env PATH={rust} rustc"),
]
if shutil.which("cargo-clippy", path=rust) and shutil.which("rustc", path=rust):
    config.available_features.add("rust")
if shutil.which("jq"):
    config.available_features.add("jq")
# Needs a network and minutes: lit --param realworld=1.
if lit_config.params.get("realworld") == "1" or os.environ.get("FERRULE_REALWORLD") == "1":
    config.available_features.add("realworld")
