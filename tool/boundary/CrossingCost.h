// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What it costs when something has to cross a cut. The unit is a call with numbers only. The ratios
// are those of docs/boundaries.md: an estimate made from two modules of zlib that were ported by
// hand and from what nine published ports say of their troubles, not a fit.
#pragma once
#include "tool/model/Assessment.h"
#include "tool/model/ContractIndex.h"

namespace ferrule::cost {

/// A call that hands numbers over, whatever their number; a handle that nobody looks behind.
inline constexpr double Scalar = 1;
/// A pointer to one object, to a string, or to so many elements as another argument says: a
/// reference or a slice.
inline constexpr double KnownExtent = 2;
/// A pointer to nobody knows how many elements: a person has to find out.
inline constexpr double UnknownExtent = 6;
/// A pointer to a pointer; one that is kept, handed over or to be released; a function to call.
inline constexpr double Hard = 8;
/// A function of C++ that C cannot call: an extern "C" one has to be written before it.
inline constexpr double Seam = 8;
/// Each place that accesses a field of a record that both sides access, on the side with fewer of
/// them: it becomes a call. A record costs at least so much, for its layout has to agree; less only
/// when the places are so few that a function or two will do.
inline constexpr double Access = 1;
inline constexpr double Record = 10;
inline constexpr double Accessor = 2;
inline constexpr unsigned FewPlaces = 5;
/// A macro that accesses fields, however often it is used.
inline constexpr double Macro = 10;
/// A variable that changes, errno too; and one that does not.
inline constexpr double Variable = 5;
inline constexpr double Constant = 1;
/// Memory that one side allocates and the other releases.
inline constexpr double Allocator = 10;
/// A crate beside the C, whatever crosses: it keeps the ratio of benefit to cost finite.
inline constexpr double Crate = 1;

} // namespace ferrule::cost

namespace ferrule {

struct Price {
  double cost = 0;
  /// What makes it, in words, without a full stop.
  std::string reason;
};

/// Of a function that one side defines and the other calls.
Price priceOfCall(const AbiFunction &F, const ContractIndex &Known);

} // namespace ferrule
