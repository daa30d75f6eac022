// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/model/RoadmapElements.h"

namespace ferrule {

static constexpr RoadmapElement Elements[] = {
    {1, "Defined phases with dates and outcomes",
     "The work is broken into phases, each with dates and an outcome that can be measured, among "
     "them a look for the most dangerous memory-unsafe code.",
     "15"},
    {2, "Date for memory-safe languages in new systems",
     "There is a published date after which new code is written in a memory-safe language.", "15"},
    {3, "Training and integration plan for developers",
     "There is time for learning to write, debug, build and check code in the new language.", "15"},
    {4, "External dependency plan",
     "There is a plan for dependencies that are written in memory-unsafe languages.", "15-16"},
    {5, "Transparency plan",
     "The roadmap is kept current, about every quarter or half year, with wins and challenges.",
     "16"},
    {6, "CVE support program plan",
     "Every CVE gets a CWE, in time, with enough context to tell memory safety from the rest.",
     "16"},
    {7, "Changes of the development process",
     "It is said how development changes so that memory-unsafe code becomes less and ends.", "15"},
    {8, "Named senior owner",
     "Somebody who is named publicly answers for the roadmap and signs it.", "14-16"},
    {9, "Public, with a public timeline",
     "Roadmap, timeline and milestones can be read by everybody.", "16"},
    {10, "Stumbling blocks", "What hinders is named, and solutions are suggested.", "16"},
    {11, "Tied to a maturity model",
     "The roadmap says which maturity model it follows and where the project stands in it.",
     "10, 16"},
    {12, "Prioritisation", "It is said which code comes first, and why.", "10-11"},
    {13, "Interim mitigations",
     "What makes errors rarer or less harmful meanwhile is named, for code that is not moved yet "
     "or cannot be.",
     "4-8"},
    {14, "Honest on boundaries",
     "Where data crosses into memory-unsafe code, guarantees are qualified and exceptions are "
     "recorded.",
     "13"},
    {15, "Definition of the class",
     "It is said which weaknesses count as memory safety; CISA takes CWE-1399.", "4"},
};

llvm::ArrayRef<RoadmapElement> roadmapElements() { return Elements; }

} // namespace ferrule
