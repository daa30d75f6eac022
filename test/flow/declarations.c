// RUN: %check %s ferrule-init-uninitialized-local -- -std=gnu11
// A variable without a value is fine where all that is read of it was written before; what is given
// to code that is not seen counts as read.
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct pair {
  int x, y;
};
int some(struct pair *p);

static void set(struct pair *p, int x) {
  p->x = x;
  p->y = 0;
}
static int set_or_not(struct pair *p, int x) {
  if (x < 0)
    return -1;
  p->x = x;
  p->y = 0;
  return 0;
}
int by_callee(int x) {
  struct pair p; // discharged: on every path
  set(&p, x);
  return p.y;
}
int checked(int x) {
  struct pair p; // discharged: on every path
  if (set_or_not(&p, x) != 0)
    return 0;
  return p.x;
}
int unchecked(int x) {
  struct pair p; // open:
  set_or_not(&p, x);
  return p.x;
}

int all_fields(int k) {
  struct pair p; // discharged: on every path
  p.x = 1;
  p.y = k;
  return some(&p);
}
int some_fields(int k) {
  struct pair p; // open:
  p.x = 1;
  if (k)
    p.y = 2;
  return some(&p);
}
struct pair returned(int k) {
  struct pair p; // open:
  p.x = k;
  return p;
}

int all_elements(int k) {
  char b[50]; // discharged: on every path
  for (int i = 0; i < 50; ++i)
    b[i] = (char)k;
  return b[k & 31];
}
int some_elements(int k) {
  char b[50]; // open:
  for (int i = 0; i < k && i < 50; ++i)
    b[i] = 1;
  return b[49];
}
void bytes(int fd, unsigned n) {
  unsigned char b[4]; // discharged: on every path
  b[0] = (unsigned char)(n >> 24);
  b[1] = (unsigned char)(n >> 16);
  b[2] = (unsigned char)(n >> 8);
  b[3] = (unsigned char)n;
  write(fd, b, sizeof b);
}

// A string is read up to its end.
void show(const char *text);
void change(char *text, int n);
void number_shown(int k) {
  char b[50]; // discharged: on every path
  snprintf(b, sizeof b, "%d", k);
  show(b);
}
size_t number_measured(int k) {
  char b[50]; // discharged: on every path
  sprintf(b, "%d", k);
  return strlen(b);
}
char read_behind(int k) {
  char b[50]; // open:
  snprintf(b, sizeof b, "%d", k);
  return b[k & 15];
}
void changed(int k) {
  char b[50]; // open:
  snprintf(b, sizeof b, "%d", k);
  change(b, 50);
}

// These may write less than they were asked for.
int short_read(int fd) {
  char b[50]; // open:
  if (read(fd, b, sizeof b) < 0)
    return 0;
  return b[49];
}
int no_number(void) {
  int n; // open:
  scanf("%d", &n);
  return n;
}
struct bits {
  unsigned low : 3, high : 5;
};
int other_bits(int k) {
  struct bits b; // open:
  b.low = k & 7;
  return b.high;
}

// Filled by a function that is too large, or called too often, to be followed.
void trace(int step);
#define LONG                                                                                       \
  trace(1), trace(2), trace(3), trace(4), trace(5), trace(6), trace(7), trace(8), trace(9),        \
      trace(10), trace(11), trace(12), trace(13), trace(14), trace(15), trace(16), trace(17),      \
      trace(18), trace(19), trace(20), trace(21), trace(22), trace(23), trace(24), trace(25),      \
      trace(26), trace(27), trace(28), trace(29), trace(30), trace(31), trace(32), trace(33),      \
      trace(34), trace(35), trace(36), trace(37), trace(38), trace(39), trace(40), trace(41),      \
      trace(42), trace(43), trace(44), trace(45), trace(46), trace(47), trace(48), trace(49),      \
      trace(50), trace(51), trace(52), trace(53), trace(54), trace(55), trace(56), trace(57),      \
      trace(58), trace(59), trace(60), trace(61), trace(62), trace(63), trace(64), trace(65),      \
      trace(66), trace(67), trace(68), trace(69), trace(70), trace(71), trace(72), trace(73)
int always(int way, int *out) {
  *out = 0;
  LONG;
  if (way > 3)
    *out = way;
  return *out;
}
int sometimes(int way, int *out) {
  LONG;
  if (way > 3)
    *out = way;
  return way;
}
int adds(int way, int *out) {
  LONG;
  *out += way;
  return way;
}
int half(int way, long *out) {
  LONG;
  *(int *)out = way;
  return way;
}
int copies(int way, int *to, const int *from) {
  LONG;
  *to = *from + way;
  return way;
}
int handsOn(int way, int *out) {
  LONG;
  return always(way, out);
}
int filledFar(int way) {
  int a; // discharged: all that is read of it was written before
  always(way, &a);
  return a;
}
int filledFarther(int way) {
  int a; // discharged: all that is read of it was written before
  handsOn(way, &a);
  return a;
}
int filledSometimes(int way) {
  int a; // open: a call is trusted to write it
  sometimes(way, &a);
  return a;
}
int addedTo(int way) {
  int a; // open: a call is trusted to write it
  adds(way, &a);
  return a;
}
long filledHalf(int way) {
  long a; // open: a call is trusted to write it
  half(way, &a);
  return a;
}
int filledFromItself(int way) {
  int a; // open: a call is trusted to write it
  copies(way, &a, &a);
  return a;
}
