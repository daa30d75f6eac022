// RUN: %tools/rewrite.py %ferrule %s declare-bounds -- -std=c++17 \
// RUN:   | FileCheck %s --implicit-check-not='{{^(safe|review|design): }}'
// That an end is always set with its pointer is not looked at, so it is not declared.
class Text {
public:
  void set(const char *From, const char *To) {
    Begin = From;
    End = To;
  }
  void intern(const char *From) { Begin = From; }
  int sum() const {
    int Sum = 0;
    for (const char *At = Begin; At < End; ++At)
      Sum += *At;
    return Sum;
  }

private:
  const char *Begin = nullptr;
  const char *End = nullptr;
};
int sumOf(const char *From, const char *To) {
  Text Of;
  Of.set(From, To);
  return Of.sum();
}
// CHECK: review: declare that 'Begin' of 'Text' is an array up to 'End'
// CHECK-NEXT: refused, whether all who set it set its end with it is not looked at
