// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Where threads start, and what they use beside the rest.
// RUN: %ferrule scan %s --root %S -o %t --quiet -- -w
// RUN: FileCheck %s < %t/assessment.json
// CHECK: "name": "hits",
// CHECK-NEXT: "file":
// CHECK-NEXT: "line": [[#@LINE+10]],
// CHECK-NEXT: "detail": "the thread that starts in 'worker' uses it"
// CHECK-NOT: "used-by-threads"
// CHECK: "kind": "thread-entry",
// CHECK: "name": "worker",
// CHECK: "kind": "errno",
// CHECK: "name": "begin",
// CHECK-NOT: "used-by-threads"
#include <errno.h>
#include <pthread.h>
static int hits;
static const int limit = 3;
static _Thread_local int own;
static int others;
static void hit(void) { hits += limit + own; }
static void *worker(void *data) {
  hit();
  return data;
}
int begin(pthread_t *t) {
  others++;
  if (pthread_create(t, 0, worker, 0)) {
    errno = EAGAIN;
    return -1;
  }
  return 0;
}
int flagged(int flags) { return (flags & 1) + (flags & 8); }
// CHECK: "kind": "flags",
// CHECK: "detail": "'flags' is a set of bits; tested: 1, 8"
