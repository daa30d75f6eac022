// RUN: %check %s ferrule-init-uninitialized-local -- -std=c++20
// As declarations.c: the object of a method is its first argument.
#include <cstdio>
struct Text {
  void append(const char *text);
  void replace(const char *by, char *text);
};
void appended(Text &to, int n) {
  char b[50]; // discharged: on every path all that is read of it was written before
  std::snprintf(b, sizeof b, "%d", n);
  to.append(b);
}
void replaced(Text &to, int n) {
  char b[50]; // open: 'b' is declared without a value
  std::snprintf(b, sizeof b, "%d", n);
  to.replace("x", b);
}
