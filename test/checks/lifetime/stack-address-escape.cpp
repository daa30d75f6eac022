// RUN: %check %s ferrule-lifetime-stack-address-escape -- -std=c++17
struct Node {
  int *Value;
  void keep() {
    int N = 0;
    Value = &N; // open: 'Value' keeps the address of 'N'
  }
};

int &reference() {
  int N = 0;
  return N; // defect: the function returns the address of 'N'
}
int &same(int &N) { return N; }
int value() {
  int N = 0;
  return N;
}

template <class T> struct Handle {
  T *to;
  operator T &() const { return *to; }
};
template <class T> const T &behind(Handle<T> h) { return h; }
template <class T> const T &copied(T h) {
  return h; // defect: the function returns the address of 'h'
}
int behindAndCopied(Handle<int> h) { return behind(h) + copied(3); }
