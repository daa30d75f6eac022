// RUN: %check %s ferrule-bounds-out-of-bounds-write,ferrule-null-dereference -- -std=c++20
// A virtual call reaches what overrides it in the class of the object, where that is known.
struct Filter {
  virtual ~Filter() = default;
  virtual void apply(int *samples) = 0;
  virtual int *state() { return nullptr; }
};

struct Narrow : Filter {
  void apply(int *samples) override { samples[3] = 0; }
};
struct Wide : Filter {
  explicit Wide(int n) : taps(n) {}
  void apply(int *samples) override { samples[7] = 0; } // defect: four
  int *state() override { return &taps; }
  int taps;
};
struct Wider final : Wide {
  Wider() : Wide(16) {}
  void apply(int *samples) override { samples[15] = 0; } // defect: eight
};

void byName() {
  int four[4], eight[8];
  Narrow narrow;
  narrow.apply(four);
  Wide wide(8);
  wide.apply(eight);
  wide.apply(four);
}

static void run(Filter &f, int *samples) { f.apply(samples); }
void byReference() {
  int eight[8], sixteen[16];
  Narrow narrow;
  run(narrow, eight);
  Wide wide(8);
  run(wide, eight);
  Wider wider;
  run(wider, sixteen);
  run(wider, eight);
}

void byPointer() {
  int eight[8];
  Filter *f = new Wide(8);
  f->apply(eight);
  *f->state() = 1;
  delete f;
}
void inherited() {
  Filter *f = new Narrow;
  *f->state() = 1; // not found: null
  delete f;
}

// The class is not known: any of them.
void byParameter(Filter &f) {
  int four[4] = {0};
  f.apply(four);
  *f.state() = 1;
}

// A constructor calls what its own class has.
struct Base {
  Base() { prepare(); }
  virtual ~Base() = default;
  virtual void prepare() { level = 1; }
  int level = 0;
};
struct Derived : Base {
  int *extra = nullptr;
  void prepare() override { *extra = 1; }
};
int constructed() {
  Derived d;
  return d.level;
}
