// RUN: %check %s ferrule-integers-allocation-size -- -std=c++20
// Member functions that hand their parameter on.
#include <cstdlib>

class Pool {
public:
  void *take(unsigned N) { return std::malloc(N); }
  virtual void *other(unsigned N) { return std::malloc(N); }
  char *name(unsigned) { return nullptr; }
};

template <class T> T *make(unsigned N) { return static_cast<T *>(std::malloc(N)); }

void use(Pool &P, unsigned W, unsigned H) {
  P.take(W * H);            // open: take() is given the size 'W * H'
  P.take(W & 7);
  P.take((W & 7) * 8);      // discharged: the ranges of its operands keep it from wrapping
  P.name(W * H);
  make<int>(W * 4);         // open: make() is given the size 'W * 4'
}
