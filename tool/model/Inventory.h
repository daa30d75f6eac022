// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a project consists of, and what already protects it: languages, flags of its build, its
// binaries, libraries that it needs, tests. Measured by ferrule plan; docs/plan.md.
#pragma once
#include "tool/model/Fields.h"
#include <string>
#include <vector>

namespace ferrule {

/// Source lines of a language below the root: those that hold more than space and comments.
struct LanguageLines {
  std::string language;
  /// One of those that CISA counts as memory-unsafe ("Exploring Memory Safety in Critical Open
  /// Source Projects", 2024): C, C++, Objective-C, Assembly, Cython, D.
  bool memoryUnsafe = false;
  unsigned files = 0;
  unsigned lines = 0;
  /// Of these, what is no test, example, generated or third-party file.
  unsigned shippedFiles = 0;
  unsigned shippedLines = 0;
};

/// What does not count as shipped.
struct ExcludedFiles {
  /// "tests", "examples", "third party", "generated", "documentation", or "excluded by the scan".
  std::string why;
  /// The directory that decides it, or the file.
  std::string path;
  unsigned files = 0;
  unsigned lines = 0;
};

/// A measure that a compiler or linker can take, and which compile commands take it. The ladder is
/// the OpenSSF "Compiler Options Hardening Guide for C and C++"; docs/plan.md.
struct HardeningMeasure {
  /// Names it, such as "fortify-source".
  std::string id;
  /// As one would write it on a command line.
  std::string flag;
  /// 0 warnings, 1 free at run time, 2 semantics, 3 library, 4 annotations, 5 traps.
  unsigned rung = 0;
  /// The class of error that it mitigates, in words.
  std::string mitigates;
  /// What it does not cover, or costs; may be empty.
  std::string caveat;
  /// Compile commands that could have it, and those that do.
  unsigned units = 0;
  unsigned observed = 0;
  /// The first compile commands without it, at most three.
  std::vector<std::string> without;
};

/// A property that the loader or the code of a binary shows.
struct BinaryMeasure {
  /// "pie", "relro", "bind-now", "nx", "stack-protector", "fortify-source", "control-flow".
  std::string id;
  /// "yes", "no", "partial" or "unknown".
  std::string state;
  /// What shows it, without a full stop.
  std::string evidence;
};

struct BinaryFacts {
  /// Relative to the root where it lies below.
  std::string file;
  std::string format;
  std::vector<BinaryMeasure> measures;
  /// Shared libraries that it asks for.
  std::vector<std::string> needed;
};

/// A library in native code that the project is built with.
struct NativeDependency {
  std::string name;
  /// How it is known: "linked by the build", "needed by a binary", "its headers are read".
  std::string how;
  /// The file that says so.
  std::string evidence;
};

/// Something that finds errors before users do.
struct Practice {
  /// "tests", "fuzzing", "sanitizers", "static analysis", "continuous integration".
  std::string kind;
  /// What was found, in words, without a full stop.
  std::string what;
  std::string file;
  /// 0: the file as a whole.
  unsigned line = 0;
};

struct Inventory {
  /// By language; empty before ferrule plan ran.
  std::vector<LanguageLines> languages;
  std::vector<ExcludedFiles> excluded;
  /// By rung.
  std::vector<HardeningMeasure> hardening;
  std::vector<BinaryFacts> binaries;
  /// By name.
  std::vector<NativeDependency> dependencies;
  std::vector<Practice> practices;
};

FERRULE_FIELDS(LanguageLines, language, memoryUnsafe, files, lines, shippedFiles, shippedLines)
FERRULE_FIELDS(ExcludedFiles, why, path, files, lines)
FERRULE_FIELDS(HardeningMeasure, id, flag, rung, mitigates, caveat, units, observed, without)
FERRULE_FIELDS(BinaryMeasure, id, state, evidence)
FERRULE_FIELDS(BinaryFacts, file, format, measures, needed)
FERRULE_FIELDS(NativeDependency, name, how, evidence)
FERRULE_FIELDS(Practice, kind, what, file, line)
FERRULE_FIELDS(Inventory, languages, excluded, hardening, binaries, dependencies, practices)

} // namespace ferrule
