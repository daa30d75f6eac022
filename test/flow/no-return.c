// RUN: %check %s ferrule-null-unchecked-result -- -std=c17
// A function that always ends in one that does not come back does not either.
#include <stdio.h>
#include <stdlib.h>

static void fail(const char *what) {
  fputs(what, stderr);
  abort();
}
static void fail_with(const char *what, int code) {
  if (code > 1)
    fail(what);
  for (;;)
    fail("internal");
}
static void warn(const char *what) { fputs(what, stderr); }

static int *make(void) {
  int *p = malloc(sizeof *p);
  if (!p)
    fail_with("no memory", 2);
  *p = 1;
  return p;
}
static int *make_and_warn(void) {
  int *p = malloc(sizeof *p);
  if (!p)
    warn("no memory");
  *p = 1; // defect:
  return p;
}
// Deeper than calls are followed.
static int *depth1(void) { return make(); }
static int *depth2(void) { return depth1(); }
static int *depth3(void) { return depth2(); }
static int *depth4(void) { return depth3(); }
static int *depth5(void) { return depth4(); }
static int *depth6(void) { return depth5(); }
int *top(void) { return depth6(); }
int *other(void) { return make_and_warn(); }
