// RUN: %check %s ferrule-bounds-pointer-subscript,ferrule-bounds-pointer-arithmetic,ferrule-bounds-pointer-difference,ferrule-libc-string-read -- -std=c11
// What ends with a NUL, by its declaration: a unit that is not NUL lies before the end.
#include <stddef.h>
#include <string.h>

#define NULL_TERMINATED __attribute__((annotate("ferrule::null_terminated")))

size_t length(const char *s NULL_TERMINATED) {
  const char *p = s;
  while (*p)
    p++; // discharged: the result stays within
  return p - s; // discharged: both point into
}

size_t undeclared(const char *s) {
  const char *p = s;
  while (*p)
    p++; // open: its extent is not declared
  return p - s; // discharged: both point into
}

int count(const char *s NULL_TERMINATED, char c) {
  int n = 0;
  for (size_t i = 0; s[i]; i++) // discharged: by the conditions on the way
    n += s[i] == c;             // discharged: by the conditions on the way
  return n;
}

char second(const char *s NULL_TERMINATED) {
  if (s[0] == 'a')
    return s[1]; // discharged: by the conditions on the way
  return s[1];     // open: it may end up to 1 byte behind
}

// The NUL itself is a part of it, what is behind is not.
int is_short(const char *s NULL_TERMINATED) {
  return s[0] == 0 || s[1] == 0; // discharged: by the conditions on the way
}
char behind(const char *s NULL_TERMINATED) {
  while (*s)
    s++;       // discharged: the result stays within
  return s[1]; // open: it may end up to 1 byte behind
}

const char *skip(const char *s NULL_TERMINATED) {
  while (*s == ' ' || *s == '\t')
    s++; // discharged: the result stays within
  return s;
}

// Not every test says that it is not the NUL.
const char *find(const char *s NULL_TERMINATED, char c) {
  while (*s != c)
    s++; // open: behind
  return s;
}

void to_slashes(char *s NULL_TERMINATED) {
  for (; *s; s++) // discharged: the result stays within
    if (*s == '\\')
      *s = '/';
}

// Where it was is not known any more.
char overwrite(char *s NULL_TERMINATED, size_t at) {
  s[at] = 'x'; // open: behind
  while (*s)
    s++; // open: behind
  return *s;
}

char last(const char *s NULL_TERMINATED) {
  size_t n = strlen(s); // discharged: by its declaration it is a string
  return n ? s[n - 1]   // discharged: by the conditions on the way
           : 0;
}

size_t rest(const char *s NULL_TERMINATED) {
  if (*s == '/')
    s++;            // discharged: the result stays within
  return strlen(s); // discharged: by its declaration it is a string
}

struct name {
  char *text NULL_TERMINATED;
};
size_t name_length(const struct name *n) {
  return strlen(n->text); // discharged: by its declaration it is a string
}
