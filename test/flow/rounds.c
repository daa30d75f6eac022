// RUN: %check %s ferrule-bounds-pointer-subscript -- -std=gnu11
// What is computed from a counter is another value in the next round.

void masked(unsigned n, unsigned start) {
  int a[8];
  int *p = a;
  int last = 0, once = 0, twice = 0;
  unsigned i = start;
  while (n--) {
    int now = i & 7;
    p[now - last] = 1; // open: before 'a'
    if (twice)
      last = now;
    twice = once;
    once = 1;
    i++;
  }
}
void reduced(unsigned n, unsigned start) {
  int a[101];
  int *p = a;
  int last = 0, once = 0, twice = 0;
  unsigned i = start;
  while (n--) {
    int now = i % 100;
    p[now - last] = 1; // open: before 'a'
    if (twice)
      last = now;
    twice = once;
    once = 1;
    i++;
  }
}
