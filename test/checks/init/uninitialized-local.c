// RUN: %check %s ferrule-init-uninitialized-local -- -std=c11
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct Point {
  int x, y;
};
void make(struct Point *);
struct Point origin(void);
int parse(const char *, int *);

int maybe(int c) {
  int n; // open: 'n' is declared without a value
  if (c)
    n = 1;
  return n;
}

int never(void) {
  int n; // open: 'n' is declared without a value: it is read before it is written
  return n;
}

int trusted(const char *s) {
  int n; // open: 'n' is declared without a value
  parse(s, &n);
  return n;
}

int byParts(void) {
  struct Point p; // open: 'p' is declared without a value
  p.x = 1;
  return p.y;
}

void array(int n) {
  char text[16]; // discharged: on every path all that is read of it was written before
  snprintf(text, sizeof(text), "%d", n);
  puts(text);
}

void conditionally(int c) {
  struct Point p; // open: 'p' is declared without a value
  if (c)
    memset(&p, 0, sizeof(p));
  make(&p);
}

int always(int c) {
  int n, unused; // discharged: 'n' is declared without a value // discharged: 'unused' is declared
  if (c)
    n = 1;
  else
    n = 2;
  return (n);
}

void cleared(void) {
  struct Point p; // discharged: 'p' is declared without a value
  memset(&p, 0, sizeof(p));
  make(&p);
}

int assigned(void) {
  struct Point p; // discharged: 'p' is declared without a value
  p = origin();
  return p.x;
}

int beforeItsAddress(const char *s) {
  int n; // discharged: 'n' is declared without a value: every read, and all that takes its address
  if (*s)
    n = 1;
  else
    n = 2;
  return parse(s, &n) + n;
}

int sometimesBeforeItsAddress(const char *s) {
  int n; // open: 'n' is declared without a value: its address is taken
  if (*s)
    n = 1;
  return parse(s, &n) + n;
}

// The second round finds it without a value again.
void eachRound(int rounds) {
  while (rounds--) {
    struct Point p; // open: 'p' is declared without a value
    if (rounds == 5)
      p = origin();
    make(&p);
  }
}

int onEveryPath(int c) {
  struct Point p; // discharged: 'p' is declared without a value
  if (c)
    p = origin();
  else
    memset(&p, 0, sizeof(p));
  return p.x;
}

int bothWays(int c) {
  struct Point p; // open: 'p' is declared without a value
  if (c)
    goto out;
  p = origin();
out:
  return p.x;
}

int initialised(int n, ...) {
  struct Point p = {0};
  static int counter;
  va_list l;
  va_start(l, n);
  va_end(l);
  return p.x + counter++;
}
