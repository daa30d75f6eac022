// RUN: %check %s ferrule-bounds-pointer-difference -- -std=c11

long length(const char *begin, const char *end) {
  return end - begin; // open: 'end - begin' subtracts two pointers
}

struct Span {
  char *begin, *end;
};
long size(const struct Span *s) {
  return s->end - s->begin; // open: subtracts two pointers
}

long sameVariable(const char *begin, int n) {
  return (begin + n) - begin; // discharged: subtracts two pointers
}

long sameArray(int n) {
  static int table[8];
  return &table[n] - table; // discharged: subtracts two pointers
}

long integers(long a, long b) { return a - b; }
