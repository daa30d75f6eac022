// RUN: %tools/rewrite.py %ferrule %s unique-ptr -- -std=c++14 -fno-exceptions \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design): }}'
// A local variable that owns becomes a std::unique_ptr that deletes where delete did.
#include <cassert>
#include <new>
#include <string>

struct Box {
  explicit Box(int n, const char *name = "box");
  Box(const char *name, std::string text);
  ~Box();
  int open() const;
  int Number = 0;
};
struct Plain {
  int a, b;
};
struct Base {
  virtual ~Base();
  Base *Next = nullptr;
};
struct Derived : Base {
  explicit Derived(Base *next);
};
struct Naked {
  virtual void f();
};
struct Pooled {
  static void *operator new(std::size_t n);
  static void operator delete(void *p);
};
class Secret {
  ~Secret();
  friend void secret();
};
struct Later;
Later *later();

Box *makeBox();
Box *&slot();
int look(const Box *b);
int touch(Box *&b);
bool fillBox(Box **b);
void report();
void fill(char *to, unsigned n);

// The delete is the last statement: the destructor of the unique_ptr does it.
void last() {
  Box *b = new Box(1);
  b->open();
  delete b;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:applied, discharges 2 of 2: V1
// CHECK-NEXT: #include <cassert>
// CHECK-NEXT:+#include <memory>
// CHECK-NEXT: #include <new>
// CHECK-NEXT: void last() {
// CHECK-NEXT:-  Box *b = new Box(1);
// CHECK-NEXT:+  auto b = std::make_unique<Box>(1);
// CHECK-NEXT:   b->open();
// CHECK-NEXT:-  delete b;
// CHECK-NEXT: }

// Something follows: it is deleted where it was.
int before(int n) {
  Box *b = new Box(n, "x");
  if (!b->open()) {
    delete b;
    return 1;
  }
  int result = look(b) + (*b).Number;
  delete b;
  report();
  return result;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:applied, discharges 3 of 3: V1
// CHECK-NEXT: #include <cassert>
// CHECK-NEXT:+#include <memory>
// CHECK-NEXT: #include <new>
// CHECK-NEXT: int before(int n) {
// CHECK-NEXT:-  Box *b = new Box(n, "x");
// CHECK-NEXT:+  auto b = std::make_unique<Box>(n, "x");
// CHECK-NEXT:   if (!b->open()) {
// CHECK-NEXT:-    delete b;
// CHECK-NEXT:+    b.reset();
// CHECK-NEXT:     return 1;
// CHECK-NEXT:   }
// CHECK-NEXT:-  int result = look(b) + (*b).Number;
// CHECK-NEXT:-  delete b;
// CHECK-NEXT:+  int result = look(b.get()) + (*b).Number;
// CHECK-NEXT:+  b.reset();
// CHECK-NEXT:   report();

// A destructor would run in between.
void order() {
  Box *b = new Box(1);
  std::string s;
  b->open();
  delete b;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:applied, discharges 2 of 2: V1
// CHECK-NEXT: #include <cassert>
// CHECK-NEXT:+#include <memory>
// CHECK-NEXT: #include <new>
// CHECK-NEXT: void order() {
// CHECK-NEXT:-  Box *b = new Box(1);
// CHECK-NEXT:+  auto b = std::make_unique<Box>(1);
// CHECK-NEXT:   std::string s;
// CHECK-NEXT:   b->open();
// CHECK-NEXT:-  delete b;
// CHECK-NEXT:+  b.reset();
// CHECK-NEXT: }

// What makes it is a function. It may return null.
int called() {
  Box *b = makeBox();
  if (b == nullptr)
    return 0;
  int n = b->Number;
  delete b;
  return n;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT: #include <cassert>
// CHECK-NEXT:+#include <memory>
// CHECK-NEXT: #include <new>
// CHECK-NEXT: int called() {
// CHECK-NEXT:-  Box *b = makeBox();
// CHECK-NEXT:+  std::unique_ptr<Box> b(makeBox());
// CHECK-NEXT:   if (b == nullptr)
// CHECK-NEXT:   int n = b->Number;
// CHECK-NEXT:-  delete b;
// CHECK-NEXT:+  b.reset();
// CHECK-NEXT:   return n;

// Its members would be made zero by make_unique.
int plain() {
  Plain *p = new Plain;
  p->a = 1;
  int n = p->a;
  delete p;
  return n;
}
// CHECK:safe: let a unique_ptr own what 'p' points to
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT: #include <cassert>
// CHECK-NEXT:+#include <memory>
// CHECK-NEXT: #include <new>
// CHECK-NEXT: int plain() {
// CHECK-NEXT:-  Plain *p = new Plain;
// CHECK-NEXT:+  std::unique_ptr<Plain> p(new Plain);
// CHECK-NEXT:   p->a = 1;
// CHECK-NEXT:   int n = p->a;
// CHECK-NEXT:-  delete p;
// CHECK-NEXT:+  p.reset();
// CHECK-NEXT:   return n;

// 0 would be an int in make_unique, the text would be made and moved.
int arguments(bool c) {
  Box *b = new Box(0, 0);
  Box *d = new Box("d", std::string(3, 'x'));
  int n = look(c ? nullptr : static_cast<const Box *>(b));
  delete d;
  delete b;
  return n;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:applied, discharges 2 of 2: V1
// CHECK-NEXT: #include <cassert>
// CHECK-NEXT:+#include <memory>
// CHECK-NEXT: #include <new>
// CHECK-NEXT: int arguments(bool c) {
// CHECK-NEXT:-  Box *b = new Box(0, 0);
// CHECK-NEXT:+  std::unique_ptr<Box> b(new Box(0, 0));
// CHECK-NEXT:   Box *d = new Box("d", std::string(3, 'x'));
// CHECK-NEXT:-  int n = look(c ? nullptr : static_cast<const Box *>(b));
// CHECK-NEXT:+  int n = look(c ? nullptr : static_cast<const Box *>(b.get()));
// CHECK-NEXT:   delete d;
// CHECK-NEXT:-  delete b;
// CHECK-NEXT:+  b.reset();
// CHECK-NEXT:   return n;
// CHECK:safe: let a unique_ptr own what 'd' points to
// CHECK-NEXT:applied, discharges 2 of 2: V1
// CHECK-NEXT: #include <cassert>
// CHECK-NEXT:+#include <memory>
// CHECK-NEXT: #include <new>
// CHECK-NEXT:   Box *b = new Box(0, 0);
// CHECK-NEXT:-  Box *d = new Box("d", std::string(3, 'x'));
// CHECK-NEXT:+  std::unique_ptr<Box> d(new Box("d", std::string(3, 'x')));
// CHECK-NEXT:   int n = look(c ? nullptr : static_cast<const Box *>(b));
// CHECK-NEXT:-  delete d;
// CHECK-NEXT:+  d.reset();
// CHECK-NEXT:   delete b;

int base() {
  Base *b = new Derived(nullptr);
  bool last = b->Next, mine = b;
  delete b;
  return last + mine;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:applied, discharges 2 of 2: V1
// CHECK-NEXT: #include <cassert>
// CHECK-NEXT:+#include <memory>
// CHECK-NEXT: #include <new>
// CHECK-NEXT: int base() {
// CHECK-NEXT:-  Base *b = new Derived(nullptr);
// CHECK-NEXT:-  bool last = b->Next, mine = b;
// CHECK-NEXT:-  delete b;
// CHECK-NEXT:+  std::unique_ptr<Base> b(new Derived(nullptr));
// CHECK-NEXT:+  bool last = b->Next, mine = b.get();
// CHECK-NEXT:+  b.reset();
// CHECK-NEXT:   return last + mine;

int deduced() {
  auto *b = new Box(1);
  const auto n = b->Number;
  delete b;
  return n;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:applied, discharges 2 of 2: V1
// CHECK-NEXT: #include <cassert>
// CHECK-NEXT:+#include <memory>
// CHECK-NEXT: #include <new>
// CHECK-NEXT: int deduced() {
// CHECK-NEXT:-  auto *b = new Box(1);
// CHECK-NEXT:+  auto b = std::make_unique<Box>(1);
// CHECK-NEXT:   const auto n = b->Number;
// CHECK-NEXT:-  delete b;
// CHECK-NEXT:+  b.reset();
// CHECK-NEXT:   return n;

int array(unsigned n) {
  char *text = new char[n];
  fill(text, n);
  int c = *text;
  delete[] text;
  return c;
}
// CHECK:safe: let a unique_ptr own what 'text' points to
// CHECK-NEXT:applied, discharges 2 of 2: V1
// CHECK-NEXT: #include <cassert>
// CHECK-NEXT:+#include <memory>
// CHECK-NEXT: #include <new>
// CHECK-NEXT: int array(unsigned n) {
// CHECK-NEXT:-  char *text = new char[n];
// CHECK-NEXT:-  fill(text, n);
// CHECK-NEXT:-  int c = *text;
// CHECK-NEXT:-  delete[] text;
// CHECK-NEXT:+  std::unique_ptr<char[]> text(new char[n]);
// CHECK-NEXT:+  fill(text.get(), n);
// CHECK-NEXT:+  int c = *text.get();
// CHECK-NEXT:+  text.reset();
// CHECK-NEXT:   return c;

int again(int n) {
  Box *b = nullptr;
  int sum = 0;
  for (int i = 0; i < n; ++i) {
    b = new Box(i);
    sum += b->Number;
    delete b;
    b = 0;
  }
  if (b)
    sum = 0;
  assert(b == nullptr);
  return sum;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT: #include <cassert>
// CHECK-NEXT:+#include <memory>
// CHECK-NEXT: #include <new>
// CHECK-NEXT: int again(int n) {
// CHECK-NEXT:-  Box *b = nullptr;
// CHECK-NEXT:+  std::unique_ptr<Box> b;
// CHECK-NEXT:   int sum = 0;
// CHECK-NEXT:   for (int i = 0; i < n; ++i) {
// CHECK-NEXT:-    b = new Box(i);
// CHECK-NEXT:+    b.reset(new Box(i));
// CHECK-NEXT:     sum += b->Number;
// CHECK-NEXT:-    delete b;
// CHECK-NEXT:-    b = 0;
// CHECK-NEXT:+    b.reset();
// CHECK-NEXT:+    b = nullptr;
// CHECK-NEXT:   }

// It is handed over where nothing went wrong.
Box *make(bool fail) {
  Box *b = new Box(1);
  if (fail || b->open()) {
    delete b;
    return nullptr;
  }
  return b;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:applied, discharges 3 of 3: V1
// CHECK-NEXT: #include <cassert>
// CHECK-NEXT:+#include <memory>
// CHECK-NEXT: #include <new>
// CHECK-NEXT: Box *make(bool fail) {
// CHECK-NEXT:-  Box *b = new Box(1);
// CHECK-NEXT:+  auto b = std::make_unique<Box>(1);
// CHECK-NEXT:   if (fail || b->open()) {
// CHECK-NEXT:-    delete b;
// CHECK-NEXT:+    b.reset();
// CHECK-NEXT:     return nullptr;
// CHECK-NEXT:   }
// CHECK-NEXT:-  return b;
// CHECK-NEXT:+  return b.release();
// CHECK-NEXT: }

// It leaks.
int leak(bool fail) {
  Box *b = new Box(1);
  if (fail)
    return -1;
  int n = b->Number;
  delete b;
  return n;
}
// CHECK:review: let a unique_ptr own what 'b' points to
// CHECK-NEXT:applied, discharges 3 of 3: V1
// CHECK-NEXT:asks: Is it a leak that 'b' is not deleted, line 153? It is deleted there now.
// CHECK-NEXT: #include <cassert>
// CHECK-NEXT:+#include <memory>
// CHECK-NEXT: #include <new>
// CHECK-NEXT: int leak(bool fail) {
// CHECK-NEXT:-  Box *b = new Box(1);
// CHECK-NEXT:+  auto b = std::make_unique<Box>(1);
// CHECK-NEXT:   if (fail)
// CHECK-NEXT:   int n = b->Number;
// CHECK-NEXT:-  delete b;
// CHECK-NEXT:+  b.reset();
// CHECK-NEXT:   return n;

// A callback is given what it deletes.
void callback(void *given) {
  Box *b = static_cast<Box *>(given);
  delete b;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT: #include <cassert>
// CHECK-NEXT:+#include <memory>
// CHECK-NEXT: #include <new>
// CHECK-NEXT: void callback(void *given) {
// CHECK-NEXT:-  Box *b = static_cast<Box *>(given);
// CHECK-NEXT:-  delete b;
// CHECK-NEXT:+  std::unique_ptr<Box> b(static_cast<Box *>(given));
// CHECK-NEXT:+  b.reset();
// CHECK-NEXT: }

// A function sets it. When that fails, it is not looked at.
int filled() {
  Box *b;
  bool made = fillBox(&b);
  if (!made)
    return -1;
  int n = b->Number + look(b);
  delete b;
  return n;
}
// CHECK:review: let a unique_ptr own what 'b' points to
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'b' null where the scope is left, line 170, as nothing was made? What it points to is deleted there now.
// CHECK-NEXT: #include <cassert>
// CHECK-NEXT:+#include <memory>
// CHECK-NEXT: #include <new>
// CHECK-NEXT: int filled() {
// CHECK-NEXT:-  Box *b;
// CHECK-NEXT:-  bool made = fillBox(&b);
// CHECK-NEXT:+  Box *b_raw = nullptr;
// CHECK-NEXT:+  bool made = fillBox(&b_raw);
// CHECK-NEXT:+  std::unique_ptr<Box> b(b_raw);
// CHECK-NEXT:   if (!made)
// CHECK-NEXT:     return -1;
// CHECK-NEXT:-  int n = b->Number + look(b);
// CHECK-NEXT:-  delete b;
// CHECK-NEXT:+  int n = b->Number + look(b.get());
// CHECK-NEXT:+  b.reset();
// CHECK-NEXT:   return n;

void filledAlways() {
  Box *theBox = nullptr;
  fillBox(&theBox); // or not
  delete theBox;
}
// CHECK:review: let a unique_ptr own what 'theBox' points to
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Does the call keep no pointer to 'theBox', to set it later?
// CHECK-NEXT: #include <cassert>
// CHECK-NEXT:+#include <memory>
// CHECK-NEXT: #include <new>
// CHECK-NEXT: void filledAlways() {
// CHECK-NEXT:-  Box *theBox = nullptr;
// CHECK-NEXT:-  fillBox(&theBox); // or not
// CHECK-NEXT:-  delete theBox;
// CHECK-NEXT:+  Box *theBoxRaw = nullptr;
// CHECK-NEXT:+  fillBox(&theBoxRaw); // or not
// CHECK-NEXT:+  std::unique_ptr<Box> theBox(theBoxRaw);
// CHECK-NEXT:+  theBox.reset();
// CHECK-NEXT: }

// Not where the new would do something else: ------------------------------------------------------

// Nothing can go wrong in between.
Box *onlyReturned() {
  Box *b = new Box(1);
  b->Number = 2;
  return b;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:refused, all that happens to it is that it is returned

// The flow analysis knows the size of what new makes, and not that of what a unique_ptr has.
int within() {
  char *text = new char[8];
  fill(text, 8);
  int c = text[7];
  delete[] text;
  return c;
}
// CHECK:safe: let a unique_ptr own what 'text' points to
// CHECK-NEXT:refused, that an index is within the array is shown of the pointer, and would not be of a unique_ptr, line 195

// The pointer is still looked at.
bool compared(Box *other) {
  Box *b = new Box(1);
  delete b;
  return b == other;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:refused, it is read when the object has gone, line 204

// Who has it now?
Box *Kept;
void stored() {
  Box *b = new Box(1);
  Kept = b;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:refused, the scope is left while the object lives, and others may have it, line 212

int overwritten() {
  Box *b = new Box(1);
  Kept = b;
  b = new Box(2);
  delete b;
  return 0;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:refused, the object that it had is lost or belongs to somebody else when it is set, line 217

int byReference() {
  Box *b = new Box(1);
  touch(b);
  delete b;
  return 0;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:refused, a reference to it is made, line 224

Box *filledAndStored(bool kept) {
  Box *b;
  fillBox(&b);
  if (kept) {
    Kept = b;
    return nullptr;
  }
  delete b;
  return nullptr;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:refused, the scope is left while the object lives, and others may have it, line 234

void filledTwice() {
  Box *b;
  if (!fillBox(&b))
    fillBox(&b);
  delete b;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:refused, its address is taken in two places, line 243

int byAddress() {
  Box *b;
  Box **p = &b;
  b = new Box(1);
  *p = nullptr;
  delete b;
  return 0;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:refused, its address is taken, line 249

int captured() {
  Box *b = new Box(1);
  auto f = [b] { return b->Number; };
  int n = f();
  delete b;
  return n;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:refused, a lambda or block uses it, line 258

void moved() {
  char *p = new char[4];
  *p++ = 0;
  delete[] --p;
}
// CHECK:safe: let a unique_ptr own what 'p' points to
// CHECK-NEXT:refused, it is moved, line 266

int borrowed() {
  Box *b = slot();
  int n = b->Number;
  delete b;
  return n;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:refused, it begins with a pointer that others may have, too

int alias(Box *given) {
  Box *b = given;
  int n = b->Number;
  delete b;
  return n;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:refused, it begins with a pointer that others may have, too

void twoNames() {
  Box *b = new Box(1), *c = nullptr;
  delete b;
  delete c;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:refused, it is not declared by a statement of its own

void constant() {
  Box *const b = new Box(1);
  delete b;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:refused, it is const, or declared with more than its type

void jump(int n) {
  Box *b;
  switch (n) {
  case 0:
    b = new Box(1);
    delete b;
  }
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:refused, a jump may lead over its declaration

#define NUMBER(p) (p)->Number
int inMacro() {
  Box *b = new Box(1);
  int n = NUMBER(b);
  delete b;
  return n;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:refused, it is used in a macro, line 307

int otherConfiguration() {
  Box *b = new Box(1);
#ifdef TRACE
  trace(b);
#endif
  int n = b->Number;
  delete b;
  return n;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:refused, its name is written where this configuration does not use it

int inAssert() {
  Box *b = new Box(1);
  assert(b && b != Kept);
  int n = b->Number;
  delete b;
  return n;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:applied, discharges 2 of 2: V1
// CHECK-NEXT: #include <cassert>
// CHECK-NEXT:+#include <memory>
// CHECK-NEXT: #include <new>
// CHECK-NEXT: int inAssert() {
// CHECK-NEXT:-  Box *b = new Box(1);
// CHECK-NEXT:-  assert(b && b != Kept);
// CHECK-NEXT:-  int n = b->Number;
// CHECK-NEXT:-  delete b;
// CHECK-NEXT:+  auto b = std::make_unique<Box>(1);
// CHECK-NEXT:+  assert(b && b.get() != Kept);
// CHECK-NEXT:+  int n = b->Number;
// CHECK-NEXT:+  b.reset();
// CHECK-NEXT:   return n;

template <typename T> int generic(int n) {
  T *b = new T(n);
  int result = b->Number;
  delete b;
  return result;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:refused, it is in a template or a coroutine
int instance() { return generic<Box>(1); }

int lambda() {
  auto f = [] {
    Box *b = new Box(1);
    int n = b->Number;
    delete b;
    return n;
  };
  return f();
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:refused, it is a variable of a lambda

void naked() {
  Naked *n = new Naked;
  n->f();
  delete n;
}
// CHECK:safe: let a unique_ptr own what 'n' points to
// CHECK-NEXT:refused, its class has virtual functions, but no virtual destructor

void pooled() {
  Pooled *p = new Pooled;
  delete p;
}
// CHECK:safe: let a unique_ptr own what 'p' points to
// CHECK-NEXT:refused, its class has an operator new or delete of its own

void secret() {
  Secret *s = new Secret;
  delete s;
}
// CHECK:safe: let a unique_ptr own what 's' points to
// CHECK-NEXT:refused, its destructor is not public

void incomplete() {
  Later *p = later();
  delete p;
}
// CHECK:safe: let a unique_ptr own what 'p' points to
// CHECK-NEXT:refused, its class is not complete here

void nothrow() {
  Box *b = new (std::nothrow) Box(1);
  delete b;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:refused, new is given more than what to make
// CHECK:gone as well: ferrule-init-uninitialized-local: 'b' is declared without a value
