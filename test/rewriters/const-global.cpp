// RUN: %tools/rewrite.py %ferrule %s const-global -- -std=c++17 \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design): }}'
// A static variable that is only read is const.
void show(const char *text);
void change(int &n);

const char *named(unsigned i) {
  static const char* Names[] = {"one", "two"};
  if (i < sizeof(Names) / sizeof(Names[0]))
    return Names[i];
  return nullptr;
}
// CHECK:safe: declare 'Names' const
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT: const char *named(unsigned i) {
// CHECK-NEXT:-  static const char* Names[] = {"one", "two"};
// CHECK-NEXT:+  static const char* const Names[] = {"one", "two"};
// CHECK-NEXT:   if (i < sizeof(Names) / sizeof(Names[0]))

static int limit = 3;
int below(int n) { return n < limit; }
// CHECK:safe: declare 'limit' const
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT: 
// CHECK-NEXT:-static int limit = 3;
// CHECK-NEXT:+static const int limit = 3;
// CHECK-NEXT: int below(int n) { return n < limit; }

namespace {
char greeting[] = "hello";
int (*below_it)(int) = below;
} // namespace
void greet() {
  if (below_it(1))
    show(greeting);
}
// CHECK:safe: declare 'greeting' const
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT: namespace {
// CHECK-NEXT:-char greeting[] = "hello";
// CHECK-NEXT:+const char greeting[] = "hello";
// CHECK-NEXT: int (*below_it)(int) = below;
// CHECK:safe: declare 'below_it' const
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT: char greeting[] = "hello";
// CHECK-NEXT:-int (*below_it)(int) = below;
// CHECK-NEXT:+int (*const below_it)(int) = below;
// CHECK-NEXT: } // namespace

// Written; given away by reference; its address is taken; written, and without a value before.
static int hits = 0;
void hit() { ++hits; }
static int given = 0;
void give() { change(given); }
int *address() {
  static int kept = 0;
  return &kept;
}
static int last;
void keep(int n) { last = n; }
// It is zero for ever.
static int never;
int zero() { return never; }
// CHECK:safe: declare 'hits' const
// CHECK-NEXT:refused, it is written, or its address is taken, line {{[0-9]+}}
// CHECK:safe: declare 'given' const
// CHECK-NEXT:refused, it is written, or its address is taken, line {{[0-9]+}}
// CHECK:safe: declare 'kept' const
// CHECK-NEXT:refused, it is written, or its address is taken, line {{[0-9]+}}
// CHECK:safe: declare 'last' const
// CHECK-NEXT:refused, it is written, or its address is taken, line {{[0-9]+}}
// CHECK:safe: declare 'never' const
// CHECK-NEXT:refused, it is declared without a value

// Others may write it.
int shared = 1;
// CHECK:safe: declare 'shared' const
// CHECK-NEXT:refused, it is not static: others may write it

static int first = 1, second = 2;
int both() { return first + second; }
// CHECK:safe: declare 'first' const
// CHECK-NEXT:refused, it is declared together with another one
// CHECK:safe: declare 'second' const
// CHECK-NEXT:refused, it is declared together with another one

// Another configuration writes it.
static int level = 1;
int at() { return level; }
#ifdef TRACE
void trace() { level = 2; }
#endif
// CHECK:safe: declare 'level' const
// CHECK-NEXT:refused, its name is written where this configuration does not use it

template <class T> struct Counter {
  static T next() {
    static T n = 0;
    return ++n;
  }
};
int next() { return Counter<int>::next(); }
// CHECK:safe: declare 'n' const
// CHECK-NEXT:refused, it is written, or its address is taken, line {{[0-9]+}}

static const char *fallback = "yes";
const char *pick(const char *given) { return given ? given : fallback; }
// CHECK:safe: declare 'fallback' const
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:{{ }}
// CHECK-NEXT:-static const char *fallback = "yes";
// CHECK-NEXT:+static const char *const fallback = "yes";

static char *chosen;
char **slot(int first, char **other) { return first ? &chosen : other; }
// CHECK:safe: declare 'chosen' const
// CHECK-NEXT:refused, it is written, or its address is taken, line {{[0-9]+}}

class Words {
  static const char *known;
};
const char *Words::known = "a";
// CHECK:safe: declare 'known' const
// CHECK-NEXT:refused, it is a member: another file of the class may write it
