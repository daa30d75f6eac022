// RUN: %check %s ferrule-init-uninitialized-allocation -- -std=c++20
#include <string>

struct Plain {
  int x, y;
};

int *array(unsigned n) {
  return new int[n]; // open: 'new int[n]' makes uninitialised memory
}

Plain *object() {
  return new Plain; // open: 'new Plain' makes uninitialised memory
}

int *zeroed(unsigned n) { return new int[n](); }
Plain *values() { return new Plain{1, 2}; }
std::string *constructed() { return new std::string; }
