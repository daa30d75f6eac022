// RUN: %check %s ferrule-init-uninitialized-read -- -std=c++20
// Clang's own analysis sees into lambdas, and what both see is one defect.

int inLambda() {
  auto f = [] {
    int n;
    return n; // defect: 'n' is read before it is written: no path to this place passes a write
  };
  return f();
}

int seenByBoth() {
  int n;
  return n; // defect: reads 'n' before anything was written to it
}

int onOnePathOnly(bool c) {
  int n;
  auto f = [&] {
    int m;
    if (c)
      m = 1;
    return m;
  };
  return f();
}

int written() {
  int n;
  n = 1;
  return n;
}

// Whether the callee reads it cannot be seen.
void look(const int &);
void looked() {
  int n;
  look(n);
}
