// RUN: %tools/rewrite.py %ferrule %s null-check -- -std=c++17 \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design): }}'
// A result that may be null is given to a function that uses it.
struct Node {
  const char *text() const;
  Node *next();
  const char *Text;
  Node *Next;
  int Kind;
};
const char *Node::text() const { return Kind ? Text : nullptr; }
Node *Node::next() { return Kind ? Next : nullptr; }

int first(const char *s, int *where) { return s[0] + *where; }

int given(const Node &n) {
  int at = 0;
  if (n.Kind > 3)
    return -1;
  return first(n.text(), &at);
}
// CHECK:review: test 'n.text()' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'n.text()' is null, and is all that was taken before released on that way?
// CHECK-NEXT:     return -1;
// CHECK-NEXT:-  return first(n.text(), &at);
// CHECK-NEXT:+  const auto checked_text = n.text();
// CHECK-NEXT:+  if (!checked_text)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  return first(checked_text, &at);
// CHECK-NEXT: }

// By way of a variable.
int named(const Node &n) {
  int at = 0;
  if (n.Kind > 3)
    return -1;
  const char *text = n.text();
  return first(text, &at);
}
// CHECK:review: test 'text' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'text' is null, and is all that was taken before released on that way?
// CHECK-NEXT:   const char *text = n.text();
// CHECK-NEXT:+  if (!text)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:   return first(text, &at);

// The object of a method.
int object(Node &n) {
  if (n.Kind > 3)
    return -1;
  return n.next()->Kind;
}
// CHECK:review: test 'n.next()' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'n.next()' is null, and is all that was taken before released on that way?
// CHECK-NEXT:     return -1;
// CHECK-NEXT:-  return n.next()->Kind;
// CHECK-NEXT:+  const auto checked_next = n.next();
// CHECK-NEXT:+  if (!checked_next)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  return checked_next->Kind;
// CHECK-NEXT: }

int before(int c);
int order(Node &n) {
  if (n.Kind > 3)
    return -1;
  return before(2) + n.next()->Kind;
}
// CHECK:review: test 'n.next()' before it is used
// CHECK-NEXT:refused, what would be tested may change before it is used

int either(Node &n, int c) {
  if (n.Kind > 3)
    return -1;
  return c ? n.next()->Kind : 0;
}
// CHECK:review: test 'n.next()' before it is used
// CHECK-NEXT:refused, it is evaluated under a condition of its own expression

// The program fails.
int main() {
  Node n{};
  return n.next()->Kind;
}
// CHECK:review: test 'n.next()' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return 1' right when 'n.next()' is null, and is all that was taken before released on that way?
// CHECK-NEXT:   Node n{};
// CHECK-NEXT:-  return n.next()->Kind;
// CHECK-NEXT:+  const auto checked_next = n.next();
// CHECK-NEXT:+  if (!checked_next)
// CHECK-NEXT:+    return 1;
// CHECK-NEXT:+  return checked_next->Kind;
// CHECK-NEXT: }
