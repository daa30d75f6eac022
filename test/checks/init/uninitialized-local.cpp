// RUN: %check %s ferrule-init-uninitialized-local -- -std=c++20
#include <string>

struct Plain {
  int x, y;
};
struct Made {
  Made() : x(0) {}
  int x;
};
void take(int &);

int plain() {
  Plain p; // discharged: on every path all that is read of it was written before
  p.x = 1;
  return p.x;
}

int byReference() {
  int n; // open: 'n' is declared without a value
  take(n);
  return n;
}

template <class T> T inTemplate(bool c) {
  T value; // open: 'value' is declared without a value
  if (c)
    value = 1;
  return value;
}
template int inTemplate<int>(bool);

int inLambda() {
  auto f = [] {
    int n; // open: 'n' is declared without a value
    return n;
  };
  return f();
}

int captured() {
  int n; // open: 'n' is declared without a value
  auto f = [&n] { return n; };
  n = 1;
  return f();
}

int afterThrow() {
  Plain p; // open: 'p' is declared without a value
  try {
    take(p.x);
    p = Plain{1, 2};
  } catch (...) {
  }
  return p.x;
}

int constructed() {
  Made m;
  Plain p{};
  std::string s;
  return m.x + p.x + static_cast<int>(s.size());
}
