// RUN: %tools/rewrite.py %ferrule %s index-check -- -std=c++20 \
// RUN:   | FileCheck %s --match-full-lines --implicit-check-not='{{^(safe|review|design): }}'
// A function that leaves early must not leave a lock behind.

struct __attribute__((capability("mutex"))) Mutex {
  void lock() __attribute__((acquire_capability()));
  void unlock() __attribute__((release_capability()));
};
Mutex TableLock;
int Table[16];

void put(unsigned Index, int Value) {
  TableLock.lock();
  Table[Index] = Value;
  TableLock.unlock();
}
// CHECK: review: test the index 'Index' before it is used
// CHECK-NEXT: failed, V1: warning: mutex 'TableLock' is not held on every path through here [-Wthread-safety-analysis], {{.*}}

void putUnlocked(unsigned Index, int Value) {
  Table[Index] = Value;
}
// CHECK: review: test the index 'Index' before it is used
// CHECK-NEXT: applied, discharges 1 of 1: V1
