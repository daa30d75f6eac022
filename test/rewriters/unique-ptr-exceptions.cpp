// RUN: %tools/rewrite.py %ferrule %s unique-ptr -- -std=c++11 \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design): }}'
// What leaked when an exception passed is deleted with a unique_ptr. C++11 has no make_unique.
#include <memory>

struct Box {
  explicit Box(int n);
  int Number;
};
int work(int n);
int quiet(int n) noexcept;

int passes() {
  Box *b = new Box(1);
  int n = work(b->Number);
  delete b;
  return n;
}
// CHECK:review: let a unique_ptr own what 'b' points to
// CHECK-NEXT:applied, discharges 2 of 2: V1
// CHECK-NEXT:asks: When an exception passes, what 'b' points to leaked, and is deleted now. Does nobody else use it then?
// CHECK-NEXT: int passes() {
// CHECK-NEXT:-  Box *b = new Box(1);
// CHECK-NEXT:+  std::unique_ptr<Box> b(new Box(1));
// CHECK-NEXT:   int n = work(b->Number);
// CHECK-NEXT:-  delete b;
// CHECK-NEXT:+  b.reset();
// CHECK-NEXT:   return n;

int nothingPasses() {
  Box *b = new Box(1);
  int n = quiet(b->Number);
  delete b;
  return n;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:applied, discharges 2 of 2: V1
// CHECK-NEXT: int nothingPasses() {
// CHECK-NEXT:-  Box *b = new Box(1);
// CHECK-NEXT:+  std::unique_ptr<Box> b(new Box(1));
// CHECK-NEXT:   int n = quiet(b->Number);
// CHECK-NEXT:-  delete b;
// CHECK-NEXT:+  b.reset();
// CHECK-NEXT:   return n;

// The caller gets a raw pointer as before, and nothing is lost on the way.
Box *returned() {
  Box *b = new Box(1);
  b->Number = work(2);
  return b;
}
// CHECK:review: let a unique_ptr own what 'b' points to
// CHECK-NEXT:applied, discharges 2 of 2: V1
// CHECK-NEXT:asks: When an exception passes, what 'b' points to leaked, and is deleted now. Does nobody else use it then?
// CHECK-NEXT: Box *returned() {
// CHECK-NEXT:-  Box *b = new Box(1);
// CHECK-NEXT:+  std::unique_ptr<Box> b(new Box(1));
// CHECK-NEXT:   b->Number = work(2);
// CHECK-NEXT:-  return b;
// CHECK-NEXT:+  return b.release();
// CHECK-NEXT: }

std::unique_ptr<Box> given() {
  Box *b = new Box(1);
  b->Number = work(2);
  return std::unique_ptr<Box>(b);
}
// CHECK:review: let a unique_ptr own what 'b' points to
// CHECK-NEXT:applied, discharges 2 of 2: V1
// CHECK-NEXT:asks: When an exception passes, what 'b' points to leaked, and is deleted now. Does nobody else use it then?
// CHECK-NEXT: std::unique_ptr<Box> given() {
// CHECK-NEXT:-  Box *b = new Box(1);
// CHECK-NEXT:+  std::unique_ptr<Box> b(new Box(1));
// CHECK-NEXT:   b->Number = work(2);
// CHECK-NEXT:-  return std::unique_ptr<Box>(b);
// CHECK-NEXT:+  return std::unique_ptr<Box>(b.release());
// CHECK-NEXT: }

int caught() {
  Box *b = new Box(1);
  int n = 0;
  try {
    n = work(1);
  } catch (int e) {
    n = e;
  }
  delete b;
  return n;
}
// CHECK:safe: let a unique_ptr own what 'b' points to
// CHECK-NEXT:refused, exceptions are caught while it lives
