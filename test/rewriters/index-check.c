// RUN: %tools/rewrite.py %ferrule %s index-check -- -std=c11 \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design): }}'
// Before an array of known size is indexed beyond it, the function is left as it is left elsewhere.
#include <stddef.h>

#define SLOTS 8
static int Table[16];
struct Ring {
  int slots[SLOTS];
  unsigned at;
};
int next(void);

int look(int i) {
  if (i == 7)
    return -1;
  return Table[i];
}
// CHECK:review: test the index 'i' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'i' is no index of 'Table', and is all that was taken before released on that way?
// CHECK-NEXT:   if (i == 7)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  if (i < 0 || i >= 16)
// CHECK-NEXT:     return -1;

int look_unsigned(size_t i) {
  if (i == 7)
    return -1;
  return Table[i];
}
// CHECK:review: test the index 'i' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'i' is no index of 'Table', and is all that was taken before released on that way?
// CHECK-NEXT:   if (i == 7)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  if (i >= 16)
// CHECK-NEXT:     return -1;

// One end is bounded already.
int look_below(int i) {
  if (i > 15)
    return -1;
  return Table[i];
}
// CHECK:review: test the index 'i' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'i' is no index of 'Table', and is all that was taken before released on that way?
// CHECK-NEXT:   if (i > 15)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  if (i < 0)
// CHECK-NEXT:     return -1;

// The size as it was declared.
void put(struct Ring *r, int value) {
  r->slots[r->at] = value;
}
// CHECK:review: test the index 'r->at' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return' right when 'r->at' is no index of 'slots', and is all that was taken before released on that way?
// CHECK-NEXT: void put(struct Ring *r, int value) {
// CHECK-NEXT:+  if (r->at >= SLOTS)
// CHECK-NEXT:+    return;
// CHECK-NEXT:   r->slots[r->at] = value;

_Bool is_set(unsigned i) {
  return Table[i];
}
// CHECK:review: test the index 'i' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return 0' right when 'i' is no index of 'Table', and is all that was taken before released on that way?
// CHECK-NEXT: _Bool is_set(unsigned i) {
// CHECK-NEXT:+  if (i >= 16)
// CHECK-NEXT:+    return 0;
// CHECK-NEXT:   return Table[i];

int sum(void) {
  int sum = 0;
  if (next() < 0)
    return -1;
  for (int i = 0; i <= 16; ++i)
    sum += Table[i];
  return sum;
}
// CHECK:review: test the index 'i' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'i' is no index of 'Table', and is all that was taken before released on that way?
// CHECK-NEXT:     return -1;
// CHECK-NEXT:-  for (int i = 0; i <= 16; ++i)
// CHECK-NEXT:+  for (int i = 0; i <= 16; ++i) {
// CHECK-NEXT:+    if (i >= 16)
// CHECK-NEXT:+      return -1;
// CHECK-NEXT:     sum += Table[i];
// CHECK-NEXT:+  }
// CHECK-NEXT:   return sum;

#define AT(i) Table[i]
int in_macro(int i) {
  if (i == 3)
    return -1;
  return AT(i);
}
// CHECK:review: test the index 'i' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'i' is no index of 'Table', and is all that was taken before released on that way?
// CHECK-NEXT:   if (i == 3)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  if (i < 0 || i >= 16)
// CHECK-NEXT:     return -1;

// Two tests at one place: the second waits for the next run.
int both(int i, int k) {
  if (i == 3)
    return -1;
  return Table[i] + Table[k];
}
// CHECK:review: test the index 'i' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'i' is no index of 'Table', and is all that was taken before released on that way?
// CHECK-NEXT:     return -1;
// CHECK-NEXT:+  if (i < 0 || i >= 16)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:   return Table[i] + Table[k];
// CHECK:review: test the index 'k' before it is used
// CHECK-NEXT:overlaps, it changes the same text as index-check-9e4a47107c
// CHECK-NEXT:     return -1;
// CHECK-NEXT:+  if (k < 0 || k >= 16)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:   return Table[i] + Table[k];

int call(void) {
  if (Table[0])
    return -1;
  return Table[next()];
}
// CHECK:review: test the index 'next()' before it is used
// CHECK-NEXT:refused, the index would be evaluated twice, and it calls a function or changes something

int no_example(int i) {
  return Table[i];
}
// CHECK:review: test the index 'i' before it is used
// CHECK-NEXT:refused, nothing in 'no_example' shows how it would leave early when something is wrong

int changed(int i) {
  if (i == 3)
    return -1;
  return (++i, 1) + Table[i];
}
// CHECK:review: test the index 'i' before it is used
// CHECK-NEXT:refused, what would be tested may change before it is used

int last(int i) {
  if (i == 3)
    return -1;
  do
    ++i;
  while (Table[i]);
  return 0;
}
// CHECK:review: test the index 'i' before it is used
// CHECK-NEXT:refused, it is evaluated in each round of a loop

// The value of i++ is that of i.
int put_next(struct Ring *r, int value) {
  if (value < 0)
    return -1;
  r->slots[r->at++] = value;
  return 0;
}
// CHECK:review: test the index 'r->at' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'r->at' is no index of 'slots', and is all that was taken before released on that way?
// CHECK-NEXT:     return -1;
// CHECK-NEXT:+  if (r->at >= SLOTS)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:   r->slots[r->at++] = value;

int put_both(struct Ring *r, int value) {
  if (value < 0)
    return -1;
  r->slots[r->at++] = Table[r->at];
  return 0;
}
// CHECK:review: test the index 'r->at' before it is used
// CHECK-NEXT:refused, what would be tested may change before it is used
// CHECK:review: test the index 'r->at' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'r->at' is no index of 'slots', and is all that was taken before released on that way?
// CHECK-NEXT:     return -1;
// CHECK-NEXT:+  if (r->at >= SLOTS)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:   r->slots[r->at++] = Table[r->at];

// A statement on the line of its loop or condition gets a line of its own.
int on_line(int i, int n) {
  if (i < 0) return -1;
  for (; i < n; ++i) Table[i] = 0;
  if (n > 0) Table[n] = 1; else Table[0] = 1;
  return 0;
}
// CHECK:review: test the index 'i' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'i' is no index of 'Table', and is all that was taken before released on that way?
// CHECK-NEXT:   if (i < 0) return -1;
// CHECK-NEXT:-  for (; i < n; ++i) Table[i] = 0;
// CHECK-NEXT:+  for (; i < n; ++i) {
// CHECK-NEXT:+    if (i < 0 || i >= 16)
// CHECK-NEXT:+      return -1;
// CHECK-NEXT:+    Table[i] = 0;
// CHECK-NEXT:+  }
// CHECK-NEXT:   if (n > 0) Table[n] = 1; else Table[0] = 1;
// CHECK:review: test the index 'n' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'n' is no index of 'Table', and is all that was taken before released on that way?
// CHECK-NEXT:   for (; i < n; ++i) Table[i] = 0;
// CHECK-NEXT:-  if (n > 0) Table[n] = 1; else Table[0] = 1;
// CHECK-NEXT:+  if (n > 0) {
// CHECK-NEXT:+    if (n >= 16)
// CHECK-NEXT:+      return -1;
// CHECK-NEXT:+    Table[n] = 1;
// CHECK-NEXT:+  } else Table[0] = 1;
// CHECK-NEXT:   return 0;

static int Grid[4][8];
int grid(unsigned i, unsigned k) {
  if (i == 9)
    return -1;
  return Grid[i][k];
}
// CHECK:review: test the index 'i' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'i' is no index of 'Grid', and is all that was taken before released on that way?
// CHECK-NEXT:     return -1;
// CHECK-NEXT:+  if (i >= 4)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:   return Grid[i][k];
// CHECK:review: test the index 'k' before it is used
// CHECK-NEXT:overlaps, it changes the same text as index-check-0f6c2350f7
// CHECK-NEXT:     return -1;
// CHECK-NEXT:+  if (k >= 8)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:   return Grid[i][k];
