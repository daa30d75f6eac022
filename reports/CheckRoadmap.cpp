// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "reports/CheckRoadmap.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ferrule {

/// The number of the element whose mark the line is; 0: it is no mark.
static unsigned elementOf(StringRef Line) {
  unsigned Number = 0;
  Line = Line.trim();
  if (!Line.consume_front("<!--"))
    return 0;
  Line = Line.ltrim();
  if (!Line.consume_front("element ") || Line.consumeInteger(10, Number) ||
      Number > roadmapElements().size())
    return 0;
  return Number;
}

std::vector<ElementCheck> checkRoadmap(StringRef Text) {
  std::vector<ElementCheck> Checks;
  for (const RoadmapElement &E : roadmapElements())
    Checks.push_back({.element = &E});
  ElementCheck *Current = nullptr;
  for (unsigned Number = 1; !Text.empty(); ++Number) {
    StringRef Line;
    std::tie(Line, Text) = Text.split('\n');
    if (unsigned Element = elementOf(Line)) {
      Current = &Checks[Element - 1];
      Current->line = Number;
    } else if (Line.starts_with("#")) {
      Current = nullptr;
    } else if (Current && any_of(Line, isAlnum)) {
      if (Line.contains("TODO"))
        Current->state = ElementState::Todo;
      else if (Current->state == ElementState::Missing)
        Current->state = ElementState::Present;
    }
  }
  return Checks;
}

} // namespace ferrule
