// RUN: %tools/rewrite.py %ferrule %s bit-cast -- -std=c++20 \
// RUN:   | FileCheck %s --implicit-check-not='{{^(safe|review|design): }}'
// The bytes of an object, read as if they were of another type: std::bit_cast has the same value without the cast.
// In C++17, which has none, nothing is offered.
#include <cstdint>

float half(std::uint32_t bits) { return *(float *)&bits / 2; }
// CHECK: safe: read 'bits' as another type with std::bit_cast
// CHECK-NEXT: applied, discharges 1 of 1: V1
// CHECK: +#include <bit>
// CHECK: -float half(std::uint32_t bits) { return *(float *)&bits / 2; }
// CHECK-NEXT: +float half(std::uint32_t bits) { return std::bit_cast<float>(bits) / 2; }

struct Pair {
  float items[2];
};
std::uint64_t both(const Pair *p, const double (&all)[4], int i) {
  return *reinterpret_cast<const std::uint64_t *>(&(all[i & 3])) + (*(const unsigned long *)(&*p));
}
// CHECK: safe: read '*p' as another type with std::bit_cast
// CHECK-NEXT: applied, discharges 1 of 1: V1
// CHECK: +  return *reinterpret_cast<const std::uint64_t *>(&(all[i & 3])) + (std::bit_cast<unsigned long>(*p));
// CHECK: safe: read 'all[i & 3]' as another type with std::bit_cast
// CHECK-NEXT: applied, discharges 1 of 1: V1
// CHECK: +  return std::bit_cast<std::uint64_t>(all[i & 3]) + (*(const unsigned long *)(&*p));

void set(float &f) { *(std::uint32_t *)&f = 0; }
// CHECK: safe: read 'f' as another type with std::bit_cast
// CHECK-NEXT: refused, it is not only read

const std::uint32_t &view(const float &f) { return *(const std::uint32_t *)&f; }
// CHECK: safe: read 'f' as another type with std::bit_cast
// CHECK-NEXT: refused, it is not only read

std::uint16_t low(const float &f) { return *(const std::uint16_t *)&f; }
// CHECK: safe: read 'f' as another type with std::bit_cast
// CHECK-NEXT: refused, the types do not have the same size

std::uint32_t device(volatile float &f) { return *(volatile std::uint32_t *)&f; }
// CHECK: safe: read 'f' as another type with std::bit_cast
// CHECK-NEXT: refused, it is volatile

struct Owner {
  ~Owner();
  float value;
};
std::uint32_t owner(const Owner &o) { return *reinterpret_cast<const std::uint32_t *>(&o); }
// CHECK: safe: read 'o' as another type with std::bit_cast
// CHECK-NEXT: refused, one of the types cannot be copied byte by byte

typedef float *FloatPtr;
float hidden(std::uint32_t bits) { return *(FloatPtr)&bits; }
// CHECK: safe: read 'bits' as another type with std::bit_cast
// CHECK-NEXT: refused, the text to change comes from a macro, or the '*' of the type from a typedef

// A pointer that is not followed here, and one that comes from elsewhere.
float *pointer(std::uint32_t &bits) { return (float *)&bits; }
float other(std::uint32_t *p) { return *(float *)p; }
