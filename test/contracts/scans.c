// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A number that scanf stores is one object, not an array whose length nobody knows.
// RUN: %ferrule scan %s --root %S -o %t --quiet -- -w
// RUN: %tools/show_contracts.py %t/assessment.json | FileCheck %s
// CHECK-DAG: to_number p2 value: single | borrowed | {{.*}} | out | {{.*}}
// CHECK-DAG: to_real p2 value: single | borrowed | {{.*}} | out | {{.*}}
// CHECK-DAG: to_either p3 value: single | {{.*}}
// How much a %s or a %c stores, the format tells, or nobody.
// CHECK-DAG: to_word p2 word: {{array|unknown|string}}{{.*}}
// CHECK-DAG: skip p2 value: unknown{{.*}}
#include <stdio.h>
#define SCAN sscanf
int to_number(const char *text, unsigned *value) { return SCAN(text, "%u", value) == 1; }
int to_real(const char *text, double *value) { return sscanf(text, " %*d %lf", value) == 1; }
int to_word(const char *text, char *word) { return sscanf(text, "%s", word) == 1; }
int skip(const char *text, int *value) { return sscanf(text, "%*d"); }
int to_either(const char *text, int hex, unsigned *value) {
  return sscanf(text, hex ? "%x" : "%u", value) == 1;
}
