// RUN: %tools/rewrite.py %ferrule %s null-after-release -- -std=c++20 \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design): }}'
// The same for delete. Where an object ends, nobody reads its members any more.
#include <cstdlib>

struct Owner {
  int *Value = nullptr;
  char *Text = nullptr;
  ~Owner() { delete Value; }
  void reset();
  void replace(int *Other);
};
// CHECK:safe: set 'Value' to NULL once it is released
// CHECK-NEXT:refused, the object ends with this destructor

void Owner::reset() {
  delete Value;
  std::free(Text);
}
// CHECK:safe: set 'Value' to NULL once it is released
// CHECK-NEXT:applied, discharges 0 of 1: V1
// CHECK-NEXT:   delete Value;
// CHECK-NEXT:+  Value = nullptr;
// CHECK-NEXT:   std::free(Text);
// CHECK:safe: set 'Text' to NULL once it is released
// CHECK-NEXT:applied, discharges 0 of 1: V1
// CHECK-NEXT:   std::free(Text);
// CHECK-NEXT:+  Text = nullptr;
// CHECK-NEXT: }

void Owner::replace(int *Other) {
  delete Value;
  Value = Other;
}
// CHECK:safe: set 'Value' to NULL once it is released
// CHECK-NEXT:refused, it is set in the next statement

// A function of the project may write the member itself.
struct Node {
  Node *First = nullptr;
  Node *Next = nullptr;
  void drop(Node *Child);
  void clear();
};
void Node::drop(Node *Child) {
  First = Child->Next;
  delete Child;
}
void Node::clear() {
  while (First)
    drop(First);
}
// CHECK:review: set 'First' to NULL once it is released
// CHECK-NEXT:refused, 'drop' may have set it to something else

static void dispose(char *Block) { std::free(Block); }
void forget(Owner &O) {
  dispose(O.Text);
}
// CHECK:review: set 'O.Text' to NULL once it is released
// CHECK-NEXT:applied, discharges 0 of 1: V1
// CHECK-NEXT:asks: Does 'dispose' leave 'O.Text' itself as it is?
// CHECK-NEXT:   dispose(O.Text);
// CHECK-NEXT:+  O.Text = nullptr;
// CHECK-NEXT: }
