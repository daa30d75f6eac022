// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Callbacks: called, or kept and called later; which pointer is the data that goes back to them.
// RUN: %ferrule scan %s --root %S -o %t --quiet -- -w
// RUN: %tools/show_contracts.py %t/assessment.json | FileCheck %s
// CHECK: each p3 f: function | borrowed | nonnull~ | called
// CHECK: each p4 user: opaque~ | borrowed | unknown | given to 'f'
// CHECK: on p2 f: function | borrowed, kept~ | nullable~ | called~
// CHECK: on p3 user: opaque~ | borrowed, kept~ | unknown | given to 'f'
// CHECK: never p1 f: function | borrowed | unknown | untouched~
// CHECK: starred p1 f: function | borrowed | nonnull | called
struct listener {
  int (*f)(void *user, int value);
  void *user;
};
int each(const int *a, int n, int (*f)(void *user, int value), void *user) {
  for (int i = 0; i < n; ++i)
    if (f(user, a[i]))
      return 1;
  return 0;
}
void on(struct listener *l, int (*f)(void *user, int value), void *user) {
  l->f = f;
  l->user = user;
}
int fire(struct listener *l, int value) { return l->f ? l->f(l->user, value) : 0; }
int never(int (*f)(void)) { return 0; }
int starred(int (*f)(int)) { return (*f)(1); }
