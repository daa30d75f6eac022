// RUN: %check %s 'ferrule-ownership-memory-leak,ferrule-ownership-double-release,ferrule-ownership-mismatched-release,ferrule-lifetime-use-after-release,ferrule-init-uninitialized-read,ferrule-bounds-out-of-bounds-*' -- -std=c++20
// What a constructor takes, the destructor gives back.
#include <cstddef>
#include <cstdlib>
#include <cstring>

class Buffer {
public:
  explicit Buffer(std::size_t n) : data(new char[n]), size(n) { std::memset(data, 0, n); }
  Buffer(const Buffer &) = delete;
  Buffer &operator=(const Buffer &) = delete;
  ~Buffer() { delete[] data; }
  char *begin() { return data; }
  void put(std::size_t at, char c) { data[at] = c; } // defect:

private:
  char *data;
  std::size_t size;
};
char balanced() {
  Buffer b(16);
  b.put(15, 'x');
  return *b.begin();
}
void tooFar() {
  Buffer b(16);
  b.put(16, 'x');
}
char *outlived() {
  char *start;
  {
    Buffer b(16);
    start = b.begin();
  }
  *start = 'x'; // defect:
  return nullptr;
}
void onHeap() {
  auto *b = new Buffer(8);
  delete b;
}

// No destructor.
struct Name {
  explicit Name(const char *from) : text(strdup(from)) {} // defect:
  char *text;
};
std::size_t leaks() {
  Name n("temporary");
  return n.text ? std::strlen(n.text) : 0;
}

// Not the counterpart of what the constructor called.
struct Mixed {
  Mixed() : values(static_cast<int *>(std::malloc(4 * sizeof(int)))) {}
  ~Mixed() { delete[] values; } // defect: delete
  int *values;
};
void mixed() { Mixed m; }

// A copy that nobody thought of releases the same again.
struct Shared {
  explicit Shared(int n) : value(new int(n)) {}
  ~Shared() { delete value; } // defect:
  int *value;
};
int copied() {
  Shared one(1);
  Shared other = one;
  return *other.value;
}

// The constructor forgets one.
struct Counter {
  Counter() : hits(0) {}
  int hits;
  int misses;
};
int half() {
  Counter c;
  return c.hits + c.misses; // defect: c
}
struct Complete {
  int hits = 0;
  int misses = 0;
};
void forgotten() {
  auto *c = new Complete; // not found:
  c->hits = 1;
}
int whole() {
  Complete c;
  return c.hits + c.misses;
}
int cleared() {
  auto *c = new Complete();
  int sum = c->hits + c->misses;
  delete c;
  return sum;
}

// Members go with the object, in the base as well as in the derived class.
struct Holder {
  Holder() : first(4), second(8) {}
  Buffer first, second;
};
struct Extended : Holder {
  Extended() : extra(new int(0)) {}
  ~Extended() { delete extra; }
  int *extra;
};
void members() {
  Holder h;
  Extended e;
  h.first.begin()[3] = 'x';
  *e.extra = 1;
}

struct Shape {
  virtual ~Shape() = default;
};
struct Polygon : Shape {
  explicit Polygon(std::size_t n) : corners(new int[n]()) {}
  ~Polygon() override { delete[] corners; }
  int *corners;
};
void byBase() {
  Shape *s = new Polygon(3);
  delete s;
}

// Taken from a function, given to another.
static Buffer *make() { return new Buffer(32); }
static void drop(Buffer *b) { delete b; }
void handedOn() { drop(make()); }
static void drop(Complete *c) { delete c; }
int usedAfter() {
  auto *c = new Complete;
  drop(c);
  return c->hits; // defect:
}

// 'delete' of null destroys nothing.
struct Slot {
  explicit Slot(Shape *s) { set(s); }
  ~Slot() { delete held; }
  void set(Shape *s) {
    delete held;
    held = s;
  }
  Shape *held = nullptr;
};
void refill() {
  Slot slot(nullptr);
  slot.set(new Polygon(3));
}

// A member of an anonymous union lies behind what is before the union.
struct Key {
  const char *text;
  union {
    unsigned index;
    float weight;
  };
  explicit Key(unsigned n) : text(nullptr), index(n) {}
  explicit Key(const char *t) : text(t) {}
};
unsigned indexOf() {
  Key k(3);
  return k.text ? 0 : k.index;
}
int within(int *sums) {
  int values[4] = {};
  Key k(2u);
  return values[k.index] + values[k.text ? 9 : 0] + sums[0];
}
unsigned unset() {
  Key k("a");
  return k.index; // defect: reads 'k' before anything was written to it
}
