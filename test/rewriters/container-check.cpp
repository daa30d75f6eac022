// RUN: %tools/rewrite.py %ferrule %s container-check -- -std=c++20 -fno-exceptions \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design): }}'
// Where at() would end the program, a test of the size stands in front of an access.
#include <array>
#include <optional>
#include <queue>
#include <span>
#include <string>
#include <vector>

int get(const std::vector<int> &v, std::size_t i) {
  if (i == 7)
    return -1;
  return v[i];
}
// CHECK:review: test the index 'i' of 'v' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'i' is no index of 'v', and is all that was taken before released on that way?
// CHECK-NEXT:   if (i == 7)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  if (i >= v.size())
// CHECK-NEXT:     return -1;

int get_signed(const std::vector<int> &v, int i) {
  if (i == 7)
    return -1;
  return v[i] + v[i];
}
// CHECK:review: test the index 'i' of 'v' before it is used
// CHECK-NEXT:applied, discharges 2 of 2: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'i' is no index of 'v', and is all that was taken before released on that way?
// CHECK-NEXT:   if (i == 7)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  if (i < 0 || static_cast<std::size_t>(i) >= v.size())
// CHECK-NEXT:     return -1;

int first(const std::vector<int> *v, int i) {
  if (i == 7)
    return -1;
  return (*v)[0];
}
// CHECK:review: test the index '0' of '(*v)' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when '0' is no index of '(*v)', and is all that was taken before released on that way?
// CHECK-NEXT:   if (i == 7)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  if (v->empty())
// CHECK-NEXT:     return -1;

char character(const std::string &s, std::size_t i) {
  if (s.empty())
    return 0;
  return s[i + 1];
}
// CHECK:review: test the index 'i + 1' of 's' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return 0' right when 'i + 1' is no index of 's', and is all that was taken before released on that way?
// CHECK-NEXT:   if (s.empty())
// CHECK-NEXT:+    return 0;
// CHECK-NEXT:+  if (i + 1 >= s.size())
// CHECK-NEXT:     return 0;

bool is_set(std::span<const bool> s, unsigned i) {
  return s[i];
}
// CHECK:review: test the index 'i' of 's' before it is used
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return false' right when 'i' is no index of 's', and is all that was taken before released on that way?
// CHECK-NEXT: bool is_set(std::span<const bool> s, unsigned i) {
// CHECK-NEXT:+  if (i >= s.size())
// CHECK-NEXT:+    return false;
// CHECK-NEXT:   return s[i];

struct Queue {
  std::queue<int> waiting;
  std::vector<int> done;
  void step() {
    done.push_back(waiting.front());
    waiting.pop();
  }
  bool last(int *to) {
    *to = done.back();
    done.pop_back();
    return true;
  }
};
// CHECK:review: test that 'waiting' is not empty
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return' right when 'waiting' is empty, and is all that was taken before released on that way?
// CHECK-NEXT:   void step() {
// CHECK-NEXT:+    if (waiting.empty())
// CHECK-NEXT:+      return;
// CHECK-NEXT:     done.push_back(waiting.front());
// CHECK:review: test that 'waiting' is not empty
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return' right when 'waiting' is empty, and is all that was taken before released on that way?
// CHECK-NEXT:     done.push_back(waiting.front());
// CHECK-NEXT:+    if (waiting.empty())
// CHECK-NEXT:+      return;
// CHECK-NEXT:     waiting.pop();
// CHECK:review: test that 'done' is not empty
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return false' right when 'done' is empty, and is all that was taken before released on that way?
// CHECK-NEXT:   bool last(int *to) {
// CHECK-NEXT:+    if (done.empty())
// CHECK-NEXT:+      return false;
// CHECK-NEXT:     *to = done.back();
// CHECK:review: test that 'done' is not empty
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return false' right when 'done' is empty, and is all that was taken before released on that way?
// CHECK-NEXT:     *to = done.back();
// CHECK-NEXT:+    if (done.empty())
// CHECK-NEXT:+      return false;
// CHECK-NEXT:     done.pop_back();

int value(const std::optional<int> &o, int i) {
  if (i == 7)
    return -1;
  return *o;
}
// CHECK:review: test that 'o' has a value
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'o' has no value, and is all that was taken before released on that way?
// CHECK-NEXT:     return -1;
// CHECK-NEXT:+  if (!o.has_value())
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:   return *o;

// Compared in the loop: it is not open, whatever stands behind it.
void log(int);
struct Log {
  std::vector<int> lines;
  void print() {
    for (std::size_t i = 0; i < lines.size(); ++i) {
      int line = lines[i];
      log(line);
    }
  }
};

int indirect(const std::vector<int> &v, const int *&at) {
  if (!at)
    return -1;
  return v[static_cast<std::size_t>(*at++)];
}
// CHECK:review: test the index 'static_cast<std::size_t>(*at++)' of 'v' before it is used
// CHECK-NEXT:refused, the access would be evaluated twice, and it calls a function or changes something

int in_lambda(const std::vector<int> &v, std::size_t i) {
  if (i == 7)
    return -1;
  auto get = [&] { return v[i]; };
  return get();
}
// CHECK:review: test the index 'i' of 'v' before it is used
// CHECK-NEXT:refused, it stands in a lambda or block, which does not leave as the function does

std::string named(const std::vector<std::string> &v, std::size_t i) {
  return v[i];
}
// CHECK:review: test the index 'i' of 'v' before it is used
// CHECK-NEXT:refused, nothing in 'named' shows how it would leave early when something is wrong
