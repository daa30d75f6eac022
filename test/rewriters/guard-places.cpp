// RUN: %tools/rewrite.py %ferrule %s index-check -- -std=c++20 \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design): }}'
// Where a test in front of a statement would say something else than the statement does.
static int Table[16];

int look(int i) {
  if (i == 7)
    return -1;
  auto Get = [&](int k) {
    int v = Table[k];
    return v;
  };
  return Get(i);
}
// CHECK:review: test the index 'k' before it is used
// CHECK-NEXT:refused, it stands in a lambda or block, which does not leave as the function does

// A test would run each time.
int first(int i) {
  if (i == 7)
    return -1;
  static int First = Table[i];
  return First;
}
// CHECK:review: test the index 'i' before it is used
// CHECK-NEXT:refused, it is evaluated the first time only
