// RUN: %check %s ferrule-bounds-pointer-subscript -- -std=c++20
// Initialisers, lambdas and the instances of templates have no bodies, and write variables all the
// same.
int table[4];

struct Counter {
  int &n;
  explicit Counter(int &n) : n(n) {}
  void bump() { n = 9; }
};
static int counted;
static Counter counter(counted);

static int summed;
template <class T> void sum(T x) { summed += x; }

static int noted;
void note() {
  auto write = [] { noted = 9; };
  write();
}

static int held;
struct Holder {
  int *n = &held;
};

static int passed;
void pass(int *n = &passed) { *n = 9; }

struct Limits {
  static int size;
};
int Limits::size = 1;
template <class T> struct Widener {
  void run() { Limits::size = 20; }
};

static int untouched;
template <class T> int same(T x) { return untouched + x; }

void use(int x) {
  counter.bump();
  sum(x);
  note();
  pass();
  Widener<int>().run();
  int *p = table;
  p[counted] = 1;      // open:
  p[summed] = 1;       // open:
  p[noted] = 1;        // open:
  p[held] = 1;         // open:
  p[passed] = 1;       // open:
  p[Limits::size] = 1; // open:
  p[untouched] = same(x); // discharged:
}
