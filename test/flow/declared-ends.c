// RUN: %check %s ferrule-bounds-pointer-subscript,ferrule-bounds-pointer-arithmetic,ferrule-bounds-pointer-difference -- -std=c11
// What ends where another pointer points, by its declaration.
#include <stddef.h>

#define ENDED_BY(end) __attribute__((annotate("ferrule::ended_by(" #end ")")))

int sum(const unsigned char *p ENDED_BY(end), const unsigned char *end) {
  int s = 0;
  while (p < end)
    s += *p++; // discharged: the result stays within
  return s;
}

// That there is no half of an element at the end is not followed.
int sum_of_ints(const int *p ENDED_BY(end), const int *end) {
  int s = 0;
  while (p < end)
    s += *p++; // open: behind
  return s;
}

int undeclared(const int *p, const int *end) {
  int s = 0;
  while (p < end)
    s += *p++; // open: its extent is not declared
  return s;
}

int sum_all(const int *p ENDED_BY(end), const int *end) {
  int s = 0;
  while (p <= end)
    s += *p++; // open: behind
  return s;
}

ptrdiff_t left(const char *p ENDED_BY(end), const char *end) {
  return end - p; // discharged: both point into
}

int pair(const unsigned char *p ENDED_BY(end), const unsigned char *end) {
  if (end - p < 2) // discharged: both point into
    return -1;
  return p[0] << 8 | p[1]; // discharged: by the conditions on the way
}

int triple(const unsigned char *p ENDED_BY(end), const unsigned char *end) {
  if (end - p < 2) // discharged: both point into
    return -1;
  return p[2]; // open: it may end up to 1 byte behind
}

int pairs(const unsigned char *p ENDED_BY(end), const unsigned char *end) {
  int s = 0;
  while (end - p >= 2) { // discharged: both point into
    s += p[0] + p[1];    // discharged: by the conditions on the way
    p += 2;              // discharged: the result stays within
  }
  return s;
}

struct reader {
  const char *at ENDED_BY(end);
  const char *end;
};
int next(struct reader *r) {
  if (r->at == r->end)
    return -1;
  return *r->at++; // discharged: the result stays within
}
int next_two(struct reader *r) {
  if (r->end - r->at < 2) // discharged: both point into
    return -1;
  r->at++;         // discharged: the result stays within
  return *r->at++; // discharged: the result stays within
}

int sum_until(const unsigned char *p ENDED_BY(end), const unsigned char *end) {
  int s = 0;
  while (p != end)
    s += *p++; // discharged: the result stays within
  return s;
}
