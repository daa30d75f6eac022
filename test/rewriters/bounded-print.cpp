// RUN: %tools/rewrite.py %ferrule %s bounded-print -- -std=c++20 \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design): }}'
// Names as the file has them, and what else C++ has. To print needs no header of its own in C++, as
// long as it is declared.
#include <cstdio>
#include <cstring>

static char Last[64];

bool label(const char *file) {
  std::sprintf(Last, "%s.gz", file);
  return true;
}
// CHECK:review: tell the size of 'Last' to what writes to it
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return false' right when the text does not fit into 'Last', and is all that was taken before released on that way?
// CHECK-NEXT: bool label(const char *file) {
// CHECK-NEXT:-  std::sprintf(Last, "%s.gz", file);
// CHECK-NEXT:+  if (static_cast<size_t>(std::snprintf(Last, sizeof(Last), "%s.gz", file)) >= sizeof(Last))
// CHECK-NEXT:+    return false;
// CHECK-NEXT:   return true;

template <int N> int length(const char *file) {
  char name[N];
  if (!file)
    return -1;
  strcpy(name, file);
  return static_cast<int>(strlen(name));
}
// CHECK:review: tell the size of 'name' to what writes to it
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when the text does not fit into 'name', and is all that was taken before released on that way?
// CHECK-NEXT:     return -1;
// CHECK-NEXT:-  strcpy(name, file);
// CHECK-NEXT:+  if (static_cast<size_t>(snprintf(name, sizeof(name), "%s", file)) >= sizeof(name))
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:   return static_cast<int>(strlen(name));

int both(const char *file) { return length<8>(file) + length<16>(file); }

int in_lambda(const char *file) {
  if (!file)
    return -1;
  auto Show = [&](int n) {
    std::sprintf(Last, "%s.%d", file, n);
    return n;
  };
  return Show(1);
}
// CHECK:review: tell the size of 'Last' to what writes to it
// CHECK-NEXT:refused, it stands in a lambda or block, which does not leave as the function does
