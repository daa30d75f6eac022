// RUN: %tools/rewrite.py %ferrule %s init-local -- -std=c11 \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design): }}'
// A variable that may be read before it is written gets a value where it is declared.
#include <stdio.h>

struct Point {
  int x, y;
};
union Word {
  char first;
  long all;
};
enum Colour { Red, Green };
int parse(const char *text, int *value);
void fill(void *to);

int number(int c) {
  int n;
  if (c)
    n = 1;
  return n;
}
// CHECK:safe: give 'n' a value
// CHECK-NEXT:applied, discharges 1 of 1: V1 V3
// CHECK-NEXT: int number(int c) {
// CHECK-NEXT:-  int n;
// CHECK-NEXT:+  int n = 0;
// CHECK-NEXT:   if (c)

int trusted(const char *s) {
  int n; // what parse() says is not looked at
  parse(s, &n);
  return n;
}
// CHECK:safe: give 'n' a value
// CHECK-NEXT:applied, discharges 1 of 1: V1 V3
// CHECK-NEXT: int trusted(const char *s) {
// CHECK-NEXT:-  int n; // what parse() says is not looked at
// CHECK-NEXT:+  int n = 0; // what parse() says is not looked at
// CHECK-NEXT:   parse(s, &n);

// Each declarator on its own. What is written on every path is left as it is.
int several(int c) {
  int a, b, *p = &a, *q;
  b = 2;
  if (c)
    q = p;
  return c ? *q : a + b;
}
// CHECK:safe: give 'a' a value
// CHECK-NEXT:applied, discharges 1 of 1: V1 V3
// CHECK-NEXT: int several(int c) {
// CHECK-NEXT:-  int a, b, *p = &a, *q;
// CHECK-NEXT:+  int a = 0, b, *p = &a, *q;
// CHECK-NEXT:   b = 2;

int parts(int c) {
  struct Point p;
  if (c)
    p.x = 1;
  return p.x;
}
// CHECK:safe: give 'p' a value
// CHECK-NEXT:applied, discharges 1 of 1: V1 V3
// CHECK-NEXT: int parts(int c) {
// CHECK-NEXT:-  struct Point p;
// CHECK-NEXT:+  struct Point p = {0};
// CHECK-NEXT:   if (c)

int elements(int c) {
  short few[4][2];

  enum Colour colour;
  if (c) {
    colour = Green;
    few[0][1] = 1;
  }
  return few[0][1] + (int)colour;
}
// CHECK:safe: give 'few' a value
// CHECK-NEXT:applied, discharges 1 of 1: V1 V3
// CHECK-NEXT: int elements(int c) {
// CHECK-NEXT:-  short few[4][2];
// CHECK-NEXT:+  short few[4][2] = {0};
// CHECK-NEXT: 
// CHECK:safe: give 'colour' a value
// CHECK-NEXT:applied, discharges 1 of 1: V1 V3
// CHECK-NEXT: 
// CHECK-NEXT:-  enum Colour colour;
// CHECK-NEXT:+  enum Colour colour = 0;
// CHECK-NEXT:   if (c) {

const char *name(int c) {
  const char *text;
  if (c)
    text = "one";
  return text != NULL ? text : "none";
}
// CHECK:safe: give 'text' a value
// CHECK-NEXT:applied, discharges 1 of 1: V1 V3
// CHECK-NEXT: const char *name(int c) {
// CHECK-NEXT:-  const char *text;
// CHECK-NEXT:+  const char *text = NULL;
// CHECK-NEXT:   if (c)

// More than 128 bytes are not zeroed unseen.
int cheap(int c) {
  char text[128];
  if (c)
    text[0] = 0;
  return text[0];
}
// CHECK:safe: give 'text' a value
// CHECK-NEXT:applied, discharges 1 of 1: V1 V3
// CHECK-NEXT: int cheap(int c) {
// CHECK-NEXT:-  char text[128];
// CHECK-NEXT:+  char text[128] = {0};
// CHECK-NEXT:   if (c)

int many(int c) {
  char text[129];
  if (c)
    text[0] = 0;
  return text[0];
}
// CHECK:review: give 'text' a value
// CHECK-NEXT:applied, discharges 1 of 1: V1 V3
// CHECK-NEXT:asks: May 129 bytes be zeroed each time that control comes here?
// CHECK-NEXT: int many(int c) {
// CHECK-NEXT:-  char text[129];
// CHECK-NEXT:+  char text[129] = {0};
// CHECK-NEXT:   if (c)

// {0} gives a value to the first member only.
long shared(int c) {
  union Word w;
  if (c)
    w.all = 1;
  return w.all;
}
// CHECK:safe: give 'w' a value
// CHECK-NEXT:refused, the first member of the union is not its largest: {0} would leave the rest

int never_runs(int c) {
  switch (c) {
    int n;
  case 0:
    fill(&n);
    return n;
  default:
    return 0;
  }
}
// CHECK:safe: give 'n' a value
// CHECK-NEXT:refused, it is declared in front of the first case of a switch, where nothing runs

int marked(int c) {
  int n __attribute__((aligned(16)));
  if (c)
    n = 1;
  return n;
}
// CHECK:safe: give 'n' a value
// CHECK-NEXT:refused, an attribute stands behind the name

#define NUMBER int hidden_number
int hidden(int c) {
  NUMBER;
  if (c)
    hidden_number = 1;
  return hidden_number;
}
// CHECK:safe: give 'hidden_number' a value
// CHECK-NEXT:refused, the text to change comes from a macro
