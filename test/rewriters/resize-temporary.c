// RUN: %tools/rewrite.py %ferrule %s resize-temporary -- -std=c11 \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design): }}'
// The result of realloc is kept in a variable of its own until it was tested.
#include <stdlib.h>

struct List {
  char *text;
  int *values;
  size_t count;
  size_t room;
};

// The test that is there is used.
int grow(struct List *l, size_t n) {
  l->text = realloc(l->text, n);
  if (l->text == NULL)
    return -1;
  l->room = n;
  return 0;
}
// CHECK:review: keep the result in a variable until it was tested, not in 'l->text'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is it right that 'l->text' still points to the old block when resizing fails, is the size never 0?
// CHECK-NEXT: int grow(struct List *l, size_t n) {
// CHECK-NEXT:-  l->text = realloc(l->text, n);
// CHECK-NEXT:-  if (l->text == NULL)
// CHECK-NEXT:+  char *new_text = realloc(l->text, n);
// CHECK-NEXT:+  if (new_text == NULL)
// CHECK-NEXT:     return -1;
// CHECK-NEXT:+  l->text = new_text;
// CHECK-NEXT:   l->room = n;

int grow_here(struct List *l, size_t n) {
  if (!(l->values = realloc(l->values, n * sizeof(int)))) {
    return -1;
  }
  l->room = n;
  return 0;
}
// CHECK:review: keep the result in a variable until it was tested, not in 'l->values'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is it right that 'l->values' still points to the old block when resizing fails, is the size never 0?
// CHECK-NEXT: int grow_here(struct List *l, size_t n) {
// CHECK-NEXT:-  if (!(l->values = realloc(l->values, n * sizeof(int)))) {
// CHECK-NEXT:+  int *new_values = realloc(l->values, n * sizeof(int));
// CHECK-NEXT:+  if (!new_values) {
// CHECK-NEXT:     return -1;
// CHECK-NEXT:   }
// CHECK-NEXT:+  l->values = new_values;
// CHECK-NEXT:   l->room = n;

// There is no test.
int append(struct List *l, int value) {
  if (!l)
    return -1;
  if (l->count == l->room)
    l->values = realloc(l->values, (l->room + 8) * sizeof(int));
  l->values[l->count++] = value;
  return 0;
}
// CHECK:review: keep the result in a variable until it was tested, not in 'l->values'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is it right that 'l->values' still points to the old block when resizing fails, is the size never 0, and is 'return -1' right then?
// CHECK-NEXT:     return -1;
// CHECK-NEXT:-  if (l->count == l->room)
// CHECK-NEXT:-    l->values = realloc(l->values, (l->room + 8) * sizeof(int));
// CHECK-NEXT:+  if (l->count == l->room) {
// CHECK-NEXT:+    int *new_values = realloc(l->values, (l->room + 8) * sizeof(int));
// CHECK-NEXT:+    if (!new_values)
// CHECK-NEXT:+      return -1;
// CHECK-NEXT:+    l->values = new_values;
// CHECK-NEXT:+  }
// CHECK-NEXT:   l->values[l->count++] = value;

char *longer(char *text, size_t n) {
  text = (char *)realloc(text, n);
  return text;
}
// CHECK:review: keep the result in a variable until it was tested, not in 'text'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is it right that 'text' still points to the old block when resizing fails, does somebody else hold that block then, is the size never 0, and is 'return NULL' right then?
// CHECK-NEXT: char *longer(char *text, size_t n) {
// CHECK-NEXT:-  text = (char *)realloc(text, n);
// CHECK-NEXT:+  char *new_text = (char *)realloc(text, n);
// CHECK-NEXT:+  if (!new_text)
// CHECK-NEXT:+    return NULL;
// CHECK-NEXT:+  text = new_text;
// CHECK-NEXT:   return text;

// The size is known already that the block does not have when this fails.
int doubled(struct List *l) {
  l->room *= 2;
  l->text = realloc(l->text, l->room);
  if (!l->text)
    return -1;
  return 0;
}
// CHECK:review: keep the result in a variable until it was tested, not in 'l->text'
// CHECK-NEXT:refused, a number beside the pointer was changed before: it may be the size of a block that is not there when resizing fails

int shown(struct List *l, size_t n) {
  l->text = realloc(l->text, n);
  if (l->text == NULL) {
    free(l->text);
    return -1;
  }
  return 0;
}
// CHECK:review: keep the result in a variable until it was tested, not in 'l->text'
// CHECK-NEXT:refused, 'l->text' is used where it is known to be null

int ignored(struct List *l, size_t n) {
  l->text = realloc(l->text, n);
  if (l->text == NULL)
    l->room = 0;
  return 0;
}
// CHECK:review: keep the result in a variable until it was tested, not in 'l->text'
// CHECK-NEXT:refused, the test of the result does not leave, or has an else

int *last, new_last, resized_last;
int taken(size_t n) {
  last = realloc(last, n);
  if (last == NULL)
    return -1;
  return 0;
}
// CHECK:review: keep the result in a variable until it was tested, not in 'last'
// CHECK-NEXT:refused, the names that would suit are taken

// Names as they are made there; the size is not 0.
static char *lineBuffer;
int line(unsigned char n) {
  lineBuffer = realloc(lineBuffer, n + 1);
  if (!lineBuffer)
    return -1;
  return 0;
}
// CHECK:review: keep the result in a variable until it was tested, not in 'lineBuffer'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is it right that 'lineBuffer' still points to the old block when resizing fails?
// CHECK-NEXT: int line(unsigned char n) {
// CHECK-NEXT:-  lineBuffer = realloc(lineBuffer, n + 1);
// CHECK-NEXT:-  if (!lineBuffer)
// CHECK-NEXT:+  char *newLineBuffer = realloc(lineBuffer, n + 1);
// CHECK-NEXT:+  if (!newLineBuffer)
// CHECK-NEXT:     return -1;
// CHECK-NEXT:+  lineBuffer = newLineBuffer;
// CHECK-NEXT:   return 0;

int part(struct List *l, size_t n) {
  return (l->text = realloc(l->text, n)) ? 0 : -1;
}
// CHECK:review: keep the result in a variable until it was tested, not in 'l->text'
// CHECK-NEXT:refused, the assignment is part of a larger expression
