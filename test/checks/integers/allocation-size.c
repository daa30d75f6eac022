// RUN: %check %s ferrule-integers-allocation-size -- -std=c11
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

// Nothing is computed.
void *plain(size_t n) { return n ? malloc(n) : malloc(16 * sizeof(int)); }
