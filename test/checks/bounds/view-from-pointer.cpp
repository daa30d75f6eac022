// RUN: %check %s ferrule-bounds-view-from-pointer -- -std=c++20
#include <span>
#include <string>
#include <string_view>
#include <vector>

std::span<int> span(int *p, unsigned n) {
  return {p, n}; // open: a std::span is made of 'p' and the length 'n': nothing compares
}

std::string_view text(const char *p, unsigned n) {
  return std::string_view(p, n); // open: a std::basic_string_view is made of 'p'
}

int table[4];
void constant() {
  std::span<int> whole(table, 4); // discharged: 'table' has 4 elements
  std::span<int> more(table, 5);  // open: a std::span is made of 'table'
}

void sameOwner(std::vector<int> &v, std::vector<int> &w) {
  std::span<int> good(v.data(), v.size()); // discharged: both are of 'v'
  std::span<int> bad(v.data(), w.size());  // open: the length 'w.size()'
}

template <class T> std::span<T> inTemplate(T *p, unsigned n) {
  return std::span<T>(p, n); // open: a std::span is made of 'p'
}
template std::span<int> inTemplate<int>(int *, unsigned);

void extentOfType(int (&a)[4], const std::string &s, const char *p) {
  std::span<int> ofArray(a);
  std::string_view ofString(s), ofText(p);
}
