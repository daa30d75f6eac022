// RUN: %check %s ferrule-ownership-release -- -std=gnu11
// A block with many calls, each of which returns in several ways: the paths meet behind them.
#include <stdlib.h>

struct node {
  int kind;
};
struct node *last;

struct node *make(int kind) {
  struct node *n = malloc(sizeof *n);
  if (!n)
    return NULL;
  n->kind = kind;
  return n;
}

struct node *keep(int kind) {
  last = make(kind);
  return last;
}

void drop(struct node *n) {
  if (!n)
    return;
  free(n); // open: where what the caller passes as 'n' was made is not known
}

#define FOUR(X) X; X; X; X
#define MANY(X) FOUR(FOUR(FOUR(FOUR(X))))

void all(void) {
  MANY(make(1));
  drop(make(2)); // discharged: it was made by what this releases
  MANY(make(3));
  drop(make(4)); // discharged: it was made by what this releases
  drop(keep(5)); // open: where the result of 'keep' was made is not known
  drop(NULL); // discharged: it is null here
}

// What a callee makes in the rounds of a loop is not one block more in each.
int rounds(const char *text) {
  char *copy = malloc(4);
  int n = 0;
  for (; *text; ++text)
    for (const char *p = text; *p; ++p)
      if (make(*p))
        ++n;
  free(copy); // discharged: it was made by what this releases
  free(last); // open: where what 'last' points to was made is not known
  return n;
}
