// RUN: %tools/rewrite.py %ferrule %s init-local -- -std=c++20 \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace
// A template in a unit takes nothing away from the others.
int parse(const char *text, int *value);

int number(const char *s) {
  int n;
  parse(s, &n);
  return n;
}
// CHECK:safe: give 'n' a value
// CHECK-NEXT:applied, discharges 1 of 1: V1 V3

template <typename T> T generic(const char *s) {
  T value;
  if (*s)
    value = 1;
  return value;
}
int use(const char *s) { return generic<int>(s); }
