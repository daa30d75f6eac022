// RUN: %tools/rewrite.py %ferrule %s const-pointee -- -std=c++17 \
// RUN:   | FileCheck %s --implicit-check-not='{{^(safe|review|design): }}'
// In C++ another overload may be chosen, and the linker sees another name: always a question.
struct Shape {
  int area() const { return Size; }
  int grown() { return Size + 1; }
  virtual int distance(Shape *other) { return Size - other->Size; }
  int compare(int *to) const { return Size - *to; }
  int Size = 1;
};
// CHECK: review: declare that 'distance' does not write behind 'other'
// CHECK-NEXT: refused, the function is virtual: what overrides it may write
// CHECK: review: declare that 'compare' does not write behind 'to'
// CHECK-NEXT: applied, discharges 0 of 0: V1
// CHECK-NEXT: asks: Does nothing hang on which overloads 'compare' calls, and is everybody compiled again who calls it?
// CHECK: +  int compare(const int *to) const { return Size - *to; }

namespace {
int total(Shape *s, int n) {
  int t = 0;
  for (int i = 0; i < n; i++)
    t += s[i].area();
  return t;
}
// CHECK: review: declare that 'total' does not write behind 's'
// CHECK-NEXT: applied, discharges 0 of 0: V1
// CHECK-NEXT: asks: Does nothing hang on which overloads 'total' calls?
// CHECK: -int total(Shape *s, int n) {
// CHECK-NEXT: +int total(const Shape *s, int n) {

// Operators of classes write, too, and so may a method that is not const.
struct Text {
  Text &operator=(int);
  int Length = 0;
};
int put(Text *t) { return (*t = 0).Length; }
int grow(Shape *s) { return s->Size + s->grown(); }
} // namespace

int use(Shape *s, int n) { return total(s, n) + grow(s) + put(nullptr) + s->distance(s) + s->compare(&n); }
