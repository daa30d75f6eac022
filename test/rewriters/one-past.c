// RUN: %tools/rewrite.py %ferrule %s index-check -- -std=c11 | FileCheck %s
// The address one past the last element is defined (C11 6.5.3.2p3): a test must not keep it away.
static int Table[16];

int *end(unsigned i) {
  return &Table[i];
}
// CHECK: test the index 'i'
// CHECK: asks: Is 'return 0' right when 'i' is beyond the end of 'Table'
// CHECK: +  if (i > 16)
