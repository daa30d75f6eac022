// RUN: %tools/rewrite.py %ferrule %s std-array -- -std=c++20 -D_GLIBCXX_ASSERTIONS \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design|gone as well): }}'
// An array becomes a std::array, and its uses with it. The library is built with its checks: what was open is not open
// any more.
#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <iterator>
#include <string>
#include <vector>

int sum(const int *p, std::size_t n);
template <std::size_t N> int deduced(const int (&a)[N]);

// Where the array becomes a pointer it gets data().
int pointers(unsigned i, int *where) {
  int table[16] = {};
  std::memset(table, 0, sizeof(table));
  std::fill(table, table + 16, 1);
  int *first = table;
  if (where == table || (where ? where : table) != first)
    *table = 1;
  std::printf("%p", static_cast<void *>(table));
  return sum(table, std::size(table)) + table[i];
}
// CHECK:review: make 'table' a std::array
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is the library built with its checks on (-D_GLIBCXX_ASSERTIONS, _LIBCPP_HARDENING_MODE)? Without them operator[] is as unchecked as before.
// CHECK-NEXT: #include <algorithm>
// CHECK-NEXT:+#include <array>
// CHECK-NEXT: #include <cstddef>
// CHECK-NEXT: int pointers(unsigned i, int *where) {
// CHECK-NEXT:-  int table[16] = {};
// CHECK-NEXT:-  std::memset(table, 0, sizeof(table));
// CHECK-NEXT:-  std::fill(table, table + 16, 1);
// CHECK-NEXT:-  int *first = table;
// CHECK-NEXT:-  if (where == table || (where ? where : table) != first)
// CHECK-NEXT:-    *table = 1;
// CHECK-NEXT:-  std::printf("%p", static_cast<void *>(table));
// CHECK-NEXT:-  return sum(table, std::size(table)) + table[i];
// CHECK-NEXT:+  std::array<int, 16> table = {};
// CHECK-NEXT:+  std::memset(table.data(), 0, sizeof(table));
// CHECK-NEXT:+  std::fill(table.data(), table.data() + 16, 1);
// CHECK-NEXT:+  int *first = table.data();
// CHECK-NEXT:+  if (where == table.data() || (where ? where : table.data()) != first)
// CHECK-NEXT:+    table[0] = 1;
// CHECK-NEXT:+  std::printf("%p", static_cast<void *>(table.data()));
// CHECK-NEXT:+  return sum(table.data(), std::size(table)) + table[i];
// CHECK-NEXT: }

// What means the same for both stays.
int same(unsigned i) {
  int table[16] = {};
  std::memset(&table, 1, sizeof table);
  for (int &x : table)
    ++x;
  std::sort(std::begin(table), std::end(table));
  auto copied = [table] { return table[15]; };
  auto referred = [&table] { return table[14]; };
  return table[i] + copied() + referred() + sum(&table[0], sizeof table / sizeof(table[0]));
}
// CHECK:review: make 'table' a std::array
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is the library built with its checks on (-D_GLIBCXX_ASSERTIONS, _LIBCPP_HARDENING_MODE)? Without them operator[] is as unchecked as before.
// CHECK-NEXT: #include <algorithm>
// CHECK-NEXT:+#include <array>
// CHECK-NEXT: #include <cstddef>
// CHECK-NEXT: int same(unsigned i) {
// CHECK-NEXT:-  int table[16] = {};
// CHECK-NEXT:+  std::array<int, 16> table = {};
// CHECK-NEXT:   std::memset(&table, 1, sizeof table);

int word(const char *s, unsigned i) {
  char copy [8]{};
  std::strncpy(copy, s, sizeof copy);
  return*copy + copy[i];
}
// CHECK:review: make 'copy' a std::array
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is the library built with its checks on (-D_GLIBCXX_ASSERTIONS, _LIBCPP_HARDENING_MODE)? Without them operator[] is as unchecked as before.
// CHECK-NEXT: #include <algorithm>
// CHECK-NEXT:+#include <array>
// CHECK-NEXT: #include <cstddef>
// CHECK-NEXT: int word(const char *s, unsigned i) {
// CHECK-NEXT:-  char copy [8]{};
// CHECK-NEXT:-  std::strncpy(copy, s, sizeof copy);
// CHECK-NEXT:-  return*copy + copy[i];
// CHECK-NEXT:+  std::array<char, 8> copy{};
// CHECK-NEXT:+  std::strncpy(copy.data(), s, sizeof copy);
// CHECK-NEXT:+  return copy[0] + copy[i];
// CHECK-NEXT: }

// Specifiers stay where they are.
static const char *const names[4] = {"a", "b", "c", nullptr};
constexpr unsigned char const squares[] = {0, 1, 4, 9};
const static int cubes[] = {0, 1, 8};
int const powers[3]{1, 2, 4};
int number(unsigned i) {
  static thread_local std::vector<int> lists[2];
  return *names[i] + squares[i] + cubes[i] + powers[i] + static_cast<int>(lists[i].size());
}
// CHECK:review: make 'names' a std::array
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is the library built with its checks on (-D_GLIBCXX_ASSERTIONS, _LIBCPP_HARDENING_MODE)? Without them operator[] is as unchecked as before.
// CHECK-NEXT: #include <algorithm>
// CHECK-NEXT:+#include <array>
// CHECK-NEXT: #include <cstddef>
// CHECK-NEXT: // Specifiers stay where they are.
// CHECK-NEXT:-static const char *const names[4] = {"a", "b", "c", nullptr};
// CHECK-NEXT:+static const std::array<const char *, 4> names = {"a", "b", "c", nullptr};
// CHECK-NEXT: constexpr unsigned char const squares[] = {0, 1, 4, 9};
// CHECK:review: make 'squares' a std::array
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is the library built with its checks on (-D_GLIBCXX_ASSERTIONS, _LIBCPP_HARDENING_MODE)? Without them operator[] is as unchecked as before.
// CHECK-NEXT: #include <algorithm>
// CHECK-NEXT:+#include <array>
// CHECK-NEXT: #include <cstddef>
// CHECK-NEXT: static const char *const names[4] = {"a", "b", "c", nullptr};
// CHECK-NEXT:-constexpr unsigned char const squares[] = {0, 1, 4, 9};
// CHECK-NEXT:+constexpr std::array<unsigned char, 4> squares = {0, 1, 4, 9};
// CHECK-NEXT: const static int cubes[] = {0, 1, 8};
// CHECK:review: make 'cubes' a std::array
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is the library built with its checks on (-D_GLIBCXX_ASSERTIONS, _LIBCPP_HARDENING_MODE)? Without them operator[] is as unchecked as before.
// CHECK-NEXT: #include <algorithm>
// CHECK-NEXT:+#include <array>
// CHECK-NEXT: #include <cstddef>
// CHECK-NEXT: constexpr unsigned char const squares[] = {0, 1, 4, 9};
// CHECK-NEXT:-const static int cubes[] = {0, 1, 8};
// CHECK-NEXT:+const static std::array<int, 3> cubes = {0, 1, 8};
// CHECK-NEXT: int const powers[3]{1, 2, 4};
// CHECK:review: make 'powers' a std::array
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is the library built with its checks on (-D_GLIBCXX_ASSERTIONS, _LIBCPP_HARDENING_MODE)? Without them operator[] is as unchecked as before.
// CHECK-NEXT: #include <algorithm>
// CHECK-NEXT:+#include <array>
// CHECK-NEXT: #include <cstddef>
// CHECK-NEXT: const static int cubes[] = {0, 1, 8};
// CHECK-NEXT:-int const powers[3]{1, 2, 4};
// CHECK-NEXT:+std::array<int, 3> const powers{1, 2, 4};
// CHECK-NEXT: int number(unsigned i) {
// CHECK:review: make 'lists' a std::array
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is the library built with its checks on (-D_GLIBCXX_ASSERTIONS, _LIBCPP_HARDENING_MODE)? Without them operator[] is as unchecked as before.
// CHECK-NEXT: #include <algorithm>
// CHECK-NEXT:+#include <array>
// CHECK-NEXT: #include <cstddef>
// CHECK-NEXT: int number(unsigned i) {
// CHECK-NEXT:-  static thread_local std::vector<int> lists[2];
// CHECK-NEXT:+  static thread_local std::array<std::vector<int>, 2> lists;
// CHECK-NEXT:   return *names[i] + squares[i] + cubes[i] + powers[i] + static_cast<int>(lists[i].size());

// Elements with braces need a second pair around them.
#define COUNT 4
struct Pair {
  int a, b;
};
const Pair pairs[COUNT] = {{1, 2}, {3, 4}};
int pair(unsigned i) { return pairs[i].b + pairs->a; }
// CHECK:review: make 'pairs' a std::array
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is the library built with its checks on (-D_GLIBCXX_ASSERTIONS, _LIBCPP_HARDENING_MODE)? Without them operator[] is as unchecked as before.
// CHECK-NEXT: #include <algorithm>
// CHECK-NEXT:+#include <array>
// CHECK-NEXT: #include <cstddef>
// CHECK-NEXT: };
// CHECK-NEXT:-const Pair pairs[COUNT] = {{[{][{]}}1, 2}, {3, 4}};
// CHECK-NEXT:-int pair(unsigned i) { return pairs[i].b + pairs->a; }
// CHECK-NEXT:+const std::array<Pair, COUNT> pairs = {{[{][{]}}{1, 2}, {3, 4}}};
// CHECK-NEXT:+int pair(unsigned i) { return pairs[i].b + pairs.data()->a; }

// Members, where nobody else sees them.
class Has {
public:
  explicit Has(int x) : other() { values[0] = x; }
  int get(unsigned i) const { return this->values[i] + other[i]; }
  const int *all() const { return values; }

private:
  int values[1 + 3] = {};
  mutable int other[2];
};
// CHECK:review: make 'values' a std::array
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is the library built with its checks on (-D_GLIBCXX_ASSERTIONS, _LIBCPP_HARDENING_MODE)? Without them operator[] is as unchecked as before.
// CHECK-NEXT: #include <algorithm>
// CHECK-NEXT:+#include <array>
// CHECK-NEXT: #include <cstddef>
// CHECK-NEXT:   int get(unsigned i) const { return this->values[i] + other[i]; }
// CHECK-NEXT:-  const int *all() const { return values; }
// CHECK-NEXT:+  const int *all() const { return values.data(); }
// CHECK-NEXT: 
// CHECK-NEXT: private:
// CHECK-NEXT:-  int values[1 + 3] = {};
// CHECK-NEXT:+  std::array<int, 1 + 3> values = {};
// CHECK-NEXT:   mutable int other[2];
// CHECK:review: make 'other' a std::array
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is the library built with its checks on (-D_GLIBCXX_ASSERTIONS, _LIBCPP_HARDENING_MODE)? Without them operator[] is as unchecked as before.
// CHECK-NEXT: #include <algorithm>
// CHECK-NEXT:+#include <array>
// CHECK-NEXT: #include <cstddef>
// CHECK-NEXT:   int values[1 + 3] = {};
// CHECK-NEXT:-  mutable int other[2];
// CHECK-NEXT:+  mutable std::array<int, 2> other;
// CHECK-NEXT: };

class Counts {
  static int counts[3];

public:
  static int of(unsigned i) { return counts[i]; }
};
int Counts::counts[3] = {1, 2, 3};
// CHECK:review: make 'counts' a std::array
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is the library built with its checks on (-D_GLIBCXX_ASSERTIONS, _LIBCPP_HARDENING_MODE)? Without them operator[] is as unchecked as before.
// CHECK-NEXT: #include <algorithm>
// CHECK-NEXT:+#include <array>
// CHECK-NEXT: #include <cstddef>
// CHECK-NEXT: class Counts {
// CHECK-NEXT:-  static int counts[3];
// CHECK-NEXT:+  static std::array<int, 3> counts;
// CHECK-NEXT: 
// CHECK-NEXT: };
// CHECK-NEXT:-int Counts::counts[3] = {1, 2, 3};
// CHECK-NEXT:+std::array<int, 3> Counts::counts = {1, 2, 3};

struct View {
  std::vector<int> lists[2];
  std::vector<int> *at(unsigned i) { return &lists[i]; }
};
// CHECK:review: make 'lists' a std::array
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is the library built with its checks on (-D_GLIBCXX_ASSERTIONS, _LIBCPP_HARDENING_MODE)? Without them operator[] is as unchecked as before. Is '&lists[i]' never one past the last element?
// CHECK-NEXT: #include <algorithm>
// CHECK-NEXT:+#include <array>
// CHECK-NEXT: #include <cstddef>
// CHECK-NEXT: struct View {
// CHECK-NEXT:-  std::vector<int> lists[2];
// CHECK-NEXT:+  std::array<std::vector<int>, 2> lists;
// CHECK-NEXT:   std::vector<int> *at(unsigned i) { return &lists[i]; }

// A macro that has the array as an argument may do anything with it.
#define FIRST(x) (*(x))
#define ELEMENT(x, i) ((x)[i])
int macros(unsigned i) {
  static int changed[4];
  static int kept[4];
  return changed[i] + FIRST(changed) + ELEMENT(kept, i);
}
// CHECK:review: make 'changed' a std::array
// CHECK-NEXT:refused, it is used in a macro
// CHECK:review: make 'kept' a std::array
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is the library built with its checks on (-D_GLIBCXX_ASSERTIONS, _LIBCPP_HARDENING_MODE)? Without them operator[] is as unchecked as before.
// CHECK-NEXT: #include <algorithm>
// CHECK-NEXT:+#include <array>
// CHECK-NEXT: #include <cstddef>
// CHECK-NEXT:   static int changed[4];
// CHECK-NEXT:-  static int kept[4];
// CHECK-NEXT:+  static std::array<int, 4> kept;
// CHECK-NEXT:   return changed[i] + FIRST(changed) + ELEMENT(kept, i);

// What others may see, or what is used as a whole, stays.
int global[4];
int ofGlobal(unsigned i) { return global[i]; }
// CHECK:review: make 'global' a std::array
// CHECK-NEXT:refused, other units may use it

int whole(unsigned i) {
  int passed[4] = {};
  int bound[4] = {};
  auto &reference = bound;
  int typed[4] = {};
  decltype(typed) copy = {};
  return passed[i] + deduced(passed) + bound[i] + reference[0] + typed[i] + copy[0];
}
// CHECK:review: make 'passed' a std::array
// CHECK-NEXT:refused, the array as a whole is used, not a pointer to it
// CHECK:review: make 'bound' a std::array
// CHECK-NEXT:refused, the array as a whole is used, not a pointer to it
// CHECK:review: make 'typed' a std::array
// CHECK-NEXT:refused, the array as a whole is used, not a pointer to it

int *end(unsigned i) {
  static int a[4];
  a[i] = 1;
  return &a[4];
}
// CHECK:review: make 'a' a std::array
// CHECK-NEXT:refused, the address of what is behind its last element is taken by an index, at which a library with checks ends the program

// Declarations of more than a name and its brackets.
int declarations(unsigned i) {
  int a[4] = {}, b[4] = {};
  static const char digits[] = "0123456789abcdef";
  int rows[2][3] = {};
  int (*calls[2])() = {};
  static const int many[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
  struct { int x; } made[2] = {};
  Pair flat[2] = {1, 2, 3, 4};
  int placed[4] = {[2] = 1};
  return a[i] + b[i] + digits[i] + rows[i][i] + calls[i]() + many[i] + made[i].x + flat[i].a + placed[i];
}
// CHECK:review: make 'a' a std::array
// CHECK-NEXT:refused, it is not declared alone
// CHECK:review: make 'b' a std::array
// CHECK-NEXT:refused, it is not declared alone, or not by a name and its brackets alone
// CHECK:review: make 'digits' a std::array
// CHECK-NEXT:refused, what initialises it is no list in braces, or it is not declared alone
// CHECK:review: make 'rows' a std::array
// CHECK-NEXT:refused, it has more than one dimension
// CHECK:review: make 'calls' a std::array
// CHECK-NEXT:refused, its declarator is more than a name and its brackets
// CHECK:review: make 'many' a std::array
// CHECK-NEXT:refused, its size is what its initialiser has, which is more than a reader counts
// CHECK:review: make 'made' a std::array
// CHECK-NEXT:refused, it is not declared alone, or not by a name and its brackets alone
// CHECK:review: make 'flat' a std::array
// CHECK-NEXT:refused, its initialiser leaves out the braces of its elements
// CHECK:review: make 'placed' a std::array
// CHECK-NEXT:refused, its initialiser has designators

int inFront(unsigned i) {
  static int mark[2];
  return i[mark] + mark[i];
}
// CHECK:review: make 'mark' a std::array
// CHECK-NEXT:refused, the index stands in front of the brackets

// What is seen as something else.
struct Raw {
  int a[4];
  int b;
};
void fill(Raw *r, unsigned i) {
  std::memset(r, 0, sizeof(*r));
  r->a[i] = 1;
}
// CHECK:review: make 'a' a std::array
// CHECK-NEXT:refused, pointers to objects of its class are converted to pointers to something else

union Either {
  int a[4];
  float f[4];
};
int either(Either &e, unsigned i) { return e.a[i]; }
// CHECK:review: make 'a' a std::array
// CHECK-NEXT:refused, it is a member of a union

template <class T> T generic(unsigned i) {
  T a[4] = {};
  return a[i];
}
int instance(unsigned i) { return generic<int>(i); }
// CHECK:review: make 'a' a std::array
// CHECK-NEXT:refused, it stands in a template

// No open operation: not touched.
int fine(unsigned i) {
  int a[4] = {};
  return a[i & 3];
}
