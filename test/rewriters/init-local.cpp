// RUN: %tools/rewrite.py %ferrule %s init-local -- -std=c++20 \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design): }}'
// In C++ with braces where the type has no literal of its own.
struct Point {
  int x, y;
};
enum class Colour { Red, Green };
bool parse(const char *Text, int &Value);

int number(const char *s) {
  int n;
  parse(s, n);
  return n;
}
// CHECK:safe: give 'n' a value
// CHECK-NEXT:applied, discharges 1 of 1: V1 V3
// CHECK-NEXT: int number(const char *s) {
// CHECK-NEXT:-  int n;
// CHECK-NEXT:+  int n = 0;
// CHECK-NEXT:   parse(s, n);

int pointer(int c, int *other) {
  int *p;
  if (c)
    p = other;
  return p ? 1 : 0;
}
// CHECK:safe: give 'p' a value
// CHECK-NEXT:applied, discharges 1 of 1: V1 V3
// CHECK-NEXT: int pointer(int c, int *other) {
// CHECK-NEXT:-  int *p;
// CHECK-NEXT:+  int *p = nullptr;
// CHECK-NEXT:   if (c)

bool flag(int c) {
  bool b;
  if (c)
    b = true;
  return b;
}
// CHECK:safe: give 'b' a value
// CHECK-NEXT:applied, discharges 1 of 1: V1 V3
// CHECK-NEXT: bool flag(int c) {
// CHECK-NEXT:-  bool b;
// CHECK-NEXT:+  bool b = false;
// CHECK-NEXT:   if (c)

Colour colour(int c) {
  Colour k;
  if (c)
    k = Colour::Green;
  return k;
}
// CHECK:safe: give 'k' a value
// CHECK-NEXT:applied, discharges 1 of 1: V1 V3
// CHECK-NEXT: Colour colour(int c) {
// CHECK-NEXT:-  Colour k;
// CHECK-NEXT:+  Colour k{};
// CHECK-NEXT:   if (c)

int parts(int c) {
  Point p, few[2];
  if (c)
    p.x = 1, few[1].y = 2;
  return p.x + few[1].y;
}
// CHECK:safe: give 'few' a value
// CHECK-NEXT:applied, discharges 1 of 1: V1 V3
// CHECK-NEXT: int parts(int c) {
// CHECK-NEXT:-  Point p, few[2];
// CHECK-NEXT:+  Point p, few[2]{};
// CHECK-NEXT:   if (c)
// CHECK:safe: give 'p' a value
// CHECK-NEXT:applied, discharges 1 of 1: V1 V3
// CHECK-NEXT: int parts(int c) {
// CHECK-NEXT:-  Point p, few[2];
// CHECK-NEXT:+  Point p{}, few[2];
// CHECK-NEXT:   if (c)

// A jump must not go past a value.
int jumps(int c) {
  if (c == 2)
    goto out;
  int n;
  if (c)
    n = 1;
  return n;
out:
  return 0;
}
// CHECK:safe: give 'n' a value
// CHECK-NEXT:failed, V1: error: cannot jump from this goto statement to its label, before.cpp:45, in before.cpp
// CHECK-NEXT:     goto out;
// CHECK-NEXT:-  int n;
// CHECK-NEXT:+  int n = 0;
// CHECK-NEXT:   if (c)
