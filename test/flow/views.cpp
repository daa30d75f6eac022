// RUN: %check %s 'ferrule-bounds-view-from-pointer,ferrule-bounds-container-access,ferrule-bounds-array-subscript,ferrule-bounds-out-of-bounds-read,ferrule-libc-memory-copy,ferrule-init-uninitialized-local' -- -std=c++20
// A view is followed as what it looks at: where its elements begin, and how many there are.
#include <array>
#include <cstdio>
#include <cstring>
#include <span>
#include <string_view>

static void print(int v, std::span<char> to) {
  std::snprintf(to.data(), to.size(), "%d", v); // discharged: the length is that of the same container
}
std::size_t written(int v) {
  char text[32]; // discharged: all that is read of it was written before
  print(v, std::span(text, 32)); // discharged: 'text' has 32 elements
  return std::strlen(text);
}

int sum(int from) {
  int values[16]; // discharged: all that is read of it was written before
  for (int i = 0; i < 16; ++i)
    values[i] = from + i; // discharged: 0 <= index <= 15
  std::span<int> all(values, 16); // discharged: 'values' has 16 elements
  int s = 0;
  for (std::size_t i = 0; i < all.size(); ++i)
    s += all[i]; // discharged: the loop's condition
  return s;
}

int last() {
  std::array<int, 4> a = {1, 2, 3, 4};
  std::span<int> all(a);
  return all[3]; // discharged: bytes 12 to 15 lie within the 16 bytes of 'a'
}
int behind() {
  std::array<int, 4> a = {1, 2, 3, 4};
  std::span<int> all(a);
  return all[4]; // defect: past the end // open: nothing compares the index with its size
}
int fixed(std::size_t i) {
  static int table[8];
  std::span<int, 8> all(table);
  return i < all.size() ? all[i] : 0; // discharged: the condition around it
}

int unknown(std::span<int> all, std::size_t i) {
  return all[i]; // open: nothing compares the index with its size
}
const int *address(std::span<int> all, std::size_t i) {
  return &all[i]; // open: nothing compares the index with its size
}

// What others may have set is not known any more.
void shrink(std::span<int> &all);
int changed() {
  int values[4] = {};
  std::span<int> all(values, 4); // discharged: 'values' has 4 elements
  shrink(all);
  return all[3]; // open: nothing compares the index with its size
}
void copied() {
  char text[8] = {};
  std::string_view all(text, 8); // discharged: 'text' has 8 elements
  std::string_view same = all;
  char to[8]; // discharged: all that is read of it was written before
  std::memcpy(to, same.data(), same.size()); // discharged: lie within the 8 bytes of 'to'
}
