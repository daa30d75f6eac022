// RUN: %tools/rewrite.py %ferrule %s wrap-check -- -std=c++20 \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design): }}'
// Nobody follows what a template owns when it is left early.
#include <cstddef>
#include <cstdint>
#include <cstring>

template <typename T> class Stack {
public:
  void grow(std::size_t wanted) {
    T *larger = new T[wanted];
    std::memcpy(larger, items, sizeof(T) * count);
    delete[] items;
    items = larger;
  }
  void clear() {
    std::memset(items, 0, sizeof(T) * count);
  }

private:
  T *items = nullptr;
  std::size_t count = 0;
};
template class Stack<int>;
// CHECK:review: test that 'sizeof(T) * count' does not wrap
// CHECK-NEXT:refused, what 'larger' owns may be lost on that way out
// CHECK:review: test that 'sizeof(T) * count' does not wrap
// CHECK-NEXT:applied, discharges 1 of 1: V1
