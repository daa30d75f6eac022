// RUN: %check %s ferrule-types-declared-contract -- -std=c11
// What a declaration promises, and code that does not keep it.
#include <stddef.h>

__attribute__((nonnull)) void show(const char *text);
__attribute__((returns_nonnull)) char *name(int n);
extern char *kept;

void callers(int n) {
  show("good");
  show(NULL); // open: 'text' of show() is declared as not null: here a caller gives NULL
}

// One of the two is not meant, and compilers drop the test.
__attribute__((nonnull)) int first(const int *p) {
  if (!p) // open: 'p' of first() is declared as not null: here it is tested for NULL
    return 0;
  return *p;
}

__attribute__((returns_nonnull)) char *name(int n) {
  if (n < 0)
    return NULL; // open: the result of name() is declared as not null: here returns NULL
  return kept;
}

// A pointer that may be null is relied upon.
int second(int *_Nullable p) {
  return *p; // open: 'p' of second() is declared as nullable: here it is dereferenced on every path
}
int third(int *_Nullable p) { return p ? *p : 0; }

// Sixteen are promised, and nobody looks further; eight are not enough.
int sum(const int p[static 16]) {
  int s = 0;
  for (int i = 0; i < 16; ++i)
    s += p[i];
  return s;
}
int few(void) {
  int two[2] = {1, 2};
  return sum(two); // open: 'p' of sum() is declared as 16 elements: here a caller gives the address of 2 elements
}
int more(const int p[static 8]) { return p[0] + p[8]; } // open: 'p' of more() is declared as 8 elements

// Declared const, and written through a cast.
void fill(const char *p) {
  *(char *)p = 0; // open: 'p' of fill() is declared const: here it is written
}

// restrict: nobody gives the same for both.
void copy(int *restrict to, const int *from) { *to = *from; }
void itself(int *p) {
  copy(p, p); // open: 'to' of copy() is declared as restrict: here a caller gives the same for 'from'
}
