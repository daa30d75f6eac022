// RUN: %check %s ferrule-init-uninitialized-allocation -- -std=gnu11
#include <stdlib.h>
#include <string.h>

int *fresh(void) {
  return malloc(8 * sizeof(int)); // open: malloc() returns uninitialised memory
}

void *grown(void *p, size_t n) {
  return realloc(p, n); // open: realloc() leaves what it adds uninitialised
}

char *partly(size_t n) {
  char *p = malloc(n); // open: malloc() returns uninitialised memory
  if (p)
    p[0] = 0;
  return p;
}

char *filled(size_t n) {
  char *p = malloc(n); // discharged: malloc() returns uninitialised memory
  if (!p)
    return NULL;
  memset(p, 0, n);
  return p;
}

int *zeroed(void) { return calloc(8, sizeof(int)); }
char *copied(const char *s) { return strdup(s); }
