// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a roadmap has of what is asked for.
#pragma once
#include "tool/model/RoadmapElements.h"
#include <vector>

namespace ferrule {

enum class ElementState { Present, Todo, Missing };

struct ElementCheck {
  const RoadmapElement *element = nullptr;
  ElementState state = ElementState::Missing;
  /// Line of its mark; 0: there is none.
  unsigned line = 0;
};

/// Text: Markdown with a mark "<!-- element N -->" in front of what answers element N. An element
/// is present when something stands between its mark and the next mark or heading, and Todo when
/// that holds "TODO". By number.
std::vector<ElementCheck> checkRoadmap(llvm::StringRef Text);

} // namespace ferrule
