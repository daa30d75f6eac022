// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/model/CweSets.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace ferrule {
namespace {

constexpr unsigned Cisa[] = {119, 120, 121, 122, 123, 124, 125, 126, 127, 129, 131, 134, 188,
                             198, 244, 401, 415, 416, 466, 562, 587, 590, 680, 690, 761, 762,
                             763, 786, 787, 788, 789, 805, 806, 822, 823, 824, 825};
static_assert(std::size(Cisa) == 37);

constexpr StringLiteral Null = "null", Init = "initialisation", Type = "type",
                        Integer = "integer to size", Spatial = "spatial", Temporal = "temporal",
                        Concurrency = "concurrency", Format = "format and variadic",
                        Undefined = "undefined behaviour";

constexpr ExtraCwe Added[] = {
    {128, Integer},     {130, Spatial},     {135, Integer},     {170, Spatial},
    {190, Integer},     {191, Integer},     {192, Integer},     {193, Integer},
    {194, Integer},     {195, Integer},     {196, Integer},     {197, Integer},
    {242, Format},      {362, Concurrency}, {364, Concurrency}, {366, Concurrency},
    {404, Temporal},    {456, Init},        {457, Init},        {467, Integer},
    {468, Integer},     {469, Integer},     {475, Format},      {476, Null},
    {479, Concurrency}, {567, Concurrency}, {588, Type},        {628, Format},
    {663, Concurrency}, {665, Init},        {667, Concurrency}, {672, Temporal},
    {676, Format},      {681, Type},        {685, Format},      {686, Format},
    {688, Format},      {704, Type},        {758, Undefined},   {772, Temporal},
    {785, Format},      {820, Concurrency}, {821, Concurrency}, {826, Temporal},
    {833, Concurrency}, {839, Integer},     {843, Type},        {908, Init},
    {909, Init},        {910, Temporal},    {911, Temporal},    {1335, Integer},
    {1341, Temporal}};

} // namespace

ArrayRef<unsigned> cisa1399() { return Cisa; }
ArrayRef<ExtraCwe> addedByFerrule() { return Added; }

StringRef nameOf(CweSet Set) { return Set == CweSet::Cisa1399 ? "CISA-1399" : "ferrule-MS-1"; }

unsigned sizeOf(CweSet Set) {
  return std::size(Cisa) + (Set == CweSet::FerruleMs1 ? std::size(Added) : 0);
}

bool contains(CweSet Set, unsigned Cwe) {
  return is_contained(Cisa, Cwe) ||
         (Set == CweSet::FerruleMs1 &&
          any_of(Added, [&](const ExtraCwe &E) { return E.number == Cwe; }));
}

} // namespace ferrule
