// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/model/RoadmapElements.h"

namespace ferrule {

static constexpr RoadmapElement Elements[] = {
    {1, "Defined phases with dates and outcomes", "15-16"},
    {2, "Date for memory-safe languages in new systems", "15-16"},
    {3, "Developer training and integration plan", "15-16"},
    {4, "External dependency plan", "15-16"},
    {5, "Transparency plan", "15-16"},
    {6, "CVE support program plan", "15-16"},
    {7, "How the development life cycle changes", "15"},
    {8, "A named owner, and a signature", "14-16"},
    {9, "A public timeline with milestones", "16"},
    {10, "Stumbling blocks, and what would solve them", "16"},
    {11, "The maturity model that it is tied to", "10, 16"},
    {12, "Why these parts come first", "10-11"},
    {13, "Mitigations until then", "4-8"},
    {14, "What the guarantees do not cover, and where unsafe code stays", "13"},
    {15, "What counts as a memory-safety vulnerability", "4"},
};

llvm::ArrayRef<RoadmapElement> roadmapElements() { return Elements; }

} // namespace ferrule
