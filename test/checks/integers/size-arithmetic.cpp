// RUN: %check %s ferrule-integers-size-arithmetic -- -std=c++17
// A list in parentheses has no type as long as the template is none of a type.
template <class T> T of(int n) {
  T one(1);
  T made(n, 2);
  return made;
}
struct pair {
  pair(int) {}
  pair(int, int) {}
};
pair two = of<pair>(3);

#include <cstring>
void copy(char *to, const char *from, unsigned n) {
  std::memcpy(to, from, n - 1); // open: memcpy() is given the length 'n - 1': 'n - 1' may wrap
}
