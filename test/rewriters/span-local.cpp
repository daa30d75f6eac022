// RUN: %tools/rewrite.py %ferrule %s span-local -- -std=c++20 -D_GLIBCXX_ASSERTIONS \
// RUN:   | FileCheck %s --implicit-check-not='{{^(safe|review|design): }}'
// RUN: %tools/rewrite.py %ferrule %s span-local -- -std=c++17 | FileCheck --check-prefix=OLD %s
// A pointer into something of known size becomes a std::span of what is behind it.
#include <cstddef>
#include <cstring>
#include <vector>

int rest(unsigned k, unsigned i) {
  int table[16] = {};
  int *q = table + k;
  std::memset(q, 1, sizeof(int));
  return q[i] + *q;
}
// CHECK: review: make 'q' a std::span
// CHECK-NEXT: applied, discharges 2 of 2: V1
// CHECK-NEXT: asks: Is the library built with its checks on (-D_GLIBCXX_ASSERTIONS, _LIBCPP_HARDENING_MODE)? Without them operator[] is as unchecked as before. Is 'q' never indexed with what is negative?
// CHECK-NEXT:  #include <cstring>
// CHECK-NEXT: +#include <span>
// CHECK-NEXT:  #include <vector>
// CHECK-NEXT:    int table[16] = {};
// CHECK-NEXT: -  int *q = table + k;
// CHECK-NEXT: -  std::memset(q, 1, sizeof(int));
// CHECK-NEXT: -  return q[i] + *q;
// CHECK-NEXT: +  auto q = std::span(table).subspan(k);
// CHECK-NEXT: +  std::memset(q.data(), 1, sizeof(int));
// CHECK-NEXT: +  return q[i] + q[0];
// CHECK-NEXT:  }

struct Holder {
  char text[8];
  char get(unsigned i) const;
};
char Holder::get(unsigned i) const {
  const char *const at = text + 2;
  return at[i];
}
// CHECK: review: make 'at' a std::span
// CHECK-NEXT: applied, discharges 1 of 1: V1
// CHECK-NEXT: asks: Is the library built with its checks on (-D_GLIBCXX_ASSERTIONS, _LIBCPP_HARDENING_MODE)? Without them operator[] is as unchecked as before. Is 'at' never indexed with what is negative?
// CHECK-NEXT:  #include <cstring>
// CHECK-NEXT: +#include <span>
// CHECK-NEXT:  #include <vector>
// CHECK-NEXT:  char Holder::get(unsigned i) const {
// CHECK-NEXT: -  const char *const at = text + 2;
// CHECK-NEXT: +  const auto at = std::span(text).subspan(2);
// CHECK-NEXT:    return at[i];
int vector(std::vector<int> &v, unsigned i) {
  const int *first = v.data();
  auto *second = v.data() + 1;
  return first[i] + second[i];
}
// CHECK: review: make 'first' a std::span
// CHECK-NEXT: applied, discharges 1 of 1: V1
// CHECK-NEXT: asks: Is the library built with its checks on (-D_GLIBCXX_ASSERTIONS, _LIBCPP_HARDENING_MODE)? Without them operator[] is as unchecked as before. Is 'first' never indexed with what is negative?
// CHECK-NEXT:  #include <cstring>
// CHECK-NEXT: +#include <span>
// CHECK-NEXT:  #include <vector>
// CHECK-NEXT:  int vector(std::vector<int> &v, unsigned i) {
// CHECK-NEXT: -  const int *first = v.data();
// CHECK-NEXT: +  std::span<const int> first = std::span(v);
// CHECK-NEXT:    auto *second = v.data() + 1;
// CHECK: review: make 'second' a std::span
// CHECK-NEXT: applied, discharges 2 of 2: V1
// CHECK-NEXT: asks: Is the library built with its checks on (-D_GLIBCXX_ASSERTIONS, _LIBCPP_HARDENING_MODE)? Without them operator[] is as unchecked as before. Is 'second' never indexed with what is negative?
// CHECK-NEXT:  #include <cstring>
// CHECK-NEXT: +#include <span>
// CHECK-NEXT:  #include <vector>
// CHECK-NEXT:    const int *first = v.data();
// CHECK-NEXT: -  auto *second = v.data() + 1;
// CHECK-NEXT: +  auto second = std::span(v).subspan(1);
// CHECK-NEXT:    return first[i] + second[i];
int read(unsigned i) {
  char bytes[4] = {};
  const char *b = bytes;
  return b[i];
}
// CHECK: review: make 'b' a std::span
// CHECK-NEXT: applied, discharges 1 of 1: V1
// CHECK-NEXT: asks: Is the library built with its checks on (-D_GLIBCXX_ASSERTIONS, _LIBCPP_HARDENING_MODE)? Without them operator[] is as unchecked as before. Is 'b' never indexed with what is negative?
// CHECK-NEXT:  #include <cstring>
// CHECK-NEXT: +#include <span>
// CHECK-NEXT:  #include <vector>
// CHECK-NEXT:    char bytes[4] = {};
// CHECK-NEXT: -  const char *b = bytes;
// CHECK-NEXT: +  std::span<const char> b = std::span(bytes);
// CHECK-NEXT:    return b[i];

int moved(unsigned i) {
  int table[16] = {};
  int *q = table;
  ++q;
  return q[i];
}
// CHECK: review: make 'q' a std::span
// CHECK-NEXT: refused, of 'q': it is changed, line {{[0-9]+}}
int taken(unsigned i, int ***where) {
  static int table[16] = {};
  int *q = table;
  *where = &q;
  return q[i];
}
// CHECK: review: make 'q' a std::span
// CHECK-NEXT: refused, of 'q': its address is taken, line {{[0-9]+}}
int two(unsigned i) {
  int table[16] = {};
  int *q = table, *r = table + 1;
  return q[i] + *r;
}
// CHECK: review: make 'q' a std::span
// CHECK-NEXT: refused, it is not declared alone
int before(unsigned i) {
  int table[16] = {};
  int *q = table + 4;
  return q[-1] + q[i];
}
// CHECK: review: make 'q' a std::span
// CHECK-NEXT: refused, of 'q': what is in front of it is accessed, line {{[0-9]+}}
int lambda(unsigned i) {
  int table[16] = {};
  int *q = table + 4;
  return [&] { return q[i]; }() + q[i];
}
// CHECK: review: make 'q' a std::span
// CHECK-NEXT: refused, of 'q': a lambda uses it, line {{[0-9]+}}
// How much is there is not known.
int unknown(int *p, unsigned i) {
  int *q = p + 1;
  return q[i];
}
// OLD: review: make 'q' a std::span
// OLD-NEXT: refused, std::span is of C++20, and this unit is compiled as an older one
// OLD-NOT: {{^}}applied
