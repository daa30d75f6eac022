// RUN: %check %s ferrule-bounds-pointer-arithmetic -- -std=c11
// A pointer into an array that is a member stays in that array.
struct two {
  int a[4], b[4], c;
};
void use(int *p);

void into(unsigned n) {
  struct two t = {{0}, {0}, 0};
  int *b = t.b;
  use(b + (n & 3)); // discharged: the result stays within 't'
  use(b - (n & 3)); // open: it may begin up to 12 bytes before 't'
}
