// RUN: %check %s ferrule-bounds-variable-length-array -- -std=c11

void use(void *);

void anySize(int n) {
  char text[n]; // open: 'text' has 'n' elements on the stack
  use(text);
}

void anyAlloca(unsigned long n) {
  use(__builtin_alloca(n)); // open: __builtin_alloca() takes 'n' bytes of the stack
}

void *_alloca(unsigned long n);
void otherName(unsigned long n) {
  use(_alloca(n)); // open: _alloca() takes 'n' bytes of the stack
}

void tooLarge(unsigned char n) {
  double values[n * 100 + 1]; // open: 'values' has 'n * 100 + 1' elements
  use(values);
}

void small(unsigned char n) {
  char text[n + 1]; // discharged: 'text' has 'n + 1' elements on the stack
  use(text);
}

void constantAlloca(void) {
  use(__builtin_alloca(64)); // discharged: takes '64' bytes of the stack
}

void constant(void) {
  char text[64];
  use(text);
}
