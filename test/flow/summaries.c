// RUN: %check %s ferrule-ownership-allocation,ferrule-ownership-release,ferrule-ownership-double-release,ferrule-ownership-memory-leak,ferrule-bounds-out-of-bounds-write,ferrule-null-unchecked-result,ferrule-lifetime-use-after-release -- -std=gnu11
// A call that is not followed does what every path through the callee does: it returns memory that
// nobody else has, releases an argument, or leaves it as it is.
#include <stdlib.h>
#include <string.h>

struct item {
  int a, b, c, d, e, f;
  struct item *next;
};
extern int table[64];
extern struct item *registered;

// Too large to be followed where nothing is known of the arguments.
static void fill(struct item *i, int from) {
  i->a = table[from & 63] + table[(from + 1) & 63];
  i->b = table[(from + 2) & 63] * table[(from + 3) & 63];
  i->c = table[(from + 4) & 63] - table[(from + 5) & 63];
  i->d = table[(from + 6) & 63] ^ table[(from + 7) & 63];
  i->e = table[(from + 8) & 63] | table[(from + 9) & 63];
  i->f = table[(from + 10) & 63] & table[(from + 11) & 63];
  for (int n = 0; n < from; ++n)
    i->a += table[n & 63] * i->b + table[(n * 7) & 63] * i->c;
}

static struct item *make(int from) {
  struct item *i = malloc(sizeof *i); // open: 'malloc'
  if (!i)
    return NULL;
  i->next = NULL;
  fill(i, from);
  return i;
}

static void drop(struct item *i) {
  if (!i)
    return;
  for (int n = 0; n < 8; ++n)
    table[n] += i->a + i->b + i->c + i->d + i->e + i->f; // defect: reads what 'make' returns after its release
  free(i); // open: where what the caller passes as 'i' was made is not known
}

static void keep(struct item *i, int from) {
  fill(i, from);
  registered = i;
}

static void drop_some(struct item *i, int some) {
  fill(i, some);
  if (some)
    free(i); // discharged: it was made by what this releases
}

int whole_life(int from) {
  struct item *i = make(from);
  if (!i)
    return 0;
  fill(i, from);
  int sum = i->a + i->b;
  drop(i); // discharged: it was made by what this releases
  return sum;
}

int on_one_path_only(int from) {
  struct item *i = NULL;
  if (from > 7)
    i = make(from);
  int sum = i ? i->a : 0;
  drop(i); // discharged: it was made by what this releases
  return sum;
}

int after(int from) {
  struct item *i = make(from);
  if (!i)
    return 0;
  drop(i); // discharged: it was made
  return i->a; // defect: after its release
}

int twice(int from) {
  struct item *i = make(from);
  if (!i)
    return 0;
  drop(i); // discharged: it was made
  drop(i); // open: what 'make' returns may have been released
  return 0;
}

int beyond(int from) {
  struct item *i = make(from);
  if (!i)
    return 0;
  memset(i, 0, sizeof *i + 4); // defect: past the end of what 'make' returns
  drop(i); // discharged: it was made
  return 0;
}

int lost(int from) {
  struct item *i = make(from); // defect: what is allocated here is lost
  return i ? i->a : 0;
}

int kept(int from) {
  struct item *i = make(from);
  if (!i)
    return 0;
  keep(i, from);
  int sum = i->a;
  free(i); // open: others were given what 'make' returns before
  return sum;
}

int dropped_or_not(int from) {
  struct item *i = make(from); // defect: on a path through 'dropped_or_not'
  if (!i)
    return 0;
  drop_some(i, from); // discharged: it was made
  return 1;
}

int unchecked(int from) {
  struct item *i = make(from);
  i->a = 1; // defect: without a test whether it was made
  drop(i); // discharged: it was made
  return 0;
}

// Released on each path: nothing is left to whoever reads the type.
int scratch(int n) {
  char *p = malloc(64); // discharged: on every path through the function it is released again
  if (!p)
    return -1;
  memset(p, n, 64);
  int sum = p[n & 63];
  if (sum > 7) {
    free(p); // discharged: it was made
    return 7;
  }
  free(p); // discharged: it was made
  return sum;
}

struct table {
  int used;
  int *counts;
  char **slots;
};

// Where paths have met, a null pointer does not say that the block is gone: the table has it.
void kept_by_table(struct table *t, int keep_it) {
  char *p = malloc(8); // open: nothing in its type says who
  if (!p)
    return;
  if (keep_it) {
    t->slots[0] = p;
    p = NULL;
  }
  for (int i = 0; i < t->used; ++i)
    t->counts[i]++;
  free(p); // open: nobody has shown
}

void made_or_not(struct table *t, int wanted) {
  char *p = NULL;
  if (wanted)
    p = malloc(8); // discharged: on every path through the function it is released again
  for (int i = 0; i < t->used; ++i)
    t->counts[i]++;
  free(p); // discharged: where it is not null, it was made
}

struct holder {
  char *text;
  int sums[8];
};

// What the result leads to is kept, though nobody else has seen it so far.
struct holder *holds(char *text) {
  struct holder *h = malloc(sizeof(*h)); // open: nothing in its type says who
  if (!h)
    return NULL;
  memset(h->sums, 0, sizeof(h->sums));
  for (int i = 0; i < 8; ++i)
    h->sums[i] += table[i] * table[i + 8] + table[i + 16] * table[i + 24];
  for (int i = 0; i < 8; ++i)
    h->sums[i] += table[i + 32] * table[i + 40] + table[i + 48] * table[i + 56];
  for (int i = 0; i < 8; ++i)
    h->sums[i] += h->sums[i] * table[i] - table[i + 1] * table[i + 2];
  for (int i = 0; i < 8; ++i)
    h->sums[i] -= h->sums[i] / (1 + table[i] * table[i]) + table[i + 3];
  h->text = text;
  return h;
}
struct holder *made_to_hold(void) {
  char *text = malloc(8); // open: nothing in its type says who
  if (!text)
    return NULL;
  struct holder *h = holds(text);
  if (!h)
    free(text); // open: others were given
  return h;
}
char held_too_long(void) {
  char *text = malloc(8); // discharged: on every path
  if (!text)
    return 0;
  text[0] = 'a';
  struct holder *h = holds(text);
  if (!h) {
    free(text); // open: others were given
    return 0;
  }
  free(text); // open: others were given
  char first = h->text[0];
  free(h); // discharged: it was made
  return first;
}
