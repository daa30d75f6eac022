// RUN: %check %s ferrule-integers-allocation-size -- -std=c11
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int *product(size_t n) {
  return malloc(n * sizeof(int)); // open: malloc() is given the size 'n * sizeof(int)'
}

int *signedProduct(int n) {
  return malloc(n * sizeof(int)); // open: malloc() is given the size
}

char *sum(size_t n) {
  return malloc(n + 1); // open: malloc() is given the size 'n + 1'
}

char *shifted(unsigned n) {
  return malloc(n << 2); // open: malloc() is given the size 'n << 2'
}

void *grow(void *p, size_t n) {
  return realloc(p, 2 * n); // open: realloc() is given the size '2 * n'
}

void *own(size_t n) __attribute__((alloc_size(1)));
void *ownProduct(size_t n) {
  return own(n * 8); // open: own() is given the size 'n * 8'
}

char *duplicate(const char *s) {
  return malloc(strlen(s) + 1); // discharged: malloc() is given the size 'strlen(s) + 1'
}

int *narrow(unsigned n) {
  return malloc(n * sizeof(int)); // discharged: malloc() is given the size
}

int *bounded(size_t n) {
  if (n < 1000)
    return malloc(n * sizeof(int)); // discharged: malloc() is given the size
  return calloc(n, sizeof(int)); // discharged: calloc() is given the size 'n * sizeof(int)'
}

// Wrappers: what hands its parameter on to an allocator.
static void *mine(size_t n) { return malloc(n); }
static void *checkedMine(long n) {
  void *block = n > 0 ? mine((size_t)n) : NULL;
  if (!block)
    abort();
  return block;
}
static void *padded(int kind, size_t n) {
  void *block;
  (void)kind;
  block = malloc(n + 16); // discharged: between 16 and 4294967311 and does not wrap
  return block;
}
static char *named(unsigned n) {
  (void)n;
  return malloc(16);
}
static void *resized(void *p, size_t n) { return realloc(p, n); }

void *wrapped(int choice, unsigned w, unsigned h, void *old) {
  if (choice == 1)
    return mine(w * h * 4u); // open: mine() is given the size 'w * h * 4u': 'w * h' may wrap
  if (choice == 2)
    return checkedMine(w * h); // open: checkedMine() is given the size 'w * h'
  if (choice == 3)
    return padded(w + h, w * h); // open: padded() is given the size 'w * h'
  if (choice == 4)
    return resized(old, h * 8u); // open: resized() is given the size 'h * 8u'
  if (choice == 5)
    return mine((w & 15) * 8); // discharged: the ranges of its operands keep it from wrapping
  return named(w * h);
}

// Hooks, and functions of other units, by their shape.
struct hooks {
  void *(*malloc_fn)(size_t n);
  void *(*zalloc)(void *opaque, unsigned items, unsigned size);
  void *(*lookup)(size_t n);
};
void *otherAlloc(size_t n);
void *otherLookup(size_t n);
typedef struct table table;
table *tableAlloc(int buckets);

void *shaped(int choice, const struct hooks *h, unsigned w) {
  if (choice == 1)
    return h->malloc_fn(w + 1); // open: malloc_fn() is given the size 'w + 1'
  if (choice == 2)
    return h->zalloc(NULL, w + 2, 4); // open: zalloc() is given the size 'w + 2' and '4'
  if (choice == 3)
    return otherAlloc(w * 8); // open: otherAlloc() is given the size 'w * 8'
  if (choice == 4)
    return tableAlloc(w * 2);
  return w ? h->lookup(w + 1) : otherLookup(w * 8);
}

// Nothing is computed.
void *plain(size_t n) { return n ? malloc(n) : malloc(16 * sizeof(int)); }

// By what the path knows of the values.
int *counted(int n) {
  size_t count = 0;
  if (n <= 0)
    return NULL;
  count = (size_t)n;
  return malloc((count + 1) * sizeof(int)); // discharged: the result is between 8 and
}
int *unchecked(long n) {
  size_t count = (size_t)n;
  return malloc((count + 1) << 2); // open: malloc() is given the size
}

// Tests as programs write them, whatever the size of the type.
struct list {
  size_t count, room;
};
int note(struct list *l);
void learn(size_t *n);

void *sum_any(size_t n, size_t m) {
  if (n > SIZE_MAX - m)
    return NULL;
  return malloc(n + m); // discharged: keep it from wrapping
}
void *sum_turned(size_t n, size_t m) {
  if (m && SIZE_MAX - n < m)
    return NULL;
  return malloc(n + m); // open: 'n + m' may wrap
}
void *sum_limit(struct list *l) {
  if (!l || SIZE_MAX - 1 < l->count)
    return NULL;
  return malloc(l->count + 1); // discharged: keep it from wrapping
}
void *product_any(size_t n, size_t m) {
  if (m != 0 && n > (size_t)-1 / m)
    return NULL;
  return malloc(n * m); // discharged: keep it from wrapping
}
void *product_limit(size_t n) {
  if (n <= SIZE_MAX / 3)
    return malloc(n * 3); // discharged: keep it from wrapping
  return malloc(n * 3);   // open: 'n * 3' may wrap
}
void *product_loose(size_t n) {
  if (n > SIZE_MAX / 2)
    return NULL;
  return malloc(n * 3); // open: 'n * 3' may wrap
}

// Not the largest value: 4096 - m may wrap itself.
void *less(size_t n, size_t m) {
  if (n > 4096 - m)
    return NULL;
  return malloc(n + m); // open: 'n + m' may wrap
}
// In another type.
void *wider(unsigned n, unsigned m) {
  if ((size_t)n > SIZE_MAX - m)
    return NULL;
  return malloc(n + m); // open: 'n + m' may wrap
}
void *cut(size_t n, size_t m) {
  if ((unsigned char)n > SIZE_MAX - m)
    return NULL;
  return malloc(n + m); // open: 'n + m' may wrap
}
// Changed since.
void *changed(size_t n, size_t m) {
  if (n > SIZE_MAX - m)
    return NULL;
  n *= 2;
  return malloc(n + m); // open: 'n + m' may wrap
}
void *changed_else(size_t n, size_t m) {
  if (n > SIZE_MAX - m)
    return NULL;
  else
    m += n;
  return malloc(n + m); // open: 'n + m' may wrap
}
void *changed_by_call(struct list *l) {
  if (l->count > SIZE_MAX - 1)
    return NULL;
  if (note(l))
    return NULL;
  return malloc(l->count + 1); // open: 'l->count + 1' may wrap
}
void *changed_by_pointer(size_t n, struct list *l) {
  learn(&n);
  if (n > SIZE_MAX - 1)
    return NULL;
  if (note(l))
    return NULL;
  return malloc(n + 1); // open: 'n + 1' may wrap
}
