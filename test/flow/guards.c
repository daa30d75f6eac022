// RUN: %check %s 'ferrule-bounds-out-of-bounds-*,ferrule-integers-overflow,ferrule-integers-sign-conversion,ferrule-integers-uncontrolled-allocation,ferrule-null-dereference,ferrule-null-unchecked-result' -- -std=gnu11
// Values from outside of the program, and what makes them fine.
#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int table[16];
static int number(FILE *f) {
  int n;
  return fscanf(f, "%d", &n) == 1 ? n : 0;
}

int none(FILE *f) {
  int i = number(f);
  return table[i]; // defect: table
}

int both_ends(FILE *f) {
  int i = number(f);
  if (i < 0 || i >= 16)
    return 0;
  return table[i];
}
int as_unsigned(FILE *f) {
  unsigned i = (unsigned)number(f);
  return i < 16 ? table[i] : 0;
}
int by_the_array(FILE *f) {
  int i = number(f);
  if (i >= 0 && (size_t)i < sizeof(table) / sizeof(*table))
    return table[i];
  return 0;
}
int kept_in_a_variable(FILE *f) {
  int i = number(f);
  bool fits = i >= 0 && i < 16;
  if (!fits)
    return 0;
  return table[i];
}
static bool is_index(int i) { return i >= 0 && i < 16; }
int by_a_function(FILE *f) {
  int i = number(f);
  return is_index(i) ? table[i] : 0;
}
static int clamp(int n, int low, int high) { return n < low ? low : n > high ? high : n; }
int clamped(FILE *f) { return table[clamp(number(f), 0, 15)]; }
int clamped_too_high(FILE *f) {
  return table[clamp(number(f), 0, 16)]; // defect: table
}
int masked(FILE *f) { return table[number(f) & 15]; }
int wrapped(FILE *f) { return table[(unsigned)number(f) % 16]; }
int asserted(FILE *f) {
  int i = number(f);
  assert(i >= 0 && i < 16);
  return table[i];
}
int asked_again(FILE *f) {
  int i;
  do
    i = number(f);
  while (i < 0 || i > 15);
  return table[i];
}
int by_cases(FILE *f) {
  int i = number(f);
  switch (i) {
  case 0:
  case 5:
  case 15:
    return table[i];
  case 16:
    return table[i]; // defect: table
  default:
    return 0;
  }
}
int found(FILE *f) {
  int wanted = number(f);
  for (int i = 0; i < 16; ++i)
    if (table[i] == wanted)
      return table[i];
  return 0;
}
// Compared with something that the caller knows.
int by_the_caller(FILE *f, const int *values, int count) {
  int i = number(f);
  if (i < 0 || i >= count)
    return 0;
  return values[i];
}

// As much as there is room for.
void received(int fd, char to[64]) {
  char block[64];
  uint32_t length;
  if (read(fd, &length, sizeof(length)) != sizeof(length))
    return;
  size_t n = length < sizeof(block) ? length : sizeof(block);
  memcpy(block, to, n);
  ssize_t got = read(fd, block, n);
  if (got > 0)
    memcpy(to, block, (size_t)got);
}
// In portions.
void drained(int fd, FILE *out) {
  char block[64];
  uint32_t left;
  if (read(fd, &left, sizeof(left)) != sizeof(left))
    return;
  while (left > 0) {
    size_t portion = left > sizeof(block) ? sizeof(block) : left;
    ssize_t n = read(fd, block, portion);
    if (n <= 0)
      return;
    fwrite(block, 1, (size_t)n, out);
    left -= (uint32_t)n;
  }
}
// The offset first, then what remains behind it.
int part(int fd, char *to) {
  static char page[4096];
  struct {
    uint32_t offset, length;
  } wanted;
  if (read(fd, &wanted, sizeof(wanted)) != sizeof(wanted))
    return -1;
  if (wanted.offset > sizeof(page) || wanted.length > sizeof(page) - wanted.offset)
    return -1;
  memcpy(to, page + wanted.offset, wanted.length);
  return 0;
}
// A block of the size that was asked for holds what was asked for.
char *payload(int fd) {
  uint32_t length;
  if (read(fd, &length, sizeof(length)) != sizeof(length) || length > 65536)
    return NULL;
  char *block = malloc(length + 1);
  if (!block)
    return NULL;
  ssize_t n = read(fd, block, length);
  block[n < 0 ? 0 : n] = 0;
  return block;
}

// Sums that fit.
int total(FILE *f) {
  int a = number(f), b = number(f);
  if (a < 0 || a > 1000000 || b < 0 || b > 1000)
    return -1;
  return a * b + a;
}
int sum_or_most(FILE *f) {
  int a = number(f), b = number(f);
  if (a < 0 || b < 0)
    return -1;
  return a > INT32_MAX - b ? INT32_MAX : a + b;
}

// Null, tested in the usual and in less usual ways.
struct node {
  struct node *next;
  int value;
};
static void *must(void *p) {
  if (!p)
    abort();
  return p;
}
struct node *wrapped_allocation(void) {
  struct node *n = must(malloc(sizeof(*n)));
  n->value = 1;
  n->next = NULL;
  return n;
}
struct node *flagged(void) {
  struct node *n = calloc(1, sizeof(*n));
  bool failed = n == NULL;
  if (failed)
    return NULL;
  n->value = 1;
  return n;
}
int chain(const struct node *n) {
  if (n == NULL || n->next == NULL || n->next->next == NULL)
    return 0;
  return n->next->next->value;
}
