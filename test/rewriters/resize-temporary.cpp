// RUN: %tools/rewrite.py %ferrule %s resize-temporary -- -std=c++20 \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design): }}'
// In C++ the type need not be named.
#include <cstdlib>

template <typename T> class Buffer {
public:
  bool resize(std::size_t n) {
    Data = static_cast<T *>(std::realloc(Data, n * sizeof(T)));
    if (!Data)
      return false;
    Room = n;
    return true;
  }

private:
  T *Data = nullptr;
  std::size_t Room = 0;
};
// CHECK:review: keep the result in a variable until it was tested, not in 'Data'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is it right that 'Data' still points to the old block when resizing fails, is the size never 0?
// CHECK-NEXT:   bool resize(std::size_t n) {
// CHECK-NEXT:-    Data = static_cast<T *>(std::realloc(Data, n * sizeof(T)));
// CHECK-NEXT:-    if (!Data)
// CHECK-NEXT:+    auto *newData = static_cast<T *>(std::realloc(Data, n * sizeof(T)));
// CHECK-NEXT:+    if (!newData)
// CHECK-NEXT:       return false;
// CHECK-NEXT:+    Data = newData;
// CHECK-NEXT:     Room = n;

bool use(Buffer<char> &b) { return b.resize(8); }
bool use(Buffer<long> &b) { return b.resize(8); }
