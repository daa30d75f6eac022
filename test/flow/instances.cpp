// RUN: %check %s 'ferrule-bounds-pointer-subscript,ferrule-bounds-out-of-bounds-*' -- -std=c++20
// What holds of one instance of a template need not hold of another.
template <int N> struct Row {
  int cells[N];
  static char name[N];
  void set(int x);
};
template <int N> char Row<N>::name[N];
template <int N> void Row<N>::set(int x) {
  int *p = cells;
  p[7] = x; // open:
}
void large() {
  Row<10> r;
  r.set(1);
}
void small() {
  Row<5> r;
  r.set(2);
}
void largeName() {
  char *p = Row<10>::name;
  p[7] = 1; // discharged:
}
void smallName() {
  char *p = Row<5>::name;
  p[4] = 1; // discharged:
}
void nameTooLong() {
  char *p = Row<5>::name;
  p[7] = 1; // defect: past the end // open:
}

// A specialisation that is written out is a function like any other.
template <> struct Row<3> {
  int cells[3];
  void set(int x) {
    int *p = cells;
    p[2] = x; // open:
  }
};
void three() {
  Row<3> r;
  r.set(3);
}
