// RUN: %check %s ferrule-bounds-container-access -- -std=c++20 -D_GLIBCXX_ASSERTIONS
// A library that is compiled with its checks ends the program.
#include <array>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <stack>
#include <string>
#include <string_view>
#include <vector>

int vector(const std::vector<int> &v, unsigned i) {
  return v[i]; // discharged: unchecked: the library checks it: the program ends when the index is out of range
}

int &array(std::array<int, 4> &a, unsigned i) {
  return a[i]; // discharged: of 4 elements: the library checks it: the program ends when the index is out of range
}

int view(std::span<int> s, const std::deque<int> &d, std::string_view w, unsigned i) {
  return s[i]    // discharged: the library checks it
         + d[i]  // discharged: the library checks it
         + w[i]; // discharged: the library checks it
}

void text(std::string &s, unsigned i) {
  s[i] = 'x';   // discharged: the program ends when the index is out of range
  s.pop_back(); // discharged: the program ends when it is empty
}

int ends(const std::vector<int> &v, std::stack<int> &s) {
  return v.front()   // discharged: the program ends when it is empty
         + s.top();  // discharged: the program ends when it is empty
}

int value(const std::optional<int> &o) {
  return *o; // discharged: the library checks it: the program ends when it has no value
}

// What bounds the index is the better reason.
int bounded(const std::array<int, 4> &a, unsigned i) {
  return a[i & 3]; // discharged: 0 <= index <= 3 because of the mask
}

// That the program will end is a defect all the same.
int beyond(const std::array<int, 4> &a) {
  return a[4]; // defect: the index is 4
}

// The library checks that there is a pointer, and knows no size.
int owned(const std::unique_ptr<int[]> &p, unsigned i) {
  return p[i]; // open: nothing compares the index with its size
}

template <class V> int generic(const V &v, unsigned i) {
  return v[i]; // discharged: the library checks it
}
int instance(const std::vector<long> &v) { return generic(v, 3); }

namespace std {
// As another library may do it; but what cannot be reached is no check, nor is what constant evaluation does.
template <class T> struct valarray {
  T *p;
  unsigned n;
  T &operator[](unsigned i) { return i < n ? p[i] : (__builtin_trap(), p[0]); }
};
template <int N> struct bitset {
  bool operator[](unsigned i) const {
    if (i >= N)
      __builtin_unreachable();
    if (__builtin_is_constant_evaluated())
      if (i >= N)
        __builtin_trap();
    return (bits[i / 32] >> i % 32) & 1;
  }
  unsigned bits[N / 32 + 1];
};
} // namespace std

int trap(std::valarray<int> &v, unsigned i) {
  return v[i]; // discharged: the library checks it
}

bool assumed(const std::bitset<8> &b, unsigned i) {
  return b[i]; // open: nothing compares the index with its size
}
