// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Where bytes from outside come into a program, and how far each function is from there: one axis
// of the ranking beside what the code does. Roadmaps ask for it (CISA: components on a path from
// the network, a file or another process), and Prossimo ranks by it.
#pragma once
#include "tool/model/Surroundings.h"
#include "tool/program/ProgramModel.h"

namespace ferrule {

/// Of each function in the order of Model.functions. Around tells which functions the configuration
/// calls entry points, by plain or qualified name, bytes that are read from a buffer to be filled,
/// and in which records they come.
///
/// The way of the bytes is that of the calls: an entry point hands them on to what it calls, and
/// one that reads them itself gives them back to its callers first. Through which variables they go
/// is not looked at, so a function that is near may never see one; one that is not reached gets
/// them at most through memory that others filled, or through a call that cannot be resolved.
std::vector<Exposure> exposureOf(const ProgramModel &Model, const Surroundings &Around);

/// The names among Declared that no function has.
std::vector<std::string> unknownEntryPoints(const ProgramModel &Model,
                                            llvm::ArrayRef<std::string> Declared);

} // namespace ferrule
