// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the first page of the report for funders rests on.
#pragma once
#include "tool/model/Assessment.h"
#include "llvm/Support/raw_ostream.h"

namespace ferrule {

void printFunderAppendix(const Assessment &A, llvm::raw_ostream &Out);

} // namespace ferrule
