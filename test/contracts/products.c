// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// size * n bytes, as with fread: both numbers are the extent, and neither alone.
// RUN: %ferrule scan %s --root %S -o %t --quiet -- -w
// RUN: %tools/show_contracts.py %t/assessment.json | FileCheck %s
// CHECK-DAG: read_items p1 into: array of 'size' * 'nitems' bytes~ |
// CHECK-DAG: read_words p1 into: array of 'words' * 'lines'~ |
typedef unsigned long size;
static size fill(void *into, size len) {
  unsigned char *at = into;
  for (size i = 0; i < len; ++i)
    at[i] = 0;
  return len;
}
size read_items(void *into, size size, unsigned long nitems) {
  unsigned long len;
  len = nitems * size;
  if (size && len / size != nitems)
    return 0;
  return len ? fill(into, len) / size : 0;
}
static int sum(const short *from, int n) {
  int all = 0;
  for (int i = 0; i < n; ++i)
    all += from[i];
  return all;
}
int read_words(const short *into, int words, int lines) { return sum(into, words * lines); }
