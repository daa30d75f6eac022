// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Formats what patches change, as the project's own .clang-format wants it. For workers: a style is
// data of the analysed project, and may keep the formatter busy for ever.
#pragma once
#include "tool/frontend/UnitAnalysis.h"

namespace ferrule {

/// Of JobTask::Format. Job::overlay holds the styles; Job::format the text and what is to be
/// changed. A style that cannot be used is the summary's reason. White space of the changed lines
/// is all that is ever changed: what cannot be formatted so, and lines that did not follow the
/// style before, come back as they were.
UnitOutput formatEdits(const Job &J);

} // namespace ferrule
