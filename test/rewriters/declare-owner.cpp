// RUN: %tools/rewrite.py %ferrule %s declare-owner -- -std=c++17 \
// RUN:   | FileCheck %s --implicit-check-not='{{^(safe|review|design): }}'
// Nothing verifies what is declared of a template.
template <class T, int Own> class Items {
public:
  Items() : Data(Pool), Size(Own) {}
  ~Items() {
    if (Data != Pool) {
      delete[] Data;
    }
  }
  T &at(unsigned Index) { return Data[Index]; }
  void grow(unsigned Count) {
    T *More = new T[Count];
    if (Data != Pool) {
      delete[] Data;
    }
    Data = More;
    Size = Count;
  }

private:
  T *Data;
  T Pool[Own];
  unsigned Size;
};
int first(unsigned Count) {
  Items<int, 4> All;
  All.grow(Count);
  return All.at(0);
}
// CHECK: review: declare that 'Data' owns what it points to
// CHECK-NEXT: refused, it is part of a template, which the flow analysis does not follow: nothing would verify it
