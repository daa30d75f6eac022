// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A virtual function means what those mean that override it, and a hook what the functions mean that
// are kept in it.
// RUN: %ferrule scan %s --root %S -o %t --quiet -- -w -std=c++17
// RUN: %tools/show_contracts.py %t/assessment.json | FileCheck %s
// CHECK: sink::write p1 from: array of 'n' | borrowed{{~?}} | {{.*}} | in
// CHECK: sink::take p1 owned: {{.*}} | consumed | {{.*}}
// CHECK: sink::name result: string{{~?}} | static{{~?}} | {{.*}}
// CHECK: through p1 s: single | borrowed | nonnull | in-out
// CHECK: through p2 p: array of 'n' | {{.*}}
// CHECK: hooked p2 p: {{.*}} | consumed | {{.*}}
#include <stdlib.h>
struct sink {
  virtual void write(const char *from, int n) = 0;
  virtual void take(char *owned) = 0;
  virtual const char *name() = 0;
};
int total;
struct counter : sink {
  void write(const char *from, int n) override {
    for (int i = 0; i < n; ++i)
      total += from[i];
  }
  void take(char *owned) override { free(owned); }
  const char *name() override { return "counter"; }
};
void through(sink *s, const char *p, int n) { s->write(p, n); }
struct hooks {
  void (*end)(char *p);
};
static void finish(char *p) { free(p); }
static const hooks table = {finish};
void hooked(const hooks *h, char *p) { h->end(p); }
struct table {
  void (*put)(const int *values, int length);
};
static void put(const int *values, int length) {
  for (int i = 0; i < length; ++i)
    total += values[i];
}
static table one = {put};
void send(const table *t, const int *from, int many) { t->put(from, many); }
// CHECK: send p2 from: array of 'many' | {{.*}}
// What a constructor gets means what its parameter means.
struct view {
  view(const char *text, int size) : text(text), size(size) {}
  const char *text;
  int size;
};
int count(const view &v) {
  int found = 0;
  for (int i = 0; i < v.size; ++i)
    found += v.text[i] == ' ';
  return found;
}
int spaces(const char *line, int width) { return count(view(line, width)); }
// CHECK: spaces p1 line: array of 'width'{{~?}} | borrowed | {{.*}}
