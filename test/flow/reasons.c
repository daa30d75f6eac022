// RUN: %check %s ferrule-bounds-array-subscript,ferrule-bounds-pointer-subscript,ferrule-libc-memory-copy -- -std=gnu11
// A reason holds for all states that reach the place, not for the first of them.
#include <stdlib.h>
#include <string.h>

// What other paths bring is not what the reason is about.
int either(int wide, unsigned i) {
  char a[8] = {0}, b[16] = {0};
  char *p = wide ? b : a;
  return p[i & 7]; // discharged: whichever of several it is
}

void nothing(void) {
  char a[4];
  memcpy(a, "abc", 0); // discharged: length
}

char grown(char *old, int more) {
  char *p = more ? realloc(old, 16) : malloc(8);
  if (!p)
    return 0;
  p[7] = 1; // discharged: whichever of several it is
  return p[7]; // discharged: whichever of several it is
}

// What could have wrapped when it was computed has not, by what the path has learnt since.
int sized(int n, int x) {
  int *list = malloc(n * sizeof(int));
  int sum = 0;
  if (!list)
    return -1;
  for (int i = 0; i < n; i++)
    list[i] = x; // discharged: by the conditions on the way
  for (int i = 0; i <= n; i++)
    list[i] = sum++; // open: it may end up to 4 bytes behind
  free(list);
  return sum;
}

void may_wrap(size_t n) {
  char *p = malloc(n + 1);
  if (p)
    p[n] = 0; // open: its extent is not declared
  free(p);
}

// The largest number is no negative one.
static int capacity(int size, size_t element) {
  if (size <= 0)
    return 8;
  if ((size_t)size > (size_t)18446744073709551615ul / 2 / element)
    return -1;
  return size * 2;
}
int after_growth(int size) {
  static char table[9];
  int n = capacity(size, 16);
  if (n < 0)
    return 0;
  return table[n]; // open: it may end up to
}

// What a macro does is at one place, also where its text begins with an argument: of several objects
// there, no reason is that of all.
#define TAKE(into, from, i)                                                                        \
  {                                                                                                \
    if (from[i] != 0)                                                                              \
      into = from[i];                                                                              \
  }
int taken(int n) {
  int values[8] = {0}, sum = 0;
  const int *table = values;
  for (int i = 0; i < 8; ++i)
    TAKE(sum, table, i); // open: its extent is not declared
  for (int i = 0; i < 8; ++i)
    sum += table[i]; // discharged: bytes 0 to 31 lie within the 32 bytes of 'values'
  return sum;
}
