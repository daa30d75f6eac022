// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Types without a size: auto that is not deduced, what depends on a parameter, what is not complete.
// RUN: %ferrule scan %s --root %S -o %t --quiet -- -std=c++17
// RUN: %tools/show_contracts.py %t/assessment.json | FileCheck %s
// CHECK: Box<Inner>::at result: single
// CHECK: Box<Inner>::self result: single | {{.*}} | nonnull
// CHECK: first p1 p: single
// CHECK: pick result: single
struct hidden;
// Names say nothing of where the sources lie.
// RUN: %tools/show_contracts.py %t/assessment.json | not grep %S
struct outer {
  union {
    char *text;
    int number;
  } as;
};
template <class T> struct Box {
  T value;
  T items[4];
  T *kept;
  unsigned size;
  auto *at(T *p) { return p; }
  auto &self(hidden &h) { return value; }
  void keep(T *p, unsigned n) {
    kept = p;
    size = n;
    T *q = &items[n];
    kept = q;
    Box *b = this;
    kept = &b->value;
    kept = new T[n];
  }
  template <class U> decltype(auto) any(U *u, T *p) { return u->find(*p); }
};
struct Inner {
  int items[2];
};
int first(const int *p) { return *p; }
template <class T> T *pick(Box<T> &b) {
  T *p = &b.value;
  return p ? p : b.kept;
}
int use(Box<Inner> &b, Inner *p) {
  b.keep(p, 3);
  return pick(b)->items[0];
}
template struct Box<int *>;
