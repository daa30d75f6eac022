// RUN: %check %s ferrule-integers-size-narrowing -- -std=c11
#include <stdlib.h>
#include <string.h>

void signedLength(char *to, const char *from, int n) {
  memcpy(to, from, n); // open: 'n' is part of the length given to memcpy()
}

void *signedSize(int n) {
  return malloc(n); // open: 'n' is part of the size given to malloc() and is converted from 'int'
}

int length(const char *s) {
  return strlen(s); // open: 'strlen(s)' is a size and is converted from 'unsigned long' to 'int'
}

unsigned short distance(const char *begin, const char *end) {
  return (unsigned short)(end - begin); // open: is a size and is converted from 'long'
}

int member(size_t n) {
  int kept = n; // open: 'n' is a size and is converted from 'unsigned long' to 'int'
  return kept;
}

int index_(const int *p, long i) {
  return p[(int)i]; // open: 'i' is part of an index and is converted from 'long' to 'int'
}

const char *offset(const char *p, unsigned long n) {
  return p + (int)n; // open: 'n' is part of a pointer's offset
}

void positive(char *to, const char *from, int n) {
  if (n > 0)
    memcpy(to, from, n); // discharged: 'n' is part of the length given to memcpy()
}

// Constants fit, a character is made an index like this, and other integers are no sizes.
int fine(char *to, const char *table, const char *s, long other) {
  memset(to, 0, 16);
  return table[(unsigned char)*s] + (int)other;
}
