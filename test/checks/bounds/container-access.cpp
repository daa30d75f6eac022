// RUN: %check %s ferrule-bounds-container-access -- -std=c++20
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

int anyIndex(const std::vector<int> &v, unsigned i) {
  return v[i]; // open: 'v[i]' accesses a std::vector unchecked
}

char character(std::string_view s) {
  return s[0]; // open: 's[0]' accesses a std::basic_string_view unchecked
}

int first(const std::vector<int> &v) {
  return v.front(); // open: 'v.front()' accesses a std::vector unchecked
}

void drop(std::string &s) {
  s.pop_back(); // open: accesses a std::basic_string unchecked
}

int value(const std::optional<int> &o) {
  return *o; // open: '*o' accesses a std::optional unchecked
}

unsigned long size(const std::optional<std::string> &o) {
  return o->size(); // open: accesses a std::optional unchecked
}

int owned(const std::unique_ptr<int[]> &p) {
  return p[3]; // open: accesses a std::unique_ptr unchecked
}

int arrayByIndex(const std::array<int, 4> &a, unsigned i) {
  return a[i]; // open: accesses a std::array unchecked, of 4 elements
}

int arrayBeyond(const std::array<int, 4> &a) {
  return a[4]; // defect: accesses a std::array unchecked, of 4 elements
}

int arrayByConstant(const std::array<int, 4> &a) {
  return a[3]; // discharged: accesses a std::array unchecked, of 4 elements
}

int sum(const std::vector<int> &v) {
  int s = 0;
  for (std::size_t i = 0; i < v.size(); ++i)
    s += v[i]; // discharged: accesses a std::vector unchecked
  return s;
}

int growing(std::vector<int> v) {
  int s = 0;
  for (std::size_t i = 0; i < v.size(); ++i) {
    v.pop_back(); // open: accesses a std::vector unchecked
    s += v[i];    // open: accesses a std::vector unchecked
  }
  return s;
}

int last(const std::vector<int> &v) {
  return v.empty() ? 0 : v.back(); // discharged: accesses a std::vector unchecked
}

int valueOr(const std::optional<int> &o) {
  if (o)
    return *o; // discharged: accesses a std::optional unchecked
  return o.has_value() ? *o : 0; // discharged: accesses a std::optional unchecked
}

// These check.
int checked(const std::vector<int> &v, const std::optional<int> &o, std::map<int, int> &m) {
  return v.at(0) + o.value() + m[1];
}
