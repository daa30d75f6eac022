// RUN: %tools/rewrite.py %ferrule %s narrow-check -- -std=c++20 \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design): }}'
// In C++ the type of what is kept need not be named.
#include <cstring>

bool copied(char *to, const char *from) {
  if (!from)
    return false;
  int size = static_cast<int>(std::strlen(from));
  std::memcpy(to, from, size);
  return true;
}
// CHECK:review: test that 'std::strlen(from)' fits into 'int'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return false' right when 'std::strlen(from)' does not fit into 'int', and is all that was taken before released on that way?
// CHECK-NEXT: // In C++ the type of what is kept need not be named.
// CHECK-NEXT:+#include <climits>
// CHECK-NEXT: #include <cstring>
// CHECK-NEXT:     return false;
// CHECK-NEXT:-  int size = static_cast<int>(std::strlen(from));
// CHECK-NEXT:+  const auto wide_size = std::strlen(from);
// CHECK-NEXT:+  if (wide_size > INT_MAX)
// CHECK-NEXT:+    return false;
// CHECK-NEXT:+  int size = static_cast<int>(wide_size);
// CHECK-NEXT:   std::memcpy(to, from, size);
// CHECK:review: test that 'size' fits into 'size_t'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return false' right when 'size' does not fit into 'size_t', and is all that was taken before released on that way?
// CHECK-NEXT:   int size = static_cast<int>(std::strlen(from));
// CHECK-NEXT:+  if (size < 0)
// CHECK-NEXT:+    return false;
// CHECK-NEXT:   std::memcpy(to, from, size);

bool part(char *to, const char *from, const char *end) {
  if (!from)
    return false;
  if (const int size = static_cast<int>(end - from))
    std::memcpy(to, from, size);
  return true;
}
// CHECK:review: test that 'end - from' fits into 'int'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return false' right when 'end - from' does not fit into 'int', and is all that was taken before released on that way?
// CHECK-NEXT: // In C++ the type of what is kept need not be named.
// CHECK-NEXT:+#include <climits>
// CHECK-NEXT: #include <cstring>
// CHECK-NEXT:     return false;
// CHECK-NEXT:-  if (const int size = static_cast<int>(end - from))
// CHECK-NEXT:+  const auto wide_size = end - from;
// CHECK-NEXT:+  if (wide_size < INT_MIN || wide_size > INT_MAX)
// CHECK-NEXT:+    return false;
// CHECK-NEXT:+  if (const int size = static_cast<int>(wide_size))
// CHECK-NEXT:     std::memcpy(to, from, size);
// CHECK:review: test that 'size' fits into 'size_t'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return false' right when 'size' does not fit into 'size_t', and is all that was taken before released on that way?
// CHECK-NEXT:     return false;
// CHECK-NEXT:-  if (const int size = static_cast<int>(end - from))
// CHECK-NEXT:+  if (const int size = static_cast<int>(end - from)) {
// CHECK-NEXT:+    if (size < 0)
// CHECK-NEXT:+      return false;
// CHECK-NEXT:     std::memcpy(to, from, size);
// CHECK-NEXT:+  }
// CHECK-NEXT:   return true;
