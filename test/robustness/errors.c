// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Where the compiler gives up on an expression, the rest of the function is followed all the same.
// RUN: %ferrule scan %s --root %S -o %t --no-cache --all -- > %t.txt
// RUN: FileCheck %s < %t.txt

struct Header { unknown_type size; int *data; };

void compound(struct Header *h) { h->size.high += 4; }
void pointer(struct Header *h) { *h->size.place++ = 1; }
int condition(struct Header *h, int a[4], int i) { return h->size.on && i < 4 ? a[i] : 0; }
int call(struct Header *h) { return h->size.read(h->size.high, &h->data[2]); }
int choice(struct Header *h) { return h->size.high ? h->size.high : *h->size.low; }
int listed(struct Header *h) {
  int a[2] = {h->size.high, 1};
  int i = 1;
  return a[i];
}

// CHECK: --> {{.*}}errors.c:10:{{[0-9]+}} in condition()
// CHECK: 1 compile command: 0 analysed, 1 analysed in spite of errors; 1 file
