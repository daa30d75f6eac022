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

// Signed arithmetic that is kept in a variable and becomes a size, a length or an index.
char *later(const char *from, int a, int b) {
  int size = a * b; // open: 'a * b' computes 'size', which becomes the size given to malloc()
  char *to = malloc(size);
  int rest = b;
  rest += a; // open: 'rest += a' computes 'rest', which becomes the length given to memcpy()
  if (to)
    memcpy(to, from, rest);
  return to;
}
void *compared(int needed, int keep) {
  int size = 16;
  needed += keep; // open: 'needed += keep' computes 'needed', which is compared with 'size', the size given to malloc()
  while (size < needed)
    size = (int)(2u * (unsigned)size); // open: '2u * (unsigned)size' computes 'size', which becomes the size
  return malloc(size);
}
int indexed(const int *list, int a, int b) {
  int at = a + b; // open: 'a + b' computes 'at', which becomes an index
  int next = a + 1;
  return list[at] + list[next];
}
void *bounded(unsigned char a, unsigned char b) {
  int size = a * b; // discharged: 'a * b' computes 'size', which becomes the size given to malloc()
  return malloc(size);
}
int unused(int a, int b) {
  int sum = a + b;
  return sum;
}
// An unsigned number that wraps where it becomes a size.
void *unsignedSize(size_t n, size_t each) {
  size_t size = n * each; // open: 'n * each' computes 'size', which becomes the size given to malloc()
  return malloc(size);
}
void *checkedSize(size_t n) {
  size_t size;
  if (n > 1000)
    return NULL;
  size = n * 8 + 2; // discharged: 'n * 8 + 2' computes 'size', which becomes the size given to malloc()
  return malloc(size);
}
unsigned hash(const char *text, unsigned size) {
  unsigned h = 0;
  while (*text)
    h = h * 31 + (unsigned char)*text++;
  return h % size;
}
// An offset is an index.
const char *offset(const char *base, int a, int b, const char *end) {
  int at = a + b; // open: 'a + b' computes 'at', which becomes an index
  long length = end - base;
  return base + at + length;
}
