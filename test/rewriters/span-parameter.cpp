// RUN: %tools/rewrite.py %ferrule %s span-parameter ferrule-bounds-view-from-pointer -- -std=c++20 -D_GLIBCXX_ASSERTIONS \
// RUN:   | FileCheck %s --implicit-check-not='{{^(safe|review|design|brings|gone as well): }}'
// RUN: %tools/rewrite.py %ferrule %s span-parameter -- -std=c++17 | FileCheck --check-prefix=OLD %s
// A pointer and its count become one std::span, where the function and all of its callers are seen.
#include <cassert>
#include <cstddef>
#include <cstring>

static int sum(const int *p, std::size_t n);
static int sum(const int *p, std::size_t n) {
  assert(n != 7);
  int s = n > 2 ? *p : 0;
  for (std::size_t i = 0; i < n; ++i)
    s += p[i];
  return s;
}
// CHECK: review: let 'sum' take 'p' as a std::span
// CHECK-NEXT: applied, discharges 1 of 1: V1
// CHECK-NEXT: asks: Is the library built with its checks on (-D_GLIBCXX_ASSERTIONS, _LIBCPP_HARDENING_MODE)? Without them operator[] is as unchecked as before. Is 'n' how many elements there are, whoever calls it?
// CHECK-NEXT:  #include <cstring>
// CHECK-NEXT: +#include <span>
// CHECK-NEXT: {{^ $}}
// CHECK-NEXT: -static int sum(const int *p, std::size_t n);
// CHECK-NEXT: -static int sum(const int *p, std::size_t n) {
// CHECK-NEXT: -  assert(n != 7);
// CHECK-NEXT: -  int s = n > 2 ? *p : 0;
// CHECK-NEXT: -  for (std::size_t i = 0; i < n; ++i)
// CHECK-NEXT: +static int sum(std::span<const int> p);
// CHECK-NEXT: +static int sum(std::span<const int> p) {
// CHECK-NEXT: +  assert(p.size() != 7);
// CHECK-NEXT: +  int s = p.size() > 2 ? p[0] : 0;
// CHECK-NEXT: +  for (std::size_t i = 0; i < p.size(); ++i)
// CHECK-NEXT:      s += p[i];
// CHECK-NEXT:    int table[16] = {};
// CHECK-NEXT: -  return sum(table, 16) + sum(table, sizeof table / sizeof table[0]);
// CHECK-NEXT: +  return sum(std::span(table, 16)) + sum(std::span(table, sizeof table / sizeof table[0]));
// CHECK-NEXT:  }
int callers() {
  int table[16] = {};
  return sum(table, 16) + sum(table, sizeof table / sizeof table[0]);
}

// What a caller gives must hold what it is.
class Has {
public:
  int get() const { return of(values, 4); }

private:
  int of(const int *p, int n) const;
  int values[4] = {};
};
int Has::of(const int *p, int n) const {
  int s = 0;
  for (int i = 0; p && i < n; ++i)
    s += p[i];
  return s;
}

// CHECK: review: let 'of' take 'p' as a std::span
// CHECK-NEXT: applied, discharges 1 of 1: V1
// CHECK-NEXT: asks: Is the library built with its checks on (-D_GLIBCXX_ASSERTIONS, _LIBCPP_HARDENING_MODE)? Without them operator[] is as unchecked as before. Is 'n' how many elements there are, whoever calls it, and never negative?
// CHECK-NEXT:  #include <cstring>
// CHECK-NEXT: +#include <span>
// CHECK-NEXT: {{^ $}}
// CHECK-NEXT:  public:
// CHECK-NEXT: -  int get() const { return of(values, 4); }
// CHECK-NEXT: +  int get() const { return of(std::span(values, 4)); }
// CHECK-NEXT: {{^ $}}
// CHECK-NEXT:  private:
// CHECK-NEXT: -  int of(const int *p, int n) const;
// CHECK-NEXT: +  int of(std::span<const int> p) const;
// CHECK-NEXT:    int values[4] = {};
// CHECK-NEXT:  };
// CHECK-NEXT: -int Has::of(const int *p, int n) const {
// CHECK-NEXT: +int Has::of(std::span<const int> p) const {
// CHECK-NEXT:    int s = 0;
// CHECK-NEXT: -  for (int i = 0; p && i < n; ++i)
// CHECK-NEXT: +  for (int i = 0; p.data() && i < std::ssize(p); ++i)
// CHECK-NEXT:      s += p[i];

// What others may call stays.
int exported(const int *p, std::size_t n, int start);
int exported(const int *p, std::size_t n, int start) {
  for (std::size_t i = 0; i < n; ++i)
    start += p[i];
  return start;
}
// CHECK: review: let 'exported' take 'p' as a std::span
// CHECK-NEXT: applied, discharges 0 of 1: V1
// CHECK-NEXT: asks: Is the library built with its checks on (-D_GLIBCXX_ASSERTIONS, _LIBCPP_HARDENING_MODE)? Without them operator[] is as unchecked as before. Is 'n' how many elements there are, whoever calls it?
// CHECK-NEXT:  #include <cstring>
// CHECK-NEXT: +#include <span>
// CHECK-NEXT: {{^ $}}
// CHECK-NEXT:  int exported(const int *p, std::size_t n, int start);
// CHECK-NEXT: -int exported(const int *p, std::size_t n, int start) {
// CHECK-NEXT: -  for (std::size_t i = 0; i < n; ++i)
// CHECK-NEXT: +int exported(std::span<const int> p, int start);
// CHECK-NEXT: +int exported(std::span<const int> p, int start) {
// CHECK-NEXT: +  for (std::size_t i = 0; i < p.size(); ++i)
// CHECK-NEXT:      start += p[i];
// CHECK-NEXT:    return start;
// CHECK-NEXT: +}
// CHECK-NEXT: +
// CHECK-NEXT: +int exported(const int *p, std::size_t n, int start) {
// CHECK-NEXT: +  return exported(std::span(p, n), start);
// CHECK-NEXT:  }
int more(const int *table, std::size_t size) {
  return exported(table, size, 1);
}

// CHECK: review: let 'more' take 'table' as a std::span
// CHECK-NEXT: failed, with it 1 operation is open that would not be, and it discharges 0: ferrule-bounds-view-from-pointer in the text that it brings
// CHECK-NEXT:  #include <cstring>
// CHECK-NEXT: +#include <span>
// CHECK-NEXT: {{^ $}}
// CHECK-NEXT:  }
// CHECK-NEXT: +int more(std::span<const int> table) {
// CHECK-NEXT: +  return exported(table.data(), table.size(), 1);
// CHECK-NEXT: +}
// CHECK-NEXT: +
// CHECK-NEXT:  int more(const int *table, std::size_t size) {
// CHECK-NEXT: -  return exported(table, size, 1);
// CHECK-NEXT: +  return more(std::span(table, size));
// CHECK-NEXT:  }
static int moved(const int *p, std::size_t n) {
  int s = 0;
  for (std::size_t i = 0; i < n; ++i)
    s += *p++;
  return s;
}
// CHECK: review: let 'moved' take 'p' as a std::span
// CHECK-NEXT: refused, of 'p': it is changed, line {{[0-9]+}}
static int counted(const int *p, std::size_t n) {
  int s = 0;
  while (n != 0)
    s += p[--n];
  return s;
}
// CHECK: review: let 'counted' take 'p' as a std::span
// CHECK-NEXT: refused, of 'n': it is changed, line {{[0-9]+}}
static int pointed(const int *p, std::size_t n) {
  int s = 0;
  for (std::size_t i = 0; i < n; ++i)
    s += p[i];
  return s;
}
// CHECK: review: let 'pointed' take 'p' as a std::span
// CHECK-NEXT: refused, the address of the function is taken, before.cpp:{{[0-9]+}}
static int asked(const int *p, unsigned char n) {
  int s = 0;
  for (unsigned i = 0; i < n; ++i)
    s += p[i];
  return s;
}
// CHECK: review: let 'asked' take 'p' as a std::span
// CHECK-NEXT: refused, a call converts the count to a type that may not hold it, before.cpp:{{[0-9]+}}
static int lambda(const int *p, std::size_t n) {
  int s = 0;
  for (std::size_t i = 0; i < n; ++i)
    s += [&] { return p[i]; }();
  return s;
}
// CHECK: review: let 'lambda' take 'p' as a std::span
// CHECK-NEXT: refused, of 'p': a lambda uses it, line {{[0-9]+}}
int defaulted(const int *p, std::size_t n, int start = 0) {
  for (std::size_t i = 0; i < n; ++i)
    start += p[i];
  return start;
}
// CHECK: review: let 'defaulted' take 'p' as a std::span
// CHECK-NEXT: refused, a parameter has a default
struct Virtual {
  virtual ~Virtual() = default;
  virtual int sum(const int *p, std::size_t n) const {
    int s = 0;
    for (std::size_t i = 0; i < n; ++i)
      s += p[i];
    return s;
  }
};
// CHECK: review: let 'sum' take 'p' as a std::span
// CHECK-NEXT: refused, the function is virtual
extern "C" int forC(const int *p, std::size_t n) {
  int s = 0;
  for (std::size_t i = 0; i < n; ++i)
    s += p[i];
  return s;
}
// CHECK: review: let 'forC' take 'p' as a std::span
// CHECK-NEXT: refused, the function is declared for C
int use(int (**where)(const int *, std::size_t), unsigned count) {
  int table[256] = {};
  *where = pointed;
  return moved(table, 16) + counted(table, 16) + pointed(table, 16) + asked(table, count) + lambda(table, 16) +
         Virtual().sum(table, 16) + forC(table, 16);
}
// CHECK: brings: ferrule-bounds-view-from-pointer: a std::span is made of 'p' and the length 'n'
// CHECK: gone as well: ferrule-bounds-pointer-subscript: 'i' indexes the pointer 'p'
// OLD: review: let 'sum' take 'p' as a std::span
// OLD-NEXT: refused, std::span is of C++20, and not all units are compiled as that
// OLD-NOT: {{^}}applied
