// RUN: %check %s ferrule-bounds-pointer-arithmetic -- -std=c11

static char Text[64];

const char *unknownExtent(const char *p, int n) {
  return p + n; // open: 'p + n' moves a pointer
}

unsigned sum(const char *s) {
  unsigned n = 0;
  while (*s)
    n += *s++; // open: moves a pointer on by one
  return n;
}

const char *back(const char *p) {
  p -= 2;    // open: 'p -= 2' moves a pointer
  return --p; // open: moves a pointer back by one
}

char *unbounded(unsigned n) {
  return Text + n; // open: into 'Text' of 64 elements
}

char *beyond(void) {
  return Text + 65; // defect: into 'Text' of 64 elements
}

char beforeStart(void) {
  return *(Text - 1); // defect: into 'Text' of 64 elements
}

char pastTheEnd(void) {
  return *(Text + 64); // defect: into 'Text' of 64 elements
}

// One past the end is a pointer that may be made.
const char *end(void) {
  return Text + 64; // discharged: into 'Text' of 64 elements
}

char third(void) {
  return *(Text + 3); // discharged: into 'Text' of 64 elements
}

char *masked(unsigned n) {
  return Text + (n & 63); // discharged: into 'Text' of 64 elements
}

const char *nothing(const char *p) {
  return p + 0; // discharged: moves a pointer
}

// Integers are not pointers.
int add(int a, int b) { return a + b; }
