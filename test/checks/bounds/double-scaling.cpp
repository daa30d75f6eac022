// RUN: %check %s ferrule-bounds-double-scaling -- -std=c++20
// Offsets that are multiplied by the size of an element, which the compiler does already.
using size_t = decltype(sizeof(0));
struct Row { int cells[4]; };
struct Other { double values[2]; };

int *moved(int *p, size_t n) {
  return p + n * sizeof(int); // defect: 'p' is moved by a multiple of 'sizeof(int)': it counts in elements of 4 bytes, so it goes 4 times too far
}

int *ofTarget(int *p, int n) {
  p += sizeof(*p) * n;               // defect: 'p' is moved by a multiple of 'sizeof(*p)'
  p -= (int)(sizeof *p);             // defect: 'p' is moved by 'sizeof *p'
  return (n + 1) * 2 * sizeof(int) + p; // defect: 'p' is moved by a multiple of 'sizeof(int)'
}

Row *rows(Row *r, size_t n) {
  r[n * sizeof(Row)].cells[0] = 1; // defect: 'r' is indexed by a multiple of 'sizeof(Row)': it counts in elements of 16 bytes
  r = r + (n * sizeof(Row) - 1);   // defect: 'r' is moved by a multiple of 'sizeof(Row)'
  return r + n * sizeof(Other);    // defect: 'r' is moved by a multiple of 'sizeof(Other)'
}

char **strings(char **s, size_t n) {
  return s + n * sizeof(char *); // defect: it goes 8 times too far
}

int array(int n) {
  static int table[64];
  if (sizeof(long) == 4)
    return table[n * sizeof(int)]; // discharged: a constant condition keeps it from running
  return table[n * sizeof(int)];   // defect: 'table' is indexed by a multiple of 'sizeof(int)'
}

// Nothing is scaled twice.
int *inElements(int *p, size_t n, int *base) {
  p += n * sizeof(int) / sizeof(*p);
  p += n * (sizeof(Row) / sizeof(int));
  p += sizeof(Row) / sizeof(int) * n;
  p += n * sizeof(Row);
  p += 0 * sizeof(int);
  return base + (p - base) + n;
}

char *inBytes(char *text, unsigned char *bytes, size_t n) {
  bytes += n * sizeof(unsigned char);
  char *moved = (char *)bytes + n * sizeof(int);
  return moved + (text - moved) + n * sizeof(char);
}

// A table with an entry for each width: the size is the index.
void *byWidth(void *(&handlers)[9], unsigned n, int *counts) {
  counts[n + sizeof(int)] = 1;
  return handlers[sizeof(long)];
}

template <class T> T *step(T *p, size_t n) {
  return p + n * sizeof(T); // defect: 'p' is moved by a multiple of 'sizeof(T)'
}
template <class T> T *bytewise(T *p, size_t n) { return p + n * sizeof(T); }
short *use(short *p, char *q) { return step(p, (size_t)*bytewise(q, 1)); }
