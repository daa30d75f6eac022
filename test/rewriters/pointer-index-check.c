// RUN: %tools/rewrite.py %ferrule %s pointer-index-check -- -std=c11 \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design): }}'
// Before a pointer is indexed beyond what its declaration says is behind it, the function is left.
#include <stddef.h>

#define COUNTED_BY(n) __attribute__((annotate("ferrule::counted_by(" #n ")")))
#define SIZED_BY(n) __attribute__((annotate("ferrule::sized_by(" #n ")")))
#define ENDED_BY(e) __attribute__((annotate("ferrule::ended_by(" #e ")")))

int look(const int *p COUNTED_BY(n), int n, int i) {
  if (i == 7)
    return -1;
  return p[i];
}
// CHECK:review: test the index 'i' of 'p' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'i' is no index of the elements that 'n' counts behind 'p', and is all that was taken before released on that way?
// CHECK-NEXT:   if (i == 7)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  if (i < 0 || i >= n)
// CHECK-NEXT:     return -1;

int look_unsigned(const int *p COUNTED_BY(n), size_t n, unsigned i) {
  if (i == 7)
    return -1;
  return p[i];
}
// CHECK:review: test the index 'i' of 'p' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'i' is no index of the elements that 'n' counts behind 'p', and is all that was taken before released on that way?
// CHECK-NEXT:   if (i == 7)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  if (i >= n)
// CHECK-NEXT:     return -1;

int mixed(const int *p COUNTED_BY(n), size_t n, int i) {
  if (i == 7)
    return -1;
  return p[i];
}
// CHECK:review: test the index 'i' of 'p' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'i' is no index of the elements that 'n' counts behind 'p', and is all that was taken before released on that way?
// CHECK-NEXT:   if (i == 7)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  if (i < 0 || (size_t)i >= n)
// CHECK-NEXT:     return -1;

int mixed_count(const int *p COUNTED_BY(n), int n, size_t i) {
  if (i == 7)
    return -1;
  return p[i];
}
// CHECK:review: test the index 'i' of 'p' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'i' is no index of the elements that 'n' counts behind 'p', and is all that was taken before released on that way?
// CHECK-NEXT:   if (i == 7)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  if (n < 0 || i >= (size_t)n)
// CHECK-NEXT:     return -1;

int third(const int *p COUNTED_BY(n), size_t n) {
  if (!p)
    return -1;
  return p[2];
}
// CHECK:review: test the index '2' of 'p' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when '2' is no index of the elements that 'n' counts behind 'p', and is all that was taken before released on that way?
// CHECK-NEXT:   if (!p)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  if (n <= 2)
// CHECK-NEXT:     return -1;

// Four for each.
int quads(const int *p COUNTED_BY(4 * n), size_t n, size_t i) {
  if (!p)
    return -1;
  return p[3];
}
// CHECK:review: test the index '3' of 'p' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when '3' is no index of the elements that 'n' counts behind 'p', and is all that was taken before released on that way?
// CHECK-NEXT:   if (!p)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  if (n <= 0)
// CHECK-NEXT:     return -1;

int bytes(const char *p SIZED_BY(n), size_t n, size_t i) {
  if (!p)
    return -1;
  return p[i];
}
// CHECK:review: test the index 'i' of 'p' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'i' is no index of the elements that 'n' counts behind 'p', and is all that was taken before released on that way?
// CHECK-NEXT:   if (!p)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  if (i >= n)
// CHECK-NEXT:     return -1;

int fixed(const int *p COUNTED_BY(16), size_t i) {
  if (!p)
    return -1;
  return p[i];
}
// CHECK:review: test the index 'i' of 'p' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'i' is no index of the 16 elements behind 'p', and is all that was taken before released on that way?
// CHECK-NEXT:   if (!p)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  if (i >= 16)
// CHECK-NEXT:     return -1;

struct List {
  int *items COUNTED_BY(count);
  unsigned count;
};
int get(const struct List *l, size_t i) {
  if (!l)
    return -1;
  return l->items[i];
}
// CHECK:review: test the index 'i' of 'l->items' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'i' is no index of the elements that 'count' counts behind 'l->items', and is all that was taken before released on that way?
// CHECK-NEXT:   if (!l)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  if (i >= l->count)
// CHECK-NEXT:     return -1;

int next(const char *p ENDED_BY(end), const char *end, int i) {
  if (i == 1)
    return -1;
  return p[i];
}
// CHECK:review: test the index 'i' of 'p' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'i' is no index of the elements from 'p' to 'end', and is all that was taken before released on that way?
// CHECK-NEXT:   if (i == 1)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  if (i < 0 || i >= end - p)
// CHECK-NEXT:     return -1;

// What callers do is written down, since the test says nothing without it. Where the declaration alone is
// enough, in the loop, there is no test.
static int at(const int *p, int n, int i) {
  int k, s = 0;
  for (k = 0; k < n; k++)
    s += p[k];
  if (s < 0)
    return -1;
  return s + p[i];
}
int use_at(int *table, int n, int i) {
  return at(table, n, i);
}
// CHECK:review: test the index 'i' of 'p' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'i' is no index of the elements that 'n' counts behind 'p', and is all that was taken before released on that way?
// CHECK-NEXT: #include <stddef.h>
// CHECK-NEXT:+#ifndef FERRULE_COUNTED_BY /* how much a pointer leads to, for tools that check it */
// CHECK-NEXT:+#if defined(__FERRULE__)
// CHECK-NEXT:+#define FERRULE_COUNTED_BY(n) __attribute__((annotate("ferrule::counted_by(" #n ")")))
// CHECK-NEXT:+#else
// CHECK-NEXT:+#define FERRULE_COUNTED_BY(n)
// CHECK-NEXT:+#endif
// CHECK-NEXT:+#endif
// CHECK-NEXT: 
// CHECK-NEXT: // enough, in the loop, there is no test.
// CHECK-NEXT:-static int at(const int *p, int n, int i) {
// CHECK-NEXT:+static int at(const int *p FERRULE_COUNTED_BY(n), int n, int i) {
// CHECK-NEXT:   int k, s = 0;
// CHECK-NEXT:   if (s < 0)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  if (i < 0 || i >= n)
// CHECK-NEXT:     return -1;

// One test is enough for all that it goes in front of.
int swap(int *p COUNTED_BY(n), int n, int i, int k) {
  if (!p)
    return -1;
  int t = p[i];
  if (t == 3)
    p[i] = 4;
  p[i]++;
  while (t--) {
    p[i] = p[k];
    k++;
  }
  return p[i];
}
// CHECK:review: test the index 'i' of 'p' before it is used
// CHECK-NEXT:applied, discharges 5 of 5: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'i' is no index of the elements that 'n' counts behind 'p', and is all that was taken before released on that way?
// CHECK-NEXT:   if (!p)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  if (i < 0 || i >= n)
// CHECK-NEXT:     return -1;
// CHECK:review: test the index 'k' of 'p' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'k' is no index of the elements that 'n' counts behind 'p', and is all that was taken before released on that way?
// CHECK-NEXT:   while (t--) {
// CHECK-NEXT:+    if (k < 0 || k >= n)
// CHECK-NEXT:+      return -1;
// CHECK-NEXT:     p[i] = p[k];

// One past the last element is a place that a pointer may have.
const int *from(const int *p COUNTED_BY(n), unsigned n, unsigned i) {
  return &p[i];
}
// CHECK:review: test the index 'i' of 'p' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return 0' right when 'i' is beyond the elements that 'n' counts behind 'p', and is all that was taken before released on that way?
// CHECK-NEXT: const int *from(const int *p COUNTED_BY(n), unsigned n, unsigned i) {
// CHECK-NEXT:+  if (i > n)
// CHECK-NEXT:+    return 0;
// CHECK-NEXT:   return &p[i];

struct Stack {
  int *values COUNTED_BY(size);
  int size, used, last;
};
int push(struct Stack *s, int v) {
  if (!s)
    return -1;
  s->values[s->used] = v;
  return 0;
}
// CHECK:review: test the index 's->used' of 's->values' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 's->used' is no index of the elements that 'size' counts behind 's->values', and is all that was taken before released on that way?
// CHECK-NEXT:     return -1;
// CHECK-NEXT:+  if (s->used < 0 || s->used >= s->size)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:   s->values[s->used] = v;
int grow(struct Stack *s, int *values, int v) {
  if (!s)
    return -1;
  s->values = values;
  s->size += 8;
  s->values[s->used] = v;
  return 0;
}
// CHECK:review: test the index 's->used' of 's->values' before it is used
// CHECK-NEXT:refused, the function changes 'values'

// What was inferred is not what the function relies on: the last index is 'last'.
static int reach(const int *p, int last, int i) {
  int k, s = 0;
  for (k = 0; k < last; k++)
    s += p[k];
  for (k = 0; k <= last; k++)
    s -= p[k];
  if (s < 0)
    return -1;
  return s + p[i];
}
int use_reach(int *table, int last, int i) {
  return reach(table, last, i);
}
// CHECK:review: test the index 'k' of 'p' before it is used
// CHECK-NEXT:refused, the function itself goes beyond 'last', or compares with '<='
// CHECK:review: test the index 'i' of 'p' before it is used
// CHECK-NEXT:refused, the function itself goes beyond 'last', or compares with '<='

// A name is not enough where the function uses it for something else: pairs are counted here.
static int pairs(const int *p, int nb_p, int i) {
  int k, j, s = 0;
  for (k = 0, j = 0; k < nb_p; k++, j += 2)
    s += p[j] * p[j + 1];
  if (s < 0)
    return -1;
  return s + p[i];
}
int use_pairs(int *table, int i) {
  return pairs(table, 4, i);
}
// CHECK:review: test the index 'j + 1' of 'p' before it is used
// CHECK-NEXT:refused, the function itself takes 'nb_p' for a number of groups of elements
// CHECK:review: test the index 'j' of 'p' before it is used
// CHECK-NEXT:refused, the function itself takes 'nb_p' for a number of groups of elements
// CHECK:review: test the index 'i' of 'p' before it is used
// CHECK-NEXT:refused, the function itself takes 'nb_p' for a number of groups of elements

static int triples(const int *p, int nb_p, int i) {
  int k, s = 0;
  for (k = 0; k < nb_p; k++)
    s += p[3 * k + 1];
  if (s < 0)
    return -1;
  return s + p[i];
}
int use_triples(int *table, int i) {
  return triples(table, 4, i);
}
// CHECK:review: test the index '3 * k + 1' of 'p' before it is used
// CHECK-NEXT:refused, the function itself takes 'nb_p' for a number of groups of elements
// CHECK:review: test the index 'i' of 'p' before it is used
// CHECK-NEXT:refused, the function itself takes 'nb_p' for a number of groups of elements

// Those that are counted come first.
static int both(const int *p, int nb_p, int nb_more) {
  int k, s = 0;
  for (k = 0; k < nb_p + nb_more; k++) {
    if (s < 0)
      return -1;
    s += p[k];
  }
  return s;
}
int use_both(int *table, int i) {
  return both(table, 4, i);
}
// CHECK:review: test the index 'k' of 'p' before it is used
// CHECK-NEXT:refused, the function itself compares the index with more than 'nb_p'

// Here the step is over what belongs to an element.
static int options(const int *p, int nb_p, int i) {
  int k, s = 0;
  for (k = 0; k < nb_p; k++)
    if (p[k] == 7)
      k += 2;
  if (s < 0)
    return -1;
  return s + p[i];
}
int use_options(int *table, int i) {
  return options(table, 4, i);
}
// CHECK:review: test the index 'k' of 'p' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK:review: test the index 'i' of 'p' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1

int shrink(const int *p COUNTED_BY(n), int n, int i) {
  if (i == 7)
    return -1;
  n--;
  return p[i];
}
// CHECK:review: test the index 'i' of 'p' before it is used
// CHECK-NEXT:refused, the function changes 'n'

int count(const int *p COUNTED_BY(n), int n) {
  if (!p)
    return -1;
  return p[n];
}
// CHECK:review: test the index 'n' of 'p' before it is used
// CHECK-NEXT:refused, the index is the count itself: the access, or what is known of the pointer, is wrong

int quads_at(const int *p COUNTED_BY(4 * n), size_t n, size_t i) {
  if (!p)
    return -1;
  return p[i];
}
// CHECK:review: test the index 'i' of 'p' before it is used
// CHECK-NEXT:refused, the count is of something else than elements, and the scan would not follow the test

#define AT(k) p[k]
int in_macro(const int *p COUNTED_BY(n), int n, int i) {
  if (!p)
    return -1;
  return AT(i * 2 + 1);
}
// CHECK:review: test the index 'i * 2 + 1' of 'AT(i * 2 + 1)' before it is used
// CHECK-NEXT:refused, the index or the pointer comes from a macro

int twice(const int *p COUNTED_BY(n), int n, const int *at) {
  if (!p)
    return -1;
  return p[*at++] + p[*at++];
}
// CHECK:review: test the index '*at++' of 'p' before it is used
// CHECK-NEXT:refused, the index would be evaluated twice, and it calls a function or changes something
// CHECK:review: test the index '*at++' of 'p' before it is used
// CHECK-NEXT:refused, the index would be evaluated twice, and it calls a function or changes something

int no_example(const int *p COUNTED_BY(n), int n, int i) {
  return p[i];
}
// CHECK:review: test the index 'i' of 'p' before it is used
// CHECK-NEXT:refused, nothing in 'no_example' shows how it would leave early when something is wrong

// What is written through a pointer in between may be the index.
int through(int *p COUNTED_BY(n), int n, int i) {
  int *at = &i;
  if (!p)
    return -2;
  int t = p[i];
  *at = 5;
  t += p[i];
  return t;
}
// CHECK:review: test the index 'i' of 'p' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -2' right when 'i' is no index of the elements that 'n' counts behind 'p', and is all that was taken before released on that way?
// CHECK-NEXT:     return -2;
// CHECK-NEXT:+  if (i < 0 || i >= n)
// CHECK-NEXT:+    return -2;
// CHECK-NEXT:   int t = p[i];
// CHECK:review: test the index 'i' of 'p' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -2' right when 'i' is no index of the elements that 'n' counts behind 'p', and is all that was taken before released on that way?
// CHECK-NEXT:   *at = 5;
// CHECK-NEXT:+  if (i < 0 || i >= n)
// CHECK-NEXT:+    return -2;
// CHECK-NEXT:   t += p[i];

// CHECK:gone as well: ferrule-bounds-pointer-subscript: 'k' indexes the pointer 'p'
