// RUN: %check %s ferrule-integers-size-arithmetic -- -std=c11
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void difference(char *to, const char *from, size_t n) {
  memcpy(to, from, n - 1); // open: memcpy() is given the length 'n - 1'
}

void sum(char *to, const char *from, size_t n) {
  memcpy(to, from, n + 2); // open: memcpy() is given the length 'n + 2'
}

void rest(char *to, size_t size, size_t used) {
  snprintf(to + used, size - used, "x"); // open: snprintf() is given the length 'size - used'
}

void *allocation(size_t n) {
  return malloc(n - 4); // open: malloc() is given the size 'n - 4'
}

void guarded(char *to, const char *from, unsigned n) {
  if (n > 0)
    memcpy(to, from, n - 1); // discharged: memcpy() is given the length 'n - 1'
}

void whole(char *to, const char *from) {
  memcpy(to, from, strlen(from) + 1); // discharged: memcpy() is given the length
}

void constant(char *to, const char *from) {
  char buffer[16];
  memcpy(to, from, sizeof(buffer) - 1);
}
