// RUN: %tools/rewrite.py %ferrule %s checked-access -- -std=c++20 \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design): }}'
// An index that nothing compares with the size is checked by at().
#include <array>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

int get(const std::vector<int> &v, std::size_t i) {
  return v[i];
}
// CHECK:review: index 'v' with at()
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: May std::out_of_range be thrown where the index is not below the size?
// CHECK-NEXT: int get(const std::vector<int> &v, std::size_t i) {
// CHECK-NEXT:-  return v[i];
// CHECK-NEXT:+  return v.at(i);
// CHECK-NEXT: }

void put(std::vector<int> &v, std::size_t i) {
  v[i + 1] = 3;
}
// CHECK:review: index 'v' with at()
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: May std::out_of_range be thrown where the index is not below the size?
// CHECK-NEXT: void put(std::vector<int> &v, std::size_t i) {
// CHECK-NEXT:-  v[i + 1] = 3;
// CHECK-NEXT:+  v.at(i + 1) = 3;
// CHECK-NEXT: }

// What begins at one place changes at once.
int nested(std::vector<std::vector<int>> &v, std::size_t i) {
  return v[i][i + 1];
}
// CHECK:review: index 'v' with at()
// CHECK-NEXT:applied, discharges 2 of 2: V1
// CHECK-NEXT:asks: May std::out_of_range be thrown where the index is not below the size?
// CHECK-NEXT: int nested(std::vector<std::vector<int>> &v, std::size_t i) {
// CHECK-NEXT:-  return v[i][i + 1];
// CHECK-NEXT:+  return v.at(i).at(i + 1);
// CHECK-NEXT: }

char text(const std::string &s, std::string_view w, std::size_t i) {
  return s[i] +
         w[ i ];
}
// CHECK:review: index 's' with at()
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: May std::out_of_range be thrown where the index is not below the size?
// CHECK-NEXT: char text(const std::string &s, std::string_view w, std::size_t i) {
// CHECK-NEXT:-  return s[i] +
// CHECK-NEXT:+  return s.at(i) +
// CHECK-NEXT:          w[ i ];
// CHECK:review: index 'w' with at()
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: May std::out_of_range be thrown where the index is not below the size?
// CHECK-NEXT:   return s[i] +
// CHECK-NEXT:-         w[ i ];
// CHECK-NEXT:+         w.at( i );
// CHECK-NEXT: }

int others(std::array<int, 4> &a, std::deque<int> *d, std::size_t i) {
  return a[i] +
         (*d)[i];
}
// CHECK:review: index 'a' with at()
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: May std::out_of_range be thrown where the index is not below the size?
// CHECK-NEXT: int others(std::array<int, 4> &a, std::deque<int> *d, std::size_t i) {
// CHECK-NEXT:-  return a[i] +
// CHECK-NEXT:+  return a.at(i) +
// CHECK-NEXT:          (*d)[i];
// CHECK:review: index '(*d)' with at()
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: May std::out_of_range be thrown where the index is not below the size?
// CHECK-NEXT:   return a[i] +
// CHECK-NEXT:-         (*d)[i];
// CHECK-NEXT:+         (*d).at(i);
// CHECK-NEXT: }

struct Has {
  std::vector<int> v;
  int get(int i) {
    return this->v[i];
  }
};
// CHECK:review: index 'this->v' with at()
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: May std::out_of_range be thrown where the index is not below the size?
// CHECK-NEXT:   int get(int i) {
// CHECK-NEXT:-    return this->v[i];
// CHECK-NEXT:+    return this->v.at(i);
// CHECK-NEXT:   }

// The instances of a template are one place.
template <typename V> int generic(const V &v, std::size_t i) {
  return v[i];
}
// CHECK:review: index 'v' with at()
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: May std::out_of_range be thrown where the index is not below the size?
// CHECK-NEXT: template <typename V> int generic(const V &v, std::size_t i) {
// CHECK-NEXT:-  return v[i];
// CHECK-NEXT:+  return v.at(i);
// CHECK-NEXT: }
int use(const std::vector<int> &v, const std::array<int, 3> &a) {
  return generic(v, 1) + generic(a, 1);
}

// Once an instance has no at(), none is changed.
template <typename V> int mixed(const V &v, std::size_t i) {
  return v[i];
}
// CHECK:review: index 'v' with at()
// CHECK-NEXT:failed, V1: error: member reference base type 'const int *const' is not a structure or union, before.cpp:49, in before.cpp
// CHECK-NEXT: template <typename V> int mixed(const V &v, std::size_t i) {
// CHECK-NEXT:-  return v[i];
// CHECK-NEXT:+  return v.at(i);
// CHECK-NEXT: }
int use(const std::vector<int> &v, const std::array<int, 3> &a, std::size_t i) {
  const int *p = v.data();
  return mixed(v, i) + mixed(p, i);
}

int span(std::span<int> s, std::size_t i) {
  return s[i];
}
// CHECK:review: index 's' with at()
// CHECK-NEXT:refused, the class has no at() in this version of C++

#define AT(v, i) v[i]
int in_macro(const std::vector<int> &v, std::size_t i) {
  return AT(v, i);
}
// CHECK:review: index 'v' with at()
// CHECK-NEXT:refused, the access comes from a macro

// Compared: it is not open.
int compared(const std::vector<int> &v, std::size_t i) {
  return i < v.size() ? v[i] : 0;
}
