// RUN: %tools/rewrite.py %ferrule %s unique-factory -- -std=c++17 \
// RUN:   | FileCheck %s --implicit-check-not='{{^(safe|review|design): }}'
// A function that makes an object says that its caller owns it, once all callers do.
#include <memory>

class Box {
public:
  explicit Box(int n) : N(n) {}
  virtual ~Box() = default;
  int N;
};
class Crate : public Box {
public:
  Crate() : Box(2) {}
};
struct Plain {
  int n;
};

static Box *make(int n);
static Box *make(int n) {
  if (n < 0)
    return 0;
  if (n == 0)
    return new Crate;
  return new Box(n);
}
// CHECK: review: let 'make' return a unique_ptr
// CHECK-NEXT: applied, discharges 2 of 2: V1
// CHECK-NEXT: asks: Must everybody who calls 'make', also outside of the project, own what it returns, and is everybody compiled again?
// CHECK: -static Box *make(int n);
// CHECK-NEXT: -static Box *make(int n) {
// CHECK-NEXT: +static std::unique_ptr<Box> make(int n);
// CHECK-NEXT: +static std::unique_ptr<Box> make(int n) {
// CHECK: -    return 0;
// CHECK-NEXT: +    return nullptr;
// CHECK: -    return new Crate;
// CHECK-NEXT: -  return new Box(n);
// CHECK-NEXT: +    return std::unique_ptr<Box>(new Crate);
// CHECK-NEXT: +  return std::make_unique<Box>(n);
// CHECK: -    box.reset(make(1));
// CHECK-NEXT: +    box = make(1);

namespace {
Plain* plain() { return new Plain{3}; }
// CHECK: review: let 'plain' return a unique_ptr
// CHECK-NEXT: applied, discharges 1 of 1: V1
// CHECK: +std::unique_ptr<Plain> plain() { return std::unique_ptr<Plain>(new Plain{3}); }
} // namespace

static Box *kept(int n) { return new Box(n); }
// CHECK: review: let 'kept' return a unique_ptr
// CHECK-NEXT: refused, a call does not give the result to a unique_ptr at once, before.cpp:{{[0-9]+}}

static Box *pointed(int n) { return new Box(n); }
// CHECK: review: let 'pointed' return a unique_ptr
// CHECK-NEXT: refused, the address of the function is taken, before.cpp:{{[0-9]+}}

Box *exported(int n) { return new Box(n); }
// CHECK: review: let 'exported' return a unique_ptr
// CHECK-NEXT: refused, no header declares the function, so other units may do that for themselves

int use(int n, Box *(**maker)(int)) {
  std::unique_ptr<Box> box(make(n));
  if (!box)
    box.reset(make(1));
  auto third = std::unique_ptr<Plain>(plain());
  std::unique_ptr<Box> fifth(pointed(n)), sixth(exported(n));
  Box *raw = kept(n);
  int sum = box->N + third->n + raw->N + fifth->N + sixth->N;
  delete raw;
  *maker = pointed;
  return sum;
}
